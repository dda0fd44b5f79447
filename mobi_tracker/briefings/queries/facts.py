"""The records of a week that become lines. What the portfolio's snapshots hold is not asked for again here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal, or_, select
from sqlalchemy.orm import aliased, selectinload

from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import OPEN_MARKINGS
from mobi_tracker.briefings.rules.period import Period
from mobi_tracker.commitments.models import ActionItem, ActionItemState, Decision
from mobi_tracker.commitments.queries.actions import actions
from mobi_tracker.commitments.queries.decisions import decisions
from mobi_tracker.commitments.vocabulary import ActionState
from mobi_tracker.core.database import db
from mobi_tracker.core.dated import latest_state
from mobi_tracker.meetings.models import Meeting, MeetingDepartment, NotesRevision
from mobi_tracker.meetings.vocabulary import MeetingState
from mobi_tracker.portfolio.models import CouncilItem, SeedField
from mobi_tracker.portfolio.queries import council_items, departments_in_order
from mobi_tracker.portfolio.vocabulary import PROJECT_IMPORT
from mobi_tracker.projects.models.project import Project
from mobi_tracker.projects.models.status import StatusUpdate
from mobi_tracker.projects.queries import recent_updates
from mobi_tracker.stakeholders.models import Organization, Position
from mobi_tracker.stakeholders.queries import positions_of

MOST = 300
COMING_DAYS = 14  # of meetings and Council items
DUE_DAYS = 7  # of commitments


def updates_logged(period: Period, viewer: Viewer) -> Sequence[StatusUpdate]:
    """The updates recorded in the period that nothing recorded in it replaces: of a project, the last of each day."""
    last: dict[tuple[int, date], StatusUpdate] = {}
    for update in recent_updates(viewer, period.since, period.until):
        if update.project.withdrawn_at is None:
            last[(update.project_id, update.on)] = update
    newest: dict[int, StatusUpdate] = {}
    for update in last.values():
        known = newest.get(update.project_id)
        if known is None or (update.on, update.recorded_at, update.id) > (known.on, known.recorded_at, known.id):
            newest[update.project_id] = update
    return list(newest.values())


@dataclass(frozen=True)
class Owed:
    """An action item with the day it was due as that was known at the end of a period: a later day is no part of it."""

    item: ActionItem
    due: date | None


def actions_done(period: Period, viewer: Viewer) -> list[Owed]:
    """The action items whose being done was recorded in the period."""
    row = aliased(ActionItemState)
    recorded = exists(
        select(row.id)
        .where(row.record_id == ActionItem.id, row.state == ActionState.DONE)
        .where(row.recorded_at > period.since, row.recorded_at <= period.until)
        .correlate(ActionItem)
    )
    rows = actions(viewer).where(ActionItem.state == ActionState.DONE, recorded)
    return _owed(rows.order_by(ActionItem.closed_on, ActionItem.id), period)


def actions_open(period: Period, viewer: Viewer) -> list[Owed]:
    """The action items open at the end of the period that are late, due soon, or new; the earliest due first."""
    known = ActionItemState
    is_open = or_(ActionItem.state == ActionState.OPEN, ActionItem.closed_on > period.day)
    soon = period.day + timedelta(days=DUE_DAYS)
    told = or_(known.due <= soon, ActionItem.recorded_at > period.since)
    rows = actions(viewer).where(is_open, told, ActionItem.recorded_at <= period.until)
    return _owed(rows.order_by(known.due.asc().nulls_last(), ActionItem.id), period)


def _owed(rows: Select[Any], period: Period) -> list[Owed]:
    known = ActionItemState
    found = rows.join(known, known.id == latest_state(ActionItem, period.until)).add_columns(known.due)
    return [Owed(item, due) for item, due in db.session.execute(found.limit(MOST)).unique()]


def meetings_held(period: Period, viewer: Viewer) -> list[Meeting]:
    """The meetings logged that were held, recorded or first written up in the period, by day.

    One that was in the calendar before may be held and written up on the very day of the last submission, after it.
    """
    written_up = select(func.min(NotesRevision.recorded_at)).where(NotesRevision.meeting_id == Meeting.id)
    new = or_(
        Meeting.on > period.day_before, Meeting.recorded_at > period.since,
        func.coalesce(Meeting.ends_at, Meeting.starts_at) > period.since,
        written_up.correlate(Meeting).scalar_subquery() > period.since,
    )  # fmt: skip
    when = and_(Meeting.on <= period.day, Meeting.recorded_at <= period.until, new)
    return _meetings(viewer, Meeting.state == MeetingState.LOGGED, when)


def meetings_coming(period: Period, viewer: Viewer) -> list[Meeting]:
    """The meetings planned for the two weeks to come, by day."""
    coming = Meeting.on.between(period.day + timedelta(days=1), period.day + timedelta(days=COMING_DAYS))
    return _meetings(viewer, Meeting.state == MeetingState.PLANNED, coming, Meeting.recorded_at <= period.until)


def _meetings(viewer: Viewer, *conditions: ColumnElement[bool]) -> list[Meeting]:
    rows = (
        select(Meeting)
        .where(Meeting.withdrawn_at.is_(None), Meeting.visible_to(viewer), *conditions)
        .options(selectinload(Meeting.departments).joinedload(MeetingDepartment.department))
        .order_by(Meeting.on, Meeting.starts_at, Meeting.id)
    )
    return list(db.session.scalars(rows.limit(MOST)))


def decisions_made(period: Period, viewer: Viewer) -> list[Decision]:
    """The decisions recorded in the period."""
    rows = decisions(viewer).where(Decision.recorded_at > period.since, Decision.recorded_at <= period.until)
    return list(db.session.scalars(rows.order_by(Decision.on, Decision.id).limit(MOST)))


def council_items_around(period: Period, viewer: Viewer) -> list[CouncilItem]:
    """The Council and commission items of the period and of the two weeks after it, and those whose last day nears."""
    first, last = period.day_before + timedelta(days=1), period.day + timedelta(days=COMING_DAYS)
    near = or_(
        CouncilItem.meets_on.between(first, last), CouncilItem.last_day_on.between(period.day, last),
        and_(CouncilItem.recorded_at > period.since, CouncilItem.recorded_at <= period.until),
    )  # fmt: skip
    rows = council_items(viewer).where(near, CouncilItem.recorded_at <= period.until)
    return list(db.session.scalars(rows.order_by(CouncilItem.meets_on.asc().nulls_last(), CouncilItem.id).limit(MOST)))


def imported_projects(viewer: Viewer) -> dict[int, str]:
    """The projects that an import brought, each with the name of its file (blank where none is known), in one query.

    An import remembers what it gave under the file's key of the project, or under its name where the file has no keys.
    """
    name, file = aliased(SeedField), aliased(SeedField)
    key = func.coalesce(Project.external_key, literal("name:") + func.lower(Project.name))
    rows = (
        select(Project.id, func.coalesce(file.value, "").label("source"))
        .select_from(Project)
        .join(name, and_(name.kind == PROJECT_IMPORT, name.field == "name", name.key == key))
        .outerjoin(file, and_(file.kind == name.kind, file.key == name.key, file.field == "file"))
        .where(Project.visible_to(viewer))
    )
    return {row.id: row.source for row in db.session.execute(rows)}


@dataclass(frozen=True)
class Owners:
    """Who owes action items, by item: the department that does, else the office that is neither ours nor one."""

    departments: Mapping[int, int]
    offices: Mapping[int, str]


def owners_of(items: Iterable[ActionItem], viewer: Viewer) -> Owners:
    """The offices of the owners of action items; a person owes for where they hold a position, and for nobody else.

    What one of our own people owes is no office's. An office that not everybody may see is not named: a line is read by
    whoever may see the item.
    """
    items = list(items)
    by_organization = {each.organization_id: each.id for each in departments_in_order(viewer)}
    contact_ids = {each.owner_contact_id for each in items if each.owner_contact_id is not None}
    positions = positions_of(sorted(contact_ids), viewer) if contact_ids else {}
    departments: dict[int, int] = {}
    offices: dict[int, str] = {}
    for item in items:
        held = _organizations(item, positions)
        department_id = next((by_organization[each.id] for each in held if each.id in by_organization), None)
        if department_id is not None:
            departments[item.id] = department_id
        elif held and held[0].effective_marking in OPEN_MARKINGS:
            offices[item.id] = held[0].abbreviation or held[0].name
    return Owners(departments, offices)


def _organizations(item: ActionItem, positions: Mapping[int, Sequence[Position]]) -> list[Organization]:
    """Where the owner is: the organization itself, or those of the person's positions, the main one first."""
    if item.owner_organization is not None:
        return [item.owner_organization]
    if item.owner_contact is None or item.owner_contact.user_id is not None:
        return []
    return [each.organization for each in positions.get(item.owner_contact.id, ())]
