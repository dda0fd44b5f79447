"""Money is whole cents, read as people type it and shown exact or short."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobi_tracker.city.money import (
    MOST_CENTS,
    format_money,
    format_money_short,
    parse_money,
    round_to_cents,
    to_dollars,
)


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("0", 0),
        ("20", 20_00),
        ("20.5", 20_50),
        (".5", 50),
        ("5.", 5_00),
        ("$1,234.50", 1_234_50),
        ("$ 12", 12_00),
        ("2.4 M", 2_400_000_00),
        ("$2.4M", 2_400_000_00),
        ("2.4 million", 2_400_000_00),
        ("1.2 B", 1_200_000_000_00),
        ("310k", 310_000_00),
        ("$310 K", 310_000_00),
        ("1,200 thousand", 1_200_000_00),
        ("0.00001 M", 10_00),
        ("(1,200)", -1_200_00),
        ("$(1,200)", -1_200_00),
        ("($2.4 M)", -2_400_000_00),
        ("-20", -20_00),
        ("-$20", -20_00),
        ("$-20", -20_00),
        ("−20", -20_00),
        ("-0", 0),
        ("0.10", 10),
        ("1.2300", 1_23),
        ("100000000000000", MOST_CENTS),
    ],
)
def test_an_amount_is_read_to_the_cent(text: str, cents: int):
    assert parse_money(text) == cents


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "Write an amount, like"),
        ("  ", "Write an amount, like"),
        ("about 5", "“about 5” is not one"),
        ("5 apples", "is not one"),
        ("$", "is not one"),
        ("1.2.3", "is not one"),
        ("--5", "is not one"),
        ("(5", "is not one"),
        ("€5", "is not one"),
        ("1e5", "is not one"),
        ("NaN", "is not one"),
        ("٥", "is not one"),
        ("1,23", "commas"),
        ("1,2345", "commas"),
        ("1,,234", "commas"),
        ("1.234", "parts of a cent"),
        ("1." + "0" * 40 + "1", "parts of a cent"),
        ("0.000000001 M", "parts of a cent"),
        ("100000000000000.01", "more than this can hold"),
        ("9" * 60, "more than this can hold"),
    ],
)
def test_a_wrong_amount_is_refused_with_the_reason(text: str, reason: str):
    with pytest.raises(ValueError, match=reason):
        parse_money(text)


@pytest.mark.parametrize(
    ("cents", "exact", "short"),
    [
        (0, "$0.00", "$0"),
        (1, "$0.01", "$0"),
        (-1, "-$0.01", "$0"),
        (9_500_00, "$9,500.00", "$9,500"),
        (9_999_49, "$9,999.49", "$9,999"),
        (9_999_50, "$9,999.50", "$10 k"),
        (310_000_00, "$310,000.00", "$310 k"),
        (310_500_00, "$310,500.00", "$311 k"),
        (999_499_99, "$999,499.99", "$999 k"),
        (999_500_00, "$999,500.00", "$1.0 M"),
        (1_234_567_00, "$1,234,567.00", "$1.2 M"),
        (2_400_000_00, "$2,400,000.00", "$2.4 M"),
        (999_949_999_99, "$999,949,999.99", "$999.9 M"),
        (999_950_000_00, "$999,950,000.00", "$1.0 B"),
        (13_000_000_000_00, "$13,000,000,000.00", "$13.0 B"),
        (-2_400_000_00, "-$2,400,000.00", "-$2.4 M"),
        (-20_05, "-$20.05", "-$20"),
    ],
)
def test_an_amount_is_shown_exact_and_short(cents: int, exact: str, short: str):
    assert format_money(cents) == exact
    assert format_money_short(cents) == short


CENTS = st.integers(-MOST_CENTS, MOST_CENTS)


@given(CENTS)
def test_what_is_shown_exact_is_read_back(cents: int):
    assert parse_money(format_money(cents)) == cents


@given(CENTS)
def test_every_amount_has_a_short_form_close_to_it(cents: int):
    assert abs(parse_money(format_money_short(cents)) - cents) <= max(50, abs(cents) // 19)


@given(CENTS)
def test_dollars_for_a_spreadsheet_lose_nothing(cents: int):
    assert round_to_cents(to_dollars(cents)) == cents


@pytest.mark.parametrize(
    ("dollars", "cents"),
    [("2.576", 2_58), ("2.575", 2_58), ("-2.575", -2_58), ("2.574", 2_57), ("1E+3", 1_000_00)],
)
def test_dollars_of_a_file_are_rounded_to_whole_cents(dollars: str, cents: int):
    assert round_to_cents(Decimal(dollars)) == cents


@pytest.mark.parametrize("dollars", ["NaN", "Infinity", "-Infinity", "1E+30"])
def test_dollars_that_no_column_holds_are_refused(dollars: str):
    with pytest.raises(ValueError, match="no amount"):
        round_to_cents(Decimal(dollars))
