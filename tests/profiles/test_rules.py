"""Tables of examples for how pages arrange what they show."""

from datetime import date
from decimal import Decimal

import pytest

from mobi_tracker.profiles.rules import (
    MeasureCell,
    YearReading,
    is_check_in_due,
    measure_cells,
    plain_number,
    year_label,
    years_of,
)
from mobi_tracker.projects.vocabulary import ReadingKind

ACTUAL, ESTIMATE, TARGET = ReadingKind.ACTUAL, ReadingKind.ESTIMATE, ReadingKind.TARGET


def read(*rows):
    return [YearReading(year, kind, Decimal(value)) for year, kind, value in rows]


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        ((), MeasureCell(None, None)),
        (((2026, ACTUAL, 88),), MeasureCell(Decimal(88), None)),
        (((2026, ESTIMATE, 90), (2026, TARGET, 95)), MeasureCell(Decimal(90), Decimal(95), is_estimate=True)),
        (((2026, ACTUAL, 88), (2026, ESTIMATE, 90)), MeasureCell(Decimal(88), None)),
        (((2026, ACTUAL, 88), (2026, ACTUAL, 89)), MeasureCell(Decimal(89), None)),
        (((2025, ACTUAL, 88),), MeasureCell(None, None)),
    ],
)
def test_a_measures_cell_of_2026_27(rows, cell):
    assert measure_cells(read(*rows), [2026]) == [cell]


def test_the_latest_five_years_are_shown_in_order():
    assert years_of(read(*((year, ACTUAL, 1) for year in range(2020, 2027)))) == [2022, 2023, 2024, 2025, 2026]


@pytest.mark.parametrize(
    ("value", "text"),
    [("1204.0000", "1,204"), ("92.5000", "92.5"), ("0.3750", "0.375"), ("0", "0"), ("100", "100"), ("-0.00001", "0")],
)
def test_a_number_has_no_zeros_at_its_end(value, text):
    assert plain_number(Decimal(value)) == text


def test_a_fiscal_year_is_written_as_the_city_does():
    assert [year_label(2026), year_label(1999)] == ["2026-27", "1999-00"]


@pytest.mark.parametrize(
    ("cadence", "last", "due"),
    [
        (None, None, False),
        (30, None, True),
        (30, date(2026, 10, 31), True),
        (30, date(2026, 11, 1), False),
        (30, date(2026, 11, 30), False),
    ],
)
def test_a_check_in_is_due_once_the_cadence_has_gone(cadence, last, due):
    assert is_check_in_due(cadence, last, date(2026, 11, 30)) is due
