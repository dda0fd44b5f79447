"""A page of a list as the address asks for it, and all its rows for a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from flask import url_for

from mobi_tracker.core.database import db
from mobi_tracker.core.listing.asked import COUNT_AT_MOST, PER_PAGE, asked, every_row
from mobi_tracker.core.listing.described import EVERYTHING, Column, Filter, Listing
from mobi_tracker.core.listing.shown import ActiveFilter, Empty, ListPage, Pager, ShownColumn, ShownFilter

EXPORT_AT_MOST = 100_000


def page_of(listing: Listing, arguments: Mapping[str, str], viewer: Any, path: str) -> ListPage:
    """The page of the list that the address asks for. Unknown sorts, filters and page numbers are passed over."""
    chosen = _chosen_filters(listing, arguments)
    sort = _sort(listing, arguments)
    statements = asked(listing, viewer, chosen, sort)
    total = db.session.scalar(statements.how_many) or 0
    pages = max(1, -(-total // PER_PAGE)) if total <= COUNT_AT_MOST else None
    number = min(_number(arguments), pages) if pages else _number(arguments)
    offset = (number - 1) * PER_PAGE
    records = db.session.execute(statements.rows, {"before": offset}).unique().all()
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
    statement = every_row(listing, viewer, _chosen_filters(listing, arguments), _sort(listing, arguments))
    rows = _prepared(listing, db.session.execute(statement.limit(EXPORT_AT_MOST)).unique().all(), viewer)
    cells = ([column.cell(row) for column in listing.columns] for row in rows)
    return [[cell.text if cell.value is None else cell.value for cell in each] for each in cells]


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


def _sort(listing: Listing, arguments: Mapping[str, str]) -> str:
    wanted = arguments.get("sort", "")
    sortable = {column.key for column in listing.columns if column.is_sortable}
    return wanted if wanted.removeprefix("-") in sortable else listing.default_sort


def _number(arguments: Mapping[str, str]) -> int:
    typed = arguments.get("page", "1")
    return min(max(1, int(typed)), 100_000) if typed.isascii() and typed.isdigit() and len(typed) < 7 else 1


def _heading(column: Column, sort: str, url: Callable[..., str]) -> ShownColumn:
    if not column.is_sortable:
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
