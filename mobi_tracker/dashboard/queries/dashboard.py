"""What the dashboard asks for beside the snapshots: Council items ahead, today's meetings, the approved briefing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import exists, func, or_, select

from mobi_tracker.access.policy import Viewer
from mobi_tracker.briefings.models import Briefing
from mobi_tracker.city.week import ReportingWeek
from mobi_tracker.core.database import db
from mobi_tracker.core.withdrawals import stood_at
from mobi_tracker.meetings.models import Attendance, Meeting
from mobi_tracker.meetings.vocabulary import MeetingState
from mobi_tracker.portfolio.models import CouncilItem
from mobi_tracker.review.models import Reading, Version
from mobi_tracker.review.vocabulary import VersionState
from mobi_tracker.standing.queries.moments import Moment

MEETINGS_AT_MOST = 8
COUNCIL_ITEMS_AT_MOST = 20


@dataclass(frozen=True)
class ApprovedBriefing:
    """The latest approved briefing: its week, the version, and whether this reader has said they read it.

    ``is_current``: it is of this week or the one before.
    """

    id: int
    week: date
    number: int
    is_read: bool
    is_current: bool


def council_items_ahead(first: date, last: date, viewer: Viewer) -> Sequence[Any]:
    """Council and commission items that meet between two days (or whose last day falls there), known by the first."""
    day = func.coalesce(CouncilItem.meets_on, CouncilItem.last_day_on)
    rows = (
        select(CouncilItem.id, CouncilItem.title, CouncilItem.body, CouncilItem.council_file, CouncilItem.last_day_on)
        .add_columns(day.label("day"), CouncilItem.marking, CouncilItem.marking_floor)
        .where(or_(CouncilItem.meets_on.between(first, last), CouncilItem.last_day_on.between(first, last)))
        .where(day.between(first, last), stood_at(CouncilItem, Moment.of(first).end), CouncilItem.visible_to(viewer))
    )
    return db.session.execute(rows.order_by(day, CouncilItem.id).limit(COUNCIL_ITEMS_AT_MOST)).all()


def meetings_of(contact_id: int, day: date, viewer: Viewer) -> Sequence[Any]:
    """The meetings of a day that a person is expected at or was at, in order."""
    attends = exists(
        select(Attendance.id)
        .where(Attendance.meeting_id == Meeting.id, Attendance.contact_id == contact_id)
        .where(Attendance.is_present.is_(True), Attendance.ended_at.is_(None))
        .correlate(Meeting)
    )
    columns = (Meeting.id, Meeting.title, Meeting.starts_at, Meeting.place, Meeting.marking, Meeting.marking_floor)
    rows = select(*columns).where(
        Meeting.on == day, Meeting.state != MeetingState.CANCELLED, Meeting.withdrawn_at.is_(None), attends,
        Meeting.visible_to(viewer),
    )  # fmt: skip
    return db.session.execute(rows.order_by(Meeting.starts_at, Meeting.id).limit(MEETINGS_AT_MOST)).all()


def approved_briefing(viewer: Viewer, today: date) -> ApprovedBriefing | None:
    """The newest weekly briefing with an approved version that this reader may see."""
    read = exists(
        select(Reading.id)
        .where(Reading.subject_kind == Version.subject_kind, Reading.subject_id == Version.subject_id)
        .where(Reading.version_number == Version.number, Reading.user_id == viewer.user_id)
        .where(Reading.is_confirmed.is_(True))
        .correlate(Version)
    )
    row = db.session.execute(
        select(Briefing.id, Briefing.week, Version.number, read.label("is_read"))
        .join(Version, (Version.subject_kind == Briefing.__kind__) & (Version.subject_id == Briefing.id))
        .where(Version.state.in_((VersionState.APPROVED, VersionState.DELIVERED)))
        .where(Briefing.withdrawn_at.is_(None), Briefing.visible_to(viewer))
        .order_by(Briefing.week.desc(), Version.number.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    # A week's briefing is approved as the week ends, and read until the next one is.
    is_current = row.week >= ReportingWeek.of(today).previous.start
    return ApprovedBriefing(row.id, row.week, row.number, bool(row.is_read), is_current)
