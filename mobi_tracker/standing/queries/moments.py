"""Moments: the end of a Los Angeles day, and how one statement is asked for several of them at once.

The statements of standing are large, and building one takes longer than running it on a small portfolio. So each is
built once for everybody of the same roles and departments; days and the reader's id are bound when it runs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Date, Integer, ScalarSelect, bindparam, literal_column, union_all

from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import Role
from mobi_tracker.city.clock_zone import day_end
from mobi_tracker.core.database import Instant, db

STATEMENTS_KEPT = 128


@dataclass(frozen=True)
class Moment:
    """The last instant of a day: what was recorded after it does not exist yet."""

    day: date
    end: datetime

    @classmethod
    def of(cls, day: date) -> Moment:
        """The end of a Los Angeles day. ``day_end`` is the first instant of the next, so the last is just before."""
        return cls(day, day_end(day) - timedelta(microseconds=1))


@dataclass(frozen=True)
class At:
    """The place of a moment in a statement: its day and end are bound when the statement runs."""

    number: int
    day: Any
    end: Any

    @classmethod
    def place(cls, number: int) -> At:
        """The place of the moment of that number."""
        return cls(number, bindparam(f"day_{number}", type_=Date()), bindparam(f"end_{number}", type_=Instant()))


Make = Callable[..., Any]


def rows_at(make: Make, moments: Sequence[Moment], viewer: Viewer, *options: Any) -> list[list[Any]]:
    """The rows of ``make(at, viewer, *options)`` for each moment, in one query. Options must be hashable."""
    found: list[list[Any]] = [[] for _ in moments]
    for row in run(_each, moments, viewer, make, len(moments), *options):
        found[row.moment].append(row)
    return found


def run(build: Callable[..., Any], moments: Sequence[Moment], viewer: Viewer, *options: Any) -> Sequence[Any]:
    """The rows of the statement that ``build(viewer, *options)`` gives, for these moments. It is built once."""
    values: dict[str, Any] = {"reader_id": viewer.user_id}
    for number, moment in enumerate(moments):
        values |= {f"day_{number}": moment.day, f"end_{number}": moment.end}
    return db.session.execute(_kept(build, viewer.roles, viewer.department_ids, *options), values).all()


@lru_cache(maxsize=STATEMENTS_KEPT)
def _kept(build: Callable[..., Any], roles: frozenset[Role], department_ids: frozenset[int], *options: Any) -> Any:
    reader_id: Any = bindparam("reader_id", type_=Integer())
    return build(Viewer(reader_id, "", roles, department_ids), *options)


def _each(viewer: Viewer, make: Make, count: int, *options: Any) -> Any:
    selects = [
        make(At.place(number), viewer, *options).add_columns(literal_column(str(number)).label("moment"))
        for number in range(count)
    ]
    return union_all(*selects) if count > 1 else selects[0]


def latest(rows: Any, fact: Any, at: At, *outer: Any) -> ScalarSelect[Any]:
    """The first row of ``rows`` by both times: of what was recorded by then, the latest ``on``, then the latest
    ``recorded_at``. ``outer`` are the tables of the enclosing select that ``rows`` refers to.
    """
    return (
        rows.where(fact.recorded_at <= at.end, fact.on <= at.day)
        .order_by(fact.on.desc(), fact.recorded_at.desc(), fact.id.desc())
        .limit(1)
        .correlate(*outer)
        .scalar_subquery()
    )


def earliest(moments: Sequence[Moment]) -> int:
    """The number of the moment that comes first."""
    return min(range(len(moments)), key=lambda number: moments[number].day)
