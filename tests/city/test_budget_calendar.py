"""The yearly budget calendar by rule."""

from datetime import date

import pytest

from mobi_tracker.city.budget_calendar import budget_calendar
from mobi_tracker.city.fiscal_year import FiscalYear
from mobi_tracker.city.holidays import city_holidays


def holidays_of(year: int) -> set[date]:
    return {holiday.on for holiday in city_holidays(year)}


@pytest.mark.parametrize(
    ("starts_in", "days"),
    [
        (2024, ["2024-01-01", "2024-04-22", "2024-06-01", "2024-06-07", "2024-06-14", "2024-07-01"]),
        (2025, ["2025-01-01", "2025-04-21", "2025-06-01", "2025-06-06", "2025-06-13", "2025-07-01"]),
        (2026, ["2026-01-01", "2026-04-20", "2026-06-01", "2026-06-08", "2026-06-15", "2026-07-01"]),
        (2028, ["2028-01-01", "2028-04-20", "2028-06-01", "2028-06-08", "2028-06-15", "2028-07-01"]),
    ],
)
def test_the_dates_of_a_year_follow_the_charter(starts_in: int, days: list[str]):
    calendar = budget_calendar(FiscalYear(starts_in), holidays_of(starts_in))

    assert [step.on.isoformat() for step in calendar] == days


def test_a_holiday_moves_the_proposal_and_the_days_to_veto_and_override():
    holidays = {date(2026, 4, 20), date(2026, 6, 3), date(2026, 6, 10)}

    days = [step.on for step in budget_calendar(FiscalYear(2026), holidays)]

    assert days[1] == date(2026, 4, 21)
    assert days[3:5] == [date(2026, 6, 9), date(2026, 6, 17)]


def test_the_steps_are_named_in_the_order_they_happen():
    calendar = budget_calendar(FiscalYear(2026), set())

    assert calendar == sorted(calendar)
    assert calendar[1].name == "Mayor's proposed budget due"
    assert calendar[-1] == (FiscalYear(2026).first_day, "Budget in force")
