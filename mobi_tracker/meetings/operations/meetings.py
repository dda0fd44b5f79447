"""Verbs of meetings: log, edit, answer what is open. Each takes the plan of the notes, made for whoever saves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from mobi_tracker.access.operations import MarkingDraft, set_marking
from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.queries import reader_ids
from mobi_tracker.city import clock_zone
from mobi_tracker.core import actor, clock
from mobi_tracker.core.database import db
from mobi_tracker.core.editing import check_version
from mobi_tracker.core.errors import RuleBroken
from mobi_tracker.core.fields import folded
from mobi_tracker.meetings.models import (
    Meeting,
    MeetingDepartment,
    MeetingInitiative,
    MeetingProject,
    NotesRevision,
)
from mobi_tracker.meetings.operations.capture.correcting import Correction, check_shown, correct_records
from mobi_tracker.meetings.operations.capture.keeping import SaveReport, keep_plan, move_floors
from mobi_tracker.meetings.operations.capture.people import keep_attendance, make_contacts
from mobi_tracker.meetings.operations.capture.planning import plan_for
from mobi_tracker.meetings.queries import naming
from mobi_tracker.meetings.queries.captures import captures_of
from mobi_tracker.meetings.rules.answers import Answers
from mobi_tracker.meetings.rules.lines import same_but_for_line_ends
from mobi_tracker.meetings.rules.plan.shapes import Plan
from mobi_tracker.meetings.rules.titles import title_from
from mobi_tracker.meetings.vocabulary import MeetingKind, MeetingState
from mobi_tracker.stakeholders.queries import contact_id_of_user


@dataclass(frozen=True)
class MeetingDraft:
    """A meeting as it was typed. ``starts_at`` and ``ends_at`` are aware instants; the notes are kept byte for byte."""

    title: str = ""
    kind: MeetingKind = MeetingKind.MEETING
    state: MeetingState = MeetingState.LOGGED
    starts_at: datetime = field(default_factory=clock.now)
    ends_at: datetime | None = None
    place: str = ""
    agenda: str = ""
    notes: str = ""
    department_ids: tuple[int, ...] = ()
    initiative_ids: tuple[int, ...] = ()
    project_ids: tuple[int, ...] = ()
    marking: MarkingDraft = field(default_factory=MarkingDraft)


def log_meeting(draft: MeetingDraft, plan: Plan) -> tuple[Meeting, SaveReport]:
    """Store a meeting, its notes, and everything its notes say, in one go."""
    meeting = Meeting(revision=0, notes="")
    _fill(meeting, draft, plan)
    return meeting, _keep_notes(meeting, draft.notes, plan)


def log_notes(draft: MeetingDraft, viewer: Viewer, answers: Answers | None = None) -> tuple[Meeting, SaveReport]:
    """Store a meeting as ``log_meeting`` does, its notes read for this person: for demonstration data and imports."""
    plan = plan_for(
        draft.notes, clock_zone.day_of(draft.starts_at), viewer, answers or Answers(), draft.project_ids,
        draft.department_ids, draft.initiative_ids,
    )  # fmt: skip
    return log_meeting(draft, plan)


def edit_meeting(
    meeting: Meeting,
    draft: MeetingDraft,
    plan: Plan,
    shown_version: int | None = None,
    corrections: Sequence[Correction] = (),
) -> SaveReport:
    """Change a meeting and its notes; records of lines that stayed keep identity, edits and history.

    ``corrections`` are what the person changed beside the notes in such records. They come first: where a line is
    reworded too, what was typed into the record holds.

    Raises StaleRecord where somebody else changed the meeting, or a record to be corrected, since it was shown.
    """
    check_version(meeting, shown_version)
    check_shown(corrections)
    before = _marked(meeting)
    _fill(meeting, draft, plan)
    if _marked(meeting) != before:
        move_floors(meeting, captures_of(meeting.id))
    corrected = correct_records(meeting, corrections)
    report = _keep_notes(meeting, draft.notes, plan)
    report.changed += corrected
    return report


def answer_questions(meeting: Meeting, plan: Plan) -> SaveReport:
    """Record what answers make possible; the notes stay as they are."""
    return _keep_notes(meeting, meeting.notes, plan)


def _marked(meeting: Meeting) -> tuple[Any, ...]:
    return meeting.marking, meeting.marking_basis, meeting.has_readers, tuple(sorted(reader_ids(meeting)))


def _fill(meeting: Meeting, draft: MeetingDraft, plan: Plan) -> None:
    if draft.ends_at is not None and draft.ends_at < draft.starts_at:
        raise RuleBroken("The end is before the start.", "ends")
    meeting.on = clock_zone.day_of(draft.starts_at)
    if draft.state is MeetingState.LOGGED and meeting.on > clock.today():
        raise RuleBroken("This day is still to come: plan the meeting now and log it when it was.", "on")
    meeting.title = (draft.title.strip() or _default_title(draft, plan, meeting.on))[:300]
    meeting.kind, meeting.state = draft.kind, draft.state
    meeting.starts_at, meeting.ends_at = draft.starts_at, draft.ends_at
    meeting.place, meeting.agenda = draft.place.strip(), draft.agenda.strip()
    db.session.add(meeting)
    db.session.flush()
    set_marking(meeting, draft.marking)


def _default_title(draft: MeetingDraft, plan: Plan, on: date) -> str:
    """By who came beside the person who writes. Somebody kept from a few is called as the notes call them."""
    user_id = actor.current_user_id()
    writer = contact_id_of_user(user_id) if user_id is not None else None
    contacts = [each.owner[1] if each.owner and each.owner[0] == "contact" else None for each in plan.attendance]
    names = naming.open_names({each for each in contacts if each is not None})
    people = [
        names.get(contact_id or 0) or " ".join(reversed(each.name.split(", ")))
        for each, contact_id in zip(plan.attendance, contacts, strict=True)
        if each.is_present and folded(each.name) != "me" and (contact_id is None or contact_id != writer)
    ]
    taken = {line for each in plan.items for line in range(each.line, each.end_line + 1)}
    taken |= {each.line for each in plan.attendance}
    departments = naming.short_names(plan.department_ids)
    return title_from(draft.kind, draft.notes, on, list(dict.fromkeys(people)), departments, taken)


def _keep_notes(meeting: Meeting, notes: str, plan: Plan) -> SaveReport:
    if not same_but_for_line_ends(meeting.notes, notes) or (notes and meeting.revision == 0):
        meeting.notes = notes
        meeting.revision += 1
        db.session.add(NotesRevision(meeting_id=meeting.id, number=meeting.revision, text=notes))
        db.session.flush()
    made = make_contacts(plan)
    _keep_links(meeting, plan)
    keep_attendance(meeting, plan, made)
    return keep_plan(meeting, plan, made)


def _keep_links(meeting: Meeting, plan: Plan) -> None:
    _keep(meeting.departments, plan.department_ids, lambda each: each.department_id,
          lambda each: MeetingDepartment(meeting=meeting, department_id=each))  # fmt: skip
    _keep(meeting.initiatives, plan.initiative_ids, lambda each: each.initiative_id,
          lambda each: MeetingInitiative(meeting=meeting, initiative_id=each))  # fmt: skip
    _keep(meeting.projects, plan.project_ids, lambda each: each.project_id,
          lambda each: MeetingProject(meeting=meeting, project_id=each))  # fmt: skip
    db.session.flush()


def _keep(rows: Iterable[Any], wanted: Sequence[int], of: Callable[[Any], int], make: Callable[[int], Any]) -> None:
    """End the rows that are not wanted any more and add those that are new."""
    missing = dict.fromkeys(wanted)
    for row in list(rows):
        if row.ended_at is None and missing.pop(of(row), False) is False:
            row.ended_at = clock.now()
    db.session.add_all(make(each) for each in missing)
