"""Business days: Monday to Friday without the City holidays, which the caller passes in."""

from collections.abc import Collection
from datetime import date, timedelta

_DAY = timedelta(days=1)
MOST_BUSINESS_DAYS = 10_000  # about forty years: a larger count is a slip of the finger, and slow to walk


def is_business_day(day: date, holidays: Collection[date]) -> bool:
    """Whether City offices are open that day. Pass a set of dates where many days are asked about."""
    return day.weekday() < 5 and day not in holidays


def business_day_on_or_after(day: date, holidays: Collection[date]) -> date:
    """The day itself if it is a business day, else the next one."""
    while not is_business_day(day, holidays):
        day += _DAY
    return day


def next_business_day(day: date, holidays: Collection[date]) -> date:
    """The first business day strictly after a day."""
    return business_day_on_or_after(day + _DAY, holidays)


def add_business_days(day: date, count: int, holidays: Collection[date]) -> date:
    """The day `count` business days later, the first day not counted; earlier where count is negative.

    A count of 0 is the day itself, business day or not. Raises ValueError for more than
    MOST_BUSINESS_DAYS either way, OverflowError past the years a date can hold.
    """
    if abs(count) > MOST_BUSINESS_DAYS:
        raise ValueError(f"More than {MOST_BUSINESS_DAYS:,} business days is too far to count.")
    step = _DAY if count > 0 else -_DAY
    left = abs(count)
    while left:
        day += step
        left -= is_business_day(day, holidays)
    return day


def working_days_between(start: date, end: date, holidays: Collection[date]) -> int:
    """Business days after `start` through `end`; negative, from `end` up to `start`, where end is earlier.

    So a business day `n` business days later is always `n` working days away.
    """
    if end < start:
        return -_business_days(end, start - _DAY, holidays)
    return _business_days(start + _DAY, end, holidays) if end > start else 0


def _business_days(first: date, last: date, holidays: Collection[date]) -> int:
    """Business days from first to last, both counted, without walking whole weeks."""
    weeks, rest = divmod((last - first).days + 1, 7)
    weekdays = weeks * 5 + sum((first.weekday() + day) % 7 < 5 for day in range(rest))
    return weekdays - sum(first <= day <= last and day.weekday() < 5 for day in set(holidays))
