"""City holidays by rule, to fill the editable table of holidays. The table is what the product obeys.

The days are those the City keeps now, applied to every year asked for: a year before the City adopted a
day shows it all the same, and the table is where that is mended. The last Monday of March has carried the
name below through 2025; its name from 2026 on is not settled, which is one more reason for the table.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

MONDAY, THURSDAY, SATURDAY, SUNDAY = 0, 3, 5, 6
_DAY = timedelta(days=1)


class Holiday(NamedTuple):
    """A day City offices are closed, and the name it is shown by."""

    on: date
    name: str


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth such weekday of a month (Monday is 0). Raises ValueError where the month has fewer."""
    first = date(year, month, 1)
    return first.replace(day=1 + (weekday - first.weekday()) % 7 + 7 * (nth - 1))


def last_weekday(year: int, month: int, weekday: int) -> date:
    """The last such weekday of a month (Monday is 0)."""
    try:
        return nth_weekday(year, month, weekday, 5)
    except ValueError:
        return nth_weekday(year, month, weekday, 4)


def observed(day: date) -> date:
    """The day a holiday of fixed date is kept on: Sunday moves to Monday, Saturday to Friday."""
    return day + {SATURDAY: -_DAY, SUNDAY: _DAY}.get(day.weekday(), timedelta())


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _nth(month: int, weekday: int, nth: int) -> Callable[[int], date]:
    return lambda year: nth_weekday(year, month, weekday, nth)


def _last(month: int, weekday: int) -> Callable[[int], date]:
    return lambda year: last_weekday(year, month, weekday)


_RULES: tuple[tuple[str, Callable[[int], date]], ...] = (
    ("New Year's Day", _fixed(1, 1)),
    ("Martin Luther King Jr. Day", _nth(1, MONDAY, 3)),
    ("Presidents' Day", _nth(2, MONDAY, 3)),
    ("Cesar Chavez Day", _last(3, MONDAY)),
    ("Memorial Day", _last(5, MONDAY)),
    ("Juneteenth", _fixed(6, 19)),
    ("Independence Day", _fixed(7, 4)),
    ("Labor Day", _nth(9, MONDAY, 1)),
    ("Indigenous Peoples Day", _nth(10, MONDAY, 2)),  # in place of Columbus Day since 2017
    ("Veterans Day", _fixed(11, 11)),
    ("Thanksgiving Day", _nth(11, THURSDAY, 4)),
    ("Day after Thanksgiving", lambda year: nth_weekday(year, 11, THURSDAY, 4) + _DAY),
    ("Christmas Day", _fixed(12, 25)),
)


def city_holidays(year: int) -> list[Holiday]:
    """The holidays kept on days of a calendar year, in order; a moved one says "(observed)".

    New Year's Day of the next year is among them where it falls on a Saturday and is kept on December 31.
    """
    kept = []
    for falls_in in (year, year + 1):
        for name, rule in _RULES:
            day = rule(falls_in)
            on = observed(day)
            if on.year == year:
                kept.append(Holiday(on, name if on == day else f"{name} (observed)"))
    return sorted(kept)
