"""Today, worked out before anything is drawn: the rows of each place, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import shorten
from typing import Any

from flask import url_for

from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import OPEN_MARKINGS, Marking, Permission, strictest
from mobi_tracker.city.clock_zone import day_of
from mobi_tracker.city.dates import format_short_day
from mobi_tracker.city.week import ReportingWeek
from mobi_tracker.commitments.models import Ask
from mobi_tracker.commitments.queries import open_asks
from mobi_tracker.commitments.vocabulary import AskState
from mobi_tracker.core.kinds import url_of
from mobi_tracker.dashboard.queries import today as queries
from mobi_tracker.dashboard.queries.today import OpenAction
from mobi_tracker.dashboard.rules.today import briefing_words, due_words, needed_words, today_sentence
from mobi_tracker.meetings.models import Meeting
from mobi_tracker.meetings.rules.lines import part_of
from mobi_tracker.meetings.vocabulary import CaptureState, MeetingState
from mobi_tracker.paper.display import time_of_day
from mobi_tracker.projects.models.status import StatusUpdate
from mobi_tracker.projects.queries.updates import OwedUpdate, owed_fields, updates_owed
from mobi_tracker.review.queries.questions import Asked, open_questions

COUNTED = 26  # rows asked for, so that up to 25 are counted
SHOWN = 6
ABOUT_LENGTH = 200  # characters that tell one button called "Done" from the next, for a screen reader


@dataclass(frozen=True)
class Press:
    """A button of a row: a link, or a form that posts where ``posts``. ``about`` tells equal buttons apart."""

    label: str
    url: str
    about: str
    posts: bool = False


@dataclass(frozen=True)
class TodayRow:
    """A row: ``when`` stands before ``detail`` and is marked where it is late. ``marking`` is the record's."""

    title: str
    url: str
    lead: str = ""
    when: str = ""
    is_late: bool = False
    detail: str = ""
    press: Press | None = None
    marking: Marking = Marking.INTERNAL


@dataclass(frozen=True)
class Place:
    """Some rows, and how many more there are ("20 or more" where they were not all counted)."""

    rows: Sequence[TodayRow]
    more: str = ""


@dataclass(frozen=True)
class TodaySheet:
    """Everything Today shows."""

    sentence: str
    meetings: Place
    updates_owed: Place
    owed_fields: Place
    asking: Place
    mine: Place
    owed_to_us: Place
    asks: Place
    questions: Place
    week: ReportingWeek
    briefing: str
    is_empty: bool

    @property
    def marking(self) -> Marking:
        """The strictest marking of what is shown: the page's own, on screen and on paper."""
        places = (
            self.meetings,
            self.updates_owed,
            self.owed_fields,
            self.asking,
            self.mine,
            self.owed_to_us,
            self.asks,
        )
        return strictest(Marking.PUBLIC, *(row.marking for place in places for row in place.rows))


def sheet_of(viewer: Viewer, today: date) -> TodaySheet:
    """Today for one person. The number of queries does not depend on the amount of data."""
    meetings = queries.meetings_of_day(today, viewer)
    mine, waited = queries.actions_of_today(viewer, COUNTED)
    late, is_more_late = _late((mine, waited), today)
    week = ReportingWeek.of(today)
    standing = queries.briefing_standing(week.start, viewer)
    return TodaySheet(
        sentence=today_sentence(len(meetings), late, is_more_late),
        meetings=_place(meetings, lambda each: _meeting_row(each, viewer), most=queries.MEETINGS_AT_MOST),
        updates_owed=_place(updates_owed(viewer, today, COUNTED), lambda each: _owed_row(each, viewer, today)),
        owed_fields=_place(owed_fields(viewer), lambda each: _field_row(each, viewer, today)),
        asking=_place(queries.asking_lines(viewer, COUNTED), lambda each: _asking_row(each, today)),
        mine=_place(mine, lambda each: _action_row(each, today, named=False)),
        owed_to_us=_place(waited, lambda each: _action_row(each, today, named=True)),
        asks=_place(open_asks(viewer, COUNTED), lambda each: _ask_row(each, today)),
        questions=_place(open_questions(viewer, COUNTED), lambda each: _question_row(each, viewer, today)),
        week=week,
        briefing=briefing_words(standing.lines, standing.own, standing.number, standing.state)
        if standing is not None
        else briefing_words(0, 0, None, None),
        is_empty=not meetings and not mine and not waited and queries.is_portfolio_empty(viewer),
    )


def _quoted(text: str) -> str:
    return f"“{shorten(text, ABOUT_LENGTH, placeholder='…')}”"


def _late(lists: Sequence[Sequence[OpenAction]], today: date) -> tuple[int, bool]:
    """How many are late, and whether there are more than could be counted (each list comes latest first)."""
    late = [sum(1 for each in found if each.action.due is not None and each.action.due < today) for found in lists]
    return (COUNTED - 1, True) if COUNTED in late else (sum(late), False)


def _place(found: Sequence[Any], row: Any, most: int = SHOWN) -> Place:
    left = len(found) - most
    more = "" if left <= 0 else f"{left} more" if len(found) < COUNTED else f"{left} or more besides"
    return Place([row(each) for each in found[:most]], more)


