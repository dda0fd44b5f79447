"""The City's fiscal year: July 1 to June 30, written 2026-27 (adopted budget 2021-22, p. 175)."""

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Self

_FIRST_MONTH = 7
_WRITTEN = re.compile(r"(?:FY\s*)?([0-9]{4})\s*[-–/]\s*([0-9]{4}|[0-9]{2})", re.IGNORECASE)


@dataclass(frozen=True, order=True)
class FiscalYear:
    """One fiscal year, known by the calendar year it starts in; sorts by time.

    Raises ValueError outside the years a date can hold.
    """

    starts_in: int

    def __post_init__(self) -> None:
        if not 1 <= self.starts_in <= 9998:
            raise ValueError(f"There is no fiscal year that starts in {self.starts_in}.")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "2026-27", "FY 2026-27" or "2026-2027". Raises ValueError with a sentence for the person."""
        written = _WRITTEN.fullmatch(text.strip())
        if written is None:
            raise ValueError(f"Write a fiscal year like 2026-27; “{text.strip()}” is not one.")
        first, second = int(written[1]), written[2]
        if second not in (f"{first + 1:04d}", f"{(first + 1) % 100:02d}"):
            raise ValueError(f"A fiscal year spans two years, like 2026-27; “{text.strip()}” does not.")
        return cls(first)

    @property
    def first_day(self) -> date:
        """July 1 of the year it starts in."""
        return date(self.starts_in, _FIRST_MONTH, 1)

    @property
    def last_day(self) -> date:
        """June 30 of the year it ends in."""
        return date(self.starts_in + 1, _FIRST_MONTH - 1, 30)

    @property
    def length(self) -> int:
        """Its number of days: 365, or 366 where its February has 29."""
        return (self.last_day - self.first_day).days + 1

    @property
    def next(self) -> "FiscalYear":
        """The fiscal year after this one."""
        return FiscalYear(self.starts_in + 1)

    @property
    def previous(self) -> "FiscalYear":
        """The fiscal year before this one."""
        return FiscalYear(self.starts_in - 1)

    def days_elapsed(self, through: date) -> int:
        """Days from July 1 through the given day, both counted; 0 before the year, its length after it."""
        return min(max((through - self.first_day).days + 1, 0), self.length)

    def elapsed_share(self, through: date) -> Fraction:
        """The share of the year gone through that day, exact, from 0 to 1."""
        return Fraction(self.days_elapsed(through), self.length)

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    def __str__(self) -> str:
        """As the City writes it: 2026-27."""
        return f"{self.starts_in:04d}-{(self.starts_in + 1) % 100:02d}"

    @property
    def label(self) -> str:
        """As a heading shows it: FY 2026-27."""
        return f"FY {self}"


def fiscal_year_of(day: date) -> FiscalYear:
    """The fiscal year a day belongs to: July 2026 is in 2026-27, June 2026 in 2025-26."""
    return FiscalYear(day.year if day.month >= _FIRST_MONTH else day.year - 1)
