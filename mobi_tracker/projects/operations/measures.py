"""Measures of a project or a department, and their readings."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from mobi_tracker.access.operations import MarkingDraft, set_marking
from mobi_tracker.core import clock
from mobi_tracker.core.database import db
from mobi_tracker.core.editing import check_version
from mobi_tracker.core.errors import RuleBroken
from mobi_tracker.projects.models.measure import Measure, MeasurePriority, MeasureReading
from mobi_tracker.projects.operations.days import check_on
from mobi_tracker.projects.vocabulary import ReadingKind


@dataclass(frozen=True)
class MeasureDraft:
    """A measure as it was given. It belongs to a project or to a department.

    ``priority_ids``: the priorities that it serves itself; None leaves those it serves as they are.
    """

    name: str
    unit: str = ""
    program: str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None
    project_id: int | None = None
    department_id: int | None = None
    external_key: str | None = None
    priority_ids: tuple[int, ...] | None = None
    marking: MarkingDraft = field(default_factory=MarkingDraft)


def add_measure(draft: MeasureDraft) -> Measure:
    """Store a measure. Raises RuleBroken unless it belongs to exactly one project or department."""
    if (draft.project_id is None) == (draft.department_id is None):
        raise RuleBroken("A measure belongs to a project or to a department.")
    measure = Measure(project_id=draft.project_id, department_id=draft.department_id, external_key=draft.external_key)
    _fill(measure, draft)
    return measure


def edit_measure(measure: Measure, draft: MeasureDraft, shown_version: int | None = None) -> None:
    """Change a measure; its readings and what it belongs to stay."""
    check_version(measure, shown_version)
    _fill(measure, draft)


def _fill(measure: Measure, draft: MeasureDraft) -> None:
    for name in ("name", "unit", "program", "baseline", "target"):
        setattr(measure, name, getattr(draft, name))
    db.session.add(measure)
    db.session.flush()
    if draft.priority_ids is not None:
        _serve(measure, draft.priority_ids)
    set_marking(measure, draft.marking)


def _serve(measure: Measure, wanted: tuple[int, ...]) -> None:
    """Let it serve exactly these priorities: ties that are no longer wanted end, and stay in its past."""
    served = {each.priority_id: each for each in measure.priorities if each.ended_at is None}
    for priority_id, row in served.items():
        if priority_id not in wanted:
            row.ended_at = clock.now()
    new = [each for each in dict.fromkeys(wanted) if each not in served]
    measure.priorities.extend(MeasurePriority(priority_id=each) for each in new)
    if measure.version > 1 and served.keys() != set(wanted):
        measure.version += 1  # or somebody who edits the same ties at the same time would undo them unawares
    db.session.flush()


def add_reading(
    measure: Measure,
    kind: ReadingKind,
    value: Decimal,
    on_day: date | None = None,
    fiscal_year: int | None = None,
) -> MeasureReading:
    """Add a reading of a day or of a whole fiscal year (the year it begins in): exactly one of the two.

    An actual of a day to come is refused.
    """
    if (on_day is None) == (fiscal_year is None):
        raise RuleBroken("Give the day of the reading, or its fiscal year, not both.", "fiscal_year")
    if on_day is not None and kind is ReadingKind.ACTUAL:
        check_on(on_day, "on_day")
    reading = MeasureReading(measure_id=measure.id, kind=kind, value=value, on_day=on_day, fiscal_year=fiscal_year)
    db.session.add(reading)
    db.session.flush()
    return reading
