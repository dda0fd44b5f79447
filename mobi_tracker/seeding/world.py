"""What a load knows while it goes: its calendar, the people of the folder, and what their words stand for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from mobi_tracker.access.operations import MarkingDraft
from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import Marking
from mobi_tracker.city import clock_zone
from mobi_tracker.core import kinds
from mobi_tracker.core.database import db
from mobi_tracker.core.fields import folded
from mobi_tracker.portfolio import queries as portfolio
from mobi_tracker.portfolio.models import Department, Initiative, Priority
from mobi_tracker.seeding.days import Calendar
from mobi_tracker.seeding.tables import Row


@dataclass
class World:
    """One load. ``names`` holds the ids that words of a kind stand for; ``drafts`` what a record was last given."""

    calendar: Calendar
    now: datetime
    people: dict[str, Viewer] = field(default_factory=dict)
    names: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    drafts: dict[tuple[str, int], Any] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def know_reference_data(self) -> None:
        """Learn the departments, initiatives and priorities that are stored, by slug and by abbreviation."""
        for kind, model in (("department", Department), ("initiative", Initiative), ("priority", Priority)):
            for record in portfolio.all_of(model):
                for words in {record.slug, getattr(record, "abbreviation", "").casefold()} - {""}:
                    self.name(kind, words, record.id)
                if isinstance(record, Department):
                    self.name("organization", record.name, record.organization_id)
                    self.name("organization", record.abbreviation, record.organization_id)

    def keep(self, record: Any, *words: str) -> None:
        """Remember a record by its words, and count it."""
        kind = type(record).__kind__
        self.counts[kind] = self.counts.get(kind, 0) + 1
        for each in words:
            self.name(kind, each, record.id)

    def name(self, kind: str, words: str, record_id: int) -> None:
        """Let words of a kind stand for a record."""
        known = self.names.setdefault((kind, folded(words)), [])
        if words and record_id not in known:
            known.append(record_id)

    def knows(self, kind: str, words: str) -> bool:
        """Whether words of a kind stand for a record already."""
        return bool(self.names.get((kind, folded(words))))

    def id_of(self, kind: str, row: Row, column: str) -> int:
        """The id of what a cell names. Raises SeedWrong where nothing, or several, has that name by then."""
        return self.id_of_words(kind, row[column], row, column)

    def id_of_words(self, kind: str, words: str, row: Row, column: str) -> int:
        """The id of what words in a cell name. Raises SeedWrong."""
        found = self.names.get((kind, folded(words)), [])
        if len(found) == 1:
            return found[0]
        label = kinds.label_of(kind)
        if found:
            raise row.wrong(f"there are {len(found)} {kinds.kind(kind).plural} called “{words}”.", column)
        raise row.wrong(f"no {label} is called “{words}” by then.", column)

    def optional_id(self, kind: str, row: Row, column: str) -> int | None:
        """The id of what a cell names; None where it is empty."""
        return self.id_of(kind, row, column) if row[column] else None

    def ids(self, kind: str, row: Row, column: str) -> tuple[int, ...]:
        """The ids of what the names in a cell stand for."""
        return tuple(self.id_of_words(kind, words, row, column) for words in row[column])

    def record(self, kind: str, row: Row, column: str) -> Any:
        """The record that a cell names."""
        return self.stored(kind, self.id_of(kind, row, column))

    def stored(self, kind: str, record_id: int) -> Any:
        """The record of a kind and an id."""
        return db.session.get_one(kinds.kind(kind).model, record_id)

    def person(self, row: Row, column: str = "by") -> Viewer:
        """The person whom a cell names by their key in users.csv; the first one there where it is empty."""
        key = row[column] or next(iter(self.people), "")
        if key not in self.people:
            raise row.wrong(f"nobody in users.csv has the key “{key}”.", column)
        return self.people[key]

    def marking(self, row: Row, default: Marking = Marking.INTERNAL) -> MarkingDraft:
        """The marking that a row gives."""
        readers = tuple(self.reader_id(key, row) for key in row["readers"])
        return MarkingDraft(row["marking"] or default, row["basis"], readers)

    def reader_id(self, key: str, row: Row) -> int:
        """The user of a key, as a reader."""
        if key not in self.people:
            raise row.wrong(f"nobody in users.csv has the key “{key}”.", "readers")
        return self.people[key].user_id

    def owner(self, row: Row, column: str = "owner") -> dict[str, int | None]:
        """The owner that a cell names: a contact, else an organization."""
        ids: dict[str, int | None] = {"owner_contact_id": None, "owner_organization_id": None}
        if row[column] and self.knows("contact", row[column]):
            ids["owner_contact_id"] = self.id_of("contact", row, column)
        elif row[column]:
            ids["owner_organization_id"] = self.id_of("organization", row, column)
        return ids

    def day_of(self, row: Row, column: str = "on") -> date:
        """The day a fact speaks of: the one in the row, else the day it is recorded."""
        return row[column] or clock_zone.day_of(row["when"])

    def concerns(self, row: Row) -> dict[str, int | None]:
        """The project, initiative and department that a row concerns."""
        return {f"{kind}_id": self.optional_id(kind, row, kind) for kind in ("project", "initiative", "department")}
