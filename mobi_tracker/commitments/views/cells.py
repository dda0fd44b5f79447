"""Columns, cells and filters that the lists of commitments share."""

from __future__ import annotations

from typing import Any

from mobi_tracker.access.guard import viewer
from mobi_tracker.city.dates import due_in_words
from mobi_tracker.commitments.queries.actions import project_holds
from mobi_tracker.commitments.queries.concerning import of_department
from mobi_tracker.core.clock import today
from mobi_tracker.core.kinds import url_of
from mobi_tracker.core.listing import Cell, Column, Filter
from mobi_tracker.core.numbers import read_id
from mobi_tracker.paper.display import day
from mobi_tracker.portfolio import queries as portfolio

LONGEST = 160


def text_cell(record: Any) -> Cell:
    """What it says, short enough for a list; the whole on hover and in a file."""
    text = " ".join(record.text.split())
    short = text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]}…"
    return Cell(short, url_of(record), title=text if short != text else None, value=text)


def due_cell(due: Any, late_by: int) -> Cell:
    """A due day; how late it is, where it is."""
    if due is None:
        return Cell("")
    if late_by:
        return Cell(due_in_words(due, today()), kind="late", title=day(due), value=due)
    return Cell(day(due), kind="date", value=due)


def concern_cell(record: Any) -> Cell:
    """The project it concerns, else the initiative or the department."""
    record = record.project or record.initiative or record.department
    return Cell(record.name, url_of(record)) if record is not None else Cell("")


def marking_cell(record: Any) -> Cell:
    """The marking that holds, what it hangs on counted in."""
    marking = record.effective_marking
    return Cell(marking.label, kind="marking", value=marking.value)


CONCERN = Column("concerns", "Concerns", concern_cell)
MARKING = Column("marking", "Marking", marking_cell)


def concern_filters(model: Any) -> tuple[Filter, ...]:
    """Filters by project (words of its name) and department (its own or its project's)."""
    return (
        Filter("project", "Project", lambda words: project_holds(model, words)),
        Filter(
            "department",
            "Department",
            lambda value: None if (each := read_id(value)) is None else of_department(model, each),
            lambda: portfolio.departments_by_id(viewer()),
        ),
    )
