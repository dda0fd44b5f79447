"""The measures that count for a priority, with their readings, and which of the projects that serve it run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, String, and_, cast, exists, func, literal, or_, select, true
from sqlalchemy.orm import aliased, contains_eager, joinedload

from mobi_tracker.access.policy import Viewer
from mobi_tracker.core.database import db
from mobi_tracker.projects.models.measure import Measure, MeasurePriority, MeasureReading
from mobi_tracker.projects.models.project import Project, ProjectPriority
from mobi_tracker.projects.queries import AsOf
from mobi_tracker.projects.vocabulary import ENDED_PHASES, ReadingKind
from mobi_tracker.standing.queries.projects import numbers_in

READINGS_SHOWN = 24  # of a measure, the latest


@dataclass(frozen=True)
class ServingMeasure:
    """A measure that counts for a priority, with its latest readings of what was, the earliest first."""

    measure: Measure
    readings: list[MeasureReading] = field(default_factory=list)


@dataclass(frozen=True)
class Served:
    """Who serves a priority. ``measures`` are those of the day asked for. The rest is of now: the ids of the projects
    under way, how many that the reader may see ended, and whether there are some that the reader may not see.
    """

    measures: list[ServingMeasure]
    running: frozenset[int]
    ended: int
    leaves_out: bool


def served(priority_id: int, viewer: Viewer, as_of: AsOf, most: int, readings: int = READINGS_SHOWN) -> Served:
    """The measures that count for a priority as of a day, at most ``most``, those that name it first, each with its
    latest ``readings``; and which projects serve it now, without reading what is known of them. In one query.
    """
    own = _measures(priority_id, viewer, as_of).limit(most).subquery()
    latest = _latest_readings(as_of, MeasureReading.measure_id.in_(select(own.c.id)), readings)
    # One row is there in any case, to stand beside what is told of the projects.
    one = select(literal(1).label("one")).subquery()
    rows = (
        select(*_projects(priority_id, viewer), Measure, latest)
        .select_from(one)
        .outerjoin(own, true())
        .outerjoin(Measure, Measure.id == own.c.id)
        .outerjoin(latest, latest.measure_id == Measure.id)
        .outerjoin(Measure.project)
        .options(contains_eager(Measure.project), joinedload(Measure.department))
        .order_by(own.c.names_it.desc(), Measure.id, _year_of(latest), latest.on_day, latest.recorded_at, latest.id)
    )
    found = db.session.execute(rows).all()
    running, ended, unseen = found[0][:3]
    measures: dict[int, ServingMeasure] = {}
    for *_told, measure, reading in found:
        if measure is not None:
            known = measures.setdefault(measure.id, ServingMeasure(measure))
            known.readings.extend(() if reading is None else (reading,))
    return Served(list(measures.values()), numbers_in(running), ended, unseen > 0)


def _projects(priority_id: int, viewer: Viewer) -> tuple[ScalarSelect[Any], ...]:
    """The projects that serve a priority now: the ids of those under way in one text, the number of those that the
    reader may see and that ended, and of those the reader may not see.
    """
    ties = select(ProjectPriority.project_id).where(
        ProjectPriority.priority_id == priority_id, ProjectPriority.ended_at.is_(None)
    )
    serving = select(Project.id, Project.phase, Project.visible_to(viewer).label("is_visible"))
    each = serving.where(Project.id.in_(ties), Project.withdrawn_at.is_(None)).cte("serving").c
    has_ended = each.phase.in_(ENDED_PHASES)
    return (
        select(func.aggregate_strings(cast(each.id, String), ",")).where(~has_ended).scalar_subquery(),
        select(func.count(each.id)).where(has_ended, each.is_visible).scalar_subquery(),
        select(func.count(each.id)).where(~each.is_visible).scalar_subquery(),
    )


def _measures(priority_id: int, viewer: Viewer, as_of: AsOf) -> Select[Any]:
    """The measures that count for a priority. One that names no priority counts for those that its project serves."""
    names_it = _names(as_of, MeasurePriority.priority_id == priority_id)
    serves = exists(
        select(ProjectPriority.id)
        .where(ProjectPriority.project_id == Measure.project_id, ProjectPriority.priority_id == priority_id)
        .where(as_of.ties(ProjectPriority))
        .correlate(Measure)
    )
    rows: Any = (
        select(Measure.id, names_it.label("names_it"))
        .outerjoin(Project, Project.id == Measure.project_id)
        .where(or_(names_it, and_(serves, ~_names(as_of))), or_(Measure.project_id.is_(None), as_of.stood(Project)))
        .where(as_of.stood(Measure), Measure.visible_to(viewer))
        .order_by(names_it.desc(), Measure.id)
    )
    return rows


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


def _latest_readings(as_of: AsOf, condition: ColumnElement[bool], most: int) -> type[MeasureReading]:
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
    few = and_(found.c.id == MeasureReading.id, found.c.place <= most)
    return aliased(MeasureReading, select(MeasureReading).join(found, few).subquery())
