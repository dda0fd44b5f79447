"""Tables of review."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, event, inspect
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mobi_tracker.access.models import User
from mobi_tracker.core import kinds
from mobi_tracker.core.database import Model, Recorded, Versioned, one_of
from mobi_tracker.core.withdrawals import Withdrawable
from mobi_tracker.review.vocabulary import VersionState


class Version(Recorded, Versioned, Model):
    """A numbered, frozen version of something that is reviewed. It exists from its submission on.

    ``content`` never changes; ``digest`` is its SHA-256: an approval holds for exactly that. ``writer_ids``: who
    drafted, edited or submitted it: it is their own, and nobody approves their own.
    """

    __tablename__ = "version"
    __kind__: ClassVar[str] = "version"
    __unaudited__: ClassVar[tuple[str, ...]] = ("content",)  # the version is its own record of it
    __table_args__ = (UniqueConstraint("subject_kind", "subject_id", "number"), Index("ix_version_state", "state"))

    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int]
    number: Mapped[int]
    state: Mapped[VersionState] = mapped_column(one_of(VersionState, "state"))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    digest: Mapped[str] = mapped_column(String(64))
    writer_ids: Mapped[list[int]] = mapped_column(JSON, default=list)
    submitted_at: Mapped[datetime]
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    closing_note: Mapped[str] = mapped_column(Text, default="")
    delivered_at: Mapped[datetime | None]
    delivered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    submitted_by: Mapped[User | None] = relationship(foreign_keys=[submitted_by_id])
    closed_by: Mapped[User | None] = relationship(foreign_keys=[closed_by_id])
    delivered_by: Mapped[User | None] = relationship(foreign_keys=[delivered_by_id])


@event.listens_for(Version, "before_update")
def _refuse_other_content(_mapper: object, _connection: object, version: Version) -> None:
    attributes = inspect(version).attrs
    if any(attributes[name].history.has_changes() for name in ("content", "digest", "number", "writer_ids")):
        raise ValueError("What was submitted never changes: submit another version.")


class Comment(Recorded, Versioned, Withdrawable, Model):
    """A comment on a version, hanging on a line by its identity (``anchor``) or on the whole (blank)."""

    __tablename__ = "comment"
    __kind__: ClassVar[str] = "comment"
    __table_args__ = (Index("ix_comment_subject", "subject_kind", "subject_id"),)

    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int]
    version_number: Mapped[int]
    anchor: Mapped[str] = mapped_column(String(80), default="")
    text: Mapped[str] = mapped_column(Text)
    resolved_at: Mapped[datetime | None]
    resolved_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    author: Mapped[User | None] = relationship(foreign_keys="Comment.recorded_by_id")


class Question(Recorded, Versioned, Withdrawable, Model):
    """A question the Executive Officer or Deputy Mayor asks of any record, owed an answer."""

    __tablename__ = "question"
    __kind__: ClassVar[str] = "question"
    __table_args__ = (
        Index("ix_question_subject", "subject_kind", "subject_id"),
        Index("ix_question_open", "answered_at"),
    )

    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int]
    anchor: Mapped[str] = mapped_column(String(80), default="")
    text: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    author: Mapped[User | None] = relationship(foreign_keys="Question.recorded_by_id")
    answered_by: Mapped[User | None] = relationship(foreign_keys=[answered_by_id])


class Reading(Model):
    """Somebody pressed "I've read this" for a version, or opened it for review (``is_confirmed`` False)."""

    __tablename__ = "reading"
    __table_args__ = (UniqueConstraint("subject_kind", "subject_id", "version_number", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int]
    version_number: Mapped[int]
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    read_at: Mapped[datetime]
    is_confirmed: Mapped[bool] = mapped_column(default=True)

    user: Mapped[User] = relationship(foreign_keys=[user_id])


class LastLook(Model):
    """When somebody last looked at a page, and when they did before that visit. A visit is looks in a row."""

    __tablename__ = "last_look"
    __table_args__ = (UniqueConstraint("user_id", "page"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    page: Mapped[str] = mapped_column(String(40))
    looked_at: Mapped[datetime]
    visited_before_at: Mapped[datetime | None]


kinds.register(kinds.Kind("comment", Comment, "comment", "comments", lambda record: record.text))
kinds.register(kinds.Kind("question", Question, "question", "questions", lambda record: record.text, "questions.show"))
kinds.register(kinds.Kind("version", Version, "version", "versions", lambda record: f"Version {record.number}"))
