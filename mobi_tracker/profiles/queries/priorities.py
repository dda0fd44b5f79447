"""The measures that count for a priority, with their readings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from mobi_tracker.access.policy import Viewer
from mobi_tracker.core.database import db
from mobi_tracker.projects.models.measure import Measure, MeasurePriority, MeasureReading
from mobi_tracker.projects.models.project import Project, ProjectPriority
from mobi_tracker.projects.queries import AsOf
from mobi_tracker.projects.vocabulary import ReadingKind

READINGS_SHOWN = 24  # of a measure, the latest


@dataclass(frozen=True)
class ServingMeasure:
    """A measure that counts for a priority, with its latest readings of what was, the earliest first."""

    measure: Measure
    readings: list[MeasureReading] = field(default_factory=list)


def measures_serving(priority_id: int, viewer: Viewer, as_of: AsOf, most: int) -> list[ServingMeasure]:
    """The measures that count for a priority as of a day, at most ``most``, those that name it first; in one query.

    A measure that names no priority counts for those that its project serves.
    """
    names_it = _names(as_of, MeasurePriority.priority_id == priority_id)
    serves = exists(
        select(ProjectPriority.id)
        .where(ProjectPriority.project_id == Measure.project_id, ProjectPriority.priority_id == priority_id)
        .where(as_of.ties(ProjectPriority))
        .correlate(Measure)
    )
    own = (
        select(Measure.id, names_it.label("names_it"))
        .outerjoin(Project, Project.id == Measure.project_id)
        .where(or_(names_it, and_(serves, ~_names(as_of))), or_(Measure.project_id.is_(None), as_of.stood(Project)))
        .where(as_of.stood(Measure), Measure.visible_to(viewer))
        .order_by(names_it.desc(), Measure.id)
        .limit(most)
        .subquery()
    )
    latest = _latest_readings(as_of, MeasureReading.measure_id.in_(select(own.c.id)))
    rows = (
        select(Measure, latest)
        .join(own, own.c.id == Measure.id)
        .outerjoin(latest, latest.measure_id == Measure.id)
        .outerjoin(Measure.project)
        .options(contains_eager(Measure.project), joinedload(Measure.department))
        .order_by(own.c.names_it.desc(), Measure.id, _year_of(latest), latest.on_day, latest.recorded_at, latest.id)
    )
    found: dict[int, ServingMeasure] = {}
    for measure, reading in db.session.execute(rows):
        known = found.setdefault(measure.id, ServingMeasure(measure))
        if reading is not None:
            known.readings.append(reading)
    return list(found.values())


def _names(as_of: AsOf, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """A condition on measures: they name a priority (one that meets these conditions) themselves."""
    return exists(
        select(MeasurePriority.id)
        .where(MeasurePriority.measure_id == Measure.id, as_of.ties(MeasurePriority), *conditions)
        .correlate(Measure)
    )


def _year_of(readings: Any) -> Any:
    """The year a reading is of: a fiscal year by the one it begins in."""
    return func.coalesce(readings.fiscal_year, func.extract("year", readings.on_day))


def _latest_readings(as_of: AsOf, condition: ColumnElement[bool]) -> type[MeasureReading]:
    """Actual readings that meet a condition, only the latest few of each measure."""
    newest = (
        _year_of(MeasureReading).desc(), MeasureReading.on_day.desc(), MeasureReading.recorded_at.desc(),
        MeasureReading.id.desc(),
    )  # fmt: skip
    place = func.row_number().over(partition_by=MeasureReading.measure_id, order_by=newest).label("place")
    ranked = select(MeasureReading.id, place).where(
        condition, MeasureReading.kind == ReadingKind.ACTUAL, as_of.stood(MeasureReading)
    )
    if as_of.is_past:
        ranked = ranked.where(MeasureReading.on_day.is_(None) | (MeasureReading.on_day <= as_of.day))
    found = ranked.subquery()
    few = and_(found.c.id == MeasureReading.id, found.c.place <= READINGS_SHOWN)
    return aliased(MeasureReading, select(MeasureReading).join(found, few).subquery())
