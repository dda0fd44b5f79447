"""How the text of a cell becomes a value. Each reader raises ValueError with what to do, begun in small letters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from mobi_tracker.access.vocabulary import Basis, Marking
from mobi_tracker.city.fiscal_year import FiscalYear
from mobi_tracker.city.money import parse_money
from mobi_tracker.seeding.days import Calendar
from mobi_tracker.seeding.tables import Column, Reader

_DECIMAL = re.compile(r"-?[0-9]{1,16}(?:\.[0-9]{1,4})?")
_PACE = re.compile(r"(?P<percent>[0-9]{1,3}) ?% of pace")


def text(most: int = 20_000) -> Reader:
    """Words, at most so many characters; days in braces are written out."""

    def read(typed: str, calendar: Calendar) -> str:
        words = calendar.words(typed)
        if len(words) > most:
            raise ValueError(f"at most {most} characters fit, these are {len(words)}.")
        return words

    return read


def day(typed: str, calendar: Calendar) -> date:
    """A day such as "-3 Tue"."""
    return calendar.day(typed)


def moment(typed: str, calendar: Calendar) -> Any:
    """A day and a time such as "-3 Tue 10:00"."""
    return calendar.moment(typed)


def fiscal_year(typed: str, calendar: Calendar) -> FiscalYear:
    """FY, FY-1 or FY+1."""
    return calendar.fiscal_year(typed)


def choice(kind: type[StrEnum]) -> Reader:
    """One of an enum's values as the product keeps them."""

    def read(typed: str, _calendar: Calendar) -> StrEnum:
        if typed not in set(kind):
            raise ValueError(f"write one of {', '.join(kind)}; “{typed}” is none of them.")
        return kind(typed)

    return read


def one_of(*words: str) -> Reader:
    """One of a few words."""

    def read(typed: str, _calendar: Calendar) -> str:
        if typed not in words:
            raise ValueError(f"write one of {', '.join(words)}; “{typed}” is none of them.")
        return typed

    return read


def names(typed: str, _calendar: Calendar) -> tuple[str, ...]:
    """Several names parted by ";"."""
    return tuple(part.strip() for part in typed.split(";") if part.strip())


def whole(least: int, most: int) -> Reader:
    """A whole number between two others."""

    def read(typed: str, _calendar: Calendar) -> int:
        if not typed.isascii() or not typed.isdigit() or not least <= int(typed) <= most:
            raise ValueError(f"write a whole number from {least} to {most}; “{typed}” is not one.")
        return int(typed)

    return read


def districts(typed: str, calendar: Calendar) -> tuple[int, ...]:
    """Numbers of Council districts parted by ";"; 0 is citywide."""
    return tuple(whole(0, 99)(part, calendar) for part in names(typed, calendar))


def decimal(typed: str, _calendar: Calendar) -> Decimal:
    """A figure, with or without decimals."""
    plain = typed.replace(",", "")
    if _DECIMAL.fullmatch(plain) is None:
        raise ValueError(f"write a figure like 46 or 12.5; “{typed}” is not one.")
    return Decimal(plain)


@dataclass(frozen=True)
class Amount:
    """Money: whole cents, or a share of what is appropriated times the share of the fiscal year gone by that day."""

    cents: int = 0
    pace: Fraction | None = None


def amount(typed: str, _calendar: Calendar) -> Amount:
    """ "$1,200,000", or "95% of pace": that share of the appropriated amount times the share of the year gone."""
    paced = _PACE.fullmatch(typed)
    if paced is not None:
        return Amount(pace=Fraction(int(paced["percent"]), 100))
    return Amount(cents=money(typed, _calendar))


def money(typed: str, _calendar: Calendar) -> int:
    """Whole cents of "$1,200,000" or "1.2 M"."""
    try:
        return parse_money(typed)
    except ValueError as error:
        raise ValueError(_small(str(error))) from None


def yes_or_no(typed: str, _calendar: Calendar) -> bool:
    """yes or no."""
    if typed not in ("yes", "no"):
        raise ValueError(f"write yes or no; “{typed}” is neither.")
    return typed == "yes"


def _small(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


WHEN = Column("when", moment, is_required=True)
BY = Column("by", text(80), empty="")
MARKING = (
    Column("marking", choice(Marking)),
    Column("basis", choice(Basis)),
    Column("readers", names, empty=()),
)


def words(name: str, most: int = 20_000, is_required: bool = False) -> Column:
    """A column of words."""
    return Column(name, text(most), is_required, "")
