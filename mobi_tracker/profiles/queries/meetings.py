"""Meetings as the pages of people, organizations, departments and initiatives show them, the latest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, literal, or_, select, union_all

from mobi_tracker.access.marking import asks_who_may_see
from mobi_tracker.access.models import User
from mobi_tracker.access.policy import Viewer
from mobi_tracker.commitments import queries as commitments
from mobi_tracker.commitments.models import ActionItem
from mobi_tracker.core.database import db, in_chunks
from mobi_tracker.meetings.models import Attendance, Capture, Meeting
from mobi_tracker.meetings.queries.records import last_meeting_with_contact, of_initiative
from mobi_tracker.meetings.vocabulary import CaptureState, MeetingState
from mobi_tracker.stakeholders.models import Contact, Position
from mobi_tracker.stakeholders.queries import is_current

LATEST_FIRST = (Meeting.on.desc(), Meeting.id.desc())
NEWEST = 300  # meetings that are looked through before all that somebody ever came to


def logged_meetings(viewer: Viewer) -> Select[Any]:
    """The meetings that were held, stand, and that this person may see, the latest first."""
    rows = select(Meeting).where(
        Meeting.withdrawn_at.is_(None), Meeting.state == MeetingState.LOGGED, Meeting.visible_to(viewer)
    )
    return asks_who_may_see(rows.order_by(*LATEST_FIRST), Meeting)


def _came(contact_ids: Any) -> ColumnElement[bool]:
    return and_(Attendance.contact_id.in_(contact_ids), Attendance.is_present.is_(True), Attendance.ended_at.is_(None))


def meetings_with_contact(contact_id: int, viewer: Viewer, most: int) -> list[Meeting]:
    """The last meetings that a contact came to.

    Somebody who comes to every tenth meeting is found among the newest; only where that gives too few, all that the
    contact ever came to are sorted by their day.
    """
    came = exists(
        select(Attendance.id).where(Attendance.meeting_id == Meeting.id, _came((contact_id,))).correlate(Meeting)
    )
    newest = select(Meeting.id).order_by(*LATEST_FIRST).limit(NEWEST).subquery()
    seen = logged_meetings(viewer).with_only_columns(Meeting.id)
    among_newest = seen.join(newest, newest.c.id == Meeting.id).where(came).limit(most).cte("among_newest")
    is_enough = select(func.count()).select_from(among_newest).scalar_subquery() >= most
    ever = select(Attendance.meeting_id).where(_came((contact_id,)), ~is_enough)
    wanted = seen.where(Meeting.id.in_(ever)).limit(most).subquery()
    rows = logged_meetings(viewer).where(
        or_(Meeting.id.in_(select(among_newest.c.id)), Meeting.id.in_(select(wanted.c.id)))
    )
    return list(db.session.scalars(rows.limit(most)))


def meetings_with_organization(organization_id: int, viewer: Viewer, most: int) -> list[Meeting]:
    """The last meetings that somebody with a position there now, whom this person may see, came to."""
    people = (
        select(Position.contact_id)
        .join(Contact, Contact.id == Position.contact_id)
        .where(Position.organization_id == organization_id, is_current(), Contact.visible_to(viewer))
    )
    attended = select(Attendance.meeting_id).where(_came(people))
    return list(db.session.scalars(logged_meetings(viewer).where(Meeting.id.in_(attended)).limit(most)))


def meetings_with_department(department_id: int, viewer: Viewer, most: int) -> list[Meeting]:
    """The last meetings that concern a department, themselves or through a project."""
    rows = logged_meetings(viewer).where(Meeting.in_departments((department_id,)))
    return list(db.session.scalars(rows.limit(most)))


def meetings_on_initiative(initiative_id: int, viewer: Viewer, most: int) -> list[Meeting]:
    """The last meetings that concern an initiative, themselves or through a project."""
    rows = logged_meetings(viewer).where(of_initiative(initiative_id))
    return list(db.session.scalars(rows.limit(most)))


def committed_at(meeting_id: int, viewer: Viewer, most: int) -> list[ActionItem]:
    """The action items that the notes of a meeting became, whatever became of them, in the order of the notes."""
    captured = select(Capture.record_id).where(
        Capture.meeting_id == meeting_id,
        Capture.record_kind == ActionItem.__kind__,
        Capture.state == CaptureState.LIVE,
    )
    rows = commitments.actions(viewer).where(ActionItem.id.in_(captured))
    return list(db.session.scalars(rows.order_by(ActionItem.id).limit(most)))


def ours_at(meeting: Meeting) -> list[str]:
    """Who of us spoke at a meeting: its attendees who are users, else whoever logged it."""
    came = (
        select(literal(True).label("is_there"), Attendance.id.label("place"), Contact.name)
        .join(Attendance, Attendance.contact_id == Contact.id)
        .where(Attendance.meeting_id == meeting.id, Attendance.is_present.is_(True), Attendance.ended_at.is_(None))
        .where(Contact.user_id.is_not(None))
    )
    logged = select(literal(False), literal(0), User.name).where(User.id == meeting.recorded_by_id)
    found = [
        (is_there, name) for is_there, _place, name in db.session.execute(union_all(came, logged).order_by("place"))
    ]
    return [name for is_there, name in found if is_there] or [name for _is_there, name in found]


def last_contacts(contact_ids: Sequence[int], viewer: Viewer) -> dict[int, Meeting]:
    """The last meeting each of these contacts came to, of those this person may see, however many they are."""
    found: dict[int, Meeting] = {}
    for ids in in_chunks(contact_ids):
        found |= last_meeting_with_contact(ids, viewer)
    return found


def is_due_for_check_in(viewer: Viewer, today: date) -> ColumnElement[bool]:
    """A condition on contacts: they have a cadence, and no meeting within so many days.

    Days are counted per cadence in use, since databases do not subtract days alike.
    """
    in_use = db.session.scalars(select(Contact.cadence_days).where(Contact.cadence_days.is_not(None)).distinct())
    waiting = [
        and_(Contact.cadence_days == days, ~_met_since(today - timedelta(days=days), viewer)) for days in in_use if days
    ]
    return or_(*waiting) if waiting else false()


def _met_since(day: date, viewer: Viewer) -> ColumnElement[bool]:
    return exists(
        select(Attendance.id)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .where(Attendance.contact_id == Contact.id, Attendance.is_present.is_(True), Attendance.ended_at.is_(None))
        .where(Meeting.withdrawn_at.is_(None), Meeting.state == MeetingState.LOGGED, Meeting.on > day)
        .where(Meeting.visible_to(viewer))
        .correlate(Contact)
    )
