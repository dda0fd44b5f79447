"""Which entries stand beside the notes with their fields, which as one line, and which only behind a press for more.

A page stays under 60 KiB (``test_long_notes``). So of many entries only those have their fields that ask something or
that the person opened. What was typed into the others goes along in one field of the form, and none of it is lost.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from mobi_tracker.access.guard import viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.meetings.models import Capture
from mobi_tracker.meetings.operations.capture.planning import answers_of
from mobi_tracker.meetings.queries.held import held_of, load_departments
from mobi_tracker.meetings.rules.answers import Answers, kept_text
from mobi_tracker.meetings.rules.lines import CapturedLine
from mobi_tracker.meetings.views.beside import Beside
from mobi_tracker.meetings.views.entries import Entry
from mobi_tracker.meetings.views.record_fields import fields_of, may_correct

FULL_MOST, FULL_LEAST = 16, 2  # as few entries as this have their fields unasked
LINES_MOST, LINES_LEAST = 40, 8
# In bytes: what the rest of a page leaves for notes and entries, and about what one of each weighs.
ROOM, FULL_WEIGHT, LINE_WEIGHT = 42_000, 2_800, 480


@dataclass(frozen=True)
class Sheet:
    """The entries to be shown, in order, and what the form carries along.

    ``before``, ``after``: where the list may be taken up from (how many entries are passed over), None where it ends.
    ``others``: the entries that are not shown, see ``_places``.
    """

    entries: tuple[Entry, ...]
    total: int
    start: int = 0
    last: int = 0
    before: int | None = None
    after: int | None = None
    opened: str = ""
    kept: str = ""
    others: str = ""
    is_folding: bool = False
    unshown_questions: int = 0


def sheet_of(
    entries: Sequence[Entry],
    beside: Beside,
    captures: Sequence[Capture],
    notes_size: int,
    takes_newest: bool = False,
    corrects: bool = True,
) -> Sheet:
    """Choose what of these entries is sent. ``notes_size``: the bytes that the notes take in the same page.

    ``corrects``: records of lines can be corrected here, and not only what is asked be answered.
    """
    room = max(0, ROOM - notes_size - len(_places(entries)))
    full_most = max(FULL_LEAST, min(FULL_MOST, (room - LINES_LEAST * LINE_WEIGHT) // FULL_WEIGHT))
    is_folding = len(entries) > full_most
    refused = _refused(entries, beside) if is_folding and takes_newest else []
    full = _full(entries, beside, full_most, refused) if is_folding else {each.number for each in entries}
    lines_most = max(LINES_LEAST, min(LINES_MOST, (room - len(full) * FULL_WEIGHT) // LINE_WEIGHT))
    start = _start(len(entries), beside.start, lines_most) if is_folding else 0
    last = min(len(entries), start + lines_most) if is_folding else len(entries)
    first_new = start + 1 if beside.is_moved else 0
    chosen = [
        replace(each, is_full=each.number in full, is_pressed=_is_pressed(each, beside) or each.number == first_new)
        for each in entries
        if start < each.number <= last or each.number in full
    ]
    shown = _with_record_fields(chosen, beside, takes_newest) if corrects else chosen
    seen = {each.number for each in shown}
    return Sheet(
        tuple(shown), len(entries), start, last,
        max(0, start - lines_most) if start else None, last if last < len(entries) else None,
        ",".join(dict.fromkeys(each.key for each in _latest_last(shown, beside) if each.is_full and each.key)),
        _kept(entries, shown, beside, captures),
        _places([each for each in entries if each.number not in seen]), is_folding,
        sum(each.question_count for each in entries if each.number not in full),
    )  # fmt: skip


def _refused(entries: Sequence[Entry], beside: Beside) -> list[str]:
    """The keys of those whose edit was just refused: folded away it could neither be seen nor be mended."""
    edited = [
        replace(each, is_full=True) for each in entries if each.capture is not None and each.capture.id in beside.edits
    ]
    drawn = _with_record_fields(edited, beside, takes_newest=True)
    return [each.key for each in drawn if each.edit is not None and (each.edit.is_overtaken or each.edit.problems)]


def _full(entries: Sequence[Entry], beside: Beside, most: int, refused: Sequence[str] = ()) -> set[int]:
    """The numbers of those that have their fields: just opened, refused, asking, opened before (the latest first)."""
    by_key = {each.key: each.number for each in entries if each.key}
    asking = [each.key for each in entries if each.asks and each.key]
    wanted = dict.fromkeys([beside.pressed, *refused, *asking, *reversed(beside.opened)])
    found = [by_key[key] for key in wanted if key in by_key and key != beside.closed]
    return set(found[:most])


def _start(total: int, wanted: int, step: int) -> int:
    """Where the list is taken up; the last entries at the latest."""
    return max(0, min(wanted, total - min(step, total)))


def _is_pressed(entry: Entry, beside: Beside) -> bool:
    return bool(entry.key) and entry.key in (beside.pressed, beside.closed)


def _latest_last(shown: Sequence[Entry], beside: Beside) -> list[Entry]:
    order = {key: at for at, key in enumerate([*beside.opened, beside.pressed])}
    return sorted(shown, key=lambda each: order.get(each.key, -1))


def _with_record_fields(shown: Sequence[Entry], beside: Beside, takes_newest: bool) -> list[Entry]:
    recorded = [each.record for each in shown if each.is_full and each.record is not None]
    if not recorded:
        return list(shown)
    if not viewer().can_everywhere(Permission.LOG):
        load_departments(recorded)
    held = held_of(recorded)
    return [
        replace(each, edit=fields_of(each.capture, each.record, held, beside.edits.get(each.capture.id), takes_newest))
        if each.is_full and each.capture is not None and may_correct(each.record)
        else each
        for each in shown
    ]


def _places(entries: Sequence[Entry]) -> str:
    """Which lines are whose, for the bands behind the notes: "41:57-58!" is item 41, of lines 57 and 58, which asks.

    "41:57x3" are items 41, 42 and 43, of a line each.
    """
    runs: list[list[int]] = []  # number, line, last line, whether it asks, how many
    for each in entries:
        is_next = runs and runs[-1][1:4] == [each.line - runs[-1][4], each.last_line - runs[-1][4], int(each.asks)]
        if is_next and runs[-1][0] == each.number - runs[-1][4] and each.line == each.last_line:
            runs[-1][4] += 1
        else:
            runs.append([each.number, each.line, each.last_line, int(each.asks), 1])
    return ",".join(
        f"{number}:{line}{f'-{last}' if last != line else ''}{f'x{count}' if count > 1 else ''}{'!' if asks else ''}"
        for number, line, last, asks, count in runs
    )


def _kept(entries: Sequence[Entry], shown: Sequence[Entry], beside: Beside, captures: Sequence[Capture]) -> str:
    """What was answered and typed whose fields are not on the page, as the form carries it along."""
    stored = answers_of(captures)
    full = {each.number: each for each in shown if each.is_full}
    given: dict[str, tuple[Any, CapturedLine | None]] = {}
    for each in entries:
        if each.number not in full:
            given |= _given(each)
        elif each.item is not None and each.record_url:
            given[each.item.key] = (each.item.answers, each.item.captured)
    kept = kept_text({key: value for key, value in given.items() if _is_news(value[0], key, stored)})
    in_fields = {each.capture.id for each in full.values() if each.capture is not None and each.edit is not None}
    kept |= {f"r{capture_id}": edit.kept() for capture_id, edit in beside.edits.items() if capture_id not in in_fields}
    return json.dumps(kept) if kept else ""


def _given(entry: Entry) -> dict[str, tuple[Any, CapturedLine | None]]:
    """By key, what was answered about an item, a name or a tag, and about those that are asked in it."""
    found: dict[str, tuple[Any, CapturedLine | None]] = {}
    if entry.item is not None:
        found[entry.item.key] = (entry.item.answers, entry.item.captured)
        found |= {each.key: (each.answers, None) for each in entry.item.names}
        found |= {each.key: (each.answers, None) for each in entry.item.tags}
    elif entry.name is not None or entry.tag is not None:
        about = entry.name or entry.tag
        found[entry.key] = (about.answers if about is not None else {}, None)
    return found


def _is_news(answers: Any, key: str, stored: Answers) -> bool:
    """Whether the server does not know these answers from an earlier save."""
    return dict(answers) != dict(stored.of(key))
