"""What changed and what comes next, as lines ready to read: ordered, worst first, each with its cause as recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from textwrap import shorten
from typing import Any

from mobi_tracker.city.dates import format_days, format_short_day, slip_in_words
from mobi_tracker.city.fiscal_year import FiscalYear
from mobi_tracker.city.money import format_money_short
from mobi_tracker.commitments.vocabulary import AskState
from mobi_tracker.dashboard.rules.worded import Worded
from mobi_tracker.paper.charts.money_bars import money_words
from mobi_tracker.projects.queries import EndingContract
from mobi_tracker.projects.rules import start_in_words
from mobi_tracker.projects.vocabulary import Rating
from mobi_tracker.standing.changes import Difference, Gone, Moved, Reached, Said, Slipped, Spent, Suggested
from mobi_tracker.standing.evidence.words import reasons_in_words
from mobi_tracker.standing.facts import AskStanding, ProjectStanding, Snapshot
from mobi_tracker.standing.vocabulary import Evidence

CAUSE_LENGTH = 130

# Kinds of change, worst first, each with its heading. What lies in between is neither good nor bad.
GROUPS = {
    "worse": "Got worse",
    "suggests_worse": "Dates and dollars suggest worse",
    "slipped": "Slipped",
    "no_longer_rated": "No longer rated",
    "gone": "Gone",
    "decided": "Decided",
    "spent": "Spent",
    "better": "Got better",
    "suggests_better": "Dates and dollars suggest better",
    "reached": "Reached",
    "new": "New",
    "brought_back": "Brought back",
    "first_rated": "First rated",
    "said": "Said",
}


@dataclass(frozen=True)
class Line:
    """One change. ``before`` and ``after`` are there where a rating moved; ``what`` says another change in words."""

    kind: str
    title: str
    endpoint: str
    argument: dict[str, Any]
    what: str = ""
    before: Rating | Evidence | None = None
    after: Rating | Evidence | None = None
    why: str = ""

    @property
    def group(self) -> str:
        """The heading that it stands under."""
        return GROUPS[self.kind]

    @property
    def place(self) -> int:
        """Where that heading stands among the others."""
        return list(GROUPS).index(self.kind)


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


def change_lines(changes: Difference, today: date) -> Worded[Line]:
    """Every change, worst first, in the order of ``GROUPS``.

    A slip is told with the project that got worse for it, and so is what dates and dollars suggest of such a project.
    """
    told = {each.project.id for each in (*changes.worse, *changes.better, *changes.no_longer_rated)}
    worse = {each.project.id for each in changes.worse}
    better = {each.project.id for each in changes.better}
    lines: dict[str, Iterable[Callable[[], Line]]] = {
        "worse": (partial(_moved, each, today) for each in changes.worse),
        "suggests_worse": (
            partial(_suggested, each) for each in changes.suggests_worse if each.project.id not in worse
        ),
        "slipped": (partial(_slipped, each, today) for each in changes.slipped if each.project.id not in told),
        "no_longer_rated": (partial(_moved, each, today) for each in changes.no_longer_rated),
        "gone": (partial(_gone, each) for each in changes.gone),
        "decided": (partial(_decided, each) for each in changes.decided),
        "spent": (partial(_spent, each) for each in changes.spent),
        "better": (partial(_moved, each, today) for each in changes.better),
        "suggests_better": (
            partial(_suggested, each) for each in changes.suggests_better if each.project.id not in better
        ),
        "reached": (partial(_reached, each) for each in changes.reached),
        "new": (partial(_come, "new", "new", each) for each in changes.new),
        "brought_back": (partial(_come, "brought_back", "brought back", each) for each in changes.brought_back),
        "first_rated": (partial(_moved, each, today) for each in changes.first_rated),
        "said": (partial(_said, each) for each in changes.said),
    }
    return Worded([line for kind in GROUPS for line in lines[kind]])


def _gone(each: Gone) -> Line:
    return _project("gone", each.project, each.ending.label.lower())


def _reached(each: Reached) -> Line:
    return _project("reached", each.project, f"reached “{each.milestone.name}”")


def _come(kind: str, words: str, project: ProjectStanding) -> Line:
    return _project(kind, project, f"{words}, {project.reported.label.lower()}")


def _suggested(each: Suggested) -> Line:
    kind = f"suggests_{each.direction.value}"
    why = reasons_in_words(each.reasons) or "nothing that made it worse holds any more"
    return Line(kind, each.project.name, "profiles.project", {"slug": each.project.slug}, "",
                each.before, each.after, why)  # fmt: skip


def _spent(each: Spent) -> Line:
    """ "$310 k more spent in FY 2026-27, now $3.1 of 4.0 M"; "appropriated: $1.0 M more"."""
    year = FiscalYear(each.fiscal_year).label
    parts = []
    if each.expended:
        now = money_words(each.after.expended or 0, each.after.appropriated or 0)
        parts.append(f"{_more(each.expended)} spent in {year}, now {now}")
    if each.appropriated:
        parts.append(f"{_more(each.appropriated)} appropriated{'' if parts else f' for {year}'}")
    return _project("spent", each.project, "; ".join(parts))


def _more(cents: int) -> str:
    return f"{format_money_short(abs(cents))} {'more' if cents > 0 else 'less'}"


def _said(each: Said) -> Line:
    report = each.report
    said = report.narrative.strip() or report.reason.strip()
    words = (
        f"“{_short(said)}”{credit(report.credited_to)}" if said else f"no words recorded{credit(report.credited_to)}"
    )
    return _project("said", each.project, f"still {report.overall.label.lower()}", words)


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
    shown: Snapshot,
    until: date,
    council: Iterable[Any],
    listed: Iterable[int],
    today: date,
    contracts: Iterable[EndingContract] = (),
) -> list[Coming]:
    """What falls on the days after the one shown: milestones, Council items, asks that are not listed already, and the
    contracts that end (of a project that is shown), each by the day to act by.
    """
    lines = [
        *_milestones(shown, until),
        *(_council(each, today) for each in council),
        *_asks(shown, until, frozenset(listed)),
        *(_contract(each, shown.as_of, until, today) for each in contracts if each.project_id in shown.by_id),
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


def _contract(each: EndingContract, as_of: date, until: date, today: date) -> Coming:
    """A contract that ends, by the last day to start a renewal: past that day it is late."""
    start_by = each.start_by
    tone = "" if start_by is None or start_by > until else "late" if start_by < as_of else "soon"
    return Coming(
        each.day, "contract", f"Contract {each.number}, {each.vendor}", "profiles.contract", {"record_id": each.id},
        f"{each.project}, ends {format_short_day(each.ends_on, today)}",
        start_in_words(start_by, each.is_renewable, as_of), tone,
    )  # fmt: skip


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
