"""What every kind of capture needs to know of the save at hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from mobi_tracker.access import queries as access
from mobi_tracker.access.operations import MarkingDraft, set_marking_floor
from mobi_tracker.access.vocabulary import OPEN_MARKINGS, Marking, strictest
from mobi_tracker.commitments.models import Ask
from mobi_tracker.core import clock
from mobi_tracker.meetings.models import Meeting
from mobi_tracker.meetings.queries.held import Held

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Moment:
    """The meeting whose notes are saved, and the day its facts speak of: its own, or today where that is to come."""

    meeting: Meeting

    @property
    def on(self) -> date:
        """The day that facts from these notes speak of."""
        return min(self.meeting.on, clock.today())

    @property
    def marking(self) -> MarkingDraft:
        """A record's own marking: the meeting's where that is an open one; a stricter one comes as the floor."""
        return MarkingDraft(self.meeting.marking if self.meeting.marking in OPEN_MARKINGS else Marking.INTERNAL)


class Capturing(Protocol):
    """One kind of item: how its record is made, what it says now, and how a reworded line changes it."""

    def make(self, values: Values, moment: Moment) -> Any:
        """Make the record, by the same operation as its form."""

    def now(self, record: Any, held: Held | None = None) -> dict[str, Any]:
        """What the record says now, in the same words as ``values``; ``held``: what holds of it, where it is loaded."""

    def change(self, record: Any, changes: Values, values: Values, moment: Moment) -> Any:
        """Give the record what changed. A fact is not changed: the correcting fact comes back instead."""

    def is_same(self, before: Values, after: Values) -> bool:
        """Whether a reworded line still speaks of the same record."""


def set_floor(record: Any, meeting: Meeting, reader_ids: list[int] | None) -> None:
    """Give a captured record its meeting's marking as its floor; an ask's is at least deliberative draft."""
    marking = meeting.marking
    if isinstance(record, Ask):
        marking = strictest(marking, Marking.DELIBERATIVE)
    set_marking_floor(record, marking, reader_ids)


def readers_of_meeting(meeting: Meeting) -> list[int] | None:
    """The people on the meeting's list of readers; None where it has none."""
    return access.reader_ids(meeting) if meeting.has_readers else None


def own_marking(record: Any) -> MarkingDraft:
    """A record's own marking as it stands, for an edit that does not touch it."""
    return MarkingDraft(record.marking, record.marking_basis, tuple(access.reader_ids(record)))
