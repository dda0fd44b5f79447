"""Saving a plan: captures found again line by line, records made, changed, corrected or left to be withdrawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mobi_tracker.core import kinds
from mobi_tracker.core.database import db
from mobi_tracker.core.errors import RuleBroken
from mobi_tracker.core.withdrawals import withdraw
from mobi_tracker.meetings.models import Capture, Meeting
from mobi_tracker.meetings.operations.capture.moment import Moment, readers_of_meeting, set_floor
from mobi_tracker.meetings.operations.capture.registry import CAPTURED
from mobi_tracker.meetings.queries.captures import captures_of, records_of
from mobi_tracker.meetings.rules.lines import CapturedLine, match_lines
from mobi_tracker.meetings.rules.merging import merge
from mobi_tracker.meetings.rules.plan.shapes import NEW, Item, NameAsked, Plan, TagAsked
from mobi_tracker.meetings.vocabulary import MATCHED_STATES, CaptureState, ItemKind
from mobi_tracker.projects.models.milestone import Milestone

ASKED_ALONE = (ItemKind.NAME, ItemKind.TAG)
# What these become speaks of the meeting's day, and moves with it where somebody gives the meeting another.
OF_THE_DAY = (ItemKind.DECISION, ItemKind.STATUS, ItemKind.MILESTONE)
WORDS = {
    "of": "whom it asks",
    "done": "whether it is done",
    "text": "the words",
    "forecast": "the date",
    "due": "the due day",
    "on": "the day",
}


@dataclass
class SaveReport:
    """What a save did. ``pending`` counts questions, of which a line may ask several.

    ``kept`` says, in sentences, where an edit or a withdrawal was left as it was.
    """

    made: int = 0
    changed: int = 0
    corrected: int = 0
    pending: int = 0
    gone: int = 0
    kept: list[str] = field(default_factory=list)


def keep_plan(meeting: Meeting, plan: Plan, made_contacts: Mapping[str, int]) -> SaveReport:
    """Let the meeting's captures be what its notes now say."""
    return _Keeper(meeting, plan, made_contacts).keep()


