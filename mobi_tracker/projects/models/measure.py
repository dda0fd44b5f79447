"""Measures of a project or a department, with readings."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mobi_tracker.access.marking import Marked
from mobi_tracker.core import kinds
from mobi_tracker.core.database import Model, Recorded, Versioned, one_of
from mobi_tracker.core.withdrawals import Withdrawable
from mobi_tracker.portfolio.models import Department, Priority
from mobi_tracker.projects.models.project import Project
from mobi_tracker.projects.vocabulary import ReadingKind


class Measure(Recorded, Versioned, Withdrawable, Marked, Model):
    """What shows whether a project or a department does its work. ``program`` is the City budget's program."""

    __tablename__ = "measure"
    __kind__: ClassVar[str] = "measure"
    __hangs_on__: ClassVar[tuple[str, ...]] = ("project", "department")
    __table_args__ = (CheckConstraint("project_id IS NULL OR department_id IS NULL", name="one_owner"),)

    name: Mapped[str] = mapped_column(String(300))
    unit: Mapped[str] = mapped_column(String(60), default="")
    program: Mapped[str] = mapped_column(String(200), default="")
    baseline: Mapped[Decimal | None] = mapped_column(Numeric(20, 4))
    target: Mapped[Decimal | None] = mapped_column(Numeric(20, 4))
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"), index=True)
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"), index=True)
    external_key: Mapped[str | None] = mapped_column(String(200), unique=True)

    project: Mapped[Project | None] = relationship(foreign_keys=[project_id])
    department: Mapped[Department | None] = relationship(foreign_keys=[department_id])
    priorities: Mapped[list[MeasurePriority]] = relationship(
        back_populates="measure", order_by="MeasurePriority.id", foreign_keys="MeasurePriority.measure_id"
    )

    @property
    def department_ids(self) -> frozenset[int]:
        """Whose record it is."""
        if self.project is not None:
            return self.project.department_ids
        return frozenset({self.department_id} if self.department_id else ())


class MeasurePriority(Recorded, Model):
    """A priority that a measure serves, from ``recorded_at`` until ``ended_at``."""

    __tablename__ = "measure_priority"
    __kind__: ClassVar[str] = "measure_priority"
    __history_of__: ClassVar[tuple[str, str]] = ("measure", "measure_id")
    __table_args__ = (Index("ix_measure_priority_measure", "measure_id", "priority_id"),)

    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id"))
    priority_id: Mapped[int] = mapped_column(ForeignKey("priority.id"), index=True)
    ended_at: Mapped[datetime | None]

    measure: Mapped[Measure] = relationship(back_populates="priorities", foreign_keys=[measure_id])
    priority: Mapped[Priority] = relationship(foreign_keys=[priority_id])


class MeasureReading(Recorded, Withdrawable, Model):
    """A reading of a measure, of a day or of a whole fiscal year."""

    __tablename__ = "measure_reading"
    __kind__: ClassVar[str] = "measure_reading"
    __history_of__: ClassVar[tuple[str, str]] = ("measure", "measure_id")
    __table_args__ = (
        Index("ix_measure_reading_measure", "measure_id", "fiscal_year", "kind"),
        CheckConstraint("(on_day IS NULL) <> (fiscal_year IS NULL)", name="day_or_year"),
    )

    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id"))
    kind: Mapped[ReadingKind] = mapped_column(one_of(ReadingKind, "kind"))
    value: Mapped[Decimal] = mapped_column(Numeric(20, 4))
    on_day: Mapped[date | None]
    fiscal_year: Mapped[int | None]

    measure: Mapped[Measure] = relationship(foreign_keys=[measure_id])


kinds.register(
    kinds.Kind(
        "measure", Measure, "measure", "measures", lambda record: record.name, "profiles.measure", finds=("name",)
    )
)
kinds.register(
    kinds.Kind(
        "measure_reading", MeasureReading, "reading", "readings", lambda record: str(record.value), shown_on="measure"
    )
)
