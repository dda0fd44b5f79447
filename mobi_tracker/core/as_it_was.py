"""Records as they were on a past day: what they say now is put back to what they said then.

What the office compares over time is kept as dated rows (``core.dated``). Everything else that a past day's page shows,
a milestone's name, a decision's words, the title of a department's head, is known from history, which keeps what each
field held before it was changed. Who may see a record, and how it is marked, is today's, whatever the day.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm.attributes import set_committed_value

from mobi_tracker.core.kinds import is_withheld

Pointer = tuple[str, int]
Past = dict[Pointer, dict[str, Any]]
Finder = Callable[[Collection[Pointer], datetime], Past]

# Who may see it is today's; a key without the record it names would make the two disagree.
_OF_TODAY = frozenset(
    {"marking", "marking_basis", "marking_floor", "has_readers", "has_floor_readers", "external_key", "user_id"}
)
_finders: list[Finder] = []


def know_past(finder: Finder) -> None:
    """Let ``finder`` say what fields held before they were changed. History does; nothing below it knows."""
    _finders[:] = [finder]


def fields_then(about: Iterable[Pointer], moment: datetime) -> Past:
    """By record, the fields that were changed after a moment, each with what it held then, as history keeps values.

    ``about`` are the records whose history is looked at; those that are parts of them are in it, too. One query. Ask
    only about records that the reader may see.
    """
    wanted = frozenset(about)
    return _finders[0](wanted, moment) if wanted and _finders else {}


def words_then(past: Past, pointer: Pointer, field: str, now: str) -> str:
    """What a field of words held then; what it holds ``now`` where it was not changed since."""
    return str(past.get(pointer, {}).get(field, now) or "")


def set_back(records: Iterable[Any], moment: datetime | None, also: Iterable[Pointer] = ()) -> Past:
    """Put these records back to what they said at a moment (None: now, which leaves them alone), in one query.

    They are for reading: nothing of it is ever written. What they point at stays, and so does who may see them. Gives
    what was found, of the records that ``also`` names too, which are known by their words alone.
    """
    if moment is None:
        return {}
    shown = [each for each in records if each is not None and not is_withheld(each)]
    past = fields_then({*also, *(_about(each) for each in shown)}, moment)
    for record in shown:
        kept = _OF_TODAY | frozenset(getattr(type(record), "__private__", ()))
        columns = inspect(type(record)).columns
        for field, value in past.get((type(record).__kind__, record.id), {}).items():
            if field in columns and field not in kept and not columns[field].foreign_keys:
                set_committed_value(record, field, _typed(columns[field], value))
    return past


def _about(record: Any) -> Pointer:
    """Whose history tells of the record: its own, or that of the record it is a part of."""
    kind, field = getattr(type(record), "__history_of__", (type(record).__kind__, "id"))
    return kind, getattr(record, field)


def _typed(column: Any, value: Any) -> Any:
    """A value as history keeps it, as its column holds it."""
    if value is None:
        return None if column.nullable else ""
    python_type = column.type.python_type
    if issubclass(python_type, datetime):
        return datetime.fromisoformat(value)
    if issubclass(python_type, date):
        return date.fromisoformat(value)
    if issubclass(python_type, (Decimal, enum.Enum)):
        return python_type(value)
    return value
