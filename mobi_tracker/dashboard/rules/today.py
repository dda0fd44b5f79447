"""The words of Today. Plain values only."""

from __future__ import annotations

from datetime import date

from mobi_tracker.city.dates import due_in_words, format_day
from mobi_tracker.city.words import as_sentence, counted, counted_in_words, plural
from mobi_tracker.review.vocabulary import VersionState

SOON = 1  # days ahead that are said in words rather than as a date


def today_sentence(meetings: int, late: int, more_late: bool = False) -> str:
    """Today in a sentence or two: "Three meetings today. Two actions are late."

    ``more_late``: there are more than ``late``, which is as far as was counted.
    """
    first = as_sentence(f"{counted_in_words(meetings, 'meeting')} today")
    if more_late:
        return f"{first} More than {late} actions are late."
    if not late:
        return f"{first} Nothing is late."
    actions = f"{counted_in_words(late, 'action')} {plural(late, 'is', 'are')} late"
    return f"{first} {as_sentence(actions)}"


def due_words(due: date | None, today: date) -> str:
    """When something is due: "12 days late", "due today", "due tomorrow", "due Fri, Dec 4", or nothing."""
    if due is None:
        return ""
    return due_in_words(due, today) if (due - today).days <= SOON else f"due {format_day(due, today)}"


def needed_words(due: date | None, today: date) -> str:
    """When a decision is needed: "needed by Fri, Dec 4", or how late it is."""
    if due is None:
        return ""
    return due_in_words(due, today) if due < today else f"needed by {format_day(due, today)}"


def briefing_words(lines: int, own: int, number: int | None, state: VersionState | None) -> str:
    """How this week's briefing stands: its newest version, else its draft: "9 lines in the draft, 1 by hand." """
    if state is not None and state is not VersionState.RETURNED and number is not None:
        return f"Version {number} is {state.label.lower()}."
    if not lines:
        return "Nothing is drafted yet."
    drafted = f"{counted(lines, 'line')} in the draft" + (f", {own} written by hand." if own else ".")
    returned = f"Version {number} was returned. " if state is VersionState.RETURNED else ""
    return f"{returned}{drafted}"
