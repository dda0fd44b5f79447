"""The list of meetings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func

from mobi_tracker.access.guard import viewer
from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.city.clock_zone import to_local
from mobi_tracker.city.dates import format_times
from mobi_tracker.core.kinds import url_of
from mobi_tracker.core.listing import Cell, Column, Filter, Listing, contains
from mobi_tracker.core.numbers import read_id
from mobi_tracker.meetings import queries
from mobi_tracker.meetings.models import Meeting
from mobi_tracker.meetings.queries.records import LISTED, Told, attended_by_name, of_initiative, of_project_of_words
from mobi_tracker.meetings.vocabulary import MeetingKind, MeetingState
from mobi_tracker.paper.display import day
from mobi_tracker.portfolio import queries as portfolio


@dataclass(frozen=True)
class Row:
    """A meeting with who came and what it concerns."""

    meeting: Meeting
    told: Told


def _prepare(meetings: Sequence[Meeting], reader: Viewer) -> list[Row]:
    told = queries.told_of([each.id for each in meetings], reader)
    return [Row(each, told[each.id]) for each in meetings]


def _title(row: Row) -> Cell:
    suffix = "" if row.meeting.state is MeetingState.LOGGED else f" ({row.meeting.state.label.lower()})"
    return Cell(row.meeting.title + suffix, url_of(row.meeting), value=row.meeting.title)


def _when(row: Row) -> Cell:
    return Cell(day(row.meeting.on), kind="date", value=row.meeting.on, title=times_of(row.meeting))


def times_of(meeting: Meeting) -> str:
    """The meeting's times: "10:00–10:30 am"."""
    ends = to_local(meeting.ends_at).time() if meeting.ends_at else None
    return format_times(to_local(meeting.starts_at).time(), ends)


def _who(row: Row) -> Cell:
    names = row.told.names
    shown = ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")
    return Cell(shown, value=", ".join(names))


def _by_id(condition: Callable[[int], Any]) -> Callable[[str], Any]:
    return lambda value: None if (record_id := read_id(value)) is None else condition(record_id)


def _by_day(condition: Callable[[date], Any]) -> Callable[[str], Any]:
    def where(value: str) -> Any:
        try:
            return condition(date.fromisoformat(value))
        except ValueError:
            return None

    return where


MEETINGS = Listing(
    title="Meetings",
    name="meetings",
    rows=lambda reader: queries.meetings(reader).options(*LISTED),
    columns=(
        Column("title", "Meeting", _title, func.lower(Meeting.title)),
        Column("on", "Day", _when, Meeting.starts_at, kind="date"),
        Column("kind", "Kind", lambda row: Cell(row.meeting.kind.label), Meeting.kind),
        Column("who", "Who", _who),
        Column("about", "About", lambda row: Cell(", ".join(row.told.concerns))),
        Column(
            "marking",
            "Marking",
            lambda row: Cell(row.meeting.marking.label, kind="marking", value=row.meeting.marking.value),
        ),
    ),
    default_sort="-on",
    tie=Meeting.id,
    prepare=_prepare,
    filters=(
        Filter("q", "Words", lambda words: contains(Meeting.title, words) | contains(Meeting.place, words)),
        Filter(
            "kind",
            "Kind",
            lambda value: Meeting.kind == value if value in set(MeetingKind) else None,
            lambda: [(each.value, each.label) for each in MeetingKind],
        ),
        Filter(
            "state",
            "State",
            lambda value: Meeting.state == value if value in set(MeetingState) else None,
            lambda: [(each.value, each.label) for each in MeetingState],
        ),
        Filter(
            "department",
            "Department",
            _by_id(lambda record_id: Meeting.in_departments((record_id,))),
            lambda: portfolio.departments_by_id(viewer()),
        ),
        Filter("initiative", "Initiative", _by_id(of_initiative), lambda: portfolio.initiatives_by_id(viewer())),
        Filter("project", "Project", lambda words: of_project_of_words(words, viewer())),
        Filter("contact", "Who", lambda words: attended_by_name(words, viewer())),
        Filter("from", "From", _by_day(lambda value: Meeting.on >= value), kind="date"),
        Filter("to", "To", _by_day(lambda value: Meeting.on <= value), kind="date"),
    ),
    empty_text="Meetings, calls, emails and hallway words would be here, with what came of each.",
    first_step=("meetings.new", "Log a meeting", Permission.LOG),
)
