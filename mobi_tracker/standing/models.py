"""What people add to the evidence: an explanation of a rule that fires, a second opinion beside the report."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mobi_tracker.access.marking import Marked
from mobi_tracker.access.models import User
from mobi_tracker.core import kinds
from mobi_tracker.core.database import Model, Recorded, one_of
from mobi_tracker.core.withdrawals import Withdrawable
from mobi_tracker.projects.models.project import Project
from mobi_tracker.projects.vocabulary import Rating
from mobi_tracker.standing.vocabulary import Rule


class Explanation(Recorded, Withdrawable, Marked, Model):
    """Why a rule that fires is no surprise, until it is looked at again on ``review_on``.

    It is of one rule and of the one record it fires for. The rating stays; the headline counts it apart while the
    day is before ``review_on``.
    """

    __tablename__ = "explanation"
    __kind__: ClassVar[str] = "explanation"
    __hangs_on__: ClassVar[tuple[str, ...]] = ("project",)
    __table_args__ = (
        Index("ix_explanation_project", "project_id", "on", "recorded_at"),
        Index("ix_explanation_about", "about_kind", "about_id"),
        CheckConstraint('review_on > "on"', name="review_after_on"),
    )

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    rule: Mapped[Rule] = mapped_column(one_of(Rule, "rule"))
    about_kind: Mapped[str] = mapped_column(String(40))
    about_id: Mapped[int]
    on: Mapped[date]
    review_on: Mapped[date] = mapped_column(index=True)
    reason: Mapped[str] = mapped_column(Text)

    project: Mapped[Project] = relationship(foreign_keys=[project_id])
    author: Mapped[User | None] = relationship(foreign_keys="Explanation.recorded_by_id")

    @property
    def department_ids(self) -> frozenset[int]:
        """Whose record it is."""
        return self.project.department_ids


class SecondOpinion(Recorded, Withdrawable, Marked, Model):
    """The Executive Officer's own rating of a project beside the reported one. It begins as a deliberative draft."""

    __tablename__ = "second_opinion"
    __kind__: ClassVar[str] = "second_opinion"
    __hangs_on__: ClassVar[tuple[str, ...]] = ("project",)
    __table_args__ = (Index("ix_second_opinion_project", "project_id", "on", "recorded_at"),)

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    on: Mapped[date]
    rating: Mapped[Rating] = mapped_column(one_of(Rating, "rating"))
    reason: Mapped[str] = mapped_column(Text)

    project: Mapped[Project] = relationship(foreign_keys=[project_id])
    author: Mapped[User | None] = relationship(foreign_keys="SecondOpinion.recorded_by_id")

    @property
    def department_ids(self) -> frozenset[int]:
        """Whose record it is."""
        return self.project.department_ids


kinds.register(
    kinds.Kind(
        "explanation", Explanation, "explanation", "explanations",
        lambda record: f"Explained: {record.rule.label.lower()}", shown_on="project",
    )
)  # fmt: skip
kinds.register(
    kinds.Kind(
        "second_opinion", SecondOpinion, "second opinion", "second opinions",
        lambda record: f"Second opinion on {record.project.name}", shown_on="project",
    )
)  # fmt: skip
