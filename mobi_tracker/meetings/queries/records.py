"""Selects of meetings: one, all, those of a day, of somebody or something, and the last one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, exists, func, literal, or_, select, union_all
from sqlalchemy.orm import joinedload, load_only, selectinload

from mobi_tracker.access.marking import asks_who_may_see
from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.statements import rows_for
from mobi_tracker.core import clock
from mobi_tracker.core.database import db
from mobi_tracker.core.fields import folded
from mobi_tracker.core.kinds import NOT_SHOWN
from mobi_tracker.core.listing import contains
from mobi_tracker.core.numbers import read_id
from mobi_tracker.meetings.models import (
    Attendance,
    Meeting,
    MeetingDepartment,
    MeetingInitiative,
    MeetingProject,
    NotesRevision,
)
from mobi_tracker.meetings.vocabulary import MeetingState
from mobi_tracker.portfolio.models import Department, Initiative
from mobi_tracker.projects.models.project import Project
from mobi_tracker.stakeholders.models import Contact, Position

LATEST_FIRST = (Meeting.starts_at.desc(), Meeting.id.desc())


# What a list shows of a meeting itself: neither its notes nor its agenda, which are long.
LISTED = (
    load_only(
        Meeting.title, Meeting.kind, Meeting.state, Meeting.on, Meeting.starts_at, Meeting.ends_at, Meeting.marking
    ),
)


def concerned() -> tuple[Any, ...]:
    """Loader options: what a meeting concerns."""
    return (
        selectinload(Meeting.departments).joinedload(MeetingDepartment.department),
        selectinload(Meeting.initiatives).joinedload(MeetingInitiative.initiative),
        selectinload(Meeting.projects).joinedload(MeetingProject.project),
    )


def meeting(record_id: int, viewer: Viewer) -> Meeting | None:
    """The meeting with who came and what it concerns, if this person may see it. Withdrawn ones are found too."""
    rows = select(Meeting).where(Meeting.id == record_id, Meeting.visible_to(viewer))
    return (
        db.session.scalars(
            rows.options(
                joinedload(Meeting.departments).joinedload(MeetingDepartment.department),
                joinedload(Meeting.initiatives).joinedload(MeetingInitiative.initiative),
                selectinload(Meeting.projects).joinedload(MeetingProject.project).joinedload(Project.departments),
                selectinload(Meeting.attendance).joinedload(Attendance.contact),
            )
        )
        .unique()
        .one_or_none()
    )


def meetings(viewer: Viewer) -> Select[Any]:
    """The meetings that stand and this person may see."""
    rows = select(Meeting).where(Meeting.withdrawn_at.is_(None), Meeting.visible_to(viewer))
    return asks_who_may_see(rows, Meeting)


def meetings_on(day: date, viewer: Viewer) -> list[Meeting]:
    """The meetings of a day in the order of the clock, planned and logged, with what they concern."""
    rows = meetings(viewer).where(Meeting.on == day, Meeting.state != MeetingState.CANCELLED)
    return list(db.session.scalars(rows.options(*concerned()).order_by(Meeting.starts_at, Meeting.id).limit(100)))


def meetings_between(first: date, last: date, viewer: Viewer, most: int = 200) -> list[Meeting]:
    """The meetings from one day to another, both included, in order."""
    rows = meetings(viewer).where(Meeting.on >= first, Meeting.on <= last, Meeting.state != MeetingState.CANCELLED)
    return list(db.session.scalars(rows.options(*concerned()).order_by(Meeting.starts_at, Meeting.id).limit(most)))


def meetings_of_contact(contact_id: int, viewer: Viewer, most: int = 25) -> list[Meeting]:
    """The meetings that somebody attended, the latest first."""
    return _latest(viewer, attended_by([contact_id]), most)


def meetings_of_organization(organization_id: int, viewer: Viewer, most: int = 25) -> list[Meeting]:
    """The meetings attended by people who hold a position at an organization now, the latest first."""
    people = select(Position.contact_id).where(
        Position.organization_id == organization_id, Position.withdrawn_at.is_(None), Position.ended_on.is_(None)
    )
    return _latest(viewer, attended_by(people), most)


def meetings_of_department(department_id: int, viewer: Viewer, most: int = 25) -> list[Meeting]:
    """The meetings that concern a department, itself or through a project, the latest first."""
    return _latest(viewer, Meeting.in_departments((department_id,)), most)


def meetings_of_initiative(initiative_id: int, viewer: Viewer, most: int = 25) -> list[Meeting]:
    """The meetings that concern an initiative, itself or through a project of it, the latest first."""
    return _latest(viewer, of_initiative(initiative_id), most)


def meetings_of_project(project_id: int, viewer: Viewer, most: int = 25) -> list[Meeting]:
    """The meetings that concern a project, the latest first."""
    return _latest(viewer, of_project(MeetingProject.project_id == project_id), most)


def attended_by(contact_ids: Any) -> ColumnElement[bool]:
    """A condition on meetings: one of these contacts was there."""
    return exists(
        select(Attendance.id)
        .where(Attendance.meeting_id == Meeting.id, Attendance.contact_id.in_(contact_ids))
        .where(Attendance.is_present.is_(True), Attendance.ended_at.is_(None))
        .correlate(Meeting)
    )


def attended_by_name(words: str, viewer: Viewer) -> ColumnElement[bool]:
    """A condition on meetings: somebody whose name holds these words was there, if this person may see them."""
    held = and_(Contact.folded_name.contains(folded(words), autoescape=True), Contact.visible_to(viewer))
    return exists(
        select(Attendance.id)
        .outerjoin(Contact, Contact.id == Attendance.contact_id)
        .where(Attendance.meeting_id == Meeting.id, Attendance.ended_at.is_(None))
        .where(Attendance.is_present.is_(True), or_(held, contains(Attendance.name, words)))
        .correlate(Meeting)
    )


def of_project(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """A condition on meetings: one of their projects meets ``condition`` (on MeetingProject or Project)."""
    return exists(
        select(MeetingProject.id)
        .join(Project, Project.id == MeetingProject.project_id)
        .where(MeetingProject.meeting_id == Meeting.id, MeetingProject.ended_at.is_(None), condition)
        .correlate(Meeting)
    )


def of_project_of_words(words: str, viewer: Viewer) -> ColumnElement[bool]:
    """A condition on meetings: one of their projects, which this person may see, has this id, slug or name."""
    record_id = read_id(words)
    named = contains(Project.name, words) | (Project.slug == words.lower())
    return of_project(and_(Project.visible_to(viewer), named if record_id is None else Project.id == record_id))


def of_initiative(initiative_id: int) -> ColumnElement[bool]:
    """A condition on meetings: they concern the initiative, themselves or through a project."""
    direct = exists(
        select(MeetingInitiative.id)
        .where(MeetingInitiative.meeting_id == Meeting.id, MeetingInitiative.ended_at.is_(None))
        .where(MeetingInitiative.initiative_id == initiative_id)
        .correlate(Meeting)
    )
    return or_(direct, of_project(Project.initiative_id == initiative_id))


def last_meeting_with_contact(ids: Iterable[int], viewer: Viewer) -> dict[int, Meeting]:
    """By contact, the last logged meeting that each attended, of those this person may see (never a planned one)."""
    rows = (
        select(Attendance.contact_id.label("of"), Meeting.id.label("meeting_id"))
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .where(Attendance.contact_id.in_(tuple(ids)), Attendance.is_present.is_(True), Attendance.ended_at.is_(None))
    )
    return _last(rows, Attendance.contact_id, viewer)


def last_meeting_with_department(ids: Iterable[int], viewer: Viewer) -> dict[int, Meeting]:
    """By department, the last logged meeting that concerned it or a project it leads, if this person may see it."""
    wanted = tuple(ids)
    direct = select(MeetingDepartment.department_id.label("of"), MeetingDepartment.meeting_id).where(
        MeetingDepartment.department_id.in_(wanted), MeetingDepartment.ended_at.is_(None)
    )
    through = (
        select(Project.lead_department_id.label("of"), MeetingProject.meeting_id)
        .join(MeetingProject, MeetingProject.project_id == Project.id)
        .where(Project.lead_department_id.in_(wanted), MeetingProject.ended_at.is_(None))
    )
    both = direct.union(through).subquery()
    rows = select(both.c.of, Meeting.id.label("meeting_id")).join(Meeting, Meeting.id == both.c.meeting_id)
    return _last(rows, both.c.of, viewer)


def _last(rows: Any, of: Any, viewer: Viewer) -> dict[int, Meeting]:
    place = func.row_number().over(partition_by=of, order_by=LATEST_FIRST).label("place")
    held = rows.add_columns(place).where(
        Meeting.withdrawn_at.is_(None), Meeting.state == MeetingState.LOGGED, Meeting.on <= clock.today(),
        Meeting.visible_to(viewer),
    )  # fmt: skip
    ranked = held.subquery()
    last = select(ranked.c.of, Meeting).join(Meeting, Meeting.id == ranked.c.meeting_id).where(ranked.c.place == 1)
    return {row[0]: row[1] for row in db.session.execute(asks_who_may_see(last, Meeting))}


def _latest(viewer: Viewer, condition: ColumnElement[bool], most: int) -> list[Meeting]:
    rows = meetings(viewer).where(condition, Meeting.state != MeetingState.CANCELLED).options(*concerned())
    return list(db.session.scalars(rows.order_by(*LATEST_FIRST).limit(most)))


@dataclass(frozen=True)
class Told:
    """What a list says of a meeting: who was there, in the order of the notes, and what it concerns. What the reader
    may not see is named without its words.
    """

    names: list[str] = field(default_factory=list)
    concerns: list[str] = field(default_factory=list)


def told_of(meeting_ids: Sequence[int], viewer: Viewer) -> dict[int, Told]:
    """By meeting, who was there and what it concerns (departments, initiatives, projects), in one query."""
    found = {each: Told() for each in meeting_ids}
    for part, _id, meeting_id, words in rows_for(viewer, _told, meeting_ids=tuple(meeting_ids)):
        told = found[meeting_id]
        (told.names if part == _ATTENDED else told.concerns).append(words)
    return found


_ATTENDED = 0  # the parts of ``_told``, in the order in which they are said


def _told(viewer: Viewer) -> Any:
    ids: Any = bindparam("meeting_ids", expanding=True)

    def part(number: int, tie: Any, words: Any) -> Any:
        rows = select(literal(number).label("part"), tie.id.label("tie_id"), tie.meeting_id, words.label("words"))
        return rows.where(tie.meeting_id.in_(ids), tie.ended_at.is_(None)).select_from(tie)

    def shown(model: Any, words: Any) -> Any:
        return case((model.visible_to(viewer), words), else_=NOT_SHOWN)

    who = case((Attendance.contact_id.is_(None), Attendance.name), else_=shown(Contact, Contact.name))
    short = func.coalesce(func.nullif(Department.abbreviation, ""), Department.name)
    attended = part(_ATTENDED, Attendance, who).outerjoin(Contact, Contact.id == Attendance.contact_id)
    return union_all(
        attended.where(Attendance.is_present.is_(True)),
        part(1, MeetingDepartment, shown(Department, short)).join(MeetingDepartment.department),
        part(2, MeetingInitiative, shown(Initiative, Initiative.name)).join(MeetingInitiative.initiative),
        part(3, MeetingProject, shown(Project, Project.name)).join(MeetingProject.project),
    ).order_by("part", "tie_id")


def revisions_of(meeting_id: int) -> list[NotesRevision]:
    """Every saved revision of a meeting's notes, the latest first."""
    rows = select(NotesRevision).where(NotesRevision.meeting_id == meeting_id)
    return list(db.session.scalars(rows.order_by(NotesRevision.number.desc())))


def revision(meeting_id: int, number: int) -> NotesRevision | None:
    """One saved revision of a meeting's notes."""
    return db.session.scalar(
        select(NotesRevision).where(NotesRevision.meeting_id == meeting_id, NotesRevision.number == number)
    )
