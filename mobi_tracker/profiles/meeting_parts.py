"""What a meeting's page shows, made before the template runs: lines of the notes, and what each became."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mobi_tracker.city.clock_zone import to_local
from mobi_tracker.city.dates import due_in_words, format_times
from mobi_tracker.commitments import rules
from mobi_tracker.commitments.models import ActionItem, Ask, Decision
from mobi_tracker.commitments.vocabulary import ActionState, AskState
from mobi_tracker.core import kinds
from mobi_tracker.meetings.models import Capture, Meeting
from mobi_tracker.meetings.rules.lines import LINES_OF_A_PART, line_texts
from mobi_tracker.meetings.vocabulary import CaptureState, ItemKind
from mobi_tracker.paper.display import day
from mobi_tracker.projects.models.milestone import Milestone, MilestoneDate
from mobi_tracker.projects.models.risk import Risk
from mobi_tracker.projects.models.status import StatusUpdate

SECTIONS = (
    ("Decisions", (ItemKind.DECISION,)),
    ("Actions", (ItemKind.ACTION,)),
    ("Asks", (ItemKind.ASK,)),
    ("Statuses", (ItemKind.STATUS,)),
    ("Milestone changes", (ItemKind.MILESTONE,)),
    ("Risks and issues", (ItemKind.RISK, ItemKind.ISSUE)),
)
ITEMS = frozenset(kind for _, kinds_of in SECTIONS for kind in kinds_of)
MOST_ASKED = 25  # open questions, and lines taken out, that are shown before "more"
GONE = (CaptureState.LINE_GONE, CaptureState.KEPT, CaptureState.WITHDRAWN)


@dataclass(frozen=True)
class NoteLine:
    """One line of the notes as it is shown: the record it made, or that this reader may not read it."""

    number: int
    text: str
    record_url: str | None = None
    label: str = ""
    is_hidden: bool = False
    is_open: bool = False


@dataclass(frozen=True)
class Recorded:
    """A record that came of a line, as it stands today."""

    title: str
    url: str
    line: int
    state: str = ""
    is_late: bool = False
    rating: str | None = None
    is_gone: bool = False


@dataclass(frozen=True)
class Parts:
    """Everything on the page that comes of the notes, or of the part of long notes that is shown.

    ``before`` and ``after`` are the first lines of the parts beside it, ``total`` is how many lines there are.
    """

    lines: list[NoteLine]
    sections: list[tuple[str, list[Recorded]]]
    open_lines: list[tuple[int, str]]
    gone: list[tuple[Capture, Recorded]]
    hidden: int = 0
    present: list[tuple[str, str | None]] = field(default_factory=list)
    absent: list[tuple[str, str | None]] = field(default_factory=list)
    total: int = 0
    before: int | None = None
    after: int | None = None
    more_open: int = 0
    more_gone: int = 0


def times_of(meeting: Meeting) -> str:
    """The meeting's times: "10:00–10:30"."""
    ends = to_local(meeting.ends_at).time() if meeting.ends_at else None
    return format_times(to_local(meeting.starts_at).time(), ends)


def parts_of(
    meeting: Meeting,
    captures: Sequence[Capture],
    hidden: Sequence[Capture],
    records: Mapping[tuple[str, int], Any],
    today: date,
    first: int = 1,
) -> Parts:
    """The parts of a meeting's page for a reader who may see ``records`` and not the lines of ``hidden``.

    Of long notes the part that begins with line ``first`` is shown, with what came of its lines.
    """
    left_out = {id(each) for each in hidden}
    shown = [each for each in captures if id(each) not in left_out]
    found = [(each, records[_pointer(each)]) for each in shown if each.item_kind in ITEMS and _pointer(each) in records]
    made = [
        (each, _recorded(each, record, today)) for each, record in found if each.state is not CaptureState.CORRECTED
    ]
    lines = _lines(meeting, shown, hidden, records)
    part = _part(first, len(lines))
    here = [(each, row) for each, row in made if min(each.line, len(lines)) in part or not lines]
    asked, gone = _open_lines(shown), [(each, row) for each, row in made if each.state is CaptureState.LINE_GONE]
    return Parts(
        lines[part.start - 1 : part.stop - 1],
        [
            (title, rows)
            for title, kinds_of in SECTIONS
            if (rows := [row for each, row in here if each.item_kind in kinds_of])
        ],
        asked[:MOST_ASKED],
        gone[:MOST_ASKED],
        len([each for each in hidden if each.state not in GONE]),
        *_attendance(meeting),
        total=len(lines),
        before=part.start - LINES_OF_A_PART if part.start > 1 else None,
        after=part.stop if part.stop <= len(lines) else None,
        more_open=len(asked[MOST_ASKED:]),
        more_gone=len(gone[MOST_ASKED:]),
    )


def _part(first: int, total: int) -> range:
    """The lines of the part that holds line ``first``: the nearest there is."""
    wanted = min(max(first, 1), max(total, 1))
    start = (wanted - 1) // LINES_OF_A_PART * LINES_OF_A_PART + 1
    return range(start, min(start + LINES_OF_A_PART, total + 1))


