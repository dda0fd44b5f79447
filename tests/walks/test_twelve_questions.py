"""The Deputy Mayor's twelve questions: each answered within two clicks of the dashboard, as the records say.

A click is a press of the mouse; typing a name into quick find counts as the press that takes one there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from mobi_tracker.access.models import User
from mobi_tracker.access.policy import Viewer
from mobi_tracker.city import clock_zone
from mobi_tracker.city.dates import format_day, format_short_day
from mobi_tracker.city.fiscal_year import fiscal_year_of
from mobi_tracker.city.money import format_money
from mobi_tracker.commitments.models import Decision
from mobi_tracker.commitments.vocabulary import AskedOf
from mobi_tracker.core.clock import travelling_to
from mobi_tracker.core.database import db
from mobi_tracker.portfolio.queries import department
from mobi_tracker.profiles.queries.commitments import open_with_department
from mobi_tracker.projects.models.project import Project
from mobi_tracker.projects.models.status import StatusUpdate
from mobi_tracker.standing.difference import difference
from mobi_tracker.standing.facts import Snapshot, total
from mobi_tracker.standing.snapshot import snapshot
from tests.app import NOW
from tests.walks.office import EMAILS, Office

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")  # of the server, where a browser hangs up

TODAY = clock_zone.day_of(NOW)
MOST_CLICKS = 2


class Reader:
    """The Deputy Mayor before the dashboard, whose clicks are counted."""

    def __init__(self, page: Page, office: Office) -> None:
        self.page, self.office, self.clicks = page, office, 0
        page.goto("/dashboard")

    def click(self, place: Locator) -> None:
        """Press something."""
        place.click()
        self.clicks += 1
        assert self.clicks <= MOST_CLICKS

    def follow(self, words: str | re.Pattern[str], within: str = "main") -> None:
        """Press the first link with these words."""
        self.click(self.page.locator(within).get_by_role("link", name=words).first)

    def reads(self, words: str | re.Pattern[str], within: str = "main") -> None:
        """The words stand on the page."""
        expect(self.page.locator(within)).to_contain_text(words)

    def known(self, ask: Callable[[Viewer], Any]) -> Any:
        """What the records say, as the Deputy Mayor may know them."""
        with self.office.app.app_context(), travelling_to(NOW):
            user = db.session.scalars(select(User).filter_by(email=EMAILS["deputy_mayor"])).one()
            found = ask(Viewer(user.id, user.name, user.role_set))
            db.session.remove()
        return found


@pytest.fixture
def reader(reading_room: Office, sit_down: Callable[..., Page]) -> Reader:
    return Reader(sit_down(reading_room, "deputy_mayor"), reading_room)


def _on(day: date) -> Callable[[Viewer], Snapshot]:
    return lambda viewer: snapshot(day, viewer)


def test_1_what_needs_my_decision_by_when_and_what_is_recommended(reader: Reader) -> None:
    asks = reader.known(_on(TODAY)).waiting_for(AskedOf.DEPUTY_MAYOR)
    assert len(asks) == 2
    for ask in asks:
        reader.reads(ask.text, "#decisions")
        reader.reads(format_day(ask.due, TODAY), "#decisions")
        reader.reads(f"recommended: {ask.recommended}", "#decisions")
    assert reader.clicks == 0


def test_2_what_got_worse_since_last_week_and_why(reader: Reader) -> None:
    changes = reader.known(
        lambda viewer: difference(snapshot(TODAY - timedelta(weeks=1), viewer), snapshot(TODAY, viewer))
    )
    assert changes.worse
    for moved in changes.worse:
        row = reader.page.locator("#changes .row", has_text=moved.project.name)
        expect(row).to_contain_text(f"became {moved.after.label}")
        expect(row.locator(".row-detail")).not_to_be_empty()
    assert reader.clicks == 0


def test_3_where_dates_and_dollars_disagree_with_what_is_reported(reader: Reader) -> None:
    gaps = reader.known(_on(TODAY)).gaps
    reader.click(reader.page.locator("#mismatches").get_by_role("link", name=re.compile("more|why")).last)
    expect(reader.page.locator("main .row-title")).to_have_count(len(gaps))
    for project in gaps:
        row = reader.page.locator("main .row", has_text=project.name)
        expect(row.locator(".row-title")).to_contain_text(f"dates and dollars suggest {project.evidence.rating.label}")


def test_4_which_milestones_fall_in_the_next_30_days_and_which_slipped(reader: Reader) -> None:
    shown = reader.known(_on(TODAY))
    until = TODAY + timedelta(days=30)
    ahead = [
        each for project in shown.running for each in project.milestones
        if each.is_open and each.day and TODAY <= each.day <= until
    ]  # fmt: skip
    assert ahead
    reader.click(reader.page.locator("#next").get_by_role("link", name=re.compile("more")))
    for milestone in ahead:
        row = reader.page.locator("main tr, main .row", has_text=milestone.name).first
        expect(row).to_contain_text(format_short_day(milestone.day, TODAY))
        if milestone.slip:
            expect(row).to_contain_text(str(milestone.slip))


def test_5_how_much_is_appropriated_encumbered_and_spent_by_initiative_and_year(reader: Reader) -> None:
    shown = reader.known(_on(TODAY))
    year = fiscal_year_of(TODAY)
    reader.follow("money by initiative and fiscal year")
    table = reader.page.locator("main table").last
    for initiative in shown.initiatives:
        lines = [line for each in shown.projects if each.initiative_id == initiative.id for line in each.lines]
        money = total(lines, year.starts_in)
        row = table.locator("tr", has_text=initiative.name).filter(has_text=str(year)).first
        for cents in (money.appropriated, money.encumbered, money.expended):
            if cents:
                expect(row).to_contain_text(format_money(cents))


def test_6_what_we_reported_about_a_project_four_weeks_ago(reader: Reader) -> None:
    day = TODAY - timedelta(weeks=4)
    project = next(each for each in reader.known(_on(day)).projects if each.slug == "permit-login")
    reader.click(reader.page.locator("#changes").get_by_role("link", name=project.name, exact=True))
    reader.page.locator("summary", has_text="as of today").press("Enter")  # a menu opens by a key as well
    reader.follow("four weeks ago", "body")
    reader.reads(project.report.narrative[:60])
    expect(reader.page.locator(".lede, main").first).to_contain_text(project.reported.label)


def _promised_by_ita(viewer: Viewer) -> list[str]:
    found = department("information-technology-agency", viewer)
    return [each.text for each in open_with_department(found, viewer, 10).owed_to_us]


def test_7_when_we_last_met_a_department_what_it_promised_and_whether_it_is_done(reader: Reader) -> None:
    promised = reader.known(_promised_by_ita)
    reader.follow("Departments", "header")
    reader.follow(re.compile("Information Technology Agency"))
    expect(reader.page.locator("#last-meeting")).to_contain_text(re.compile(r"[A-Z][a-z]{2}, [A-Z][a-z]{2} \d+"))
    assert promised
    for text in promised:
        reader.reads(text, "#owed-to-us")


def test_8_who_our_contact_at_an_organization_is_and_who_last_spoke_with_them(reader: Reader) -> None:
    reader.page.keyboard.press("/")
    reader.page.keyboard.type("Palmetto")
    reader.click(reader.page.get_by_role("option", name=re.compile("Palmetto Identity Works")).first)
    expect(reader.page.locator("h1")).to_have_text("Palmetto Identity Works")
    reader.reads(re.compile("last (met|spoke|contact)", re.IGNORECASE))


def test_9_what_the_whole_portfolio_looked_like_on_a_given_day(reader: Reader) -> None:
    reader.click(reader.page.locator("[data-weeks] ol a").first)
    day = date.fromisoformat(re.search(r"as_of=(\d{4}-\d\d-\d\d)", reader.page.url)[1])
    shown = reader.known(_on(day))
    rows = reader.page.locator("#initiatives tbody tr")
    expect(rows).to_have_count(len(shown.initiatives))
    for initiative in shown.initiatives:
        count = sum(1 for each in shown.running if each.initiative_id == initiative.id)
        expect(rows.filter(has_text=initiative.name)).to_contain_text(f"{count} project")


def test_10_which_departments_carry_which_initiatives_and_where_nobody_does(reader: Reader) -> None:
    shown = reader.known(_on(TODAY))
    table = reader.page.locator("#carrying table").first
    for initiative in shown.initiatives:
        cells = table.locator("tr", has_text=initiative.name).locator("td")
        for office, cell in zip(shown.departments, cells.all(), strict=True):
            count = sum(
                1 for each in shown.running
                if each.initiative_id == initiative.id and office.id in each.department_ids
            )  # fmt: skip
            assert (re.sub(r"\D", "", cell.inner_text()) or "0") == str(count)
    assert reader.clicks == 0


def test_11_what_i_decided_and_what_came_of_it(reader: Reader) -> None:
    mine = reader.known(
        lambda viewer: db.session.scalars(
            select(Decision.text).where(
                Decision.decided_by == viewer.name, Decision.visible_to(viewer), Decision.withdrawn_at.is_(None)
            )
        ).all()
    )
    assert mine
    reader.follow(re.compile("what you decided"))
    for text in mine[:5]:
        reader.reads(text)
    expect(reader.page.get_by_role("columnheader", name=re.compile("since", re.IGNORECASE))).to_be_visible()


def test_12_which_priorities_each_project_serves_and_by_what_measure(reader: Reader) -> None:
    reader.follow(re.compile("priorities"))
    reader.follow(re.compile("Equitable and affordable access"))
    serving = reader.known(lambda viewer: [each.name for each in snapshot(TODAY, viewer).running if each.priority_ids])
    assert "Permit login" in serving
    reader.reads("Permit login")
    reader.reads("Permits started on a phone")


def test_the_records_are_those_of_the_demonstration(reader: Reader) -> None:
    counts = reader.known(
        lambda viewer: [
            len(db.session.scalars(select(model.id).where(model.visible_to(viewer))).all())
            for model in (Project, StatusUpdate)
        ]
    )
    assert counts[0] >= 16 and counts[1] > 200
