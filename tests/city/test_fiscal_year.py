"""The fiscal year: July 1 to June 30, written 2026-27."""

from datetime import date
from fractions import Fraction

import pytest

from mobi_tracker.city.fiscal_year import FiscalYear, fiscal_year_of


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 7, 1), "2026-27"),
        (date(2026, 6, 30), "2025-26"),
        (date(2026, 12, 31), "2026-27"),
        (date(2027, 1, 1), "2026-27"),
        (date(2024, 2, 29), "2023-24"),
        (date(1999, 7, 1), "1999-00"),
    ],
)
def test_a_day_belongs_to_the_fiscal_year_that_holds_it(day: date, written: str):
    year = fiscal_year_of(day)

    assert str(year) == written
    assert day in year
    assert day not in year.next
    assert day not in year.previous


@pytest.mark.parametrize(
    ("text", "starts_in"),
    [
        ("2026-27", 2026),
        ("FY 2026-27", 2026),
        ("fy2026-27", 2026),
        ("2026-2027", 2026),
        (" 2026 – 27 ", 2026),
        ("2026/27", 2026),
        ("1999-00", 1999),
        ("1999-2000", 1999),
    ],
)
def test_a_fiscal_year_is_read_as_people_write_it(text: str, starts_in: int):
    assert FiscalYear.parse(text) == FiscalYear(starts_in)


@pytest.mark.parametrize("text", ["", "2026", "26-27", "FY27", "2026-2", "2026-27-28", "next year", "٢٠٢٦-٢٧"])
def test_what_is_no_fiscal_year_is_refused_with_an_example(text: str):
    with pytest.raises(ValueError, match="like 2026-27"):
        FiscalYear.parse(text)


@pytest.mark.parametrize("text", ["2026-28", "2026-26", "2026-2028", "2027-26", "1999-99"])
def test_two_years_not_in_a_row_are_refused(text: str):
    with pytest.raises(ValueError, match="spans two years"):
        FiscalYear.parse(text)


@pytest.mark.parametrize("starts_in", [0, 9999])
def test_a_fiscal_year_that_no_date_can_hold_is_refused(starts_in: int):
    with pytest.raises(ValueError, match="no fiscal year"):
        FiscalYear(starts_in)


def test_it_runs_from_july_first_to_june_thirtieth():
    year = FiscalYear(2026)

    assert (year.first_day, year.last_day) == (date(2026, 7, 1), date(2027, 6, 30))
    assert year.label == "FY 2026-27"


@pytest.mark.parametrize(("starts_in", "length"), [(2026, 365), (2027, 366), (2023, 366), (2024, 365)])
def test_its_length_counts_the_leap_day_it_holds(starts_in: int, length: int):
    assert FiscalYear(starts_in).length == length


@pytest.mark.parametrize(
    ("through", "days", "share"),
    [
        (date(2026, 6, 30), 0, Fraction(0)),
        (date(2020, 1, 1), 0, Fraction(0)),
        (date(2026, 7, 1), 1, Fraction(1, 365)),
        (date(2026, 9, 11), 73, Fraction(1, 5)),
        (date(2027, 6, 29), 364, Fraction(364, 365)),
        (date(2027, 6, 30), 365, Fraction(1)),
        (date(2030, 1, 1), 365, Fraction(1)),
    ],
)
def test_days_elapsed_count_july_first_and_the_day_itself(through: date, days: int, share: Fraction):
    year = FiscalYear(2026)

    assert year.days_elapsed(through) == days
    assert year.elapsed_share(through) == share


def test_a_leap_day_counts_among_the_days_elapsed():
    year = FiscalYear(2027)

    assert year.days_elapsed(date(2028, 3, 1)) - year.days_elapsed(date(2028, 2, 28)) == 2
    assert year.elapsed_share(date(2027, 12, 30)) == Fraction(1, 2)


def test_fiscal_years_follow_each_other_and_sort_by_time():
    year = FiscalYear(2026)

    assert year.next == FiscalYear(2027)
    assert year.previous == FiscalYear(2025)
    assert sorted([year.next, year, year.previous]) == [year.previous, year, year.next]
