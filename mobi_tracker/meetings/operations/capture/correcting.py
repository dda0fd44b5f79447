"""Corrections that a person made beside the notes in records which earlier saves made of their lines."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from mobi_tracker.core.errors import RuleBroken, StaleRecord
from mobi_tracker.meetings.models import Capture, Meeting
from mobi_tracker.meetings.operations.capture.keeping import take_over
from mobi_tracker.meetings.operations.capture.moment import Moment, readers_of_meeting
from mobi_tracker.meetings.operations.capture.registry import CAPTURED
from mobi_tracker.meetings.queries.held import Held
from mobi_tracker.meetings.vocabulary import ItemKind


@dataclass(frozen=True)
class Correction:
    """What the record of a line is given, in the words of ``Capturing.now``; ``as_of``: how it stood when shown."""

    capture: Capture
    record: Any
    changes: Mapping[str, Any]
    as_of: str


def stands_as(kind: ItemKind, record: Any, held: Held | None = None) -> str:
    """A short sign of how a record stands, another one after every change of it or of the facts that hang on it."""
    stands = [getattr(record, "version", None), record.is_withdrawn, CAPTURED[kind].now(record, held)]
    return hashlib.sha256(json.dumps(stands, sort_keys=True).encode()).hexdigest()[:16]


def check_shown(corrections: Iterable[Correction]) -> None:
    """Raise StaleRecord where a record that a correction would change was changed since it was shown.

    To be asked before the meeting is touched: a marking that it is given is a change of its records too.
    """
    for each in corrections:
        kind = ItemKind(each.capture.item_kind)
        if _changes(each) and each.as_of != stands_as(kind, each.record):
            raise StaleRecord(each.record)


def correct_records(meeting: Meeting, corrections: Iterable[Correction]) -> int:
    """Give records what a person corrected, each by its own operation; facts get a correcting fact. How many changed.

    Raises RuleBroken as the operation does, naming the line.
    """
    return sum(_correct(meeting, each) for each in corrections)


def _changes(correction: Correction) -> dict[str, Any]:
    now = CAPTURED[ItemKind(correction.capture.item_kind)].now(correction.record)
    return {name: value for name, value in correction.changes.items() if now.get(name) != value}


def _correct(meeting: Meeting, correction: Correction) -> bool:
    capture, record = correction.capture, correction.record
    kind = ItemKind(capture.item_kind)
    changes = _changes(correction)
    if not changes:
        return False
    try:
        changed = CAPTURED[kind].change(record, changes, {**capture.values, **changes}, Moment(meeting))
    except RuleBroken as broken:
        raise RuleBroken(f"Line {capture.line}: {broken.message}") from broken
    if changed is record:
        capture.record_version = getattr(record, "version", None)
    else:
        take_over(capture, changed, meeting, readers_of_meeting(meeting))
    return True
