"""The reporting week runs Monday to Sunday."""

from datetime import date

import pytest

from mobi_tracker.city.week import ReportingWeek


@pytest.mark.parametrize(
    ("day", "monday"),
    [
        (date(2026, 11, 23), date(2026, 11, 23)),
        (date(2026, 11, 29), date(2026, 11, 23)),
        (date(2026, 11, 30), date(2026, 11, 30)),
        (date(2027, 1, 1), date(2026, 12, 28)),
        (date(2024, 2, 29), date(2024, 2, 26)),
        (date(2026, 3, 8), date(2026, 3, 2)),  # the Sundays on which the clocks change end their weeks
        (date(2026, 11, 1), date(2026, 10, 26)),
    ],
)
def test_every_day_is_in_the_week_of_its_monday(day: date, monday: date):
    week = ReportingWeek.of(day)

    assert week.start == monday
    assert (week.end - week.start).days == 6
    assert day in week
    assert day in week.days


@pytest.mark.parametrize(
    ("monday", "label"),
    [
        (date(2026, 11, 23), "Nov 23–29"),
        (date(2026, 11, 30), "Nov 30–Dec 6"),
        (date(2026, 12, 28), "Dec 28–Jan 3"),
        (date(2024, 2, 26), "Feb 26–Mar 3"),
    ],
)
def test_the_label_names_a_month_once(monday: date, label: str):
    assert ReportingWeek(monday).label == label


@pytest.mark.parametrize(
    ("monday", "label"),
    [
        (date(2026, 11, 23), "Nov 23–29"),
        (date(2025, 11, 24), "Nov 24–30, 2025"),
        (date(2026, 12, 28), "Dec 28, 2026–Jan 3, 2027"),
    ],
)
def test_the_label_shows_a_year_that_is_not_this_one(monday: date, label: str):
    assert ReportingWeek(monday).label_on(date(2026, 11, 30)) == label


def test_weeks_follow_each_other_across_the_new_year():
    week = ReportingWeek.of(date(2026, 12, 31))

    assert week.next.start == date(2027, 1, 4)
    assert week.previous.start == date(2026, 12, 21)
    assert week.next.previous == week
    assert week.previous < week < week.next


def test_a_week_is_written_as_its_monday_and_read_back():
    week = ReportingWeek(date(2026, 11, 23))

    assert str(week) == "2026-11-23"
    assert ReportingWeek.parse(str(week)) == week


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "like 2026-11-23"),
        ("this week", "like 2026-11-23"),
        ("2026-13-01", "like 2026-11-23"),
        ("2026-11-25", "2026-11-25 is a Wednesday"),
        ("9999-12-27", "in the years 1900 to 2199"),
        ("0001-01-01", "in the years 1900 to 2199"),
    ],
)
def test_what_is_no_week_is_refused_with_the_reason(text: str, reason: str):
    with pytest.raises(ValueError, match=reason):
        ReportingWeek.parse(text)
