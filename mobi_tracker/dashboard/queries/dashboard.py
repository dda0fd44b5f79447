"""What the dashboard asks for beside the snapshots: Council items and contracts ahead, today's meetings, the approved
briefing.

They are asked for in one query, since a page has few.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    Boolean,
    Date,
    Integer,
    Select,
    String,
    cast,
    exists,
    func,
    literal_column,
    null,
    or_,
    select,
    union_all,
)

from mobi_tracker.access.policy import Viewer
from mobi_tracker.briefings.models import Briefing
from mobi_tracker.city.week import ReportingWeek
from mobi_tracker.core.database import Instant, db
from mobi_tracker.core.withdrawals import stood_at
from mobi_tracker.meetings.models import Attendance, Meeting
from mobi_tracker.meetings.vocabulary import MeetingState
from mobi_tracker.portfolio.models import CouncilItem
from mobi_tracker.projects.queries import ENDING_WITHIN, EndingContract, ending, in_order_of_ending
from mobi_tracker.projects.rules import last_day_to_start
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


@dataclass(frozen=True)
class Beside:
    """What stands beside the snapshots: Council items, contracts that end and meetings, each in order; and the newest
    approved briefing.
    """

    council: Sequence[Any] = ()
    contracts: Sequence[EndingContract] = ()
    meetings: Sequence[Any] = ()
    briefing: ApprovedBriefing | None = None


def beside(first: date, last: date, today: date, viewer: Viewer, contact_id: int | None) -> Beside:
    """Council items between two days and contracts that end in a longer time; on the page of today, the meetings that a
    contact is expected at (none: nobody's) and the briefing, too.
    """
    selects = [_council_items_ahead(first, last, viewer), _contracts_ending(first, viewer)]
    if first == today:
        selects.append(_approved_briefing(viewer))
        if contact_id is not None:
            selects.append(_meetings_of(contact_id, today, viewer))
    rows = db.session.execute(select(*union_all(*(select(*each.subquery().c) for each in selects)).subquery().c)).all()
    council = [row for row in rows if row.part == "council"]
    meetings = [row for row in rows if row.part == "meeting"]
    briefing = next((row for row in rows if row.part == "briefing"), None)
    return Beside(
        sorted(council, key=lambda row: (row.day, row.id)),
        in_order_of_ending(_as_contract(row) for row in rows if row.part == "contract"),
        sorted(meetings, key=lambda row: (row.starts_at is None, row.starts_at, row.id)),
        _as_briefing(briefing, today) if briefing else None,
    )


def _part(name: str, record: Any, **columns: Any) -> Select[Any]:
    """A select of the columns that all parts have; those not given are empty."""
    kinds: dict[str, Any] = {
        "title": String, "body": String, "council_file": String, "last_day_on": Date, "day": Date,
        "department_id": Integer, "project_id": Integer, "starts_at": Instant, "place": String, "number": Integer,
        "is_read": Boolean,
    }  # fmt: skip
    chosen = [columns.get(key, cast(null(), kind())).label(key) for key, kind in kinds.items()]
    return select(
        literal_column(f"'{name}'").label("part"), record.id.label("id"), *chosen, record.marking, record.marking_floor
    )


def _council_items_ahead(first: date, last: date, viewer: Viewer) -> Select[Any]:
    """Council and commission items that meet between two days (or whose last day falls there), known by the first."""
    each = CouncilItem
    day = func.coalesce(each.meets_on, each.last_day_on)
    rows = (
        _part(
            "council", each, title=each.title, body=each.body, council_file=each.council_file,
            last_day_on=each.last_day_on, day=day, department_id=each.department_id,
        )
        .where(or_(each.meets_on.between(first, last), each.last_day_on.between(first, last)))
        .where(day.between(first, last), stood_at(each, Moment.of(first).end), each.visible_to(viewer))
    )  # fmt: skip
    return rows.order_by(day, each.id).limit(COUNCIL_ITEMS_AT_MOST)


def _contracts_ending(first: date, viewer: Viewer) -> Select[Any]:
    """The contracts that end within the days that are looked ahead for those, in the columns that all parts have."""
    each = ending(first, first + timedelta(days=ENDING_WITHIN), viewer).subquery().c
    return _part(
        "contract", each, title=each.number, body=each.project, council_file=each.vendor, last_day_on=each.ends_on,
        department_id=each.department_id, project_id=each.project_id, number=each.renewal_days,
        is_read=each.is_renewable,
    )  # fmt: skip


def _as_contract(row: Any) -> EndingContract:
    start_by = last_day_to_start(row.last_day_on, row.number) if row.is_read else None
    return EndingContract(
        row.id, row.title, row.council_file, row.project_id, row.body, row.department_id, row.last_day_on, start_by,
        bool(row.is_read), row.marking, row.marking_floor,
    )  # fmt: skip


def _meetings_of(contact_id: int, day: date, viewer: Viewer) -> Select[Any]:
    """The meetings of a day that a person is expected at or was at."""
    attends = exists(
        select(Attendance.id)
        .where(Attendance.meeting_id == Meeting.id, Attendance.contact_id == contact_id)
        .where(Attendance.is_present.is_(True), Attendance.ended_at.is_(None))
        .correlate(Meeting)
    )
    rows = _part("meeting", Meeting, title=Meeting.title, starts_at=Meeting.starts_at, place=Meeting.place).where(
        Meeting.on == day, Meeting.state != MeetingState.CANCELLED, Meeting.withdrawn_at.is_(None), attends,
        Meeting.visible_to(viewer),
    )  # fmt: skip
    return rows.order_by(Meeting.starts_at, Meeting.id).limit(MEETINGS_AT_MOST)


def _approved_briefing(viewer: Viewer) -> Select[Any]:
    """The newest weekly briefing with an approved version that this reader may see."""
    read = exists(
        select(Reading.id)
        .where(Reading.subject_kind == Version.subject_kind, Reading.subject_id == Version.subject_id)
        .where(Reading.version_number == Version.number, Reading.user_id == viewer.user_id)
        .where(Reading.is_confirmed.is_(True))
        .correlate(Version)
    )
    return (
        _part("briefing", Briefing, day=Briefing.week, number=Version.number, is_read=read)
        .join(Version, (Version.subject_kind == Briefing.__kind__) & (Version.subject_id == Briefing.id))
        .where(Version.state.in_((VersionState.APPROVED, VersionState.DELIVERED)))
        .where(Briefing.withdrawn_at.is_(None), Briefing.visible_to(viewer))
        .order_by(Briefing.week.desc(), Version.number.desc())
        .limit(1)
    )


def _as_briefing(row: Any, today: date) -> ApprovedBriefing:
    # A week's briefing is approved as the week ends, and read until the next one is.
    is_current = row.day >= ReportingWeek.of(today).previous.start
    return ApprovedBriefing(row.id, row.day, row.number, bool(row.is_read), is_current)
