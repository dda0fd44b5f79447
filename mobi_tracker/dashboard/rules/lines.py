"""What changed and what comes next, as lines ready to read: ordered, worst first, each with its cause as recorded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from textwrap import shorten
from typing import Any

from mobi_tracker.city.dates import format_days, format_short_day, slip_in_words
from mobi_tracker.commitments.vocabulary import AskState
from mobi_tracker.projects.vocabulary import Rating
from mobi_tracker.standing.difference import Difference, Moved, Slipped
from mobi_tracker.standing.facts import AskStanding, ProjectStanding, Snapshot

CAUSE_LENGTH = 130


@dataclass(frozen=True)
class Line:
    """One change. ``before`` and ``after`` are there where a rating moved; ``what`` says another change in words."""

    kind: str
    title: str
    endpoint: str
    argument: dict[str, Any]
    what: str = ""
    before: Rating | None = None
    after: Rating | None = None
    why: str = ""


@dataclass(frozen=True)
class Coming:
    """One date ahead. ``tone`` is late, soon or blank, for what follows the title."""

    day: date
    kind: str
    title: str
    endpoint: str
    argument: dict[str, Any]
    aside: str = ""
    slip: str = ""
    tone: str = ""


def change_lines(changes: Difference, today: date) -> list[Line]:
    """Every change, worst first: worse, slipped, no longer rated, gone, decided, better, reached, new, back, first."""
    told = {each.project.id for each in (*changes.worse, *changes.better, *changes.no_longer_rated)}
    slips = [each for each in changes.slipped if each.project.id not in told]
    return [
        *(_moved(each, today) for each in changes.worse),
        *(_slipped(each, today) for each in slips),
        *(_moved(each, today) for each in changes.no_longer_rated),
        *(_project("gone", each.project, each.ending.label.lower()) for each in changes.gone),
        *(_decided(each) for each in changes.decided),
        *(_moved(each, today) for each in changes.better),
        *(_project("reached", each.project, f"reached “{each.milestone.name}”") for each in changes.reached),
        *(_project("new", each, f"new, {each.reported.label.lower()}") for each in changes.new),
        *(_project("new", each, f"brought back, {each.reported.label.lower()}") for each in changes.brought_back),
        *(_moved(each, today) for each in changes.first_rated),
    ]


def _project(kind: str, project: ProjectStanding, what: str, why: str = "") -> Line:
    return Line(kind, project.name, "profiles.project", {"slug": project.slug}, what, why=why)


def _moved(moved: Moved, today: date) -> Line:
    what = {"first_rated": "first rated", "no_longer_rated": "no longer rated"}.get(moved.direction.value, "")
    return Line(
        moved.direction.value,
        moved.project.name,
        "profiles.project",
        {"slug": moved.project.slug},
        what,
        moved.before,
        moved.after,
        cause_in_words(moved, today),
    )


def cause_in_words(moved: Moved, today: date) -> str:
    """Why a rating moved: the milestone that moved furthest for a recorded reason, else what the update says.

    A date that moved with no reason is told beside the update's own words: it must not hide them.
    """
    said = f"{_short(moved.cause)}{credit(moved.credited_to)}" if moved.cause else ""
    if not moved.slips or moved.direction.value != "worse":
        return said or "no cause recorded"
    slip = next((each for each in moved.slips if each.reason), moved.slips[0])
    if slip.reason or not said:
        return slip_reason(slip, today)
    return f"{slip_moved(slip, today)}; {said}"


def slip_reason(slip: Slipped, today: date) -> str:
    """A slip in words: "Pilot opens moved 41 days to Jan 15, “vendor delay” (per ITA)"."""
    reason = f"“{_short(slip.reason)}”" if slip.reason else "no reason recorded"
    return f"{slip_moved(slip, today)}, {reason}{credit(slip.credited_to)}"


def slip_moved(slip: Slipped, today: date) -> str:
    """How far a date moved: "Pilot opens moved 41 days to Jan 15"."""
    return f"{slip.milestone.name} moved {format_days(slip.days)} to {format_short_day(slip.after, today)}"


def credit(name: str) -> str:
    """To whom a fact is credited: " (per ITA)", or nothing."""
    return f" (per {name})" if name else ""


def _short(text: str) -> str:
    return shorten(text.rstrip(". "), CAUSE_LENGTH, placeholder="…")


def _slipped(slip: Slipped, today: date) -> Line:
    return _project("slipped", slip.project, "", slip_reason(slip, today))


def _decided(ask: AskStanding) -> Line:
    outcome = ask.outcome.label.lower() if ask.outcome else "decided"
    why = f"“{_short(ask.outcome_note)}”" if ask.outcome_note else ""
    return Line("decided", _short(ask.text), "profiles.ask", {"record_id": ask.id}, outcome, why=why)


def coming_lines(
    shown: Snapshot, until: date, council: Iterable[Any], listed: Iterable[int], today: date
) -> list[Coming]:
    """What falls on the days after the one shown: milestones, Council items, asks that are not listed already."""
    lines = [
        *_milestones(shown, until),
        *(_council(each, today) for each in council),
        *_asks(shown, until, frozenset(listed)),
    ]
    return sorted(lines, key=lambda line: (line.day, line.kind, line.title))


def _milestones(shown: Snapshot, until: date) -> Iterable[Coming]:
    for project in shown.running:
        for milestone in project.milestones:
            if milestone.is_open and milestone.day and shown.as_of <= milestone.day <= until:
                slip = milestone.slip
                yield Coming(
                    milestone.day, "milestone", milestone.name, "profiles.milestone", {"record_id": milestone.id},
                    project.name, slip_in_words(slip) if slip is not None else "", tone_of(slip),
                )  # fmt: skip


def _council(item: Any, today: date) -> Coming:
    file = f"file {item.council_file}, " if item.council_file else ""
    has_later = item.last_day_on is not None and item.last_day_on != item.day
    last = f"last day {format_short_day(item.last_day_on, today)}" if has_later else ""
    title = f"{item.body}: {file}{item.title}"
    return Coming(item.day, "council", title, "profiles.council_item", {"record_id": item.id}, last)


def _asks(shown: Snapshot, until: date, listed: frozenset[int]) -> Iterable[Coming]:
    for ask in shown.asks:
        is_open = ask.state is AskState.OPEN and ask.id not in listed
        if is_open and ask.due and shown.as_of <= ask.due <= until:
            yield Coming(
                ask.due, "ask", _short(ask.text), "profiles.ask", {"record_id": ask.id},
                f"decision of the {ask.asked_of.label}",
            )  # fmt: skip


def tone_of(slip: int | None) -> str:
    """How a slip is coloured: past 30 days late, past 7 soon (the thresholds of product.md, What the evidence says)."""
    return "late" if slip and slip > 30 else "soon" if slip and slip > 7 else ""
