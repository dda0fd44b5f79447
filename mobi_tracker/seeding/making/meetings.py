"""Meetings: planned, then logged with their notes, which go through the parser and the capture of the log form."""

from __future__ import annotations

from datetime import datetime, timedelta

from mobi_tracker.city import clock_zone
from mobi_tracker.core import kinds
from mobi_tracker.meetings import operations as meetings
from mobi_tracker.meetings.operations.capture.keeping import ASKED_ALONE
from mobi_tracker.meetings.queries import captures_of
from mobi_tracker.meetings.rules.answers import Answers
from mobi_tracker.meetings.rules.lines import key_of
from mobi_tracker.meetings.rules.plan.planner import name_key, tag_key
from mobi_tracker.meetings.rules.plan.shapes import Item, NameAsked, Plan, TagAsked
from mobi_tracker.meetings.vocabulary import CaptureState, ItemKind, MeetingState
from mobi_tracker.seeding.meeting_files import GivenAnswer, MeetingFile
from mobi_tracker.seeding.world import World
from mobi_tracker.seeding.wrong import SeedWrong, place_of

_WRITING_UP = timedelta(minutes=10)
_LASTS = timedelta(minutes=30)


def ends_at(given: MeetingFile) -> datetime:
    """When the meeting is over."""
    found: datetime = given.head["ends"] or given.head["starts"] + _LASTS
    return found


def logged_at(given: MeetingFile) -> datetime:
    """When its notes are saved: soon after its end unless the file says."""
    found: datetime = given.head["logged"] or ends_at(given) + _WRITING_UP
    return found


def plan_ahead(given: MeetingFile, world: World) -> None:
    """Put a meeting into the calendar."""
    draft = _draft(given, world, MeetingState.PLANNED)
    meeting, _ = meetings.log_meeting(draft, _plan(given, world, "", Answers()))
    world.keep(meeting, given.head.file)


def log(given: MeetingFile, world: World) -> None:
    """Save the notes of a meeting that was held. Raises SeedWrong where they leave open what the file does not say."""
    plan = _plan(given, world, given.notes, Answers())
    if given.answers:
        plan = _plan(given, world, given.notes, _answers(given, plan))
    _check_open(given, plan)
    draft = _draft(given, world, MeetingState.LOGGED)
    if world.knows("meeting", given.head.file):
        meeting = world.stored("meeting", world.id_of_words("meeting", given.head.file, given.head, "title"))
        meetings.edit_meeting(meeting, draft, plan)
    else:
        meeting, _ = meetings.log_meeting(draft, plan)
        world.keep(meeting, given.head.file)
    _check_recorded(given, plan, meeting.id)
    world.name("meeting", meeting.title, meeting.id)
    _learn(meeting.id, world)


def _check_recorded(given: MeetingFile, plan: Plan, meeting_id: int) -> None:
    """A line whose record the product refused waits with the reason as its question: that is a fault of the file."""
    open_lines = {each.line for each in plan.items if each.is_open}
    for capture in captures_of(meeting_id):
        is_refused = capture.state is CaptureState.PENDING and ItemKind(capture.item_kind) not in ASKED_ALONE
        if is_refused and capture.line not in open_lines:
            place = place_of(given.head.file, given.first_line + capture.line - 1)
            raise SeedWrong([f"{place}: {' '.join(capture.parsed.get('questions', ()))}"])


def _draft(given: MeetingFile, world: World, state: MeetingState) -> meetings.MeetingDraft:
    head = given.head
    notes = given.notes if state is MeetingState.LOGGED else ""
    return meetings.MeetingDraft(
        head["title"], head["kind"], state, head["starts"], ends_at(given), head["place"], head["agenda"], notes,
        world.ids("department", head, "departments"), world.ids("initiative", head, "initiatives"),
        world.ids("project", head, "projects"), world.marking(head),
    )  # fmt: skip


def _plan(given: MeetingFile, world: World, notes: str, answers: Answers) -> Plan:
    head = given.head
    return meetings.plan_for(
        notes, clock_zone.day_of(head["starts"]), world.person(head), answers, world.ids("project", head, "projects"),
        world.ids("department", head, "departments"), world.ids("initiative", head, "initiatives"),
    )  # fmt: skip


def _answers(given: MeetingFile, plan: Plan) -> Answers:
    return Answers({_key(given, plan, each): each.fields for each in given.answers})


def _key(given: MeetingFile, plan: Plan, answer: GivenAnswer) -> str:
    if answer.about == "person":
        return name_key(answer.words)
    if answer.about == "tag":
        return tag_key(answer.words)
    item = next((each for each in plan.items if str(each.line) == answer.words), None)
    if item is None:
        reason = f"line {answer.words} of the notes makes nothing that could be answered."
        raise SeedWrong([f"{place_of(given.head.file, answer.line)}: {reason}"])
    return key_of("i", item.line_text, item.ordinal)


def _check_open(given: MeetingFile, plan: Plan) -> None:
    """What is left open must be meant: the head says how many, so that a slip of the finger is found."""
    asked = [(item.line, _questions(item)) for item in plan.items if item.is_open]
    alone: list[NameAsked | TagAsked] = [*plan.lone_names, *plan.lone_tags]
    asked += [(each.line, each.text) for each in alone if each.is_open]
    if len(asked) == given.head["open"]:
        return
    lines = "; ".join(f"line {given.first_line + line - 1}: {text}" for line, text in asked) or "nothing"
    raise given.head.wrong(
        f"the notes leave {len(asked)} open, and the head says {given.head['open']}: {lines}", "open"
    )


def _questions(item: Item) -> str:
    texts = [each.text for each in item.asked]
    texts += [each.text for each in item.names if each.is_open]
    texts += [each.text for each in item.tags if each.is_open]
    return " ".join(texts)


def _learn(meeting_id: int, world: World) -> None:
    """Let the records that the notes made be named by their words in later lines of the tables."""
    for capture in captures_of(meeting_id):
        if capture.record_kind is None or capture.record_id is None:
            continue
        record = world.stored(capture.record_kind, capture.record_id)
        if capture.record_kind == "status_update":
            world.keep(record)
            world.names["status_update", record.project.slug] = [record.id]
        elif capture.record_kind == "milestone":
            world.keep(record, record.name, f"{record.project_id}: {record.name}")
        elif capture.record_kind == "milestone_date":
            world.keep(record)
        else:
            world.keep(record, kinds.title_of(record))
