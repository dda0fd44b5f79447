"""Business days: Monday to Friday without the holidays passed in."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobi_tracker.city.business_days import (
    MOST_BUSINESS_DAYS,
    add_business_days,
    business_day_on_or_after,
    is_business_day,
    next_business_day,
    working_days_between,
)

THANKSGIVING, DAY_AFTER = date(2026, 11, 26), date(2026, 11, 27)
HOLIDAYS = {THANKSGIVING, DAY_AFTER, date(2026, 12, 25), date(2027, 1, 1), date(2026, 7, 4)}


@pytest.mark.parametrize(
    ("day", "is_open"),
    [
        (date(2026, 11, 25), True),
        (THANKSGIVING, False),
        (DAY_AFTER, False),
        (date(2026, 11, 28), False),  # Saturday
        (date(2026, 11, 29), False),  # Sunday
        (date(2026, 11, 30), True),
    ],
)
def test_offices_are_open_on_weekdays_that_are_no_holidays(day: date, is_open: bool):
    assert is_business_day(day, HOLIDAYS) is is_open


@pytest.mark.parametrize(
    ("day", "on_or_after", "after"),
    [
        (date(2026, 11, 25), date(2026, 11, 25), date(2026, 11, 30)),
        (THANKSGIVING, date(2026, 11, 30), date(2026, 11, 30)),
        (date(2026, 11, 29), date(2026, 11, 30), date(2026, 11, 30)),
        (date(2026, 12, 31), date(2026, 12, 31), date(2027, 1, 4)),
    ],
)
def test_the_next_business_day_skips_weekends_and_holidays(day: date, on_or_after: date, after: date):
    assert business_day_on_or_after(day, HOLIDAYS) == on_or_after
    assert next_business_day(day, HOLIDAYS) == after


@pytest.mark.parametrize(
    ("day", "count", "lands_on"),
    [
        (date(2026, 11, 24), 0, date(2026, 11, 24)),
        (date(2026, 11, 28), 0, date(2026, 11, 28)),
        (date(2026, 11, 24), 1, date(2026, 11, 25)),
        (date(2026, 11, 24), 2, date(2026, 11, 30)),
        (date(2026, 11, 28), 1, date(2026, 11, 30)),
        (date(2026, 12, 31), 1, date(2027, 1, 4)),
        (date(2026, 11, 30), -1, date(2026, 11, 25)),
        (date(2024, 2, 28), 2, date(2024, 3, 1)),  # over a leap day
    ],
)
def test_business_days_are_added_without_the_first_day(day: date, count: int, lands_on: date):
    assert add_business_days(day, count, HOLIDAYS) == lands_on


@pytest.mark.parametrize("count", [MOST_BUSINESS_DAYS + 1, -MOST_BUSINESS_DAYS - 1, 99_999_999_999])
def test_an_absurd_number_of_business_days_is_refused(count: int):
    with pytest.raises(ValueError, match="too far"):
        add_business_days(date(2026, 3, 4), count, HOLIDAYS)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (date(2026, 11, 24), date(2026, 11, 24), 0),
        (date(2026, 11, 24), date(2026, 11, 25), 1),
        (date(2026, 11, 24), date(2026, 11, 30), 2),
        (date(2026, 11, 30), date(2026, 11, 24), -2),
        (date(2026, 11, 27), date(2026, 11, 29), 0),
        (date(2026, 7, 3), date(2026, 7, 6), 1),  # a holiday on a Saturday is not taken off twice
    ],
)
def test_working_days_are_counted_between_two_days(start: date, end: date, days: int):
    assert working_days_between(start, end, HOLIDAYS) == days


DAYS = st.dates(date(2000, 1, 1), date(2060, 1, 1))


@given(start=DAYS, span=st.integers(0, 400), holidays=st.sets(DAYS, max_size=20))
def test_counting_whole_weeks_agrees_with_counting_day_by_day(start: date, span: int, holidays: set[date]):
    end = start + timedelta(days=span)
    walked = sum(is_business_day(start + timedelta(days=n), holidays) for n in range(1, span + 1))

    assert working_days_between(start, end, holidays) == walked


@given(start=DAYS, count=st.integers(-60, 60))
def test_a_business_day_so_many_days_away_is_counted_as_that_many(start: date, count: int):
    assert working_days_between(start, add_business_days(start, count, HOLIDAYS), HOLIDAYS) == count
