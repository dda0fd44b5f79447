"""Verbs of access: accounts, passwords, roles, sign-in, drafts, links."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app
from sqlalchemy.exc import IntegrityError

from mobi_tracker.access import queries
from mobi_tracker.access.marking import Reader
from mobi_tracker.access.models import Draft, Link, SignInFailure, User, UserRole
from mobi_tracker.access.vocabulary import Basis, Marking, Role
from mobi_tracker.core import actor, clock
from mobi_tracker.core.database import db
from mobi_tracker.core.errors import RuleBroken

_MAIL_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")
SHORTEST_PASSWORD = 12
FAILURES_ALLOWED = 8
FAILURE_WINDOW = timedelta(minutes=15)
SENT_TWICE_WITHIN = timedelta(days=1)
# Verified when nobody has the address typed, so that the answer takes as long as for a wrong password.
NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRzb21lc2FsdA$0Q3q0XJ3m0VbYB0o9oNf3qQyGg7mP4c3V6s2uE5c7yQ"


def _hasher() -> PasswordHasher:
    cheap = current_app.config["ARGON2_TIME_COST"] < 2  # tests sign in hundreds of times
    return PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1) if cheap else PasswordHasher()


def add_user(email: str, name: str, password: str, roles: Iterable[Role]) -> User:
    """Give somebody an account. Raises RuleBroken for a taken address, a short password or no role."""
    address = _mail_address(email)
    if queries.user_by_email(address) is not None:
        raise RuleBroken("Somebody has an account with this address.", "email")
    if not name.strip() or len(name) > 200 or not name.isprintable():
        raise RuleBroken("Give the person's name, in at most 200 characters.", "name")
    user = User(email=address, name=name.strip())
    set_password(user, password)
    db.session.add(user)
    db.session.flush()
    change_roles(user, roles)
    return user


def _mail_address(typed: str) -> str:
    address = typed.strip().casefold()
    if not _MAIL_ADDRESS.fullmatch(address) or not address.isprintable() or len(address) > 254:
        raise RuleBroken("Give a mail address such as name@example.org.", "email")
    return address


def rename_user(user: User, email: str, name: str) -> None:
    """Change the address a person signs in with, and their name."""
    address = _mail_address(email)
    other = queries.user_by_email(address)
    if other is not None and other.id != user.id:
        raise RuleBroken("Somebody else has an account with this address.", "email")
    user.email, user.name = address, name.strip()


def change_own_password(user: User, old: str, new: str) -> None:
    """Change one's own password; the old one is asked for. Ends every session of the person."""
    if not _matches(user.password_hash, old):
        raise RuleBroken("That is not your password.", "old_password")
    set_password(user, new)


def set_password(user: User, password: str) -> None:
    """Set a password and end every session. Raises RuleBroken where it is too short."""
    if len(password.strip()) < SHORTEST_PASSWORD:
        raise RuleBroken(f"A password has at least {SHORTEST_PASSWORD} characters.", "password")
    if password.strip().casefold() == user.email:
        raise RuleBroken("The mail address itself is no password.", "password")
    user.password_hash = _hasher().hash(password)
    end_sessions(user)


def change_roles(user: User, roles: Iterable[Role]) -> None:
    """Give the user exactly these roles and end their sessions. The last administrator stays one."""
    wanted = set(roles)
    if not wanted:
        raise RuleBroken("Give at least one role.", "roles")
    held = set(user.role_set)
    if Role.ADMINISTRATOR in held - wanted:
        _keep_an_administrator(user)
    for each in [each for each in user.roles if each.role not in wanted]:
        user.roles.remove(each)
    user.roles.extend(UserRole(role=role) for role in Role if role in wanted - held)
    if wanted != held:
        end_sessions(user)
    db.session.flush()


def deactivate(user: User) -> None:
    """Close an account: it cannot sign in, and its sessions end now. The last administrator cannot be closed."""
    if Role.ADMINISTRATOR in user.role_set:
        _keep_an_administrator(user)
    user.deactivated_at = clock.now()
    end_sessions(user)


def reactivate(user: User) -> None:
    """Open a closed account again."""
    user.deactivated_at = None


def end_sessions(user: User) -> None:
    """Sign the user out everywhere."""
    user.session_number = (user.session_number or 1) + 1


def _keep_an_administrator(user: User) -> None:
    if user.is_active and queries.active_administrators() <= 1:
        raise RuleBroken("This is the only administrator; make another one first.", "roles")


def check_sign_in(email: str, password: str, host: str) -> User | None:
    """The user who signs in, or None; a failure is counted. Takes as long whether or not the address exists.

    Raises RuleBroken where too many tries failed lately for this address or from this host.
    """
    address = email.strip().casefold()[:254]
    if queries.failures_since(clock.now() - FAILURE_WINDOW, address, host) >= FAILURES_ALLOWED:
        raise RuleBroken("Too many tries failed. Wait fifteen minutes, then try again.")
    user = queries.user_by_email(address)
    stored = user.password_hash if user is not None and user.is_active else NOBODY
    if _matches(stored, password) and user is not None and user.is_active:
        user.last_signed_in_at = clock.now()
        return user
    db.session.add(SignInFailure(email=address, host=host[:64]))
    db.session.flush()
    return None


