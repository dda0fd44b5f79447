"""Lists: sort, filter, page and leave as a file, with the whole state in the address.

A package describes a list once (``Listing``); ``paper.lists.answer_list`` answers requests with it. All cells are made
before the template runs, so rendering asks the database nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import url_for
from sqlalchemy import Select, func, literal, select

from mobi_tracker.core.database import db
from mobi_tracker.core.fields import folded

PER_PAGE = 25
COUNT_AT_MOST = 1000
EXPORT_AT_MOST = 100_000
EVERYTHING = "all"  # a filter's value in the address: not even its default narrows the list


@dataclass(frozen=True)
class Cell:
    """What stands in one place of a list: text, and how it is to be shown. ``value`` is what leaves in a file."""

    text: str
    url: str | None = None
    kind: str = "text"  # text link rating date money number marking late
    title: str | None = None
    value: Any = None


@dataclass(frozen=True)
class Column:
    """One column: ``cell`` makes it from a row; ``sort`` is what the database sorts by (none: not sortable)."""

    key: str
    label: str
    cell: Callable[[Any], Cell]
    sort: Any = None
    numeric: bool = False
    kind: str = "text"  # of the exported value: text date instant money number


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


@dataclass(frozen=True)
class Listing:
    """A list as its package describes it.

    ``rows`` gives the select for a viewer (already only what they may see); ``default_sort`` is a column's key, with a
    minus for descending; ``tie`` makes the order total. ``prepare`` loads what the cells of these rows need, in a fixed
    number of queries, and gives the rows that the cells take.
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


