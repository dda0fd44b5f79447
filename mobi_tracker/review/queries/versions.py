"""Every select of versions, comments and readings. Whether a person may see the subject, its own package asks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import joinedload

from mobi_tracker.core.database import db
from mobi_tracker.review.models import Comment, Reading, Version
from mobi_tracker.review.rules import SETTLED, Standing
from mobi_tracker.review.vocabulary import VersionState


def versions(kind: str) -> Select[Any]:
    """The versions of one kind of thing, with who submitted and who closed each."""
    people = (Version.submitted_by, Version.closed_by, Version.delivered_by)
    without_roles = (joinedload(each) for each in people)
    return select(Version).where(Version.subject_kind == kind).options(*without_roles)


def versions_of(kind: str, subject_id: int) -> list[Version]:
    """The versions of one thing, first to last."""
    return list(db.session.scalars(versions(kind).where(Version.subject_id == subject_id).order_by(Version.number)))


def version(record_id: int) -> Version | None:
    """One version by its id."""
    return db.session.get(Version, record_id)


def newest_number(kind: str, subject_id: int) -> int:
    """The highest number of a version of one thing; 0 where none was submitted."""
    rows = select(func.max(Version.number)).where(Version.subject_kind == kind, Version.subject_id == subject_id)
    return db.session.scalar(rows) or 0


def standing_of(record: Version) -> Standing:
    """A version as the rules see it."""
    newest = newest_number(record.subject_kind, record.subject_id)
    return Standing(record.number, newest, record.state, tuple(record.writer_ids))


def newest_versions(kind: str, subject_ids: Iterable[int], only_settled: bool = False) -> dict[int, Version]:
    """The newest version of each of some things (of those approved or delivered, where only they count)."""
    newest = select(Version.subject_id, func.max(Version.number).label("number")).where(
        Version.subject_kind == kind, Version.subject_id.in_(tuple(subject_ids))
    )
    if only_settled:
        newest = newest.where(Version.state.in_(SETTLED))
    top = newest.group_by(Version.subject_id).subquery()
    rows = versions(kind).join(top, and_(Version.subject_id == top.c.subject_id, Version.number == top.c.number))
    return {each.subject_id: each for each in db.session.scalars(rows)}


def newest_value(column: Any, kind: str, subject_id: Any, only_settled: bool = False) -> Any:
    """A correlated scalar: a column of the newest version of the thing whose id stands in ``subject_id``."""
    rows = select(column).where(Version.subject_kind == kind, Version.subject_id == subject_id)
    if only_settled:
        rows = rows.where(Version.state.in_(SETTLED))
    return rows.order_by(Version.number.desc()).limit(1).correlate(subject_id.class_).scalar_subquery()


def waiting_versions(most: int = 50) -> list[Version]:
    """What waits for review, oldest first. A version that a newer one replaced waits no more."""
    numbers = select(func.max(Version.number).label("number"), Version.subject_kind, Version.subject_id)
    top = numbers.group_by(Version.subject_kind, Version.subject_id).subquery()
    rows = (
        select(Version)
        .join(top, and_(Version.subject_kind == top.c.subject_kind, Version.subject_id == top.c.subject_id))
        .where(Version.number == top.c.number, Version.state == VersionState.SUBMITTED)
        .options(joinedload(Version.submitted_by))
        .order_by(Version.submitted_at, Version.id)
        .limit(most)
    )
    return list(db.session.scalars(rows))


def comment(record_id: int) -> Comment | None:
    """One comment that stands."""
    return db.session.scalar(select(Comment).where(Comment.id == record_id, Comment.withdrawn_at.is_(None)))


def comments_of(kind: str, subject_id: int) -> list[Comment]:
    """The comments on all versions of one thing, in the order they were made."""
    rows = (
        select(Comment)
        .where(Comment.subject_kind == kind, Comment.subject_id == subject_id, Comment.withdrawn_at.is_(None))
        .options(joinedload(Comment.author))
    )
    return list(db.session.scalars(rows.order_by(Comment.recorded_at, Comment.id)))


def open_comment_counts(kind: str, subject_ids: Iterable[int]) -> dict[int, int]:
    """How many comments are not resolved, by subject."""
    rows = (
        select(Comment.subject_id, func.count().label("unresolved"))
        .where(Comment.subject_kind == kind, Comment.subject_id.in_(tuple(subject_ids)))
        .where(Comment.withdrawn_at.is_(None), Comment.resolved_at.is_(None))
        .group_by(Comment.subject_id)
    )
    return {row.subject_id: row.unresolved for row in db.session.execute(rows)}


def has_commented(record: Version, user_id: int | None) -> bool:
    """Whether a person commented on this version."""
    rows = select(Comment.id).where(
        Comment.subject_kind == record.subject_kind, Comment.subject_id == record.subject_id,
        Comment.version_number == record.number, Comment.recorded_by_id == user_id, Comment.withdrawn_at.is_(None),
    )  # fmt: skip
    return db.session.scalar(rows.limit(1)) is not None


def readings_of(kind: str, subject_id: int) -> list[Reading]:
    """Who read which version when, first to last."""
    rows = select(Reading).where(Reading.subject_kind == kind, Reading.subject_id == subject_id)
    rows = rows.options(joinedload(Reading.user))
    return list(db.session.scalars(rows.order_by(Reading.read_at, Reading.id)))


def reading_of(record: Version, user_id: int) -> Reading | None:
    """What is kept of one person's reading of a version."""
    rows = select(Reading).where(
        Reading.subject_kind == record.subject_kind, Reading.subject_id == record.subject_id,
        Reading.version_number == record.number, Reading.user_id == user_id,
    )  # fmt: skip
    return db.session.scalar(rows)
