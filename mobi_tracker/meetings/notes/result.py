"""What was found in notes: attendance, mentions, links, items and the questions that are left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

ABOUT_ORDER = ("person", "owner", "due", "slug", "of", "project", "rating", "name", "level")

# The fields of each kind after `kind`, `line` and `end_line`, in the order they are written out.
FIELDS: dict[str, tuple[str, ...]] = {
    "action": ("text", "owner", "due", "done", "links"),
    "decision": ("text", "links"),
    "risk": ("text", "level", "links"),
    "issue": ("text", "level", "links"),
    "status": ("project", "rating", "text"),
    "ask": ("of", "text", "due", "links"),
    "milestone": ("project", "name", "forecast", "reason"),
}


@dataclass(frozen=True)
class Attendance:
    """One attendee on a line; `name` is the words as written and `person` is None when nobody is sure."""

    line: int
    person: str | None
    name: str
    present: bool

    def to_json(self) -> dict[str, Any]:
        """The documented shape: the name only where the person is unknown or shared."""
        row: dict[str, Any] = {"line": self.line, "person": self.person}
        if self.person is None:
            row["name"] = self.name
        return row | {"present": self.present}


@dataclass(frozen=True)
class Mention:
    """A known person named with `@` who is neither attendee nor owner."""

    line: int
    person: str

    def to_json(self) -> dict[str, Any]:
        """The documented shape."""
        return {"line": self.line, "person": self.person}


@dataclass(frozen=True)
class Link:
    """A known tag on a line, as its slug."""

    line: int
    slug: str

    def to_json(self) -> dict[str, Any]:
        """The documented shape."""
        return {"line": self.line, "slug": self.slug}


@dataclass(frozen=True)
class Item:
    """One record-to-be. FIELDS tells which fields a `kind` has; the others keep their default.

    `line` and `end_line` count from 1 and include both ends. `owner` is a person id, or a department's slug.
    In an incomplete item a field that has to be answered first is None.
    """

    kind: str
    line: int
    end_line: int
    text: str = ""
    links: tuple[str, ...] = ()
    owner: str | None = None
    due: date | None = None
    done: bool = False
    level: str | None = None
    project: str | None = None
    rating: str | None = None
    of: str | None = None
    name: str | None = None
    forecast: date | None = None
    reason: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The documented shape of this kind, dates as ISO 8601."""
        row: dict[str, Any] = {"kind": self.kind, "line": self.line, "end_line": self.end_line}
        for name in FIELDS[self.kind]:
            value = getattr(self, name)
            if isinstance(value, date):
                value = value.isoformat()
            row[name] = list(value) if isinstance(value, tuple) else value
        return row


@dataclass(frozen=True)
class Question:
    """Something to ask the writer: never guessed. `text` is what to tell them, `name` the words as written.

    `candidates` are the person ids or slugs that could be meant, as far as anything is known.
    """

    line: int
    about: str
    text: str
    candidates: tuple[str, ...] = ()
    name: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The documented shape; candidates and name are for the screen only."""
        return {"line": self.line, "about": self.about, "text": self.text}


@dataclass(frozen=True)
class ParsedNotes:
    """All that was found. `incomplete` are items that are not recorded until their questions are answered."""

    attendance: tuple[Attendance, ...] = ()
    mentions: tuple[Mention, ...] = ()
    links: tuple[Link, ...] = ()
    items: tuple[Item, ...] = ()
    questions: tuple[Question, ...] = ()
    incomplete: tuple[Item, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The documented shape, ready for `json.dumps`; incomplete items are not part of it."""
        return {
            "attendance": [one.to_json() for one in self.attendance],
            "mentions": [one.to_json() for one in self.mentions],
            "links": [one.to_json() for one in self.links],
            "items": [one.to_json() for one in self.items],
            "questions": [one.to_json() for one in self.questions],
        }
