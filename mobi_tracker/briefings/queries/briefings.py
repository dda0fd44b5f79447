"""Selects of briefings and their lines, and of what the dashboard and Today ask about them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from mobi_tracker.access.models import User
from mobi_tracker.access.policy import Viewer
from mobi_tracker.briefings.models import Briefing, BriefingLine, BriefingWriter
from mobi_tracker.briefings.queries.cited import stamps
from mobi_tracker.briefings.rules.content import Pointer, ShownLine, ShownSource, lines_of, shown_to
from mobi_tracker.core.database import db
from mobi_tracker.review.models import Version
from mobi_tracker.review.queries.anchors import register_anchors
from mobi_tracker.review.queries.versions import newest_value, newest_versions, open_comment_counts
from mobi_tracker.review.rules import SETTLED, sees_unsettled, with_whom

KIND = Briefing.__kind__


def briefings(viewer: Viewer) -> Select[Any]:
    """The briefings that this person may open: who neither writes nor reviews, only those approved."""
    rows = select(Briefing).where(Briefing.withdrawn_at.is_(None), Briefing.visible_to(viewer))
    return rows if sees_unsettled(viewer) else rows.where(newest_state(viewer).is_not(None))


def newest_state(viewer: Viewer) -> Any:
    """A correlated scalar of ``Briefing``: the state of the newest version that this person may open."""
    return newest_value(Version.state, KIND, Briefing.id, not sees_unsettled(viewer))


def briefing_of_week(week: date, viewer: Viewer) -> Briefing | None:
    """The briefing of the week that begins on this Monday, if it was drafted and this person may see it."""
    return db.session.scalar(briefings(viewer).where(Briefing.week == week))


def briefing_to_change(week: date) -> Briefing | None:
    """The briefing of a week, locked until the transaction ends: two people never number a version alike."""
    return db.session.scalar(select(Briefing).where(Briefing.week == week).with_for_update())


def lines_of_draft(briefing: Briefing) -> list[BriefingLine]:
    """The working lines that stand, by place, with what they cite."""
    return list(db.session.scalars(_lines(briefing).where(BriefingLine.withdrawn_at.is_(None))))


def all_lines(briefing: Briefing) -> list[BriefingLine]:
    """The working lines, retired ones too: a line that comes back is the same line."""
    return list(db.session.scalars(_lines(briefing)))


def _lines(briefing: Briefing) -> Select[Any]:
    rows = select(BriefingLine).where(BriefingLine.briefing_id == briefing.id)
    return rows.options(selectinload(BriefingLine.sources)).order_by(BriefingLine.position, BriefingLine.id)


def line(record_id: int, viewer: Viewer) -> BriefingLine | None:
    """One working line, taken out or not, if this person may see it and every record that it cites."""
    rows = (
        select(BriefingLine)
        .where(BriefingLine.id == record_id, BriefingLine.visible_to(viewer))
        .options(selectinload(BriefingLine.sources), joinedload(BriefingLine.briefing))
    )
    found = db.session.scalar(rows)
    if found is None:
        return None
    seen = stamps(pointers_of([found]), viewer)
    return found if all((each.kind, each.record_id) in seen for each in found.sources) else None


def pointers_of(lines: Iterable[BriefingLine]) -> set[Pointer]:
    """What these lines cite."""
    return {(each.kind, each.record_id) for line in lines for each in line.sources}


def as_shown(record: BriefingLine) -> ShownLine:
    """A working line as a version would hold it."""
    sources = tuple(ShownSource(each.kind, each.record_id, each.label, each.fingerprint) for each in record.sources)
    return ShownLine(
        record.id, record.section, record.text, record.origin, record.marking, record.key, record.department_id,
        sources, floor=record.marking_floor,
    )  # fmt: skip


def anchors_for(version: Version, viewer: Viewer) -> list[str]:
    """The lines of a version that this person may see today, as comments name them."""
    lines = lines_of(version.content)
    seen = stamps({each.pointer for line in lines for each in line.sources}, viewer)
    return [line.anchor for line in shown_to(lines, viewer, seen)[0]]


register_anchors(KIND, anchors_for)


def writer_ids(briefing: Briefing) -> list[int]:
    """Who drafted or edited it."""
    rows = select(BriefingWriter.user_id).where(BriefingWriter.briefing_id == briefing.id)
    return list(db.session.scalars(rows.order_by(BriefingWriter.id)))


def names_of(user_ids: Iterable[int]) -> dict[int, str]:
    """Names of users."""
    rows = select(User.id, User.name).where(User.id.in_(tuple(user_ids)))
    return dict(db.session.execute(rows).all())


def previous_submission(week: date, until: datetime) -> datetime | None:
    """When the previous week's briefing (the nearest earlier one submitted by ``until``) was last submitted by then."""
    rows = (
        select(Briefing.week, func.max(Version.submitted_at))
        .join(Version, (Version.subject_kind == KIND) & (Version.subject_id == Briefing.id))
        .where(Briefing.week < week, Briefing.withdrawn_at.is_(None), Version.submitted_at < until)
        .group_by(Briefing.week)
        .order_by(Briefing.week.desc())
        .limit(1)
    )
    found = db.session.execute(rows).first()
    return found[1] if found else None


def version_before_week(week: date, only_settled: bool = False) -> Version | None:
    """The newest version of the nearest earlier week's briefing: what "since last week" compares with.

    ``only_settled``: of those approved or delivered, for who sees no others.
    """
    rows = (
        select(Version)
        .join(Briefing, (Version.subject_kind == KIND) & (Version.subject_id == Briefing.id))
        .where(Briefing.week < week, Briefing.withdrawn_at.is_(None))
        .order_by(Briefing.week.desc(), Version.number.desc())
        .limit(1)
    )
    return db.session.scalar(rows.where(Version.state.in_(SETTLED)) if only_settled else rows)


@dataclass(frozen=True)
class BriefingRow:
    """A briefing for the list: its newest version that the reader may open, and who has it."""

    briefing: Briefing
    version: Version | None
    holder: str
    open_comments: int


def prepare_rows(records: Sequence[Briefing], viewer: Viewer) -> list[BriefingRow]:
    """Briefings with their newest version, in three queries."""
    ids = [each.id for each in records]
    newest = newest_versions(KIND, ids, only_settled=not sees_unsettled(viewer))
    comments = open_comment_counts(KIND, ids) if sees_unsettled(viewer) else {}
    writers = names_of({version.submitted_by_id for version in newest.values() if version.submitted_by_id is not None})
    rows = []
    for each in records:
        version = newest.get(each.id)
        writer = writers.get(version.submitted_by_id or 0, "") if version else ""
        holder = with_whom(version.state if version else None, writer)
        rows.append(BriefingRow(each, version, holder, comments.get(each.id, 0)))
    return rows
