"""Moments: the end of a Los Angeles day, and how one select is asked for several of them at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, ScalarSelect, Select, literal_column, union_all

from mobi_tracker.city.clock_zone import day_end
from mobi_tracker.core.database import db


@dataclass(frozen=True)
class Moment:
    """The last instant of a day: what was recorded after it does not exist yet."""

    day: date
    end: datetime

    @classmethod
    def of(cls, day: date) -> Moment:
        """The end of a Los Angeles day. ``day_end`` is the first instant of the next, so the last is just before."""
        return cls(day, day_end(day) - timedelta(microseconds=1))


def rows_at(moments: Sequence[Moment], make: Callable[[Moment], Select[Any]]) -> list[list[Row[Any]]]:
    """The rows of ``make(moment)`` for each moment, in one query."""
    selects = [
        make(moment).add_columns(literal_column(str(number)).label("moment")) for number, moment in enumerate(moments)
    ]
    found: list[list[Row[Any]]] = [[] for _ in moments]
    for row in db.session.execute(union_all(*selects) if len(selects) > 1 else selects[0]):
        found[row.moment].append(row)
    return found


def latest(rows: Select[Any], fact: Any, moment: Moment, *outer: Any) -> ScalarSelect[Any]:
    """The first row of ``rows`` by both times: of what was recorded by ``moment``, the latest ``on``, then the latest
    ``recorded_at``. ``outer`` are the tables of the enclosing select that ``rows`` refers to.
    """
    return (
        rows.where(fact.recorded_at <= moment.end, fact.on <= moment.day)
        .order_by(fact.on.desc(), fact.recorded_at.desc(), fact.id.desc())
        .limit(1)
        .correlate(*outer)
        .scalar_subquery()
    )
