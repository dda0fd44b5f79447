"""Tables of meetings: the meeting, who came, what it concerns, revisions of its notes, and what each line became."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    exists,
    or_,
    select,
)  # fmt: skip
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mobi_tracker.access.marking import Marked
from mobi_tracker.core import kinds
from mobi_tracker.core.database import Model, Recorded, Versioned, one_of
from mobi_tracker.core.withdrawals import Withdrawable
from mobi_tracker.meetings.vocabulary import CaptureState, MeetingKind, MeetingState
from mobi_tracker.portfolio.models import Department, Initiative
from mobi_tracker.projects.models.project import Project
from mobi_tracker.stakeholders.models import Contact


class Meeting(Recorded, Versioned, Withdrawable, Marked, Model):
    """Any contact that counts. ``on`` is its Los Angeles day, kept beside the instants for lists and last contact.

    ``notes`` are kept byte for byte; each save is a ``NotesRevision``.
    """

    __tablename__ = "meeting"
    __kind__: ClassVar[str] = "meeting"
    # Every revision of the notes is kept whole; history would only repeat them, to readers who may not see every line.
    __unaudited__: ClassVar[tuple[str, ...]] = ("notes",)
    __table_args__ = (
        Index("ix_meeting_starts_at", "starts_at"),
        CheckConstraint("ends_at IS NULL OR ends_at >= starts_at", name="ends_after_start"),
    )

    title: Mapped[str] = mapped_column(String(300))
    kind: Mapped[MeetingKind] = mapped_column(one_of(MeetingKind, "kind"), default=MeetingKind.MEETING)
    state: Mapped[MeetingState] = mapped_column(one_of(MeetingState, "state"), default=MeetingState.LOGGED)
    on: Mapped[date] = mapped_column(index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    place: Mapped[str] = mapped_column(String(300), default="")
    agenda: Mapped[str] = mapped_column(Text, default="")
    notes: Mapped[str] = mapped_column(Text, default="")
    revision: Mapped[int] = mapped_column(default=0)

    attendance: Mapped[list[Attendance]] = relationship(
        back_populates="meeting", order_by="Attendance.id", foreign_keys="Attendance.meeting_id"
    )
    departments: Mapped[list[MeetingDepartment]] = relationship(
        back_populates="meeting", order_by="MeetingDepartment.id", foreign_keys="MeetingDepartment.meeting_id"
    )
    initiatives: Mapped[list[MeetingInitiative]] = relationship(
        back_populates="meeting", order_by="MeetingInitiative.id", foreign_keys="MeetingInitiative.meeting_id"
    )
    projects: Mapped[list[MeetingProject]] = relationship(
        back_populates="meeting", order_by="MeetingProject.id", foreign_keys="MeetingProject.meeting_id"
    )

    @property
    def department_ids(self) -> frozenset[int]:
        """The departments it concerns, and those of its projects."""
        own = {each.department_id for each in self.departments if each.ended_at is None}
        for each in self.projects:
            if each.ended_at is None:
                own |= each.project.department_ids
        return frozenset(own)

    @classmethod
    def in_departments(cls, department_ids: Iterable[int]) -> ColumnElement[bool]:
        """The meeting concerns one of these departments, itself or through a project."""
        ids = tuple(department_ids)
        direct = exists(
            select(MeetingDepartment.id)
            .where(MeetingDepartment.meeting_id == cls.id, MeetingDepartment.ended_at.is_(None))
            .where(MeetingDepartment.department_id.in_(ids))
            .correlate(cls)
        )
        through = exists(
            select(MeetingProject.id)
            .join(Project, Project.id == MeetingProject.project_id)
            .where(MeetingProject.meeting_id == cls.id, MeetingProject.ended_at.is_(None), Project.in_departments(ids))
            .correlate(cls)
        )
        return or_(direct, through)


class Attendance(Recorded, Model):
    """Somebody who came, or did not. Without a contact it is a name as it was written. ``ended_at``: taken back."""

    __tablename__ = "attendance"
    __kind__: ClassVar[str] = "attendance"
    __history_of__: ClassVar[tuple[str, str]] = ("meeting", "meeting_id")
    __table_args__ = (
        Index("ix_attendance_meeting", "meeting_id"),
        Index("ix_attendance_contact", "contact_id", "is_present", "meeting_id"),
        CheckConstraint("contact_id IS NOT NULL OR name <> ''", name="somebody"),
    )

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    name: Mapped[str] = mapped_column(String(200), default="")
    is_present: Mapped[bool] = mapped_column(default=True)
    ended_at: Mapped[datetime | None]

    meeting: Mapped[Meeting] = relationship(back_populates="attendance", foreign_keys=[meeting_id])
    contact: Mapped[Contact | None] = relationship(foreign_keys=[contact_id])


class MeetingDepartment(Recorded, Model):
    """A department that a meeting concerns, until ``ended_at``."""

    __tablename__ = "meeting_department"
    __kind__: ClassVar[str] = "meeting_department"
    __history_of__: ClassVar[tuple[str, str]] = ("meeting", "meeting_id")
    __table_args__ = (
        Index("ix_meeting_department_meeting", "meeting_id"),
        Index("ix_meeting_department_department", "department_id", "meeting_id"),
    )

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    ended_at: Mapped[datetime | None]

    meeting: Mapped[Meeting] = relationship(back_populates="departments", foreign_keys=[meeting_id])
    department: Mapped[Department] = relationship(foreign_keys=[department_id])


class MeetingInitiative(Recorded, Model):
    """An initiative that a meeting concerns, until ``ended_at``."""

    __tablename__ = "meeting_initiative"
    __kind__: ClassVar[str] = "meeting_initiative"
    __history_of__: ClassVar[tuple[str, str]] = ("meeting", "meeting_id")
    __table_args__ = (
        Index("ix_meeting_initiative_meeting", "meeting_id"),
        Index("ix_meeting_initiative_initiative", "initiative_id", "meeting_id"),
    )

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"))
    ended_at: Mapped[datetime | None]

    meeting: Mapped[Meeting] = relationship(back_populates="initiatives", foreign_keys=[meeting_id])
    initiative: Mapped[Initiative] = relationship(foreign_keys=[initiative_id])


class MeetingProject(Recorded, Model):
    """A project that a meeting concerns, until ``ended_at``."""

    __tablename__ = "meeting_project"
    __kind__: ClassVar[str] = "meeting_project"
    __history_of__: ClassVar[tuple[str, str]] = ("meeting", "meeting_id")
    __table_args__ = (
        Index("ix_meeting_project_meeting", "meeting_id"),
        Index("ix_meeting_project_project", "project_id", "meeting_id"),
    )

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    ended_at: Mapped[datetime | None]

    meeting: Mapped[Meeting] = relationship(back_populates="projects", foreign_keys=[meeting_id])
    project: Mapped[Project] = relationship(foreign_keys=[project_id])


class NotesRevision(Recorded, Model):
    """The notes of a meeting as they were saved, byte for byte."""

    __tablename__ = "notes_revision"
    __table_args__ = (UniqueConstraint("meeting_id", "number"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text)


class Capture(Recorded, Model):
    """What a line of notes became.

    Keeps the notes' revision, the line's text, its ordinal among equal lines, the values as parsed, the person's
    answers and corrections, the values that both together gave the record (``values``: what a later edit of the record
    is told from), and the record's version then. ``record_kind`` and ``record_id`` point to the record (none while a
    question is open). A re-save moves the row on to the new revision and line.
    """

    __tablename__ = "capture"
    __table_args__ = (
        Index("ix_capture_meeting", "meeting_id", "state"),
        Index("ix_capture_record", "record_kind", "record_id"),
        Index("ix_capture_state", "state", "meeting_id"),  # the lines that ask something are few
        CheckConstraint("end_line >= line AND line >= 1", name="lines"),
    )

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    revision: Mapped[int]
    line: Mapped[int]
    end_line: Mapped[int]
    line_text: Mapped[str] = mapped_column(Text)
    ordinal: Mapped[int] = mapped_column(default=0)
    item_kind: Mapped[str] = mapped_column(String(20))
    parsed: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    answers: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    values: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    state: Mapped[CaptureState] = mapped_column(one_of(CaptureState, "state"), default=CaptureState.LIVE)
    record_kind: Mapped[str | None] = mapped_column(String(40))
    record_id: Mapped[int | None]
    record_version: Mapped[int | None]

    meeting: Mapped[Meeting] = relationship(foreign_keys=[meeting_id])


kinds.register(
    kinds.Kind(
        "meeting", Meeting, "meeting", "meetings", lambda record: record.title, "profiles.meeting", finds=("title",)
    )
)
