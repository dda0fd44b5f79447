"""Who and what is known when notes are read: people, slugs and the city's holidays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from mobi_tracker.meetings.notes.letters import fold

PROJECT = "project"
INITIATIVE = "initiative"
DEPARTMENT = "department"


@dataclass(frozen=True)
class Person:
    """Someone who can be named in notes; `organization` only helps a reader tell two of one name apart."""

    id: str
    name: str
    organization: str = ""


@dataclass(frozen=True)
class Slug:
    """A project, initiative or department that a `#tag` can mean, with its abbreviations."""

    slug: str
    kind: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class NameIndex:
    """People by folded name: whole names, first or last names, and the most words behind a first word."""

    whole: Mapping[str, tuple[str, ...]]
    part: Mapping[str, tuple[str, ...]]
    longest: Mapping[str, int]


@dataclass(frozen=True)
class Directory:
    """What the parser may know. `writer` is the person id that `me` means, or None when nobody writes."""

    writer: str | None = None
    people: tuple[Person, ...] = ()
    slugs: tuple[Slug, ...] = ()
    holidays: frozenset[date] = field(default_factory=frozenset)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Directory:
        """Build it from the shape of `directory.json`.

        Raises KeyError, TypeError, AttributeError or ValueError when the data has another shape.
        """
        return cls(
            writer=data.get("writer"),
            people=tuple(
                Person(str(p["id"]), str(p["name"]), str(p.get("organization") or "")) for p in data.get("people", ())
            ),
            slugs=tuple(
                Slug(str(s["slug"]), str(s["kind"]), tuple(map(str, s.get("aliases") or ())))
                for s in data.get("slugs", ())
            ),
            holidays=frozenset(date.fromisoformat(day) for day in data.get("holidays", ())),
        )

    @cached_property
    def names(self) -> NameIndex:
        """The index of names, built once for a directory."""
        return _index_names(self.people)

    @cached_property
    def _slugs_by_word(self) -> dict[str, Slug]:
        by_word = {alias.casefold(): known for known in self.slugs for alias in known.aliases}
        return by_word | {known.slug.casefold(): known for known in self.slugs}

    @cached_property
    def _abbreviations(self) -> frozenset[str]:
        return frozenset(alias.casefold() for known in self.slugs for alias in known.aliases)

    def slug(self, word: str) -> Slug | None:
        """What a tag's word means, in any case, or None when it is unknown."""
        return self._slugs_by_word.get(word.casefold())

    def is_abbreviation(self, word: str) -> bool:
        """Whether the word is a known abbreviation such as `ITA` (rule 4 lets one follow a mark)."""
        return word.casefold() in self._abbreviations

    def people_named(self, name: str) -> tuple[str, ...]:
        """The ids that a whole piece can mean: a whole name first, else a first or last name alone."""
        folded = fold(name)
        return self.names.whole.get(folded) or self.names.part.get(folded) or ()

    def people_fully_named(self, name: str) -> tuple[str, ...]:
        """The ids of the people whose whole name this is."""
        return self.names.whole.get(fold(name), ())


def _index_names(people: Iterable[Person]) -> NameIndex:
    """Fold every name once, so that each later look-up costs the same with ten people or 20,000."""
    whole: dict[str, list[str]] = {}
    part: dict[str, list[str]] = {}
    longest: dict[str, int] = {}
    for person in people:
        words = fold(person.name).split()
        if not words:
            continue
        whole.setdefault(" ".join(words), []).append(person.id)
        # A last name may be of several words ("de la Cruz"); the last word alone serves too.
        parts = {words[0], words[-1], " ".join(words[1:])} if len(words) > 1 else set()
        for piece in parts:
            part.setdefault(piece, []).append(person.id)
            start, _, rest = piece.partition(" ")
            if rest and longest.get(start, 0) < rest.count(" ") + 2:
                longest[start] = rest.count(" ") + 2
        if longest.get(words[0], 0) < len(words):
            longest[words[0]] = len(words)
        if words[-1] not in longest:
            longest[words[-1]] = 1
    return NameIndex(
        {name: tuple(dict.fromkeys(ids)) for name, ids in whole.items()},
        {name: tuple(dict.fromkeys(ids)) for name, ids in part.items()},
        longest,
    )
