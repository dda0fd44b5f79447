"""A line as the draft makes it, before it is stored."""

from __future__ import annotations

from dataclasses import dataclass

from mobi_tracker.briefings.vocabulary import Section


@dataclass(frozen=True)
class Cited:
    """A record that a line comes from, under the words of its link ("update Nov 27")."""

    kind: str
    record_id: int
    label: str

    @property
    def pointer(self) -> tuple[str, int]:
        """(kind, id)."""
        return self.kind, self.record_id


@dataclass(frozen=True)
class Drafted:
    """A line that the records of a week make. ``key`` tells it from every other line of the briefing, for good."""

    section: Section
    key: str
    text: str
    sources: tuple[Cited, ...]
    department_id: int | None = None