class _Keeper:
    """One save of one meeting's notes."""

    def __init__(self, meeting: Meeting, plan: Plan, made_contacts: Mapping[str, int]) -> None:
        self.meeting, self.plan, self.made_contacts = meeting, plan, made_contacts
        self.moment = Moment(meeting)
        self.readers = readers_of_meeting(meeting)
        self.report = SaveReport(pending=plan.open_count)
        self._day = self.moment.on.isoformat()
        stored = captures_of(meeting.id)
        self.before = [
            each for each in stored if each.state in MATCHED_STATES and ItemKind(each.item_kind) not in ASKED_ALONE
        ]
        self.alone = {
            (each.item_kind, each.line_text): each for each in stored if ItemKind(each.item_kind) in ASKED_ALONE
        }
        self.records = records_of(self.before)

    def keep(self) -> SaveReport:
        found = self._found()
        for at, item in enumerate(self.plan.items):
            self._keep_item(item, found.get(at))
        kept = {id(each) for each in found.values()}
        for capture in self.before:
            if id(capture) not in kept:
                self._line_gone(capture)
        self._keep_names_and_tags()
        db.session.flush()
        return self.report

    def _found(self) -> dict[int, Capture]:
        lines = [CapturedLine(each.item_kind, each.line_text, each.ordinal, each.line) for each in self.before]
        found = match_lines(lines, [each.captured for each in self.plan.items])
        return {
            new: self.before[old] for new, old in found.items() if self._is_same(self.before[old], self.plan.items[new])
        }

    def _is_same(self, capture: Capture, item: Item) -> bool:
        if capture.record_id is None or item.is_open or item.is_note:
            return True
        return CAPTURED[item.kind].is_same(capture.values, item.values)

    def _keep_item(self, item: Item, capture: Capture | None) -> None:
        if capture is None:
            capture = Capture(meeting_id=self.meeting.id, item_kind=item.kind.value)
            db.session.add(capture)
        parsed_before, answers_before = capture.parsed, capture.answers
        self._move(capture, item)
        if capture.record_kind is not None and capture.record_id is not None:
            record = self.records[capture.record_kind, capture.record_id]
            is_unchanged = (
                _without_lines(parsed_before) == _without_lines(capture.parsed)
                and answers_before == capture.answers
                and capture.values.get("on", self._day) == self._day
            )
            self._keep_record(item, capture, record, is_unchanged)
        elif item.is_note:
            capture.state = CaptureState.NOTE
        elif item.is_open:
            capture.state = CaptureState.PENDING
        else:
            self._make(item, capture)

    def _move(self, capture: Capture, item: Item) -> None:
        capture.revision = self.meeting.revision
        capture.line, capture.end_line = item.line, item.end_line
        capture.line_text, capture.ordinal = item.line_text, item.ordinal
        capture.parsed = {**item.parsed, "questions": [each.text for each in item.asked]}
        capture.answers = dict(item.answers)

    def _values(self, item: Item) -> dict[str, Any]:
        """The item's values with somebody new as the contact that was made of them."""
        values = dict(item.values)
        if item.kind in OF_THE_DAY or values.get("done"):
            values["on"] = self._day
        owner = values.get("owner")
        if owner is not None and owner[0] == NEW:
            values["owner"] = ["contact", self.made_contacts[owner[1]]]
        return values

    def _make(self, item: Item, capture: Capture) -> None:
        values = self._values(item)
        try:
            with db.session.begin_nested():
                record = CAPTURED[item.kind].make(values, self.moment)
        except RuleBroken as broken:
            capture.parsed = {**capture.parsed, "questions": [broken.message]}
            capture.state = CaptureState.PENDING
            self.report.pending += 1
            return
        set_floor(record, self.meeting, self.readers)
        if item.kind is ItemKind.MILESTONE and values["milestone"] == NEW:
            values["milestone"] = record.id if isinstance(record, Milestone) else record.milestone_id
        _point(capture, record)
        capture.values, capture.state = values, CaptureState.LIVE
        self.report.made += 1

    def _keep_record(self, item: Item, capture: Capture, record: Any, is_unchanged: bool) -> None:
        if record.is_withdrawn:
            self.report.pending -= item.question_count
            if not is_unchanged:
                self.report.kept.append(f"Line {item.line}: its record is withdrawn and stays so.")
            capture.state = CaptureState.LIVE
        elif item.is_note:
            self._line_gone(capture)
        elif is_unchanged or item.is_open:
            capture.state = CaptureState.LIVE
        else:
            capture.state = CaptureState.LIVE
            self._change(item, capture, record)

    def _change(self, item: Item, capture: Capture, record: Any) -> None:
        kind, values = CAPTURED[item.kind], self._values(item)
        # A line that spoke of no day so far (an action that is ticked now) contradicts no day of its record.
        before = {"on": values.get("on"), **capture.values}
        merged = merge(before, values, kind.now(record))
        for name in merged.kept:
            words = WORDS.get(name, f"the {name}")
            self.report.kept.append(f"Line {item.line}: {words} was edited on the record since, and that edit is kept.")
        capture.values = values
        if not merged.changes:
            return
        try:
            with db.session.begin_nested():
                changed = kind.change(record, merged.changes, values, self.moment)
        except RuleBroken as broken:
            self.report.kept.append(f"Line {item.line}: its record stays as it was. {broken.message}")
            return
        if changed is record:
            capture.record_version = getattr(record, "version", None)
            self.report.changed += 1
        else:
            self._correct(capture, changed, values)
            if changed.on < getattr(record, "on", changed.on):
                withdraw(record, "its meeting was on an earlier day")  # or the later day would still hold

    def _correct(self, capture: Capture, fact: Any, values: dict[str, Any]) -> None:
        take_over(capture, fact, self.meeting, self.readers)
        capture.values, capture.state = values, CaptureState.LIVE
        self.report.corrected += 1

    def _line_gone(self, capture: Capture) -> None:
        """A line taken out offers to withdraw its record; one that made none yet is forgotten."""
        if capture.record_kind is None or capture.record_id is None:
            db.session.delete(capture)
        elif self.records[capture.record_kind, capture.record_id].is_withdrawn:
            capture.state = CaptureState.WITHDRAWN
        elif capture.state is not CaptureState.KEPT:
            capture.state = CaptureState.LINE_GONE
            self.report.gone += 1

    def _keep_names_and_tags(self) -> None:
        wanted = {(ItemKind.NAME.value, each.name) for each in self.plan.names}
        wanted |= {(ItemKind.TAG.value, each.word) for each in self.plan.tags}
        for key, capture in self.alone.items():
            if key not in wanted and capture.record_id is None:
                db.session.delete(capture)
        for name in self.plan.names:
            self._keep_alone(ItemKind.NAME, name.name, name, self.made_contacts.get(name.key))
        for tag in self.plan.tags:
            self._keep_alone(ItemKind.TAG, tag.word, tag)

    def _keep_alone(
        self, kind: ItemKind, words: str, asked: NameAsked | TagAsked, contact_id: int | None = None
    ) -> None:
        capture = self.alone.get((kind.value, words))
        if capture is None:
            capture = Capture(meeting_id=self.meeting.id, item_kind=kind.value, line_text=words)
            db.session.add(capture)
        capture.revision, capture.line, capture.end_line = self.meeting.revision, asked.line, asked.line
        capture.parsed = {"questions": [asked.text] if asked.is_open else []}
        # Somebody who was new is known from now on, whatever becomes of the name.
        capture.answers = {"who": str(contact_id)} if contact_id else dict(asked.answers)
        capture.state = CaptureState.PENDING if asked.is_open else CaptureState.LIVE
        if contact_id:
            capture.record_kind, capture.record_id, capture.record_version = "contact", contact_id, 1