def _pointer(capture: Capture) -> tuple[str, int]:
    return capture.record_kind or "", capture.record_id or 0


def _open_lines(captures: Sequence[Capture]) -> list[tuple[int, str]]:
    """What is asked, by line; a line that waits for a name or a tag asked elsewhere says that it waits."""
    standing = [each for each in captures if each.state in (CaptureState.LIVE, CaptureState.PENDING)]
    asked = [(each.line, str(text)) for each in standing for text in each.parsed.get("questions") or ()]
    lines = {line for line, _ in asked}
    for each in standing:
        if each.state is CaptureState.PENDING and not lines & set(range(each.line, each.end_line + 1)):
            asked.append((each.line, f"“{each.line_text.strip()}” waits for an answer given above."))
    return sorted(asked)


def _lines(
    meeting: Meeting, shown: Sequence[Capture], hidden: Sequence[Capture], records: Mapping[tuple[str, int], Any]
) -> list[NoteLine]:
    lines = [NoteLine(number, text) for number, text in enumerate(line_texts(meeting.notes), start=1)]
    for each in shown:
        alone = each.item_kind in (ItemKind.NAME, ItemKind.TAG)
        if each.state not in (CaptureState.LIVE, CaptureState.PENDING) or not each.line <= len(lines) or alone:
            continue
        record = records.get(_pointer(each))
        first = lines[each.line - 1]
        url = kinds.url_of(record) if record is not None else None
        lines[each.line - 1] = NoteLine(
            first.number, first.text, url, ItemKind(each.item_kind).label, is_open=each.state is CaptureState.PENDING
        )
    for each in hidden:
        if each.state not in (*GONE, CaptureState.CORRECTED):
            for number in range(each.line, min(each.end_line, len(lines)) + 1):
                lines[number - 1] = NoteLine(number, "", is_hidden=True)
    return lines


def _attendance(meeting: Meeting) -> tuple[list[tuple[str, str | None]], list[tuple[str, str | None]]]:
    standing = [each for each in meeting.attendance if each.ended_at is None]
    named = [
        (each.is_present, each.contact.name, kinds.url_of(each.contact))
        if each.contact
        else (each.is_present, each.name, None)
        for each in standing
    ]
    return [(name, url) for is_present, name, url in named if is_present], [
        (name, url) for is_present, name, url in named if not is_present
    ]


def _recorded(capture: Capture, record: Any, today: date) -> Recorded:
    state, is_late, rating = _STATES[type(record)](record, today)
    if record.is_withdrawn:
        state, is_late, rating = "withdrawn", False, None
    if capture.item_kind in (ItemKind.RISK, ItemKind.ISSUE) and capture.values.get("level"):
        state = f"{capture.values['level']}, {state}"
    title = record.milestone.name if isinstance(record, MilestoneDate) else kinds.title_of(record)
    return Recorded(title, kinds.url_of(record), capture.line, state, is_late, rating, capture.state in GONE)


def _action_state(record: ActionItem, today: date) -> tuple[str, bool, str | None]:
    owner = record.owner_contact or record.owner_organization
    who = owner.name if owner is not None else "nobody yet"
    if record.state is not ActionState.OPEN:
        closed = f" {day(record.closed_on)}" if record.closed_on else ""
        return f"{who}, {record.state.label.lower()}{closed}", False, None
    is_late = rules.is_late(record.state, record.due, today)
    return f"{who}, {due_in_words(record.due, today) if record.due else 'no due day'}", is_late, None


def _ask_state(record: Ask, today: date) -> tuple[str, bool, str | None]:
    if record.state is AskState.DECIDED and record.outcome is not None:
        return record.outcome.label.lower(), False, None
    due = f", by {day(record.due)}" if record.due else ""
    state = record.state.label[:1].lower() + record.state.label[1:]
    return f"{state}{due}", rules.is_ask_late(record.state, record.due, today), None


def _decision_state(record: Decision, _today: date) -> tuple[str, bool, str | None]:
    return (record.project.name if record.project else ""), False, None


def _risk_state(record: Risk, _today: date) -> tuple[str, bool, str | None]:
    return f"{record.state.label.lower()}, {record.project.name}", False, None


def _status_state(record: StatusUpdate, _today: date) -> tuple[str, bool, str | None]:
    words = [record.narrative, "a path to green is owed" if record.is_path_owed else ""]
    return " · ".join(each for each in words if each), False, record.overall.value


def _date_state(record: MilestoneDate, _today: date) -> tuple[str, bool, str | None]:
    reason = f", {record.reason}" if record.reason else ", reason owed" if record.is_reason_owed else ""
    return f"now expected {day(record.day)}{reason}", False, None


def _milestone_state(record: Milestone, _today: date) -> tuple[str, bool, str | None]:
    return f"a new milestone of {record.project.name}", False, None


_STATES: Mapping[type, Any] = {
    ActionItem: _action_state,
    Ask: _ask_state,
    Decision: _decision_state,
    Risk: _risk_state,
    StatusUpdate: _status_state,
    MilestoneDate: _date_state,
    Milestone: _milestone_state,
}
