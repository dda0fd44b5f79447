"""Dates and times as people here write and read them."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobi_tracker.city.dates import (
    due_in_words,
    format_day,
    format_days,
    format_full_day,
    format_short_day,
    format_time,
    format_times,
    parse_day,
    parse_time,
    slip_in_words,
)

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("day", "long", "short"),
    [
        (date(2026, 3, 14), "Sat, Mar 14", "Mar 14"),
        (date(2026, 11, 30), "Mon, Nov 30", "Nov 30"),
        (date(2026, 12, 31), "Thu, Dec 31", "Dec 31"),
        (date(2027, 1, 1), "Fri, Jan 1, 2027", "Jan 1, 2027"),
        (date(2025, 3, 14), "Fri, Mar 14, 2025", "Mar 14, 2025"),
        (date(2024, 2, 29), "Thu, Feb 29, 2024", "Feb 29, 2024"),
    ],
)
def test_a_day_shows_its_year_only_when_it_is_not_this_one(day: date, long: str, short: str):
    assert format_day(day, TODAY) == long
    assert format_short_day(day, TODAY) == short


def test_a_full_day_always_shows_its_year():
    assert format_full_day(TODAY) == "Mon, Nov 30, 2026"


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2026, 11, 18), "12 days late"),
        (date(2026, 11, 29), "1 day late"),
        (date(2026, 11, 30), "due today"),
        (date(2026, 12, 1), "due tomorrow"),
        (date(2026, 12, 5), "due in 5 days"),
        (date(2027, 1, 1), "due in 32 days"),
    ],
)
def test_a_due_day_is_told_in_words(due: date, words: str):
    assert due_in_words(due, TODAY) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [(41, "+41 days"), (1, "+1 day"), (0, "on time"), (-1, "1 day early"), (-3, "3 days early")],
)
def test_a_slip_is_told_in_words(days: int, words: str):
    assert slip_in_words(days) == words


@pytest.mark.parametrize(("count", "words"), [(0, "0 days"), (1, "1 day"), (2, "2 days"), (1200, "1,200 days")])
def test_days_are_counted_in_the_plural(count: int, words: str):
    assert format_days(count) == words


@pytest.mark.parametrize(
    ("clock", "shown"),
    [
        (time(10), "10:00 am"),
        (time(14, 36), "2:36 pm"),
        (time(17, 45), "5:45 pm"),
        (time(12, 5), "12:05 pm"),
        (time(6, 59), "6:59 am"),
        (time(0), "12:00 am"),
        (time(23, 59), "11:59 pm"),
    ],
)
def test_a_time_says_which_half_of_the_day_it_is_of(clock: time, shown: str):
    assert format_time(clock) == shown


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2:36 pm", time(14, 36)),
        ("2:36 P.M.", time(14, 36)),
        ("2:36", time(14, 36)),
        ("5:45", time(17, 45)),
        ("02:36", time(2, 36)),
        ("2:36 am", time(2, 36)),
        ("7:00", time(7)),
        ("11:30", time(11, 30)),
        ("14:36", time(14, 36)),
        ("14:36:00", time(14, 36)),
        ("2 pm", time(14)),
        ("12 am", time(0)),
        ("12:15 pm", time(12, 15)),
        ("0:15", time(0, 15)),
    ],
)
def test_a_typed_time_is_read(typed: str, meant: time):
    assert parse_time(typed) == meant


@pytest.mark.parametrize("typed", ["", "2", "25:00", "9:75", "14 pm", "0 am", "13:00 pm", "noon", "2:3"])
def test_what_is_no_time_is_refused_with_an_example(typed: str):
    with pytest.raises(ValueError, match="such as 2:30 pm"):
        parse_time(typed)


@given(st.times())
def test_a_time_that_is_shown_is_read_back(one: time):
    assert parse_time(format_time(one)) == one.replace(second=0, microsecond=0)


@given(st.times(), st.times())
def test_two_times_that_differ_are_never_shown_alike(one: time, other: time):
    same = (one.hour, one.minute) == (other.hour, other.minute)

    assert (format_time(one) == format_time(other)) is same


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        (time(10), time(10, 30), "10:00–10:30 am"),
        (time(11, 30), time(13), "11:30 am–1:00 pm"),
        (time(18, 30), time(19, 30), "6:30–7:30 pm"),
        (time(10), None, "10:00 am"),
        (time(10), time(10), "10:00 am"),
        (time(22), time(1), "10:00 pm–1:00 am"),
        (time(10, 30), time(10), "10:30 am–10:00 am"),
    ],
)
def test_a_range_of_times_is_shown_with_a_dash(start: time, end: time | None, shown: str):
    assert format_times(start, end) == shown


@pytest.mark.parametrize(
    "text",
    [
        "3/14/2025",
        "03/14/2025",
        "3/14/25",
        "3-14-2025",
        "2025-03-14",
        "2025-3-14",
        "Mar 14 2025",
        "Mar 14, 2025",
        "mar. 14, 2025",
        "March 14th, 2025",
        "MARCH 14 2025",
        "14 March 2025",
        "14 Mar, 2025",
        "Fri, Mar 14, 2025",
        "Friday 3/14/2025",
        "fri. 14 march 2025",
        "  Mar   14   2025 ",
    ],
)
def test_a_typed_date_is_read_in_us_order_iso_or_words(text: str):
    assert parse_day(text) == date(2025, 3, 14)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2/29/2024", date(2024, 2, 29)),
        ("12/31/2026", date(2026, 12, 31)),
        ("Sept 1 2026", date(2026, 9, 1)),
        ("May 1 2026", date(2026, 5, 1)),
        ("1/2/2026", date(2026, 1, 2)),
    ],
)
def test_the_month_comes_first_and_the_day_is_real(text: str, day: date):
    assert parse_day(text) == day


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", r"^Write a date like 3/14/2026, Mar 14 2026 or 2026-03-14\.$"),
        ("soon", "“soon” is not one"),
        ("3/14", "is not one"),
        ("2026", "is not one"),
        ("3/14/2026 10:00", "is not one"),
        ("٣/١٤/٢٠٢٦", "is not one"),
        ("14/3/2026", "month first"),
        ("2026-00-10", "month first"),
        ("Foo 14 2026", "month first"),
        ("2/29/2026", "Feb 2026 has 28 days"),
        ("Nov 31 2026", "Nov 2026 has 30 days"),
        ("12/32/2026", "Dec 2026 has 31 days"),
        ("1/0/2026", "Jan 2026 has 31 days"),
        ("3/14/0202", "Check the year"),
        ("3/14/2926", "Check the year"),
        ("Mon, Mar 14, 2025", "Mar 14, 2025 is a Friday"),
    ],
)
def test_a_wrong_date_is_refused_with_the_reason(text: str, reason: str):
    with pytest.raises(ValueError, match=reason):
        parse_day(text)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_day_shown_in_full_is_read_back(day: date):
    assert parse_day(format_full_day(day)) == parse_day(day.isoformat()) == day
    assert parse_day(f"{day.month}/{day.day}/{day.year}") == day


@given(st.text())
def test_any_text_at_all_is_a_date_or_a_clear_error(text: str):
    try:
        assert 1900 <= parse_day(text).year <= 2199
    except ValueError as problem:
        assert str(problem)[0] in "WC“JFMASOND"
