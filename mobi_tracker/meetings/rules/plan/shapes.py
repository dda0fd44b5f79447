"""The shapes of a plan: items, names, tags, attendance and the questions that are open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mobi_tracker.meetings.rules.lines import CapturedLine
from mobi_tracker.meetings.vocabulary import ItemKind

NEW = "new"  # somebody who becomes a contact when the meeting is saved
NOBODY = "none"


@dataclass(frozen=True)
class Asked:
    """One open question: what about, in words, and what may be chosen as (value, label)."""

    about: str
    text: str
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class NameAsked:
    """A name that is unknown or shared, once for all the lines that hold it.

    ``owner`` is who it turned out to be: ("contact", id), ("new", key) for a contact made on saving, ("none", 0) for
    nobody we keep; None while it is open.
    """

    key: str
    name: str
    text: str
    line: int
    choices: tuple[tuple[str, str], ...]
    answers: Mapping[str, str]
    owner: tuple[str, Any] | None = None
    is_attendee: bool = False
    home: str = ""  # the key of the item it is asked in; empty: it stands by itself
    needs_kind: bool = False  # somebody new at an organization that is new too: its kind is asked
    refusal: str = ""

    @property
    def is_open(self) -> bool:
        """Whether nobody said yet who it is."""
        return self.owner is None


@dataclass(frozen=True)
class TagAsked:
    """A tag that is unknown, once for all lines that hold it. ``project_id`` once it is answered; 0: just words."""

    key: str
    word: str
    text: str
    line: int
    answers: Mapping[str, str]
    project_id: int | None = None
    home: str = ""

    @property
    def is_open(self) -> bool:
        """Whether nobody said yet what it means."""
        return self.project_id is None


@dataclass(frozen=True)
class Attendee:
    """One who came or did not; ``owner`` as in NameAsked, None while it is open who that is."""

    line: int
    name: str
    is_present: bool
    owner: tuple[str, Any] | None


@dataclass(frozen=True)
class Item:
    """A record to be. ``values`` are what it will be given; ``shown`` what its fields say before any correction.

    ``asked`` are the questions that are open: with one of them the line waits. ``names`` and ``tags`` are those that
    are asked in it; ``waits_for`` names that are asked further up.
    """

    key: str
    kind: ItemKind
    line: int
    end_line: int
    line_text: str
    ordinal: int
    parsed: Mapping[str, Any]
    answers: Mapping[str, str]
    values: Mapping[str, Any]
    shown: Mapping[str, str]
    asked: tuple[Asked, ...] = ()
    names: tuple[NameAsked, ...] = ()
    tags: tuple[TagAsked, ...] = ()
    waits_for: tuple[str, ...] = ()
    owes: tuple[str, ...] = ()

    @property
    def is_note(self) -> bool:
        """Whether the person said that the line is only a note."""
        return bool(self.answers.get("skip"))

    @property
    def is_open(self) -> bool:
        """Whether something must be answered before it can be recorded."""
        asks_who = any(each.is_open for each in self.names)
        asks_what = any(each.is_open for each in self.tags)
        return bool(self.asked or self.waits_for or asks_who or asks_what) and not self.is_note

    @property
    def question_count(self) -> int:
        """How many questions are asked in it; what is asked further up counts there."""
        if self.is_note:
            return 0
        return len(self.asked) + sum(each.is_open for each in self.names) + sum(each.is_open for each in self.tags)

    @property
    def captured(self) -> CapturedLine:
        """Its line, for finding it again in notes saved later."""
        return CapturedLine(self.kind.value, self.line_text, self.ordinal, self.line)

    def typed(self, name: str) -> str:
        """What a field shows: the correction, else what was read."""
        return self.answers.get(name, self.shown.get(name, ""))


@dataclass(frozen=True)
class Plan:
    """Everything that saving these notes will record, and what is open."""

    items: tuple[Item, ...] = ()
    attendance: tuple[Attendee, ...] = ()
    names: tuple[NameAsked, ...] = ()
    tags: tuple[TagAsked, ...] = ()
    project_ids: tuple[int, ...] = ()
    department_ids: tuple[int, ...] = ()
    initiative_ids: tuple[int, ...] = ()
    mentioned: tuple[int, ...] = field(default=())

    @property
    def recorded(self) -> list[Item]:
        """The items that a save records."""
        return [each for each in self.items if not each.is_open and not each.is_note]

    @property
    def lone_names(self) -> list[NameAsked]:
        """Names that are asked outside of any item."""
        return [each for each in self.names if not each.home]

    @property
    def lone_tags(self) -> list[TagAsked]:
        """Tags that are asked outside of any item."""
        return [each for each in self.tags if not each.home]

    @property
    def count(self) -> int:
        """How many items a save records; all attendance is one."""
        return len(self.recorded) + bool(self.attendance)

    @property
    def open_count(self) -> int:
        """How many questions are open: of items, and of names and tags by themselves. A line may ask several."""
        lone = sum(each.is_open for each in self.lone_names) + sum(each.is_open for each in self.lone_tags)
        return sum(each.question_count for each in self.items) + lone

    @property
    def line_count(self) -> int:
        """From how many lines of the notes a save records something."""
        lines = {each.line for each in self.attendance}
        for item in self.recorded:
            lines |= set(range(item.line, item.end_line + 1))
        return len(lines)
