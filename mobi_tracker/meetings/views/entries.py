"""What stands beside the notes: one entry for all attendance, then items, names and tags in the order of lines."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from mobi_tracker.city.words import counted_in_words, join_words
from mobi_tracker.core import kinds
from mobi_tracker.meetings.models import Capture
from mobi_tracker.meetings.rules.lines import CapturedLine, match_lines
from mobi_tracker.meetings.rules.plan.kinds import ASKED_OF, LEVELS, RATINGS
from mobi_tracker.meetings.rules.plan.shapes import NEW, Attendee, Item, NameAsked, Plan, TagAsked
from mobi_tracker.meetings.vocabulary import MATCHED_STATES, ItemKind
from mobi_tracker.paper.display import day
from mobi_tracker.stakeholders.vocabulary import OrganizationKind

ORGANIZATION_KINDS = tuple((each.value, each.label) for each in OrganizationKind)
CHOICES = {"level": LEVELS, "rating": RATINGS, "of": ASKED_OF}


@dataclass(frozen=True)
class Entry:
    """One numbered entry. Exactly one of ``item``, ``name`` and ``tag`` is set, none on attendance.

    ``record_url``: the line was recorded before, and this is its record; its fields are corrected there.
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

    @property
    def line(self) -> int:
        """Its first line."""
        return self.lines[0]

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
    return Entry(**{**entry.__dict__, "number": number})


def _attendance(attendance: Sequence[Attendee]) -> Entry:
    present = [each.name for each in attendance if each.is_present]
    absent = [each.name for each in attendance if not each.is_present]
    lines = tuple(dict.fromkeys(each.line for each in attendance))
    title = ", ".join(present) or f"{join_words(absent)} absent"
    return Entry(0, lines, "Attendance", title, f"{join_words(absent)} absent" if present and absent else "")


def _item(item: Item, recorded: Mapping[str, Capture], records: Mapping[tuple[str, int], Any]) -> Entry:
    lines = tuple(range(item.line, item.end_line + 1))
    capture = recorded.get(item.key)
    record = records.get((capture.record_kind or "", capture.record_id or 0)) if capture else None
    return Entry(
        0, lines, _kind_words(item), _title(item), _detail(item), item.is_open, item,
        record_url=kinds.url_of(record) if record is not None else None,
        is_changed=bool(capture and record is not None and capture.line_text != item.line_text),
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
    words = []
    if item.kind is ItemKind.STATUS and item.values.get("text"):
        words.append(str(item.values["text"]))
    if item.kind is ItemKind.MILESTONE:
        forecast = item.values.get("forecast")
        words += [f"now expected {day(date.fromisoformat(forecast))}"] if forecast else []
        words += ["a new milestone, with this date as its baseline"] if item.values.get("milestone") == NEW else []
        words += [str(item.values["reason"])] if item.values.get("reason") else []
    if item.kind is ItemKind.ASK and item.values.get("of") == "deputy_mayor":
        words.append("waits with the Executive Officer first")
    if item.values.get("done"):
        words.append("done")
    return " · ".join(words)


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
