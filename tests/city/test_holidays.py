"""City holidays by rule, and the days they are kept on."""

from datetime import date

import pytest

from mobi_tracker.city.holidays import city_holidays, last_weekday, nth_weekday, observed


def test_the_holidays_of_2026_are_these():
    assert [(holiday.on.strftime("%m-%d"), holiday.name) for holiday in city_holidays(2026)] == [
        ("01-01", "New Year's Day"),
        ("01-19", "Martin Luther King Jr. Day"),
        ("02-16", "Presidents' Day"),
        ("03-30", "Cesar Chavez Day"),
        ("05-25", "Memorial Day"),
        ("06-19", "Juneteenth"),
        ("07-03", "Independence Day (observed)"),
        ("09-07", "Labor Day"),
        ("10-12", "Indigenous Peoples Day"),
        ("11-11", "Veterans Day"),
        ("11-26", "Thanksgiving Day"),
        ("11-27", "Day after Thanksgiving"),
        ("12-25", "Christmas Day"),
    ]


@pytest.mark.parametrize(
    ("day", "kept_on"),
    [
        (date(2026, 7, 4), date(2026, 7, 3)),  # Saturday
        (date(2027, 7, 4), date(2027, 7, 5)),  # Sunday
        (date(2025, 7, 4), date(2025, 7, 4)),  # Friday
        (date(2022, 1, 1), date(2021, 12, 31)),  # into the year before
        (date(2023, 1, 1), date(2023, 1, 2)),
    ],
)
def test_a_holiday_at_a_weekend_moves_to_the_nearest_weekday(day: date, kept_on: date):
    assert observed(day) == kept_on


def test_a_new_years_day_on_saturday_is_kept_in_the_year_before():
    assert city_holidays(2021)[-1] == (date(2021, 12, 31), "New Year's Day (observed)")
    assert date(2022, 1, 1) not in {holiday.on for holiday in city_holidays(2022)}


@pytest.mark.parametrize(("year", "day"), [(2019, 25), (2021, 29), (2023, 27), (2024, 25), (2025, 31), (2026, 30)])
def test_the_last_monday_of_march_is_kept(year: int, day: int):
    assert date(year, 3, day) in {holiday.on for holiday in city_holidays(year)}


@pytest.mark.parametrize("year", range(1990, 2060))
def test_every_year_keeps_each_holiday_once_and_on_a_weekday(year: int):
    days = [holiday.on for holiday in city_holidays(year)]

    assert days == sorted(set(days))
    assert all(day.year == year and day.weekday() < 5 for day in days)
    assert 12 <= len(days) <= 14  # New Year's Day may leave the year, and the next one's come in


@pytest.mark.parametrize(
    ("month", "weekday", "nth", "day"), [(9, 0, 1, 7), (11, 3, 4, 26), (1, 0, 3, 19), (3, 6, 5, 29)]
)
def test_the_nth_weekday_of_a_month_is_found(month: int, weekday: int, nth: int, day: int):
    assert nth_weekday(2026, month, weekday, nth) == date(2026, month, day)


def test_a_fifth_weekday_that_a_month_lacks_is_refused():
    with pytest.raises(ValueError, match="day"):
        nth_weekday(2026, 2, 0, 5)


@pytest.mark.parametrize(("year", "month", "day"), [(2026, 5, 25), (2027, 5, 31), (2024, 2, 26), (2026, 2, 23)])
def test_the_last_monday_of_a_month_is_its_fourth_or_fifth(year: int, month: int, day: int):
    assert last_weekday(year, month, 0) == date(year, month, day)
