"""The dashboard's figures as data, for programs."""

from __future__ import annotations

from typing import Any

from mobi_tracker.dashboard.sheet import Sheet
from mobi_tracker.dashboard.tables.each import TABLES
from mobi_tracker.standing.telling import difference_as_data, snapshot_as_data


def figures_as_data(sheet: Sheet, notice: str | None) -> dict[str, Any]:
    """Everything the page says of its days and projects. Dates are ISO, money is whole cents."""
    days = sheet.days
    return {
        "notice": notice,
        "marking": sheet.marking.value,
        "as_of": days.as_of.isoformat(),
        "compared_with": (days.before_at or days.before).isoformat(),
        "only": dict(sheet.narrowing.chosen),
        "leaves_out": sheet.leaves_out,
        "sentence": sheet.sentence,
        "decisions": [each.ask.id for each in sheet.decisions],
        "initiatives": _rows(sheet, "initiatives"),
        "next": _rows(sheet, "next"),
        "money": [
            {"fiscal_year": money.fiscal_year, "initiative": name, "appropriated": money.appropriated,
             "encumbered": money.encumbered, "expended": money.expended, "forecast": money.forecast}
            for name, money in sheet.money_by_year
        ],
        "portfolio": snapshot_as_data(sheet.shown),
        "changes": difference_as_data(sheet.changes),
    }  # fmt: skip


def _rows(sheet: Sheet, name: str) -> list[dict[str, Any]]:
    return [
        {key: value.isoformat() if hasattr(value, "isoformat") else value for key, value in row.items()}
        for row in TABLES[name].rows(sheet)
    ]
