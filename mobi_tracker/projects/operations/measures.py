"""Measures of a project or a department, and their readings."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from mobi_tracker.access.operations import MarkingDraft, set_marking
from mobi_tracker.core.database import db
from mobi_tracker.core.editing import check_version
from mobi_tracker.core.errors import RuleBroken
from mobi_tracker.projects.models.measure import Measure, MeasureReading
from mobi_tracker.projects.operations.days import check_on
from mobi_tracker.projects.vocabulary import ReadingKind


@dataclass(frozen=True)
class MeasureDraft:
    """A measure as it was given. It belongs to a project or to a department."""

    name: str
    unit: str = ""
    program: str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None
    project_id: int | None = None
    department_id: int | None = None
    external_key: str | None = None
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
    set_marking(measure, draft.marking)


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
