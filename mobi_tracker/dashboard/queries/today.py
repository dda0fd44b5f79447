"""What Today asks for beside the lists of other packages: each in one query, whatever the amount of data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, case, exists, func, literal, or_, select
from sqlalchemy.orm import joinedload

from mobi_tracker.access.marking import asks_who_may_see
from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.briefings.models import Briefing, BriefingLine
from mobi_tracker.briefings.vocabulary import Origin
from mobi_tracker.commitments.models import ActionItem
from mobi_tracker.commitments.queries.actions import first_open_ids, of_ids, on_side
from mobi_tracker.commitments.vocabulary import Side
from mobi_tracker.core.database import db
from mobi_tracker.meetings.models import Capture, Meeting, MeetingDepartment, MeetingInitiative, MeetingProject
from mobi_tracker.meetings.queries.captures import CAPTURED_MODELS
from mobi_tracker.meetings.vocabulary import CaptureState, MeetingState
from mobi_tracker.projects.models.project import Project
from mobi_tracker.review.models import Version
from mobi_tracker.review.queries.versions import newest_value
from mobi_tracker.review.vocabulary import VersionState

MEETINGS_AT_MOST = 20


@dataclass(frozen=True)
class BriefingStanding:
    """How a week's briefing stands: lines of its draft (``own``: written or edited by hand), its newest version."""

    lines: int
    own: int
    number: int | None
    state: VersionState | None


@dataclass(frozen=True)
class OpenAction:
    """An open action item, whether this person may close it, and the meeting whose notes made it, if any did."""

    action: ActionItem
    may_close: bool
    meeting_title: str | None
    meeting_on: date | None


def meetings_of_day(day: date, viewer: Viewer) -> list[Meeting]:
    """The meetings of a day in the order of the clock, with what they concern."""
    rows = (
        select(Meeting)
        .where(Meeting.on == day, Meeting.state != MeetingState.CANCELLED, Meeting.withdrawn_at.is_(None))
        .where(Meeting.visible_to(viewer))
        .options(
            joinedload(Meeting.departments).joinedload(MeetingDepartment.department),
            joinedload(Meeting.initiatives).joinedload(MeetingInitiative.initiative),
            joinedload(Meeting.projects).joinedload(MeetingProject.project),
        )
        .order_by(Meeting.starts_at, Meeting.id)
        .limit(MEETINGS_AT_MOST)
    )
    return list(db.session.scalars(asks_who_may_see(rows, Meeting)).unique())


def is_portfolio_empty(viewer: Viewer) -> bool:
    """Whether no project and no meeting is recorded that this person may see."""
    projects, meetings = (
        exists(select(model.id).where(model.withdrawn_at.is_(None), model.visible_to(viewer)))
        for model in (Project, Meeting)
    )
    return not db.session.scalar(select(or_(projects, meetings)))


def actions_of_today(viewer: Viewer, most: int) -> tuple[list[OpenAction], list[OpenAction]]:
    """Open action items of both sides in one query, the earliest due first, ``most`` of each.

    First what this person owes and what nobody owns and they could give away, then what somebody outside owes.
    """
    mine = ActionItem.owner_contact_id == viewer.contact_id if viewer.contact_id is not None else literal(False)
    ours = first_open_ids(viewer, or_(mine, and_(on_side(Side.UNOWNED), _may_log(viewer))), most)
    theirs = first_open_ids(viewer, on_side(Side.TO_US), most)
    source = (_of_source(column, viewer) for column in (Meeting.title, Meeting.on))
    found = db.session.execute(of_ids(ours, theirs).add_columns(_may_log(viewer), *source)).all()
    shown = [OpenAction(action, bool(may), title, on) for action, may, title, on in found]
    return (
        [each for each in shown if each.action.side is not Side.TO_US],
        [each for each in shown if each.action.side is Side.TO_US],
    )


def asking_lines(viewer: Viewer, most: int) -> Sequence[Row[Any]]:
    """Lines of notes that still ask something of this person: line, text and state, and the meeting's id, title, day,
    markings.

    Only of meetings they may log. A line is as hidden as what it became; one that asks is at least a draft till then.
    """
    is_theirs = (
        literal(True) if viewer.can_everywhere(Permission.LOG) else Meeting.in_departments(viewer.department_ids)
    )
    rows = (
        select(Capture.line, Capture.line_text, Capture.state, Meeting.id, Meeting.title, Meeting.on)
        .add_columns(Meeting.marking, Meeting.marking_floor)
        .join(Meeting, Meeting.id == Capture.meeting_id)
        .where(Capture.state.in_((CaptureState.PENDING, CaptureState.LINE_GONE)))
        .where(Meeting.withdrawn_at.is_(None), Meeting.visible_to(viewer), is_theirs)
        .where(or_(Capture.record_id.is_(None), *(_captured(model, viewer) for model in CAPTURED_MODELS)))
        .order_by(Meeting.on, Meeting.id, Capture.line, Capture.id)
        .limit(most)
    )
    return db.session.execute(rows).all()


def briefing_standing(week: date, viewer: Viewer) -> BriefingStanding | None:
    """How the briefing of a week stands; None where it was not begun or may not be seen."""
    by_hand = func.sum(case((BriefingLine.origin != Origin.DRAFTED, 1), else_=0))
    shown = BriefingLine.is_hidden.is_(False) & BriefingLine.withdrawn_at.is_(None)
    count, own = (
        select(each).where(BriefingLine.briefing_id == Briefing.id, shown).correlate(Briefing).scalar_subquery()
        for each in (func.count(BriefingLine.id), func.coalesce(by_hand, 0))
    )
    number, state = (newest_value(each, "briefing", Briefing.id) for each in (Version.number, Version.state))
    rows = select(count, own, number, state).where(
        Briefing.week == week, Briefing.withdrawn_at.is_(None), Briefing.visible_to(viewer)
    )
    row = db.session.execute(rows).first()
    return BriefingStanding(*row) if row is not None else None


def _of_source(column: Any, viewer: Viewer) -> Any:
    """A correlated scalar: a column of the meeting whose notes made the action item, if it may be seen."""
    rows = (
        select(column)
        .join(Capture, Capture.meeting_id == Meeting.id)
        .where(Capture.record_kind == ActionItem.__kind__, Capture.record_id == ActionItem.id)
        .where(Meeting.visible_to(viewer))
    )
    return rows.order_by(Capture.id).limit(1).correlate(ActionItem).scalar_subquery()


def _captured(model: Any, viewer: Viewer) -> ColumnElement[bool]:
    """The capture's record is one of this model, and the person may see it."""
    seen = select(model.id).where(model.id == Capture.record_id, model.visible_to(viewer)).correlate(Capture)
    return and_(Capture.record_kind == model.__kind__, exists(seen))


def _may_log(viewer: Viewer) -> ColumnElement[bool]:
    if viewer.can_everywhere(Permission.LOG):
        return literal(True)
    return ActionItem.in_departments(viewer.department_ids)
