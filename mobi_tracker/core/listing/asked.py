"""What a list asks the database: which rows meet the filters, in what order, and how many they are.

Building the statements of a large list takes as long as running them. Those of a list as it is when its page is opened,
whatever its order, are therefore built once for a reader and a day; what somebody chose or typed is built each time.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Integer, Select, bindparam, func, literal, select

from mobi_tracker.core import clock
from mobi_tracker.core.listing.described import EVERYTHING, Listing

PER_PAGE = 25
COUNT_AT_MOST = 1000
STATEMENTS_KEPT = 256


class Asked(NamedTuple):
    """Two statements: how many rows there are (at most one more than ``COUNT_AT_MOST``), and the rows of a page with
    the first of the next one; ``before`` is bound to how many rows the earlier pages have.
    """

    how_many: Select[Any]
    rows: Select[Any]


def asked(listing: Listing, viewer: Any, chosen: Mapping[str, str], sort: str) -> Asked:
    """The statements of the list with these filters in this order."""
    if chosen == _defaults(listing):
        return _kept(listing, viewer, sort, clock.today())
    return _built(listing, viewer, chosen, sort)


def every_row(listing: Listing, viewer: Any, chosen: Mapping[str, str], sort: str) -> Select[Any]:
    """All rows of the list with these filters, in this order."""
    return _ordered(listing, viewer, _narrowed(listing, viewer, chosen), sort)


@lru_cache(maxsize=STATEMENTS_KEPT)
def _kept(listing: Listing, viewer: Any, sort: str, _day: date) -> Asked:
    return _built(listing, viewer, _defaults(listing), sort)


def _defaults(listing: Listing) -> dict[str, str]:
    return {each.name: each.default for each in listing.filters if each.default}


def _built(listing: Listing, viewer: Any, chosen: Mapping[str, str], sort: str) -> Asked:
    narrowed = _narrowed(listing, viewer, chosen)
    bare = narrowed.order_by(None).with_only_columns(literal(1).label("one"), maintain_column_froms=True)
    count = select(func.count()).select_from(bare.limit(COUNT_AT_MOST + 1).subquery())
    if not listing.sorts_ids:
        return Asked(count, _part(_ordered(listing, viewer, narrowed, sort)))
    ids = narrowed.with_only_columns(listing.tie, maintain_column_froms=True)
    wanted = listing.rows(viewer).where(listing.tie.in_(_part(_ordered(listing, viewer, ids, sort))))
    return Asked(count, _ordered(listing, viewer, wanted, sort))


def _part(ordered: Select[Any]) -> Select[Any]:
    before: Any = bindparam("before", type_=Integer())
    return ordered.offset(before).limit(PER_PAGE + 1)


def _narrowed(listing: Listing, viewer: Any, chosen: Mapping[str, str]) -> Select[Any]:
    statement = listing.rows(viewer)
    for each in listing.filters:
        if chosen.get(each.name, EVERYTHING) != EVERYTHING:
            clause = each.where(chosen[each.name])
            if clause is not None:
                statement = statement.where(clause)
    return statement


def _ordered(listing: Listing, viewer: Any, statement: Select[Any], sort: str) -> Select[Any]:
    column = next(each for each in listing.columns if each.key == sort.removeprefix("-"))
    by = column.sort_for(viewer) if column.sort_for else column.sort
    keys = by if isinstance(by, tuple) else (by,)
    down = sort.startswith("-")
    ordering = [key.desc().nulls_last() if down else key.asc().nulls_last() for key in keys]
    return statement.order_by(None).order_by(*ordering, listing.tie.desc() if down else listing.tie)
