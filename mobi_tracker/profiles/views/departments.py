"""The page of a department."""

from __future__ import annotations

from typing import Any

from flask import render_template

from mobi_tracker.access import queries as access
from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.core.pages import found
from mobi_tracker.portfolio import queries as portfolio
from mobi_tracker.profiles.queries import commitments, meetings, projects
from mobi_tracker.profiles.rules import YearReading, measure_cells, plain_number, year_label, years_of
from mobi_tracker.profiles.views.as_of import asked_days, asks_for_a_day, on_any_day
from mobi_tracker.profiles.views.blueprint import blueprint
from mobi_tracker.projects.models.project import Project
from mobi_tracker.review.queries.questions import questions_of
from mobi_tracker.stakeholders import queries as stakeholders

SHOWN = 10


@blueprint.get("/departments/<slug>")
@requires(Permission.SEE)
def department(slug: str) -> str:
    """Everything that hangs on a department; with ``as_of`` or ``compare``, how it stood on that day."""
    record = found(portfolio.department(slug, viewer()))
    if asks_for_a_day():
        return on_any_day("department", record)
    carried = Project.in_departments((record.id,))
    met = meetings.meetings_with_department(record.id, viewer(), SHOWN)
    read = projects.measures_with_readings(record.id, viewer(), SHOWN)
    years, rows = _measures(read)
    return render_template(
        "profiles/department.html",
        department=record,
        days=asked_days(),
        projects=projects.rated_projects(carried, viewer(), SHOWN),
        meetings=met,
        committed=meetings.committed_at(met[0].id, viewer(), SHOWN) if met else [],
        between=commitments.open_with_department(record, viewer(), SHOWN),
        measures=rows,
        years=years,
        number=plain_number,
        year_label=year_label,
        role_in=lambda project: "leads" if project.lead_department_id == record.id else "supports",
        people=stakeholders.positions_at(record.organization_id, viewer(), SHOWN),
        deliverables=portfolio.deliverables_of_department(record.id, viewer(), SHOWN),
        council_items=portfolio.council_items_of(record.id, viewer(), SHOWN),
        links=access.links_of("department", record.id),
        questions=questions_of("department", record.id),
    )


def _measures(read: list[tuple[Any, Any]]) -> tuple[list[int], list[tuple[Any, Any]]]:
    """The fiscal years that were read, and each measure with its cell for each of them."""
    plain = {
        measure.id: [YearReading(each.fiscal_year, each.kind, each.value) for each in readings]
        for measure, readings in read
    }
    years = years_of(each for readings in plain.values() for each in readings)
    return years, [(measure, measure_cells(plain[measure.id], years)) for measure, _readings in read]
