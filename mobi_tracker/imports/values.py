"""Reading single values of a row. Each raises ValueError with a sentence that says what is wrong."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

from mobi_tracker.city.dates import parse_day
from mobi_tracker.city.money import parse_money, round_to_cents
from mobi_tracker.paper.tables.table import Value

# A feed's midnight in UTC is a day, not an instant: read as an instant it would be the day before in Los Angeles.
_INSTANT = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?")
NOTHING = {"", "-", "n/a", "na", "none", "null", "tbd"}
MOST_DOLLARS = Decimal(10) ** 13


def read_text(value: Value, most: int = 200) -> str:
    """A text without spaces around it. Raises ValueError for one that is too long to store."""
    text = " ".join(str(value).replace("\x00", "").split()) if not isinstance(value, float) else f"{value:g}"
    if len(text) > most:
        raise ValueError(f"This is {len(text)} characters long; at most {most} can be kept.")
    return text


def read_long_text(value: Value) -> str:
    """A text that may have lines."""
    return str(value).replace("\x00", "").replace("\r\n", "\n").strip()


def read_day(value: Value) -> date | None:
    """A day, None for an empty cell. A date and time is its day as written, whatever its zone."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, (int, float, bool, time, timedelta)):
        raise ValueError(f"“{value}” is not a date.")
    text = value.strip()
    if text.casefold() in NOTHING:
        return None
    instant = _INSTANT.fullmatch(text)
    return parse_day(instant.group(1) if instant else text)


def read_decimal(value: Value) -> Decimal | None:
    """A number, None for an empty cell; commas, a dollar sign and a percent sign may stand in it."""
    if isinstance(value, (bool, date, datetime, time, timedelta)):
        raise ValueError(f"“{value}” is not a number.")
    text = str(value).strip()
    if text.casefold() in NOTHING:
        return None
    plain = text.replace(",", "").replace("$", "").replace("%", "").replace(" ", "").replace("−", "-")
    if plain.startswith("(") and plain.endswith(")"):
        plain = f"-{plain[1:-1]}"
    try:
        number = Decimal(plain)
    except InvalidOperation:
        raise ValueError(f"“{text}” is not a number.") from None
    if not number.is_finite() or abs(number) >= MOST_DOLLARS:
        raise ValueError(f"“{text}” is not a number that can be kept.")
    return number


def read_millions(value: Value) -> int | None:
    """An amount of millions of dollars as cents."""
    number = read_decimal(value)
    return None if number is None else round_to_cents(number * 1_000_000)


def read_dollars(value: Value) -> int | None:
    """An amount of dollars ("$1,234.50", "2.4 M") as cents."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return round_to_cents(Decimal(str(value)))
    text = str(value).strip()
    return None if text.casefold() in NOTHING else parse_money(text)