def take_over(capture: Capture, fact: Any, meeting: Meeting, reader_ids: list[int] | None) -> None:
    """A line's new fact takes the old one's place, which keeps a capture that says where it came from."""
    db.session.add(
        Capture(
            meeting_id=capture.meeting_id, revision=capture.revision, line=capture.line, end_line=capture.end_line,
            line_text=capture.line_text, ordinal=capture.ordinal, item_kind=capture.item_kind, parsed={},
            answers={}, values={}, state=CaptureState.CORRECTED, record_kind=capture.record_kind,
            record_id=capture.record_id, record_version=capture.record_version,
        )
    )  # fmt: skip
    set_floor(fact, meeting, reader_ids)
    _point(capture, fact)


def _point(capture: Capture, record: Any) -> None:
    capture.record_kind, capture.record_id = kinds.pointer(record)
    capture.record_version = getattr(record, "version", None)


def _without_lines(parsed: Mapping[str, Any] | None) -> dict[str, Any]:
    return {name: value for name, value in (parsed or {}).items() if name not in ("line", "end_line", "questions")}


def withdraw_gone(capture: Capture, reason: str = "its line was taken out of the notes") -> None:
    """Withdraw the record of a line that was taken out. Raises RuleBroken where the line was not taken out."""
    record = _gone_record(capture)
    if not record.is_withdrawn:
        withdraw(record, reason)
    capture.state = CaptureState.WITHDRAWN
    db.session.flush()


def keep_gone(capture: Capture) -> None:
    """Keep the record of a line that was taken out. Raises RuleBroken where the line was not taken out."""
    _gone_record(capture)
    capture.state = CaptureState.KEPT
    db.session.flush()


def _gone_record(capture: Capture) -> Any:
    if capture.state is not CaptureState.LINE_GONE or capture.record_kind is None or capture.record_id is None:
        raise RuleBroken("The line of this record stands in the notes.")
    return records_of([capture])[capture.record_kind, capture.record_id]


def move_floors(meeting: Meeting, captures: Sequence[Capture]) -> None:
    """Give everything that came from a meeting's notes the meeting's marking as its floor, as it is now."""
    readers = readers_of_meeting(meeting)
    from_notes = [each for each in captures if ItemKind(each.item_kind) not in ASKED_ALONE]
    for record in records_of(from_notes).values():
        set_floor(record, meeting, readers)
