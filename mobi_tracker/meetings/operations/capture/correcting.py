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


def correct_records(meeting: Meeting, corrections: Iterable[Correction]) -> int:
    """Give records what a person corrected, each by its own operation; facts get a correcting fact. How many changed.

    Raises StaleRecord where a record was changed since it was shown, RuleBroken as its operation does.
    """
    return sum(_correct(meeting, each) for each in corrections)


def _correct(meeting: Meeting, correction: Correction) -> bool:
    capture, record = correction.capture, correction.record
    kind = ItemKind(capture.item_kind)
    now = CAPTURED[kind].now(record)
    changes = {name: value for name, value in correction.changes.items() if now.get(name) != value}
    if not changes:
        return False
    if correction.as_of != stands_as(kind, record):
        raise StaleRecord(record)
    if record.is_withdrawn:
        raise RuleBroken("Its record is withdrawn. Bring it back first.")
    changed = CAPTURED[kind].change(record, changes, {**capture.values, **changes}, Moment(meeting))
    if changed is record:
        capture.record_version = getattr(record, "version", None)
    else:
        take_over(capture, changed, meeting, readers_of_meeting(meeting))
    return True
