"""Verbs of versions: submit, return, approve, withdraw, deliver; comments; who read what."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError

from mobi_tracker.core import actor, clock
from mobi_tracker.core.database import db
from mobi_tracker.core.errors import RuleBroken
from mobi_tracker.review.models import Comment, Reading, Version
from mobi_tracker.review.queries import versions as queries
from mobi_tracker.review.rules import SETTLED, broken_rule, digest_of, is_own
from mobi_tracker.review.vocabulary import VersionState


def submit(
    subject_kind: str, subject_id: int, content: dict[str, Any], writer_ids: Iterable[int],
    submitted_at: datetime | None = None, submitted_by_id: int | None = None,
) -> Version:  # fmt: skip
    """Freeze content as the next numbered version, submitted for review.

    ``writer_ids``: who drafted or edited it; whoever submits is added. ``submitted_at`` and ``submitted_by_id`` are
    given only where wording was fixed: then the submission stays the writer's.
    """
    by = submitted_by_id if submitted_by_id is not None else actor.current_user_id()
    own = {*writer_ids, *([by] if by is not None else [])}
    version = Version(
        subject_kind=subject_kind,
        subject_id=subject_id,
        number=queries.newest_number(subject_kind, subject_id) + 1,
        state=VersionState.SUBMITTED,
        content=content,
        digest=digest_of(content),
        writer_ids=sorted(own),
        submitted_at=submitted_at or clock.now(),
        submitted_by_id=by,
    )
    db.session.add(version)
    db.session.flush()
    return version


def return_version(version: Version, note: str = "") -> None:
    """Send a version back to its writers. Raises RuleBroken without a comment on a line or a note."""
    _check(version, VersionState.RETURNED)
    if not note.strip() and not queries.has_commented(version, actor.current_user_id()):
        raise RuleBroken("Say what should change: comment on a line, or write a note here.", "note")
    _close(version, VersionState.RETURNED, note)
    note_reading(version)


def approve_version(version: Version, shown_digest: str | None = None, note: str = "") -> None:
    """Approve exactly this version. ``shown_digest``: what the reviewer had before them.

    Raises RuleBroken where a newer one was submitted, where it is the reviewer's own, or the content is not the same.
    """
    _check(version, VersionState.APPROVED)
    _check_text(version, shown_digest)
    _close(version, VersionState.APPROVED, note)
    note_reading(version)


def approve_with_wording(version: Version, content: dict[str, Any], shown_digest: str | None = None) -> Version:
    """Approve with the reviewer's wording in one step, as a version of its own; the one before is withdrawn for it.

    It stays the writers': the reviewer's wording makes nothing the reviewer's own (product.md, The weekly briefing).
    What wording may change, the subject's package checks.
    """
    _check(version, VersionState.APPROVED)
    _check_text(version, shown_digest)
    fixed = submit(
        version.subject_kind, version.subject_id, content, version.writer_ids, version.submitted_at,
        version.submitted_by_id,
    )  # fmt: skip
    _close(version, VersionState.WITHDRAWN, f"Replaced by version {fixed.number}, with wording fixed on approval.")
    note_reading(version)
    approve_version(fixed)
    return fixed


def withdraw_version(version: Version, note: str = "") -> None:
    """Take a submitted version back; the draft goes on."""
    _check(version, VersionState.WITHDRAWN)
    _close(version, VersionState.WITHDRAWN, note)


def deliver_version(version: Version) -> None:
    """Say that an approved version went to its readers."""
    _check(version, VersionState.DELIVERED)
    version.state = VersionState.DELIVERED
    version.delivered_at, version.delivered_by_id = clock.now(), actor.current_user_id()
    db.session.flush()


def comment(version: Version, text: str, anchor: str = "") -> Comment:
    """Comment on a version, on the line whose identity is ``anchor`` or (blank) on the whole.

    Raises RuleBroken for an empty comment.
    """
    if not text.strip():
        raise RuleBroken("Type your comment.", "text")
    record = Comment(
        subject_kind=version.subject_kind,
        subject_id=version.subject_id,
        version_number=version.number,
        anchor=anchor,
        text=text.strip(),
    )
    db.session.add(record)
    note_reading(version)
    db.session.flush()
    return record


def resolve_comment(record: Comment) -> None:
    """Say that a comment is dealt with."""
    if record.resolved_at is None:
        record.resolved_at, record.resolved_by_id = clock.now(), actor.current_user_id()
        db.session.flush()


def reopen_comment(record: Comment) -> None:
    """Say that a comment is not dealt with after all."""
    record.resolved_at = record.resolved_by_id = None
    db.session.flush()


def confirm_reading(version: Version) -> Reading | None:
    """ "I've read this", by the person who acts, once; the first time counts. None for a command.

    Raises RuleBroken for a version that is not approved, and for one's own.
    """
    if version.state not in SETTLED:
        raise RuleBroken(f"Version {version.number} is {version.state.value}: it is read once it is approved.")
    if is_own(version.writer_ids, actor.current_user_id()):
        raise RuleBroken("You wrote some of this, so it is not kept that you read it.")
    reading = note_reading(version)
    if reading is not None and not reading.is_confirmed:
        reading.is_confirmed, reading.read_at = True, clock.now()
        db.session.flush()
    return reading


def note_reading(version: Version) -> Reading | None:
    """Keep that the person who acts had this version before them (they commented, returned or approved)."""
    user_id = actor.current_user_id()
    if user_id is None or is_own(version.writer_ids, user_id):
        return None
    reading = queries.reading_of(version, user_id)
    if reading is None:
        reading = Reading(
            subject_kind=version.subject_kind, subject_id=version.subject_id, version_number=version.number,
            user_id=user_id, read_at=clock.now(), is_confirmed=False,
        )  # fmt: skip
        try:
            with db.session.begin_nested():
                db.session.add(reading)
        except IntegrityError:  # pressed twice at once: the other press kept it
            reading = queries.reading_of(version, user_id)
    return reading


def is_intact(version: Version) -> bool:
    """Whether the stored content is still what was submitted."""
    return digest_of(version.content) == version.digest


def _check(version: Version, to: VersionState) -> None:
    broken = broken_rule(to, queries.standing_of(version), actor.current_user_id())
    if broken:
        raise RuleBroken(broken)


def _check_text(version: Version, shown_digest: str | None) -> None:
    """An approval holds for exactly the text that was submitted and shown."""
    if not is_intact(version) or (shown_digest is not None and shown_digest != version.digest):
        raise RuleBroken("This is not the text you were shown, so nothing was approved. Read it again.")


def _close(version: Version, state: VersionState, note: str) -> None:
    version.state = state
    version.closed_at, version.closed_by_id = clock.now(), actor.current_user_id()
    version.closing_note = note.strip()
    db.session.flush()
