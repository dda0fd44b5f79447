"""Every select of access."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_login import UserMixin
from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from mobi_tracker.access.marking import Reader
from mobi_tracker.access.models import Draft, Link, SignInFailure, User, UserRole
from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import OPEN_MARKINGS, Permission, Role
from mobi_tracker.core import kinds
from mobi_tracker.core.database import db


class SignedIn(UserMixin):
    """A user as Flask-Login keeps one: the id carries the session number, so that raising it ends every session."""

    def __init__(self, user: User) -> None:
        self.user = user

    def get_id(self) -> str:
        return f"{self.user.id}:{self.user.session_number}"


def signed_in(session_id: str) -> SignedIn | None:
    """The user of a session cookie; None where the session was ended or the user deactivated."""
    user_id, _, number = session_id.partition(":")
    if not (user_id.isdigit() and number.isdigit()):
        return None
    user = db.session.get(User, int(user_id), options=[joinedload(User.roles)])
    if user is None or not user.is_active or user.session_number != int(number):
        return None
    return SignedIn(user)


def user_by_email(email: str) -> User | None:
    """The user with this address, whatever its case."""
    return db.session.scalar(select(User).where(User.email == email.strip().casefold()))


def user_by_id(user_id: int) -> User | None:
    """The user of that id."""
    return db.session.get(User, user_id)


def any_user_exists() -> bool:
    """Whether anybody has an account."""
    return db.session.scalar(select(User.id).limit(1)) is not None


def user_titles() -> list[tuple[int, str]]:
    """(id, name) of the active users, by name."""
    rows = select(User.id, User.name).where(User.deactivated_at.is_(None)).order_by(User.name)
    return [(user_id, name) for user_id, name in db.session.execute(rows)]


def active_administrators() -> int:
    """How many active users are administrators."""
    rows = select(func.count(User.id.distinct())).where(
        User.deactivated_at.is_(None), User.roles.any(role=Role.ADMINISTRATOR)
    )
    return db.session.scalar(rows) or 0


def failures_since(moment: datetime, email: str, host: str) -> int:
    """Failed sign-ins since an instant, for this address or from this host."""
    rows = select(func.count(SignInFailure.id)).where(
        SignInFailure.at > moment, or_(SignInFailure.email == email, SignInFailure.host == host)
    )
    return db.session.scalar(rows) or 0


def draft_of(user_id: int, form: str, key: str, for_update: bool = False) -> Draft | None:
    """What this user was typing into that form."""
    rows = select(Draft).where(Draft.user_id == user_id, Draft.form == form, Draft.key == key)
    if for_update:  # the row as it is once whoever holds it lets go
        rows = rows.with_for_update().execution_options(populate_existing=True)
    return db.session.scalar(rows)


def stored_drafts(user_id: int, before: datetime) -> Sequence[Draft]:
    """What forms of this person became before that moment."""
    rows = select(Draft).where(Draft.user_id == user_id, Draft.kind.is_not(None), Draft.saved_at < before)
    return db.session.scalars(rows).all()


def links_of(kind: str, record_id: int) -> list[Link]:
    """The links on a record, in the order they were added."""
    rows = select(Link).where(Link.kind == kind, Link.record_id == record_id, Link.withdrawn_at.is_(None))
    return list(db.session.scalars(rows.order_by(Link.id)))


def reader_ids(record: Any) -> list[int]:
    """The users on the record's own list of readers; empty where there is none."""
    rows = select(Reader.user_id).where(
        Reader.kind == type(record).__kind__, Reader.record_id == record.id, Reader.is_floor.is_(False)
    )
    return list(db.session.scalars(rows))


def readers_of(kind: str, record_id: int, is_floor: bool) -> list[Reader]:
    """The rows of a record's list of readers."""
    rows = select(Reader).where(Reader.kind == kind, Reader.record_id == record_id, Reader.is_floor.is_(is_floor))
    return list(db.session.scalars(rows))


def link(link_id: int) -> Link | None:
    """The link of that id, unless it was taken off."""
    return db.session.scalar(select(Link).where(Link.id == link_id, Link.withdrawn_at.is_(None)))


def restricted_ids_seen(model: Any, viewer: Viewer) -> frozenset[int]:
    """The restricted rows of a marked model that this person may see. Core alone: it is asked while loading.

    Of somebody who sees every restricted record, only those with a list of readers are asked for: they are few.
    """
    open_rows = model.marking.in_(OPEN_MARKINGS) & model.marking_floor.in_(OPEN_MARKINGS)
    rows = select(model.id).where(~open_rows, model.visible_to(viewer))
    if viewer.can_everywhere(Permission.SEE_RESTRICTED):
        rows = rows.where(or_(model.has_readers, model.has_floor_readers))
    return frozenset(each for (each,) in db.session.connection().execute(rows))


def visible_record(kind: str, record_id: int, viewer: Viewer) -> Any | None:
    """A record of any marked kind, if this person may see it."""
    model = kinds.kind(kind).model
    return db.session.scalar(select(model).where(model.id == record_id, model.visible_to(viewer)))


def first_with_role(role: Role) -> int | None:
    """The id of the active user who has held this role longest; None where nobody does."""
    rows = select(UserRole.user_id).join(User, User.id == UserRole.user_id)
    return db.session.scalar(
        rows.where(UserRole.role == role, User.deactivated_at.is_(None)).order_by(UserRole.id).limit(1)
    )