def page_of(listing: Listing, arguments: Mapping[str, str], viewer: Any, path: str) -> ListPage:
    """The page of the list that the address asks for. Unknown sorts, filters and page numbers are passed over."""
    chosen = _chosen_filters(listing, arguments)
    sort = _sort(listing, arguments)
    statement = _narrowed(listing, viewer, chosen)
    total = _count(statement)
    pages = max(1, -(-total // PER_PAGE)) if total <= COUNT_AT_MOST else None
    number = min(_number(arguments), pages) if pages else _number(arguments)
    offset = (number - 1) * PER_PAGE
    ordered = _ordered(listing, statement, sort).offset(offset).limit(PER_PAGE + 1)
    records = db.session.execute(ordered).unique().all()
    rows = _prepared(listing, records[:PER_PAGE], viewer)
    hidden = {"sort": sort} if sort != listing.default_sort else {}

    def url(**changes: str | int | None) -> str:
        state: dict[str, Any] = {**_said(listing, chosen), **hidden, **changes}
        query = urlencode({key: value for key, value in state.items() if value not in (None, "")})
        return f"{path}?{query}" if query else path

    filters = [_shown_filter(each, chosen) for each in listing.filters]
    return ListPage(
        name=listing.name,
        columns=[_heading(column, sort, url) for column in listing.columns],
        rows=[[column.cell(row) for column in listing.columns] for row in rows],
        filters=filters,
        pager=Pager(
            number,
            pages,
            offset + 1 if rows else 0,
            offset + len(rows),
            f"{total:,}" if pages else f"more than {COUNT_AT_MOST:,}",
            url(page=number - 1 if number > 2 else None) if number > 1 else None,
            url(page=number + 1) if len(records) > PER_PAGE else None,
        ),
        csv_url=url(format="csv"),
        excel_url=url(format="xlsx"),
        active_filters=[
            ActiveFilter(f"{each.label}: {_chosen_label(each)}", url(**{each.name: None}))
            for each in filters
            if each.name in _said(listing, chosen)
        ],
        clear_url=path,
        empty=Empty(listing.empty_text, *_first_step(listing, viewer)),
        hidden=hidden,
    )


def all_rows(listing: Listing, arguments: Mapping[str, str], viewer: Any) -> list[list[Any]]:
    """Every row that the address asks for, as values for a file (at most ``EXPORT_AT_MOST``)."""
    statement = _narrowed(listing, viewer, _chosen_filters(listing, arguments))
    ordered = _ordered(listing, statement, _sort(listing, arguments)).limit(EXPORT_AT_MOST)
    rows = _prepared(listing, db.session.execute(ordered).unique().all(), viewer)
    cells = ([column.cell(row) for column in listing.columns] for row in rows)
    return [[cell.text if cell.value is None else cell.value for cell in each] for each in cells]


def contains(column: Any, words: str) -> Any:
    """The column holds these words somewhere, whatever the case; ``%`` and ``_`` mean themselves."""
    return column.icontains(words, autoescape=True)


def matches_folded(column: Any, words: str) -> Any:
    """A column of folded names holds these words, without regard to case and accents."""
    return column.contains(folded(words), autoescape=True)


def _count(statement: Select[Any]) -> int:
    bare = statement.order_by(None).with_only_columns(literal(1).label("one"), maintain_column_froms=True)
    capped = bare.limit(COUNT_AT_MOST + 1).subquery()
    return db.session.scalar(select(func.count()).select_from(capped)) or 0


def _chosen_label(each: ShownFilter) -> str:
    return dict(each.options).get(each.value, each.value)


def _first_step(listing: Listing, viewer: Any) -> tuple[str | None, str | None]:
    if listing.first_step is None or not viewer.can(listing.first_step[2]):
        return None, None
    return url_for(listing.first_step[0]), listing.first_step[1]


def _prepared(listing: Listing, records: Sequence[Any], viewer: Any) -> Sequence[Any]:
    rows = [record[0] if len(record) == 1 else record for record in records]
    return listing.prepare(rows, viewer) if listing.prepare else rows


def _chosen_filters(listing: Listing, arguments: Mapping[str, str]) -> dict[str, str]:
    typed = {each.name: arguments.get(each.name, "").replace("\x00", "").strip() for each in listing.filters}
    chosen = {each.name: typed[each.name] or each.default for each in listing.filters}
    return {
        each.name: chosen[each.name]
        for each in listing.filters
        if chosen[each.name] and (each.default or chosen[each.name] != EVERYTHING)
    }


def _said(listing: Listing, chosen: Mapping[str, str]) -> dict[str, str]:
    """The filters that the address must carry: what is not a default."""
    defaults = {each.name: each.default for each in listing.filters}
    return {name: value for name, value in chosen.items() if value != defaults[name]}


def _narrowed(listing: Listing, viewer: Any, chosen: Mapping[str, str]) -> Select[Any]:
    statement = listing.rows(viewer)
    for each in listing.filters:
        if chosen.get(each.name, EVERYTHING) != EVERYTHING:
            clause = each.where(chosen[each.name])
            if clause is not None:
                statement = statement.where(clause)
    return statement


def _sort(listing: Listing, arguments: Mapping[str, str]) -> str:
    asked = arguments.get("sort", "")
    sortable = {column.key for column in listing.columns if column.sort is not None}
    return asked if asked.removeprefix("-") in sortable else listing.default_sort


def _ordered(listing: Listing, statement: Select[Any], sort: str) -> Select[Any]:
    column = next(each for each in listing.columns if each.key == sort.removeprefix("-"))
    keys = column.sort if isinstance(column.sort, tuple) else (column.sort,)
    down = sort.startswith("-")
    ordering = [key.desc().nulls_last() if down else key.asc().nulls_last() for key in keys]
    return statement.order_by(None).order_by(*ordering, listing.tie.desc() if down else listing.tie)


def _number(arguments: Mapping[str, str]) -> int:
    typed = arguments.get("page", "1")
    return min(max(1, int(typed)), 100_000) if typed.isascii() and typed.isdigit() and len(typed) < 7 else 1


def _heading(column: Column, sort: str, url: Callable[..., str]) -> ShownColumn:
    if column.sort is None:
        return ShownColumn(column.key, column.label, False, column.numeric, None, None)
    is_current = sort.removeprefix("-") == column.key
    ascending = is_current and not sort.startswith("-")
    turned = f"-{column.key}" if ascending else column.key
    direction = ("ascending" if ascending else "descending") if is_current else None
    return ShownColumn(column.key, column.label, True, column.numeric, url(sort=turned), direction)


def _shown_filter(each: Filter, chosen: Mapping[str, str]) -> ShownFilter:
    nothing = EVERYTHING if each.default else ""
    options = [(nothing, "All"), *each.options()] if each.options else []
    kind = each.kind or ("select" if each.options else "search")
    return ShownFilter(each.name, each.label, kind, options, chosen.get(each.name, nothing))
