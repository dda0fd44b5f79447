"""Status updates: dated, credited, never overwritten."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mobi_tracker.access.marking import Marked
from mobi_tracker.access.models import User
from mobi_tracker.core import kinds
from mobi_tracker.core.database import Model, Recorded, one_of
from mobi_tracker.core.withdrawals import Withdrawable
from mobi_tracker.projects.models.project import Project
from mobi_tracker.projects.vocabulary import Rating


class StatusUpdate(Recorded, Withdrawable, Marked, Model):
    """How a project stands on the day ``on``, by whom it is credited to ("ITA": shown as "per ITA").

    ``is_reason_owed`` and ``is_path_owed``: what a form requires and notes could not give. ``corrects_id``: the update
    that this one corrects. ``evidence_reason`` says why it rates better than the evidence did when it was reported.
    """

    __tablename__ = "status_update"
    __kind__: ClassVar[str] = "status_update"
    __hangs_on__: ClassVar[tuple[str, ...]] = ("project",)
    __table_args__ = (
        Index("ix_status_update_project", "project_id", "on", "recorded_at", "id"),
        Index("ix_status_update_on", "on"),
    )

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    on: Mapped[date]
    credited_to: Mapped[str] = mapped_column(String(200), default="")
    overall: Mapped[Rating] = mapped_column(one_of(Rating, "overall"))
    schedule: Mapped[Rating] = mapped_column(one_of(Rating, "schedule"), default=Rating.NOT_RATED)
    budget: Mapped[Rating] = mapped_column(one_of(Rating, "budget"), default=Rating.NOT_RATED)
    scope: Mapped[Rating] = mapped_column(one_of(Rating, "scope"), default=Rating.NOT_RATED)
    reason: Mapped[str] = mapped_column(Text, default="")
    evidence_reason: Mapped[str] = mapped_column(Text, default="", server_default="")
    narrative: Mapped[str] = mapped_column(Text, default="")
    accomplishments: Mapped[str] = mapped_column(Text, default="")
    next_steps: Mapped[str] = mapped_column(Text, default="")
    path_to_green: Mapped[str] = mapped_column(Text, default="")
    is_reason_owed: Mapped[bool] = mapped_column(default=False, index=True)
    is_path_owed: Mapped[bool] = mapped_column(default=False, index=True)
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("status_update.id"), index=True)

    project: Mapped[Project] = relationship(foreign_keys=[project_id])
    corrects: Mapped[StatusUpdate | None] = relationship(foreign_keys=[corrects_id], remote_side="StatusUpdate.id")
    author: Mapped[User | None] = relationship(foreign_keys="StatusUpdate.recorded_by_id")

    @property
    def department_ids(self) -> frozenset[int]:
        """Whose record it is."""
        return self.project.department_ids


kinds.register(
    kinds.Kind(
        "status_update", StatusUpdate, "status update", "status updates",
        lambda record: f"Update of {record.project.name}, {record.on:%b} {record.on.day}", "profiles.status_update",
    )
)  # fmt: skip
