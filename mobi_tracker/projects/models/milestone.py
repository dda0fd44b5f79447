"""Milestones and their dates: baseline, forecasts, actual. No date is ever overwritten."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mobi_tracker.access.marking import Marked
from mobi_tracker.core import kinds
from mobi_tracker.core.database import Model, Recorded, Versioned, one_of
from mobi_tracker.core.withdrawals import Withdrawable
from mobi_tracker.projects.models.project import Project
from mobi_tracker.projects.vocabulary import DateKind


class Milestone(Recorded, Versioned, Withdrawable, Marked, Model):
    """A dated event of a project."""

    __tablename__ = "milestone"
    __kind__: ClassVar[str] = "milestone"
    __hangs_on__: ClassVar[tuple[str, ...]] = ("project",)

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))

    project: Mapped[Project] = relationship(foreign_keys=[project_id])

    @property
    def department_ids(self) -> frozenset[int]:
        """Whose record it is."""
        return self.project.department_ids


class MilestoneDate(Recorded, Withdrawable, Marked, Model):
    """A date a milestone was given: ``day`` is the date given, ``on`` the day on which that was so.

    A second baseline is a re-baselining and needs a reason; a later forecast needs one, or it is owed.
    ``day`` is None on an actual that was taken back.
    """

    __tablename__ = "milestone_date"
    __kind__: ClassVar[str] = "milestone_date"
    __hangs_on__: ClassVar[tuple[str, ...]] = ("milestone",)
    __table_args__ = (Index("ix_milestone_date_milestone", "milestone_id", "kind", "on", "recorded_at", "id"),)

    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"))
    kind: Mapped[DateKind] = mapped_column(one_of(DateKind, "kind"))
    day: Mapped[date | None] = mapped_column(index=True)
    on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text, default="")
    is_reason_owed: Mapped[bool] = mapped_column(default=False)
    credited_to: Mapped[str] = mapped_column(String(200), default="")

    milestone: Mapped[Milestone] = relationship(foreign_keys=[milestone_id])

    @property
    def department_ids(self) -> frozenset[int]:
        """Whose record it is."""
        return self.milestone.department_ids


kinds.register(
    kinds.Kind(
        "milestone", Milestone, "milestone", "milestones", lambda record: record.name,
        "profiles.milestone", finds=("name",),
    )
)  # fmt: skip
kinds.register(
    kinds.Kind(
        "milestone_date", MilestoneDate, "milestone date", "milestone dates",
        lambda record: f"{record.kind.label} of {record.milestone.name}", shown_on="milestone",
    )
)  # fmt: skip
