"""Tables of access: users and their roles, sign-in attempts, drafts, uploads that wait, links."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mobi_tracker.access.vocabulary import Role
from mobi_tracker.core import clock, kinds
from mobi_tracker.core.database import Model, Recorded, Versioned, one_of
from mobi_tracker.core.withdrawals import Withdrawable


class User(Recorded, Versioned, Model):
    """Somebody who may sign in. ``session_number`` goes up to end every session at once."""

    __tablename__ = "user"
    __kind__: ClassVar[str] = "user"
    __unaudited__: ClassVar[tuple[str, ...]] = ("password_hash", "session_number", "last_signed_in_at")

    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str] = mapped_column(String(300), default="")
    session_number: Mapped[int] = mapped_column(default=1)
    deactivated_at: Mapped[datetime | None]
    last_signed_in_at: Mapped[datetime | None]
    last_looked_at: Mapped[datetime | None]
    roles: Mapped[list[UserRole]] = relationship(
        back_populates="user", cascade="all, delete-orphan", foreign_keys="UserRole.user_id"
    )

    @property
    def is_active(self) -> bool:
        """Whether the person may sign in."""
        return self.deactivated_at is None

    @property
    def role_set(self) -> frozenset[Role]:
        """The roles the person holds."""
        return frozenset(each.role for each in self.roles)


class UserRole(Recorded, Model):
    """One role of one user."""

    __tablename__ = "user_role"
    __table_args__ = (UniqueConstraint("user_id", "role"),)
    __kind__: ClassVar[str] = "user_role"
    __history_of__: ClassVar[tuple[str, str]] = ("user", "user_id")

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    role: Mapped[Role] = mapped_column(one_of(Role, "role"))
    user: Mapped[User] = relationship(back_populates="roles", foreign_keys=[user_id])


class SignInFailure(Model):
    """A sign-in that failed, by the address typed and by where it came from; counted to slow guessing down."""

    __tablename__ = "sign_in_failure"
    __table_args__ = (Index("ix_sign_in_failure_email", "email", "at"), Index("ix_sign_in_failure_host", "host", "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254))
    host: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(default=clock.now)


class Draft(Model):
    """What somebody is typing, before it is saved. Only its owner sees it; a save deletes it; it is not history.

    ``form`` names the form, ``key`` which one of several. Where it was a form for a new record and that was stored,
    ``kind`` and ``record_id`` say which, and ``text`` is the fingerprint of what was sent: for a day the same form sent
    twice, or kept a moment late, is known by it.
    """

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("user_id", "form", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    form: Mapped[str] = mapped_column(String(60))
    key: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str | None] = mapped_column(String(40))
    record_id: Mapped[int | None]
    base_version: Mapped[int | None]
    text: Mapped[str] = mapped_column(Text)
    saved_at: Mapped[datetime] = mapped_column(default=clock.now)


class Upload(Model):
    """A file that waits for its import to be confirmed, with how its columns were understood. Kept for 24 hours."""

    __tablename__ = "upload"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    purpose: Mapped[str] = mapped_column(String(40))
    filename: Mapped[str] = mapped_column(String(255))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    choices: Mapped[str] = mapped_column(Text, default="{}")
    uploaded_at: Mapped[datetime] = mapped_column(default=clock.now)


class Link(Recorded, Withdrawable, Model):
    """A titled address on any record (Drive, a Council File, news). It is never fetched."""

    __tablename__ = "link"
    __table_args__ = (Index("ix_link_pointer", "kind", "record_id"),)
    __kind__: ClassVar[str] = "link"

    kind: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    address: Mapped[str] = mapped_column(String(2000))


kinds.register(kinds.Kind("user", User, "user", "users", lambda user: user.name, "users.edit", ("user_id", "id")))
