"""Storing rows in bulk: collected by table, sent in chunks, parents before what points to them."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, Table, insert, text

from mobi_tracker.access.vocabulary import Marking
from mobi_tracker.core import clock
from mobi_tracker.core.database import db
from tests.bench.sizes import Size

CHUNK = 20_000
MORNING = time(17, 0, tzinfo=UTC)  # 9 or 10 o'clock in Los Angeles
WRITER = 1  # the user that everything is credited to

MARKED = {
    "marking": Marking.INTERNAL,
    "marking_basis": None,
    "has_readers": False,
    "marking_floor": Marking.PUBLIC,
    "has_floor_readers": False,
}


class Bulk:
    """Rows on their way into one database.

    ``random`` is seeded, so that a size and a week give the same rows every time. ``today`` is the day of the clock,
    ``monday`` the Monday of its week.
    """

    def __init__(self, connection: Connection, size: Size) -> None:
        self.connection = connection
        self.size = size
        self.random = random.Random(size.name)
        self.now = clock.now()
        self.today = clock.today()
        self.monday = self.today - timedelta(days=self.today.weekday())
        self._waiting: dict[Table, list[dict[str, Any]]] = defaultdict(list)
        self._last: dict[Table, int] = defaultdict(int)
        self._count = 0

    def add(self, model: Any, recorded: date | None = None, /, **values: Any) -> int:
        """Take a row of a model and give its id. ``recorded`` is its day (none: the first of all)."""
        table = model.__table__
        self._last[table] += 1
        row = {"id": self._last[table], **_defaults(table), **values}
        if "recorded_at" in row:
            row["recorded_at"] = self.instant(recorded or self.first_day)
            row["recorded_by_id"] = WRITER
        self._waiting[table].append(row)
        self._count += 1
        if self._count >= CHUNK:
            self.flush()
        return self._last[table]

    @property
    def first_day(self) -> date:
        """The Monday on which this portfolio begins."""
        return self.monday - timedelta(weeks=self.size.weeks + 4)

    def count(self, model: Any) -> int:
        """How many rows of a model there are so far: ids run from 1 to this."""
        return self._last[model.__table__]

    def instant(self, day: date) -> datetime:
        """An instant in the morning of a day; never one that is still to come."""
        return min(datetime.combine(day, MORNING), self.now)

    def one_in(self, number: int) -> bool:
        """True once in so many times."""
        return self.random.randrange(number) == 0

    def some_day(self, first: date, last: date) -> date:
        """A day from the first to the last."""
        return first + timedelta(days=self.random.randint(0, max(0, (last - first).days)))

    def flush(self) -> None:
        """Send what waits, parents first."""
        for table in db.metadata.sorted_tables:
            rows = self._waiting.pop(table, [])
            if rows:
                self.connection.execute(insert(table), rows)
        self._count = 0

    def finish(self) -> None:
        """Send the last rows; on PostgreSQL the next ids go on after ours, and the planner knows the tables."""
        self.flush()
        if self.connection.dialect.name != "postgresql":
            return
        for table, last in self._last.items():
            place = {"table": f'"{table.name}"', "last": last}
            self.connection.execute(text("SELECT setval(pg_get_serial_sequence(:table, 'id'), :last)"), place)


_default_values: dict[Table, dict[str, Any]] = {}


def _defaults(table: Table) -> dict[str, Any]:
    """What a column of the table has where a row says nothing: its plain default, else nothing."""
    if table not in _default_values:
        _default_values[table] = {
            column.name: column.default.arg if column.default is not None and column.default.is_scalar else None
            for column in table.columns
            if column.name != "id"
        }
    return _default_values[table]