def _meeting_row(meeting: Meeting, viewer: Viewer) -> TodayRow:
    url = url_of(meeting)
    concerned: list[Any] = [each.department for each in meeting.departments if each.ended_at is None]
    concerned += [each.initiative for each in meeting.initiatives if each.ended_at is None]
    concerned += [each.project for each in meeting.projects if each.ended_at is None]
    # An open meeting may concern a closed project: its name is not for everybody who sees the meeting.
    names = [getattr(each, "short", each.name) for each in concerned if each.effective_marking in OPEN_MARKINGS]
    own = {each.department_id for each in meeting.departments if each.ended_at is None}
    own |= {each.project.lead_department_id for each in meeting.projects if each.project.lead_department_id}
    is_waiting = meeting.state is MeetingState.PLANNED or not meeting.notes.strip()
    press = Press("Open", url, meeting.title)
    if is_waiting and viewer.can_for(Permission.LOG, own):
        press = Press("Log notes", url_for("meetings.edit", record_id=meeting.id), f"of {meeting.title}")
    return TodayRow(
        meeting.title,
        url,
        lead=time_of_day(meeting.starts_at),
        detail=", ".join(names[:4]),
        press=press,
        marking=meeting.effective_marking,
    )


def _owed_row(owed: OwedUpdate, viewer: Viewer, today: date) -> TodayRow:
    project = owed.project
    last = f"last {format_short_day(owed.last_on, today)}" if owed.last_on else "none logged yet"
    lead = f", {project.lead_department.short}" if project.lead_department is not None else ""
    press = None
    if viewer.can_for(Permission.LOG, project.department_ids):
        press = Press("Update", url_for("status_updates.new", slug=project.slug), f"of {project.name}")
    return TodayRow(
        project.name, url_of(project), detail=f"{last}{lead}", press=press, marking=project.effective_marking
    )


def _field_row(update: StatusUpdate, viewer: Viewer, today: date) -> TodayRow:
    project = update.project
    owed = [text for text, is_owed in _owed_texts(update) if is_owed]
    press = None
    if viewer.can_for(Permission.LOG, project.department_ids):
        url = url_for("status_updates.new", slug=project.slug, corrects=update.id)
        press = Press("Give it", url, f"for {project.name}")
    detail = f"{' and '.join(owed)}; {update.overall.label.lower()} on {format_short_day(update.on, today)}"
    return TodayRow(project.name, url_of(project), detail=detail, press=press, marking=update.effective_marking)


def _owed_texts(update: StatusUpdate) -> tuple[tuple[str, bool], ...]:
    return ("a path to green is owed", update.is_path_owed), ("a reason is owed", update.is_reason_owed)


def _asking_row(found: Any, today: date) -> TodayRow:
    is_gone = found.state is CaptureState.LINE_GONE
    anchor = None if is_gone else f"line-{found.line}"
    asks = "this line was taken out: is its record to go?" if is_gone else f"line {found.line} asks something"
    where = f"{found.title} of {format_short_day(found.on, today)}"
    first = None if is_gone else part_of(found.line)
    url = url_for("profiles.meeting", record_id=found.id, first=first, _anchor=anchor)
    text = " ".join(found.line_text.split())
    press = Press("Answer", url, f"for {_quoted(text)}")
    marking = strictest(found.marking, found.marking_floor)
    return TodayRow(text or where, url, detail=f"{asks} · {where}", press=press, marking=marking)


def _action_row(found: OpenAction, today: date, *, named: bool) -> TodayRow:
    action = found.action
    owner = action.owner_contact or action.owner_organization
    name = getattr(owner, "abbreviation", "") or (owner.name if owner is not None else "")
    details = [] if owner is not None else ["nobody owns it yet"]
    if found.meeting_on is not None:
        details.append(f"from {found.meeting_title} of {format_short_day(found.meeting_on, today)}")
    elif action.project is not None:
        details.append(action.project.name)
    press = None
    if found.may_close:
        done_url = url_for("action_items.complete", record_id=action.id)
        press = Press("Done", done_url, f"with {_quoted(action.text)}", posts=True)
    return TodayRow(
        f"{name}: {action.text}" if named else action.text,
        url_of(action),
        when=due_words(action.due, today),
        is_late=action.due is not None and action.due < today,
        detail=" · ".join(details),
        press=press,
        marking=action.effective_marking,
    )


def _ask_row(ask: Ask, today: date) -> TodayRow:
    where = f"waits for the {ask.asked_of.label}"
    if ask.state is AskState.WITH_EXECUTIVE_OFFICER:
        where = "waits with the Executive Officer to be forwarded"
    return TodayRow(
        ask.text,
        url_of(ask),
        when=needed_words(ask.due, today),
        is_late=ask.due is not None and ask.due < today,
        detail=where,
        marking=ask.effective_marking,
    )


def _question_row(asked: Asked, viewer: Viewer, today: date) -> TodayRow:
    question = asked.question
    who = question.author.name if question.author is not None else "the system"
    press = None
    if viewer.can_everywhere(Permission.LOG):
        url = url_for("questions.answer", record_id=question.id)
        press = Press("Answer", url, _quoted(question.text))
    day = format_short_day(day_of(question.recorded_at), today)
    return TodayRow(question.text, asked.url, detail=f"{who}, {day} · about {asked.title}", press=press)