def _matches(stored: str, password: str) -> bool:
    try:
        return _hasher().verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


def keep_draft(user_id: int, form: str, key: str, text: str, base_version: int | None) -> Draft:
    """Keep what is being typed, in place of what was kept before."""
    draft = queries.draft_of(user_id, form, key)
    if draft is None:
        draft = Draft(user_id=user_id, form=form, key=key)
        db.session.add(draft)
    elif draft.kind is not None and draft.text == fingerprint_of_draft(text):
        return draft  # kept on its way out, after it was stored: there is nothing left to keep
    draft.kind = draft.record_id = None
    draft.text = text
    draft.base_version = base_version
    draft.saved_at = clock.now()
    db.session.flush()
    return draft


def claim_form(user_id: int, form: str, key: str, sent: str) -> Draft:
    """Take hold of a form for a new record, so that sent twice at once it is stored once.

    ``sent`` is its fingerprint. Where the draft that comes back has it as its text and names a record, the form was
    stored before. Otherwise ``form_stored`` says what became of it. Whoever comes second waits for the first.
    """
    draft = queries.draft_of(user_id, form, key, for_update=True)
    if draft is None:
        try:
            with db.session.begin_nested():
                draft = Draft(user_id=user_id, form=form, key=key, text=sent)
                db.session.add(draft)
        except IntegrityError:
            draft = queries.draft_of(user_id, form, key, for_update=True)
            if draft is None:
                raise
    return draft


def form_stored(draft: Draft, record: Any, sent: str) -> None:
    """Say what a claimed form became; what became of forms of older days is forgotten."""
    draft.kind, draft.record_id, draft.text = type(record).__kind__, record.id, sent
    draft.base_version, draft.saved_at = None, clock.now()
    for each in queries.stored_drafts(draft.user_id, clock.now() - SENT_TWICE_WITHIN):
        db.session.delete(each)
    db.session.flush()


def fingerprint(values: Iterable[tuple[str, str]]) -> str:
    """A short word for what a form sent: the same for the same values, however their lines end."""
    own = ("csrf_token", "version", "record_version")
    fields = sorted(
        (name, "\n".join(value.splitlines()) if isinstance(value, str) else "")
        for name, value in values
        if name not in own
    )
    return hashlib.sha256(json.dumps(fields).encode()).hexdigest()


def fingerprint_of_draft(text: str) -> str:
    """The same of a form that is kept as JSON, each field with its values; empty where it is no form."""
    try:
        fields = json.loads(text)
        return fingerprint((name, value) for name, values in fields.items() for value in values)
    except (ValueError, AttributeError, TypeError):
        return ""


def drop_draft(user_id: int, form: str, key: str) -> None:
    """Forget what was being typed: it was saved, or thrown away."""
    draft = queries.draft_of(user_id, form, key)
    if draft is not None:
        db.session.delete(draft)
        db.session.flush()


def add_link(kind: str, record_id: int, title: str, address: str) -> Link:
    """Put a titled address on a record. It is never fetched. Raises RuleBroken unless it is http or https."""
    if not address.lower().startswith(("http://", "https://")) or " " in address.strip():
        raise RuleBroken("Give an address that begins with https://.", "address")
    link = Link(kind=kind, record_id=record_id, title=title.strip() or address.strip(), address=address.strip())
    db.session.add(link)
    db.session.flush()
    return link


@dataclass(frozen=True)
class MarkingDraft:
    """A marking as it was chosen, with its basis and the people who alone may read it."""

    marking: Marking = Marking.INTERNAL
    basis: Basis | None = None
    reader_ids: tuple[int, ...] = ()


def set_marking(record: Any, draft: MarkingDraft) -> None:
    """Mark a stored record. A confidential one needs a basis and alone may have readers (product.md, Markings)."""
    if draft.marking is Marking.CONFIDENTIAL and draft.basis is None:
        raise RuleBroken("A confidential record needs a basis.", "marking_basis")
    record.marking = draft.marking
    record.marking_basis = draft.basis if draft.marking is Marking.CONFIDENTIAL else None
    ids = set(draft.reader_ids) if draft.marking is Marking.CONFIDENTIAL else set()
    if ids and (own := actor.current_user_id()) is not None:
        ids.add(own)  # whoever narrows a record to some readers stays one of them
    record.has_readers = bool(ids)
    _set_readers(record, ids, is_floor=False)


def set_marking_floor(record: Any, marking: Marking, reader_ids: Iterable[int] | None) -> None:
    """Give a record the marking of what it came from, as the least it may have; None: no list of readers there."""
    record.marking_floor = marking
    record.has_floor_readers = reader_ids is not None
    _set_readers(record, set(reader_ids or ()), is_floor=True)


def _set_readers(record: Any, wanted: set[int], is_floor: bool) -> None:
    db.session.flush()
    kind = type(record).__kind__
    for row in queries.readers_of(kind, record.id, is_floor):
        if row.user_id in wanted:
            wanted.discard(row.user_id)
        else:
            db.session.delete(row)
    db.session.add_all(
        Reader(kind=kind, record_id=record.id, user_id=each, is_floor=is_floor) for each in sorted(wanted)
    )
    db.session.flush()
