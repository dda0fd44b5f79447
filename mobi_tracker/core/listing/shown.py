"""A page of a list in the shape that ``components/listing.html`` shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mobi_tracker.core.listing.described import Cell


@dataclass(frozen=True)
class ShownColumn:
    """A column's heading as it is shown."""

    key: str
    label: str
    sortable: bool
    numeric: bool
    sort_url: str | None
    direction: str | None  # ascending descending or None


@dataclass(frozen=True)
class ShownFilter:
    """A filter as it is shown, with what is chosen."""

    name: str
    label: str
    kind: str  # select search
    options: Sequence[tuple[str, str]]
    value: str


@dataclass(frozen=True)
class Pager:
    """Where in the list the reader is. ``total`` says "more than 1,000" where there are more than are counted."""

    number: int
    pages: int | None
    first: int
    last: int
    total: str
    previous_url: str | None
    next_url: str | None


@dataclass(frozen=True)
class ActiveFilter:
    """A filter that narrows the list now, with the address that lets it go."""

    label: str
    clear_url: str


@dataclass(frozen=True)
class Empty:
    """What would be here, and the first step."""

    text: str
    url: str | None
    label: str | None


@dataclass(frozen=True)
class ListPage:
    """A page of a list, in the shape that ``components/listing.html`` shows."""

    name: str
    columns: Sequence[ShownColumn]
    rows: Sequence[Sequence[Cell]]
    filters: Sequence[ShownFilter]
    pager: Pager
    csv_url: str
    excel_url: str
    active_filters: Sequence[ActiveFilter]
    clear_url: str
    empty: Empty
    hidden: Mapping[str, str]

    @property
    def title(self) -> str:
        """The rows in words, plural, for counts."""
        return self.name

    @property
    def sort(self) -> str | None:
        """The order that the filters carry along, where it is not the list's own."""
        return self.hidden.get("sort")

    @property
    def has_filters(self) -> bool:
        """Whether something that the reader chose narrows the list."""
        return bool(self.active_filters)

    @property
    def empty_text(self) -> str:
        """What an empty list says."""
        return "Nothing matches these filters." if self.has_filters else self.empty.text

    @property
    def first_step(self) -> tuple[str | None, str | None]:
        """(address, label) of the first step."""
        return self.empty.url, self.empty.label
