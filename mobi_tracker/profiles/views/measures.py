"""The page of a measure: every figure that was read."""

from __future__ import annotations

from flask import render_template

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.city.fiscal_year import FiscalYear
from mobi_tracker.core import clock
from mobi_tracker.core.kinds import pointer
from mobi_tracker.core.pages import found
from mobi_tracker.profiles.priority_parts import measure_chart
from mobi_tracker.profiles.queries.priorities import ServingMeasure
from mobi_tracker.profiles.rules import plain_number
from mobi_tracker.profiles.views.blueprint import blueprint
from mobi_tracker.projects import queries
from mobi_tracker.projects.vocabulary import ReadingKind
from mobi_tracker.review.queries.questions import questions_of


@blueprint.get("/measures/<int:record_id>")
@requires(Permission.SEE)
def measure(record_id: int) -> str:
    """Everything that hangs on a measure."""
    record = found(queries.measure(record_id, viewer()))
    readings = queries.readings_of(record)
    known = [each for each in reversed(readings) if each.kind is ReadingKind.ACTUAL]
    return render_template(
        "profiles/measure.html",
        measure=record,
        owner=record.project or record.department,
        readings=readings,
        chart=measure_chart(ServingMeasure(record, known), clock.today()) if len(known) > 1 else None,
        serves=[each.priority for each in record.priorities if each.ended_at is None],
        figure=plain_number,
        year=lambda number: FiscalYear(number).label,
        questions=questions_of(*pointer(record)),
        may_edit=viewer().can_for(Permission.LOG, record.department_ids),
        marking=record.effective_marking,
    )
