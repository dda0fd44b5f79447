"""Meetings with their notes, who came and what they concern; each is about one project."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from mobi_tracker.access.marking import Reader
from mobi_tracker.access.vocabulary import Marking
from mobi_tracker.meetings.models import (
    Attendance,
    Meeting,
    MeetingDepartment,
    MeetingInitiative,
    MeetingProject,
    NotesRevision,
)  # fmt: skip
from mobi_tracker.meetings.vocabulary import MeetingKind, MeetingState
from tests.bench.portfolio import words
from tests.bench.portfolio.bulk import MARKED, Bulk
from tests.bench.portfolio.people import MARKINGS
from tests.bench.portfolio.projects import Life


def add_meetings(bulk: Bulk, lives: list[Life]) -> None:
    """Meetings over the whole time, a few of them today and in the week to come. Id by id they go on in time."""
    for number in range(1, bulk.size.meetings + 1):
        _add_meeting(bulk, number, day_of(bulk, number), lives[(number * 7) % len(lives)].id)


def day_of(bulk: Bulk, number: int) -> date:
    """The day of the meeting with this number."""
    days = max(1, (bulk.today - bulk.first_day).days)
    ahead = max(2, bulk.size.meetings // 1_000)
    on = bulk.first_day + timedelta(days=days * number // (bulk.size.meetings - ahead))
    return min(on, bulk.today + timedelta(days=number % 7))


def _add_meeting(bulk: Bulk, number: int, on: date, project_id: int) -> None:
    starts = datetime.combine(on, time(17 + number % 6, 0, tzinfo=UTC))
    is_planned = on > bulk.today
    marking = MARKINGS[number % len(MARKINGS)]
    has_readers = marking is Marking.CONFIDENTIAL
    people = bulk.random.sample(range(1, bulk.size.contacts + 1), 3)
    # One person, whose page is among the measured ones, came to a meeting in confidence in a portfolio of any size.
    if has_readers and number < 40:
        people[0] = 12
    first, second, third = (f"Contact {each}" for each in people)
    work = f"{words.WORKS[project_id % len(words.WORKS)]} {project_id}"
    notes = "" if is_planned else words.NOTES.format(first=first, second=second, third=third, project=work)
    recorded = min(on, bulk.today)
    bulk.add(
        Meeting, recorded, title=f"{work} check-in", on=on, starts_at=starts, ends_at=starts + timedelta(hours=1),
        kind=tuple(MeetingKind)[number % 4], state=MeetingState.PLANNED if is_planned else MeetingState.LOGGED,
        place="City Hall", notes=notes, revision=0 if is_planned else 1,
        **{**MARKED, "marking": marking, "has_readers": has_readers},
    )  # fmt: skip
    # A confidential meeting is for the liaison and the Deputy Mayor alone.
    for user_id in (1, 3) if has_readers else ():
        bulk.add(Reader, recorded, kind="meeting", record_id=number, user_id=user_id, is_floor=False)
    # The liaison is in one meeting of five; now and then somebody came whose name is all that is known.
    for contact_id in dict.fromkeys(people if number % 5 else [1, *people]):
        bulk.add(Attendance, recorded, meeting_id=number, contact_id=contact_id, is_present=number % 17 != 0)
    if number % 6 == 0:
        bulk.add(Attendance, recorded, meeting_id=number, name="Somebody from the board", is_present=True)
    bulk.add(MeetingProject, recorded, meeting_id=number, project_id=project_id)
    bulk.add(MeetingDepartment, recorded, meeting_id=number, department_id=project_id % 8 + 1)
    if number % 3 == 0:
        bulk.add(MeetingInitiative, recorded, meeting_id=number, initiative_id=number % 5 + 1)
    if notes:
        bulk.add(NotesRevision, recorded, meeting_id=number, number=1, text=notes)
