"""Where a date or a figure stands along an axis, and where the axis has its ticks."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from mobi_tracker.city.dates import MONTHS, format_month_day

_LAST_DAY = date.max.toordinal()
_YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)
ROOM_FOR_TICK = 52
"""Pixels between two labelled ticks, at least."""


@dataclass(frozen=True)
class Tick:
    """A place on an axis (pixels) and its label."""

    at: float
    label: str


@dataclass(frozen=True)
class TimeAxis:
    """Days laid from `left` to `right` (pixels). A day outside `first` to `last` stands at the edge."""

    first: date
    last: date
    left: float
    right: float

    def at(self, day: date) -> float:
        """Where a day stands, held within the axis."""
        span = max(1, (self.last - self.first).days)
        share = (day - self.first).days / span
        return self.left + min(1.0, max(0.0, share)) * (self.right - self.left)

    def holds(self, day: date) -> bool:
        """Whether a day lies within the axis."""
        return self.first <= day <= self.last

    def ticks(self) -> list[Tick]:
        """As dense as there is room for: weeks, months, quarters, half years, years, or rounder numbers of years."""
        per_day = (self.right - self.left) / max(1, (self.last - self.first).days)
        if per_day * 7 >= ROOM_FOR_TICK:
            return self._labelled(_weeks(self.first, self.last), _week_label)
        for months in (1, 3, 6):
            if per_day * 30.4 * months >= ROOM_FOR_TICK:
                return self._labelled(_months(self.first, self.last, months), _month_label)
        years = next((step for step in _YEAR_STEPS if per_day * 365.2 * step >= ROOM_FOR_TICK), _YEAR_STEPS[-1])
        return self._labelled(_years(self.first, self.last, years), _year_label)

    def _labelled(self, days: Iterator[date], label: Callable[[date, date | None], str]) -> list[Tick]:
        ticks, before = [], None
        for day in days:
            ticks.append(Tick(self.at(day), label(day, before)))
            before = day
        return ticks


def around(days: list[date], margin: float = 0.03) -> tuple[date, date]:
    """The first and last day of an axis that holds all the days, with room; one day gets two weeks."""
    first, last = min(days), max(days)
    extra = max(2, round((last - first).days * margin)) if first != last else 15
    return _day(first.toordinal() - extra), _day(last.toordinal() + extra)


def value_ticks(low: float, high: float, wanted: int = 4) -> list[float]:
    """Round values from below `low` to above `high`, about as many as wanted. Always at least two."""
    low, high = min(low, high), max(low, high)
    if high - low < 1e-9:
        low, high = low - 1, high + 1
    rough = (high - low) / wanted
    power = 10.0 ** math.floor(math.log10(rough)) if rough > 0 and math.isfinite(rough) else 1.0
    step = next((power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough * 0.999), power * 10)
    start, end = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [float(round(number * step, 10)) for number in range(start, max(end, start + 1) + 1)]


def _day(ordinal: int) -> date:
    return date.fromordinal(min(_LAST_DAY, max(1, ordinal)))


def _weeks(first: date, last: date) -> Iterator[date]:
    day = _day(first.toordinal() + (-first.weekday()) % 7)
    while first <= day <= last:
        yield day
        if day.toordinal() + 7 > _LAST_DAY:
            return
        day += timedelta(days=7)


def _months(first: date, last: date, step: int) -> Iterator[date]:
    number = first.year * 12 + first.month - 1
    number += (-number) % step
    while number // 12 <= date.max.year:
        day = date(number // 12, number % 12 + 1, 1)
        if day > last:
            return
        if day >= first:
            yield day
        number += step


def _years(first: date, last: date, step: int) -> Iterator[date]:
    for year in range(max(1, first.year - first.year % step), last.year + 1, step):
        if first <= date(year, 1, 1) <= last:
            yield date(year, 1, 1)


def _week_label(day: date, before: date | None) -> str:
    year = f", {day.year}" if before and before.year != day.year else ""
    return f"{format_month_day(day)}{year}"


def _month_label(day: date, before: date | None) -> str:
    year = f" {day.year}" if day.month == 1 else ""
    return f"{MONTHS[day.month - 1]}{year}"


def _year_label(day: date, before: date | None) -> str:
    return str(day.year)


def spread_out(places: list[float], apart: float, low: float, high: float) -> list[float]:
    """Heights for labels that want to stand at `places`, moved until they are `apart` from each other.

    The order is kept. They stay between `low` and `high` where there is room for all of them.
    """
    order = sorted(range(len(places)), key=lambda number: places[number])
    moved = list(places)
    floor = low
    for number in order:
        moved[number] = max(moved[number], floor)
        floor = moved[number] + apart
    ceiling = high
    for number in reversed(order):
        moved[number] = min(moved[number], ceiling)
        ceiling = moved[number] - apart
    return moved
