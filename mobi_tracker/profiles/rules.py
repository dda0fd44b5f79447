"""How full pages arrange what they show: plain values in, plain values out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from mobi_tracker.city.fiscal_year import FiscalYear
from mobi_tracker.projects.vocabulary import ReadingKind

YEARS_SHOWN = 5


@dataclass(frozen=True)
class YearReading:
    """A reading of a fiscal year (the calendar year it begins in)."""

    fiscal_year: int
    kind: ReadingKind
    value: Decimal


@dataclass(frozen=True)
class MeasureCell:
    """What a measure read in a year: the actual, else the estimate (``is_estimate``), and the target."""

    value: Decimal | None
    target: Decimal | None
    is_estimate: bool = False


def years_of(readings: Iterable[YearReading], most: int = YEARS_SHOWN) -> list[int]:
    """The latest fiscal years that were read, in order."""
    return sorted({each.fiscal_year for each in readings})[-most:]


def measure_cells(readings: Sequence[YearReading], years: Sequence[int]) -> list[MeasureCell]:
    """A measure's cell for each year; of several readings of a kind the last one holds."""
    held = {(each.fiscal_year, each.kind): each.value for each in readings}
    cells = []
    for year in years:
        actual, estimate = held.get((year, ReadingKind.ACTUAL)), held.get((year, ReadingKind.ESTIMATE))
        value = actual if actual is not None else estimate
        is_estimate = actual is None and estimate is not None
        cells.append(MeasureCell(value, held.get((year, ReadingKind.TARGET)), is_estimate))
    return cells


def plain_number(value: Decimal) -> str:
    """A reading as people write it: "1,204", "92.5", "0.375" — no zeros at the end."""
    text = f"{value:,.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def year_label(year: int) -> str:
    """The fiscal year that begins in a calendar year: 2026-27."""
    return str(FiscalYear(year))


def is_check_in_due(cadence_days: int | None, last: date | None, today: date) -> bool:
    """Whether we meant to have spoken with somebody by today (product.md, Contact: cadence)."""
    return cadence_days is not None and (last is None or last <= today - timedelta(days=cadence_days))
