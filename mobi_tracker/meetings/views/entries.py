"""What stands beside the notes: one entry for all attendance, then items, names and tags in the order of lines."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from mobi_tracker.city.words import counted_in_words, join_words
from mobi_tracker.commitments.models import ActionItem
from mobi_tracker.core import kinds
from mobi_tracker.meetings.models import Capture
from mobi_tracker.meetings.rules.lines import CapturedLine, match_lines
from mobi_tracker.meetings.rules.plan.kinds import ASKED_OF, LEVELS
from mobi_tracker.meetings.rules.plan.shapes import NEW, Attendee, Item, NameAsked, Plan, TagAsked
from mobi_tracker.meetings.views.record_fields import RecordFields
from mobi_tracker.meetings.vocabulary import MATCHED_STATES, ItemKind
from mobi_tracker.paper.display import short_day
from mobi_tracker.stakeholders.vocabulary import OrganizationKind

ORGANIZATION_KINDS = tuple((each.value, each.label) for each in OrganizationKind)
# Which fields of an item stand beside it, and which are folded away.
BESIDE = {ItemKind.ACTION: ("owner", "due"), ItemKind.ASK: ("due",), ItemKind.MILESTONE: ("forecast",)}
FOLDED = {
    ItemKind.ACTION: ("project", "text"),
    ItemKind.DECISION: ("project", "text"),
    ItemKind.ASK: ("of", "project", "text"),
    ItemKind.RISK: ("level", "project", "text"),
    ItemKind.ISSUE: ("level", "project", "text"),
    ItemKind.STATUS: ("rating", "project", "text"),
    ItemKind.MILESTONE: ("project", "name", "reason"),
}


@dataclass(frozen=True)
class Entry:
    """One numbered entry. Exactly one of ``item``, ``name`` and ``tag`` is set, none on attendance.

    ``record_url``: the line was recorded before, as ``record``, by ``capture``; ``edit`` are the fields that correct
    it. ``is_full``: with its fields, and not only a line that opens them. ``brief`` is what such a line says more.
    """

    number: int
    lines: tuple[int, ...]
    kind: str
    title: str
    detail: str = ""
    asks: bool = False
    item: Item | None = None
    name: NameAsked | None = None
    tag: TagAsked | None = None
    record_url: str | None = None
    is_changed: bool = False
    capture: Capture | None = None
    record: Any = None
    edit: RecordFields | None = None
    is_full: bool = True
    is_pressed: bool = False

    @property
    def line(self) -> int:
        """Its first line."""
        return self.lines[0]

    @property
    def key(self) -> str:
        """What it is about, the same at every preview; empty for attendance."""
        about = self.item or self.name or self.tag
        return about.key if about is not None else ""

    @property
    def question_count(self) -> int:
        """How many questions are asked in it."""
        return self.item.question_count if self.item is not None else int(self.asks)

    @property
    def last_line(self) -> int:
        """Its last line."""
        return self.lines[-1]

    @property
    def brief(self) -> str:
        """What an item says beside its words, in one line: owner and due day as they stand on its record, if any."""
        if self.item is None:
            return self.detail
        if isinstance(self.record, ActionItem):
            owner = self.record.owner_contact or self.record.owner_organization
            words = [owner.name if owner else "", short_day(self.record.due)]
        else:
            day = self.item.values.get("due") or self.item.values.get("forecast")
            words = [self.item.typed("owner"), short_day(date.fromisoformat(day)) if day else "", self.detail]
        return " · ".join(each for each in words if each)

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that stand beside the item."""
        if self.item is None:
            return ()
        asked = {
            each.about
            for each in self.item.asked
            if each.choices or each.about in ("project", "level", "rating", "of", "name")
        }
        is_named = bool(self.item.names) and "owner" not in self.item.answers
        taken = asked | ({"owner"} if is_named else set())
        return tuple(each for each in BESIDE.get(self.item.kind, ()) if each not in taken and not self._is_done)

    @property
    def _is_done(self) -> bool:
        return self.item is not None and bool(self.item.parsed.get("done"))

    @property
    def folded(self) -> tuple[str, ...]:
        """The fields that are folded away, as they are seldom needed."""
        if self.item is None:
            return ()
        asked = {each.about for each in self.item.asked}
        return tuple(each for each in FOLDED[self.item.kind] if each not in asked)

    @property
    def is_unfolded(self) -> bool:
        """Whether one of the folded fields was corrected."""
        return self.item is not None and any(each in self.item.answers for each in (*self.folded, "skip"))

    @property
    def shown(self) -> str:
        """What the fields of the item say before any correction, with its line: sent back with the form."""
        if self.item is None:
            return ""
        return json.dumps({**self.item.shown, "line": self.item.line_text, "kind": self.item.kind.value})


