"""The page of an initiative."""

from __future__ import annotations

from flask import render_template

from mobi_tracker.access import queries as access
from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.city.fiscal_year import fiscal_year_of
from mobi_tracker.commitments.queries.asks import asks_of_initiative
from mobi_tracker.commitments.queries.decisions import decisions_of_initiative
from mobi_tracker.core.clock import today
from mobi_tracker.core.pages import found
from mobi_tracker.portfolio import queries as portfolio
from mobi_tracker.profiles.queries import commitments, meetings, projects
from mobi_tracker.profiles.rules import year_label
from mobi_tracker.profiles.views.as_of import asked_days, asks_for_a_day, on_any_day
from mobi_tracker.profiles.views.blueprint import blueprint
from mobi_tracker.projects.models.project import Project
from mobi_tracker.review.queries.questions import questions_of

SHOWN = 10


@blueprint.get("/initiatives/<slug>")
@requires(Permission.SEE)
def initiative(slug: str) -> str:
    """Everything that hangs on an initiative; with ``as_of`` or ``compare``, how it stood on that day."""
    record = found(portfolio.initiative(slug, viewer()))
    if asks_for_a_day():
        return on_any_day("initiative", record)
    held = Project.initiative_id == record.id
    year = fiscal_year_of(today())
    return render_template(
        "profiles/initiative.html",
        initiative=record,
        days=asked_days(),
        projects=projects.rated_projects(held, viewer(), SHOWN, with_milestones=True),
        money=projects.money_of_initiative(record.id, viewer()),
        this_year=year.starts_in,
        year_label=year_label,
        elapsed=float(year.elapsed_share(today())),
        meetings=meetings.meetings_on_initiative(record.id, viewer(), SHOWN),
        asks=asks_of_initiative(record.id, viewer(), SHOWN),
        decisions=decisions_of_initiative(record.id, viewer(), SHOWN),
        between=commitments.open_between([commitments.concerns_initiative(record.id)], viewer(), SHOWN),
        links=access.links_of("initiative", record.id),
        questions=questions_of("initiative", record.id),
    )
