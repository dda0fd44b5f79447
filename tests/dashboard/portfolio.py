"""A small portfolio for tests of the dashboard."""

from __future__ import annotations

from datetime import date

from tests.factories import make_department, make_initiative, make_project
from tests.standing.factories import LONG_AGO, give_date, on_day, plan, rate

JUST_NOW = date(2026, 11, 25)


def words_of(page, section):
    """The words of one section of a page."""
    start = page.html.index(f'id="{section}"')
    html = page.html[start : page.html.index("</section>", start)]
    return " ".join(type(page)(html[html.index(">") + 1 :]).text.split())


def a_project(slug="permit-login", name="Permit login", **values):
    """A project of an initiative of its own, led by a department of its own, there since long ago."""
    with on_day(LONG_AGO):
        values.setdefault("initiative", make_initiative())
        values.setdefault("lead", make_department())
        return make_project(slug, name, **values)


def a_mismatch(slug="permit-login", name="Permit login", days=41, **values):
    """A project reported on track whose milestone slipped by so many days; gives (project, milestone, update)."""
    project = a_project(slug, name)
    milestone = plan(project, "Pilot opens", date(2026, 12, 5))
    day = date.fromordinal(date(2026, 12, 5).toordinal() + days)
    give_date(milestone, "forecast", day, date(2026, 11, 20))
    return project, milestone, rate(project, "on_track", date(2026, 11, 20), **values)
