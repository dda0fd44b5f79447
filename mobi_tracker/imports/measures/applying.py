"""Doing what a plan for measures says, through the same operations as the forms."""

from __future__ import annotations

from mobi_tracker.core.errors import RuleBroken
from mobi_tracker.imports import queries
from mobi_tracker.imports.measures.planning import (
    KIND,
    RECORD_FIELDS,
    department_of,
    new_readings,
    standing_readings,
)
from mobi_tracker.imports.measures.reading import MeasureRow
from mobi_tracker.imports.memory import compare, remember
from mobi_tracker.imports.plan import ImportPlan
from mobi_tracker.imports.vocabulary import Verdict
from mobi_tracker.portfolio.models import Department
from mobi_tracker.projects.models.measure import Measure
from mobi_tracker.projects.operations.measures import MeasureDraft, add_measure, add_reading


def apply_measures(plan: ImportPlan) -> int:
    """Store what the plan's new and changed rows say; how many. The caller commits, or nothing was done."""
    todo = [row for row in plan.rows if row.verdict in (Verdict.NEW, Verdict.CHANGED)]
    departments = queries.departments_by_word()
    stored = queries.measures_by_key(f"{KIND} {row.values.key}" for row in todo)
    readings = queries.readings_of(measure.id for measure in stored.values())
    known = queries.remembered(KIND, (row.values.key for row in todo))
    for row in todo:
        each: MeasureRow = row.values
        remembered = known.get(each.key, {})
        measure = stored.get(f"{KIND} {each.key}")
        try:
            if measure is None:
                measure = _add(each, department_of(each, departments))
            for name in RECORD_FIELDS:
                given = getattr(each, name)
                before = remembered[name].value if name in remembered else None
                if compare(given, before, getattr(measure, name)).is_change:
                    setattr(measure, name, given)
            for _, index in new_readings(each, standing_readings(readings.get(measure.id, []))):
                new = each.readings[index]
                add_reading(measure, new.kind, new.value, fiscal_year=new.fiscal_year)
        except RuleBroken as broken:
            raise RuleBroken(f"{row.label}: {broken.message}") from broken
        remember(KIND, each.key, {name: getattr(each, name) for name in RECORD_FIELDS}, remembered)
    return len(todo)


def _add(each: MeasureRow, department: Department | None) -> Measure:
    return add_measure(
        MeasureDraft(
            name=each.name,
            unit=each.unit,
            program=each.program,
            department_id=department.id if department is not None else None,
            external_key=f"{KIND} {each.key}",
        )
    )