def entries_of(
    plan: Plan, captures: Sequence[Capture] = (), records: Mapping[tuple[str, int], Any] | None = None
) -> list[Entry]:
    """The entries of a plan; lines that were captured before are shown with their records."""
    recorded = _recorded(plan, captures)
    drawn: list[tuple[int, Entry]] = [(each.line, _item(each, recorded, records or {})) for each in plan.items]
    drawn += [(each.line, _name(each)) for each in plan.lone_names]
    drawn += [(each.line, _tag(each)) for each in plan.lone_tags]
    drawn.sort(key=lambda each: each[0])
    entries = [entry for _, entry in drawn]
    if plan.attendance:
        entries.insert(0, _attendance(plan.attendance))
    return [_numbered(entry, number) for number, entry in enumerate(entries, start=1)]


def heading_of(plan: Plan) -> str:
    """ "Will be recorded: six items, one question"."""
    if not plan.count and not plan.open_count:
        return "Will be recorded"
    words = [counted_in_words(plan.count, "item")] if plan.count else []
    words += [counted_in_words(plan.open_count, "question")] if plan.open_count else []
    return f"Will be recorded: {', '.join(words)}"


def _numbered(entry: Entry, number: int) -> Entry:
    return replace(entry, number=number)


def _attendance(attendance: Sequence[Attendee]) -> Entry:
    present = [_called(each) for each in attendance if each.is_present]
    absent = [_called(each) for each in attendance if not each.is_present]
    lines = tuple(dict.fromkeys(each.line for each in attendance))
    title = ", ".join(present) or f"{join_words(absent)} absent"
    return Entry(0, lines, "Attendance", title, f"{join_words(absent)} absent" if present and absent else "")


def _called(each: Attendee) -> str:
    return "you" if each.name.casefold() == "me" else each.name


def _item(item: Item, recorded: Mapping[str, Capture], records: Mapping[tuple[str, int], Any]) -> Entry:
    lines = tuple(range(item.line, item.end_line + 1))
    capture = recorded.get(item.key)
    record = records.get((capture.record_kind or "", capture.record_id or 0)) if capture else None
    return Entry(
        0, lines, _kind_words(item), _title(item), _detail(item), item.is_open, item,
        record_url=kinds.url_of(record) if record is not None else None,
        is_changed=bool(capture and record is not None and capture.line_text != item.line_text),
        capture=capture if record is not None else None, record=record,
    )  # fmt: skip


def _kind_words(item: Item) -> str:
    if item.is_note:
        return f"{item.kind.label}: only a note"
    if item.kind is ItemKind.ASK:
        of = dict(ASKED_OF).get(item.values.get("of") or "")
        return f"Ask of the {of}" if of else "Ask"
    return item.kind.label


def _title(item: Item) -> str:
    if item.kind is ItemKind.STATUS:
        return item.typed("project") or "Which project?"
    if item.kind is ItemKind.MILESTONE:
        return item.values.get("name") or "Which milestone?"
    text = str(item.values.get("text") or "")
    return text[:1].upper() + text[1:]


def _detail(item: Item) -> str:
    values, words = item.values, []
    if item.kind is ItemKind.STATUS:
        words.append(str(values.get("text") or ""))
    if item.kind is ItemKind.MILESTONE:
        words.append(
            "a new milestone, with this date as its baseline" if values.get("milestone") == NEW else "now expected"
        )
    if values.get("level"):
        words.append(dict(LEVELS)[values["level"]].lower())
    if item.kind is not ItemKind.STATUS:
        words.append(item.typed("project"))
    if item.kind is ItemKind.MILESTONE:
        words.append(str(values.get("reason") or ""))
    if item.kind is ItemKind.ASK and values.get("of") == "deputy_mayor":
        words.append("waits with the Executive Officer first")
    if values.get("done"):
        words.append("done")
    return " · ".join(each for each in words if each)


def _name(asked: NameAsked) -> Entry:
    return Entry(0, (asked.line,), "Name", asked.name, asks=asked.is_open, name=asked)


def _tag(asked: TagAsked) -> Entry:
    return Entry(0, (asked.line,), "Tag", f"#{asked.word}", asks=asked.is_open, tag=asked)


def _recorded(plan: Plan, captures: Sequence[Capture]) -> dict[str, Capture]:
    """By key of an item, the capture of an earlier save that it is, where that made a record."""
    alone = (ItemKind.NAME.value, ItemKind.TAG.value)
    before = [each for each in captures if each.state in MATCHED_STATES and each.item_kind not in alone]
    lines = [CapturedLine(each.item_kind, each.line_text, each.ordinal, each.line) for each in before]
    found = match_lines(lines, [each.captured for each in plan.items])
    return {plan.items[new].key: before[old] for new, old in found.items() if before[old].record_id is not None}
