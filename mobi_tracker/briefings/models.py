"""Tables of briefings: the week, its working lines, and the records that each line cites."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import Boolean, ColumnElement, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mobi_tracker.access.marking import Marked
from mobi_tracker.briefings.vocabulary import Origin, Section
from mobi_tracker.core import kinds
from mobi_tracker.core.database import Model, Recorded, Versioned, one_of
from mobi_tracker.core.withdrawals import Withdrawable
from mobi_tracker.portfolio.models import Department


class Briefing(Recorded, Versioned, Withdrawable, Marked, Model):
    """The briefing of one week (its Monday). Its lines are the working draft; versions are kept in review."""

    __tablename__ = "briefing"
    __kind__: ClassVar[str] = "briefing"

    week: Mapped[date] = mapped_column(unique=True)
    drafted_at: Mapped[datetime | None]

    lines: Mapped[list[BriefingLine]] = relationship(
        back_populates="briefing",
        order_by="BriefingLine.position, BriefingLine.id",
        foreign_keys="BriefingLine.briefing_id",
    )
    writers: Mapped[list[BriefingWriter]] = relationship(
        back_populates="briefing", order_by="BriefingWriter.id", foreign_keys="BriefingWriter.briefing_id"
    )

    department_ids: ClassVar[frozenset[int]] = frozenset()


class BriefingWriter(Recorded, Model):
    """Somebody who drafted or edited a briefing: each version of it is their own from then on."""

    __tablename__ = "briefing_writer"
    __table_args__ = (UniqueConstraint("briefing_id", "user_id"),)

    briefing_id: Mapped[int] = mapped_column(ForeignKey("briefing.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))

    briefing: Mapped[Briefing] = relationship(back_populates="writers", foreign_keys=[briefing_id])


class BriefingLine(Recorded, Versioned, Withdrawable, Marked, Model):
    """One line of the working draft.

    ``key`` is the stable identity of what was drafted ("status:12"), so that redrafting knows it again;
    ``drafted_text`` is what the machine last wrote, ``text`` what stands.
    """

    __tablename__ = "briefing_line"
    __kind__: ClassVar[str] = "briefing_line"
    __hangs_on__: ClassVar[tuple[str, ...]] = ("briefing",)
    __table_args__ = (
        UniqueConstraint("briefing_id", "key"),
        Index("ix_briefing_line_briefing", "briefing_id", "section", "position"),
    )

    briefing_id: Mapped[int] = mapped_column(ForeignKey("briefing.id"))
    section: Mapped[Section] = mapped_column(one_of(Section, "section"))
    position: Mapped[int] = mapped_column(default=0)
    key: Mapped[str | None] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text)
    drafted_text: Mapped[str] = mapped_column(Text, default="")
    origin: Mapped[Origin] = mapped_column(one_of(Origin, "origin"))
    is_hidden: Mapped[bool] = mapped_column(Boolean, default=False)
    edited_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))

    briefing: Mapped[Briefing] = relationship(back_populates="lines", foreign_keys=[briefing_id])
    department: Mapped[Department | None] = relationship(foreign_keys=[department_id])
    sources: Mapped[list[LineSource]] = relationship(
        back_populates="line", order_by="LineSource.id", foreign_keys="LineSource.line_id", cascade="all, delete-orphan"
    )

    @property
    def department_ids(self) -> frozenset[int]:
        """Whose line it is."""
        return frozenset({self.department_id} if self.department_id else ())

    @classmethod
    def in_departments(cls, department_ids: Iterable[int]) -> ColumnElement[bool]:
        """The line is of one of these departments."""
        return cls.department_id.in_(tuple(department_ids))


class LineSource(Recorded, Model):
    """A record that a line cites. ``fingerprint`` tells whether the record has changed since."""

    __tablename__ = "line_source"
    __table_args__ = (UniqueConstraint("line_id", "kind", "record_id"),)

    line_id: Mapped[int] = mapped_column(ForeignKey("briefing_line.id"))
    kind: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[int]
    label: Mapped[str] = mapped_column(String(120), default="")
    fingerprint: Mapped[str] = mapped_column(String(64), default="")

    line: Mapped[BriefingLine] = relationship(back_populates="sources", foreign_keys=[line_id])


kinds.register(
    kinds.Kind(
        "briefing", Briefing, "weekly briefing", "weekly briefings",
        lambda record: f"Week of {record.week:%B} {record.week.day}", "briefings.show", ("week", "week"),
    )
)  # fmt: skip
kinds.register(
    kinds.Kind(
        "briefing_line", BriefingLine, "briefing line", "briefing lines", lambda record: record.text,
        shown_on="briefing",
    )
)  # fmt: skip
