"""Los Angeles days and clocks, the Sundays on which the clocks change included."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobi_tracker.city.clock_zone import day_end, day_of, day_start, instant_of, to_local

SPRING, AUTUMN = date(2026, 3, 8), date(2026, 11, 1)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (utc(2026, 11, 30, 7, 59, 59), date(2026, 11, 29)),
        (utc(2026, 11, 30, 8), date(2026, 11, 30)),
        (utc(2027, 1, 1, 7, 59), date(2026, 12, 31)),
        (utc(2026, 7, 1, 6, 59), date(2026, 6, 30)),
        (utc(2026, 7, 1, 7), date(2026, 7, 1)),
        (utc(2024, 2, 29, 8), date(2024, 2, 29)),
        (utc(2024, 3, 1, 7, 59), date(2024, 2, 29)),
        (datetime(2026, 12, 1, 9, tzinfo=timezone(timedelta(hours=9))), date(2026, 11, 30)),
    ],
)
def test_an_instant_falls_on_a_los_angeles_day(instant: datetime, day: date):
    assert day_of(instant) == day


@pytest.mark.parametrize(
    ("day", "start", "hours"),
    [
        (date(2026, 3, 7), utc(2026, 3, 7, 8), 24),
        (SPRING, utc(2026, 3, 8, 8), 23),
        (date(2026, 3, 9), utc(2026, 3, 9, 7), 24),
        (AUTUMN, utc(2026, 11, 1, 7), 25),
        (date(2026, 11, 2), utc(2026, 11, 2, 8), 24),
        (date(2026, 12, 31), utc(2026, 12, 31, 8), 24),
    ],
)
def test_a_day_starts_at_midnight_and_lasts_as_long_as_the_clocks_say(day: date, start: datetime, hours: int):
    assert day_start(day) == start
    assert day_end(day) - day_start(day) == timedelta(hours=hours)
    assert day_start(day).tzinfo is UTC


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)))
def test_days_meet_without_gap_or_overlap(day: date):
    tick = timedelta(microseconds=1)

    assert day_of(day_start(day)) == day == day_of(day_end(day) - tick)
    assert day_of(day_end(day)) == day + timedelta(days=1)


@pytest.mark.parametrize(
    ("instant", "shown"),
    [
        (utc(2026, 3, 8, 9, 59), "2026-03-08T01:59:00-08:00"),
        (utc(2026, 3, 8, 10), "2026-03-08T03:00:00-07:00"),
        (utc(2026, 11, 1, 8, 30), "2026-11-01T01:30:00-07:00"),
        (utc(2026, 11, 1, 9, 30), "2026-11-01T01:30:00-08:00"),
    ],
)
def test_an_instant_is_shown_as_clocks_show_it(instant: datetime, shown: str):
    assert to_local(instant).isoformat() == shown


@pytest.mark.parametrize("ask", [to_local, day_of])
def test_a_time_without_a_zone_is_refused(ask):
    with pytest.raises(ValueError, match="time zone"):
        ask(datetime(2026, 11, 30, 12))


@pytest.mark.parametrize(
    ("day", "clock", "instant"),
    [
        (date(2026, 11, 30), time(10), utc(2026, 11, 30, 18)),
        (date(2026, 7, 1), time(10), utc(2026, 7, 1, 17)),
        (SPRING, time(3), utc(2026, 3, 8, 10)),
        (AUTUMN, time(1, 30), utc(2026, 11, 1, 8, 30)),  # the first of the two
        (date(2026, 12, 31), time(23, 59), utc(2027, 1, 1, 7, 59)),
    ],
)
def test_a_day_and_a_clock_time_make_an_instant(day: date, clock: time, instant: datetime):
    assert instant_of(day, clock) == instant


def test_a_clock_time_that_the_spring_change_skips_is_refused():
    with pytest.raises(ValueError, match="Clocks skip 02:30 on 2026-03-08"):
        instant_of(SPRING, time(2, 30))
