"""A list as its package describes it: its columns, its filters, what it selects."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Select

EVERYTHING = "all"  # a filter's value in the address: not even its default narrows the list


class Cell(NamedTuple):
    """What stands in one place of a list: text, and how it is to be shown. ``value`` is what leaves in a file.

    A list has hundreds of them: a tuple is made, and taken apart by the template, in a third of the time of an object.
    """

    text: str
    url: str | None = None
    kind: str = "text"  # text link rating date money number marking late
    title: str | None = None
    value: Any = None


@dataclass(frozen=True)
class Column:
    """One column: ``cell`` makes it from a row; ``sort`` is what the database sorts by, or ``sort_for`` gives that for
    a reader (neither: not sortable).
    """

    key: str
    label: str
    cell: Callable[[Any], Cell]
    sort: Any = None
    numeric: bool = False
    kind: str = "text"  # of the exported value: text date instant money number
    sort_for: Callable[[Any], Any] | None = None

    @property
    def is_sortable(self) -> bool:
        """Whether the list can be sorted by it."""
        return self.sort is not None or self.sort_for is not None


@dataclass(frozen=True)
class Filter:
    """One filter. ``options`` gives (value, label) pairs; none makes it a search box. ``where`` narrows the select.

    ``default`` is what holds while the address says nothing; ``EVERYTHING`` in the address lets it go.
    """

    name: str
    label: str
    where: Callable[[str], Any]
    options: Callable[[], Sequence[tuple[str, str]]] | None = None
    default: str = ""
    kind: str = ""  # "date" makes it a day to pick


@dataclass(frozen=True, eq=False)
class Listing:
    """A list as its package describes it, once: its statement is kept by the list itself (``core.listing.asked``).

    ``rows`` gives the select for a viewer (already only what they may see); ``default_sort`` is a column's key, with a
    minus for descending; ``tie`` makes the order total. ``prepare`` loads what the cells of these rows need, in a fixed
    number of queries, and gives the rows that the cells take. ``rows``, the sorts and the filters' defaults take what
    they say from the reader and the day alone, never from the database (a setting, say).
    """

    title: str
    name: str  # plural, in words, for counts
    columns: Sequence[Column]
    rows: Callable[[Any], Select[Any]]
    default_sort: str
    tie: Any
    filters: Sequence[Filter] = ()
    prepare: Callable[[Sequence[Any], Any], Sequence[Any]] | None = None
    empty_text: str = "Nothing is here yet."
    first_step: tuple[str, str, Any] | None = None  # (endpoint, label, the permission it needs)
    sorts_ids: bool = False  # no index gives its order: ids are put in order before whole rows are read
