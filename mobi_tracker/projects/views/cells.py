"""Cells that several lists of projects share."""

from __future__ import annotations

from datetime import date
from typing import Any

from mobi_tracker.core.kinds import url_of
from mobi_tracker.core.listing import Cell
from mobi_tracker.paper.display import day, short_day


def marking_cell(record: Any) -> Cell:
    """The record's effective marking; what it hangs on must be loaded."""
    marking = record.effective_marking
    return Cell(marking.label, kind="marking", value=marking.value)


def day_cell(value: date | None) -> Cell:
    """A day in short, with its weekday on hover."""
    return Cell(short_day(value), kind="date", title=day(value), value=value) if value else Cell("")


def project_cell(record: Any) -> Cell:
    """The project that a record hangs on."""
    return Cell(record.project.name, url_of(record.project))


def slip_text(days: int | None) -> str:
    """A slip for a column: "+41", "−3", "0"; nothing where there is no baseline."""
    if days is None:
        return ""
    return f"+{days}" if days > 0 else str(days).replace("-", "−")


def slip_cell(days: int | None) -> Cell:
    """A slip in days from the baseline; past 30 days it is late."""
    kind = "late" if days and days > 30 else "number"
    title = f"{abs(days)} days {'after' if days > 0 else 'before'} the baseline" if days else None
    return Cell(slip_text(days), kind=kind, title=title, value=days)
