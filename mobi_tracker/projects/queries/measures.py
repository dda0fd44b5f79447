"""Selects of measures and their readings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Integer, Select, and_, bindparam, func, select
from sqlalchemy.orm import aliased, joinedload

from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.statements import rows_for
from mobi_tracker.core.database import db
from mobi_tracker.portfolio.models import Department
from mobi_tracker.projects.models.measure import Measure, MeasurePriority, MeasureReading
from mobi_tracker.projects.models.project import Project, ProjectDepartment
from mobi_tracker.projects.queries.past import AsOf, of_today
from mobi_tracker.projects.vocabulary import ReadingKind


@dataclass(frozen=True)
class ReadMeasure:
    """A measure with its latest actual reading (None: nobody read it yet)."""

    measure: Measure
    latest: MeasureReading | None

    @property
    def value(self) -> Decimal | None:
        """The latest actual value."""
        return self.latest.value if self.latest else None


def measure(record_id: int, viewer: Viewer) -> Measure | None:
    """The measure with the project or department it belongs to, if this person may see it."""
    rows = (
        select(Measure)
        .where(Measure.id == record_id, Measure.visible_to(viewer))
        .options(
            joinedload(Measure.department),
            joinedload(Measure.priorities).joinedload(MeasurePriority.priority),
            joinedload(Measure.project).joinedload(Project.departments).joinedload(ProjectDepartment.department),
        )
    )
    return db.session.execute(rows).unique().scalar_one_or_none()


def measure_by_external_key(key: str) -> Measure | None:
    """The measure an imported file knows by this key, whoever asks."""
    return db.session.scalar(select(Measure).where(Measure.external_key == key))


def department_of_slug(slug: str, viewer: Viewer) -> Department | None:
    """The department a measure is added to, if this person may see it."""
    return db.session.scalar(select(Department).where(Department.slug == slug, Department.visible_to(viewer)))


def measures_of(
    viewer: Viewer, *, project_id: int | None = None, department_id: int | None = None, as_of: AsOf | None = None,
    most: int = 50,
) -> list[ReadMeasure]:  # fmt: skip
    """The measures of a project or of a department, each with its latest actual reading, in one query."""
    owner, owner_id = ("project_id", project_id) if project_id is not None else ("department_id", department_id)
    rows = rows_for(viewer, _of_owner, owner, as_of or of_today(), owner_id=owner_id, most=most)
    return [ReadMeasure(each, reading) for each, reading in rows]


def _of_owner(viewer: Viewer, owner: str, when: AsOf) -> Any:
    is_own = getattr(Measure, owner) == bindparam("owner_id")
    held = _latest_actual(when, MeasureReading.measure_id.in_(select(Measure.id).where(is_own)))
    return (
        select(Measure, held)
        .outerjoin(held, held.measure_id == Measure.id)
        .where(is_own, when.stood(Measure), Measure.visible_to(viewer))
        .order_by(Measure.id)
        .limit(bindparam("most", type_=Integer()))
    )


def readings_of(record: Measure, most: int = 200) -> Sequence[MeasureReading]:
    """The readings of a measure that stand, the newest first."""
    rows = select(MeasureReading).where(MeasureReading.measure_id == record.id, MeasureReading.withdrawn_at.is_(None))
    order = (MeasureReading.fiscal_year.desc(), MeasureReading.on_day.desc(), MeasureReading.id.desc())
    return db.session.scalars(rows.order_by(*order).limit(most)).all()


def measures(viewer: Viewer) -> Select[Any]:
    """The measures that stand and this person may see, with what they belong to."""
    return (
        select(Measure)
        .where(Measure.withdrawn_at.is_(None), Measure.visible_to(viewer))
        .options(joinedload(Measure.project), joinedload(Measure.department))
    )


def _latest_actual(when: AsOf, condition: Any) -> type[MeasureReading]:
    """Readings that meet a condition, only the latest actual of each measure, by fiscal year or day."""
    place = (
        func.row_number()
        .over(
            partition_by=MeasureReading.measure_id,
            order_by=(
                func.coalesce(MeasureReading.fiscal_year, func.extract("year", MeasureReading.on_day)).desc(),
                MeasureReading.on_day.desc(),
                MeasureReading.recorded_at.desc(),
                MeasureReading.id.desc(),
            ),
        )
        .label("place")
    )
    ranked = select(MeasureReading.id, place).where(
        condition, MeasureReading.kind == ReadingKind.ACTUAL, when.stood(MeasureReading)
    )
    if when.is_past:
        ranked = ranked.where(MeasureReading.on_day.is_(None) | (MeasureReading.on_day <= when.day))
    found = ranked.subquery()
    latest = select(MeasureReading).join(found, and_(found.c.id == MeasureReading.id, found.c.place == 1))
    return aliased(MeasureReading, latest.subquery())
