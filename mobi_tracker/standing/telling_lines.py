"""A snapshot and a difference as plain lines, to read in a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from mobi_tracker.city.dates import format_days, format_full_day
from mobi_tracker.city.fiscal_year import FiscalYear
from mobi_tracker.city.money import format_money
from mobi_tracker.city.words import counted
from mobi_tracker.commitments.vocabulary import AskedOf
from mobi_tracker.standing.changes import Difference, Moved, Slipped, Spent, Suggested
from mobi_tracker.standing.evidence.words import reasons_in_words, suggested
from mobi_tracker.standing.facts import ProjectStanding, Snapshot


def snapshot_lines(snapshot: Snapshot) -> Iterable[str]:
    """The portfolio of a day: the projects that run, by name, and the decisions that wait."""
    yield f"Portfolio as of {format_full_day(snapshot.as_of)}: {counted(len(snapshot.running), 'project')}."
    for project in snapshot.running:
        yield _project(project)
    for ask in snapshot.waiting_for(AskedOf.DEPUTY_MAYOR):
        due = f", needed by {format_full_day(ask.due)}" if ask.due else ""
        yield f"Decision waits: {ask.text}{due}"
    if snapshot.leaves_out:
        yield "Records with readers of their own are left out."


def _project(project: ProjectStanding) -> str:
    why = f": {reasons_in_words(project.evidence.reasons)}" if project.evidence.reasons else ""
    note = " (explained)" if project.is_explained else " (does not match)" if project.is_gap else ""
    return f"{project.name}: reported {project.reported.label.lower()}; {suggested(project.evidence.rating)}{why}{note}"


def difference_lines(changes: Difference) -> Iterable[str]:
    """What changed, the worst first, each with its cause as recorded."""
    yield f"Changed since {format_full_day(changes.before)}:"
    if changes.is_empty:
        yield "Nothing."
    yield from (f"Worse: {_moved(each)}" for each in changes.worse)
    yield from (f"Dates and dollars suggest worse: {_suggested(each)}" for each in changes.suggests_worse)
    yield from (f"Slipped: {_slipped(each)}" for each in changes.slipped)
    yield from (f"No longer rated: {_moved(each)}" for each in changes.no_longer_rated)
    yield from (f"Gone: {each.project.name}, {each.ending.label.lower()}" for each in changes.gone)
    yield from (f"Decided: {each.text}, {each.outcome.label.lower()}" for each in changes.decided if each.outcome)
    yield from (f"Spent: {_spent(each)}" for each in changes.spent)
    yield from (f"Better: {_moved(each)}" for each in changes.better)
    yield from (f"Dates and dollars suggest better: {_suggested(each)}" for each in changes.suggests_better)
    yield from (f"Reached: {each.project.name}, {each.milestone.name}" for each in changes.reached)
    yield from (f"New: {each.name}" for each in changes.new)
    yield from (f"Brought back: {each.name}" for each in changes.brought_back)
    yield from (f"First rated: {_moved(each)}" for each in changes.first_rated)
    yield from (f"Said: {each.project.name}, “{each.report.narrative.strip()}”" for each in changes.said)


def _moved(moved: Moved) -> str:
    cause = f", “{moved.cause}”" if moved.cause else ", no cause recorded"
    return f"{moved.project.name}, {moved.before.label.lower()} to {moved.after.label.lower()}{cause}"


def _suggested(each: Suggested) -> str:
    why = f", {reasons_in_words(each.reasons)}" if each.reasons else ""
    return f"{each.project.name}, {each.before.label.lower()} to {each.after.label.lower()}{why}"


def _slipped(slip: Slipped) -> str:
    why = f"“{slip.reason}”" if slip.reason else "no reason recorded"
    return f"{slip.project.name}, {slip.milestone.name} by {format_days(slip.days)}, {why}"


def _spent(spent: Spent) -> str:
    return (
        f"{spent.project.name}, {FiscalYear(spent.fiscal_year).label}: spent {format_money(spent.expended)} more, "
        f"appropriated {format_money(spent.appropriated)} more"
    )
