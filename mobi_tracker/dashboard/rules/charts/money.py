"""Money by initiative and fiscal year."""

from __future__ import annotations

from datetime import date

from mobi_tracker.city.fiscal_year import FiscalYear, fiscal_year_of
from mobi_tracker.city.words import counted_in_words
from mobi_tracker.dashboard.rules.charts.drawn import Drawn
from mobi_tracker.dashboard.rules.figures import money_by_year
from mobi_tracker.paper.charts.money_years import NOTE_ON_MARKS, MoneyYears, YearRow
from mobi_tracker.standing.facts import Snapshot

ROWS = 16


def money_drawn(shown: Snapshot) -> Drawn:
    """Every initiative and fiscal year with money: the year of the day first, then the others, the newest first."""
    this = fiscal_year_of(shown.as_of)
    found = [_row(name, FiscalYear(money.fiscal_year), money, shown.as_of) for name, money in money_by_year(shown)]
    rows = sorted(found, key=lambda row: row.year != this.label)
    title = _finding([row for row in rows if row.year == this.label], this, shown.as_of)
    description = "Appropriated, encumbered, spent and forecast, by initiative and fiscal year."
    whole, chart = MoneyYears(title, description, tuple(rows)), MoneyYears(title, description, tuple(rows[:ROWS]))
    more = len(rows) - len(chart.rows)
    words = f"and {more} more {'row' if more == 1 else 'rows'} of earlier years in the table" if more > 0 else ""
    return Drawn(chart, whole.table(), words, NOTE_ON_MARKS)


def _row(name: str, year: FiscalYear, money: object, as_of: date) -> YearRow:
    amounts = (getattr(money, each) for each in ("appropriated", "encumbered", "expended", "forecast"))
    appropriated, encumbered, spent, forecast = amounts
    return YearRow(
        name, year.label, appropriated, encumbered, spent, forecast, round(float(year.elapsed_share(as_of)), 2)
    )


def _finding(rows: list[YearRow], year: FiscalYear, as_of: date) -> str:
    granted, spent = sum(row.appropriated or 0 for row in rows), sum(row.spent or 0 for row in rows)
    if not granted:
        return f"Nothing is appropriated in {year.label}"
    gone = round(100 * float(year.elapsed_share(as_of)))
    over = sum((row.forecast or 0) > (row.appropriated or 0) for row in rows)
    rest = f"; {counted_in_words(over, 'initiative')} forecast over what is appropriated" if over else ""
    return f"{year.label}: {round(100 * spent / granted)} % spent, {gone} % of the year gone{rest}"
