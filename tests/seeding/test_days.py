"""Days in whole weeks from the week of loading."""

from datetime import UTC, date, datetime

import pytest

from mobi_tracker.seeding.days import Calendar

CALENDAR = Calendar.around(date(2026, 12, 6))  # the Sunday of the week that begins on Monday, November 30


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("0 Mon", date(2026, 11, 30)),
        ("0 Sun", date(2026, 12, 6)),
        ("-3 Tue", date(2026, 11, 10)),
        ("+6 Fri", date(2027, 1, 15)),
    ],
)
def test_a_day_is_counted_from_the_monday_of_the_week(text, day):
    assert CALENDAR.day(text) == day


def test_a_time_is_that_of_los_angeles_summer_or_winter():
    assert CALENDAR.moment("-3 Tue 10:00") == datetime(2026, 11, 10, 18, 0, tzinfo=UTC)
    assert CALENDAR.moment("-5 Tue 10:00") == datetime(2026, 10, 27, 17, 0, tzinfo=UTC)


@pytest.mark.parametrize("text", ["Tue", "-3", "-3 Tuesday", "2026-11-10", "-3 Tue 10:00", "3 weeks", ""])
def test_anything_else_is_no_day(text):
    with pytest.raises(ValueError, match="write a day like"):
        CALENDAR.day(text)


@pytest.mark.parametrize("text", ["-3 Tue", "-3 Tue 25:00", "-3 Tue 9:75", "now"])
def test_a_moment_needs_a_time_of_day(text):
    with pytest.raises(ValueError, match="write a day and a time"):
        CALENDAR.moment(text)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("by {+6 Fri}.", "by Jan 15."),
        ("in {+6 Fri month}", "in January"),
        ("{FY} and {FY+1}", "2026-27 and 2027-28"),
        ("plain", "plain"),
    ],
)
def test_days_in_braces_are_written_out(text, written):
    assert CALENDAR.words(text) == written


def test_a_wrong_day_in_braces_is_said():
    with pytest.raises(ValueError, match="next week"):
        CALENDAR.words("by {next week}")
