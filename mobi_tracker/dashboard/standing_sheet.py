"""How a project, or the projects of an initiative or a department, stood on a day, and what changed since another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import Marking, strictest
from mobi_tracker.city.dates import format_day, format_short_day
from mobi_tracker.city.fiscal_year import FiscalYear
from mobi_tracker.city.words import as_sentence, counted_in_words, number_in_words
from mobi_tracker.core.as_it_was import Past, set_back, words_then
from mobi_tracker.dashboard.queries.standing import HungOn, hung_on
from mobi_tracker.dashboard.rules import figures
from mobi_tracker.dashboard.rules.days import Days
from mobi_tracker.dashboard.rules.lines import Line, change_lines
from mobi_tracker.dashboard.rules.mismatches import Mismatch, mismatches
from mobi_tracker.dashboard.rules.sentence import Told, matters_of, sentence
from mobi_tracker.dashboard.rules.worded import Worded
from mobi_tracker.projects.vocabulary import Rating
from mobi_tracker.standing.difference import difference
from mobi_tracker.standing.facts import MilestoneStanding, ProjectStanding, Snapshot, YearMoney, total
from mobi_tracker.standing.queries.moments import Moment, Scope
from mobi_tracker.standing.rules import next_milestone
from mobi_tracker.standing.snapshot import snapshots
from mobi_tracker.standing.vocabulary import Evidence, Part

WEEKS = 12
PROJECTS_SHOWN = 10
LINES_SHOWN = 10  # of a project LINES_OF_ONE
LINES_OF_ONE = 60
MISMATCHES_SHOWN = 4
AHEAD_SHOWN = 10


@dataclass(frozen=True)
class WeekOfOne:
    """How one project stood at the end of a week: as reported, and as the evidence suggests; None where it was not."""

    day: date
    reported: Rating | None
    evidence: Evidence | None


@dataclass(frozen=True)
class StandingRow:
    """A project that ran or had ended by the day; ``was`` is its reported rating on the day compared with."""

    project: ProjectStanding
    was: Rating | None
    next: MilestoneStanding | None


@dataclass(frozen=True)
class Ahead:
    """A milestone that was still to be reached, on its day, and the project it is of."""

    milestone: MilestoneStanding
    project: ProjectStanding
    day: date


@dataclass(frozen=True)
class StandingSheet:
    """Everything the page says. ``name`` is what the record was called on the day; blank where it was not there."""

    days: Days
    kind: str
    name: str
    sentence: str
    shown: Snapshot
    rows: tuple[StandingRow, ...]
    ahead: tuple[Ahead, ...]
    hung: HungOn
    lines: Worded[Line]
    mismatches: Worded[Mismatch]
    money: tuple[tuple[str, YearMoney], ...]
    weeks: tuple[WeekOfOne, ...]
    marking: Marking
    leaves_out: bool

    @property
    def messages(self) -> tuple[str, ...]:
        """Where the address could not be followed."""
        return self.days.messages

    @property
    def strips(self) -> list[tuple[str, list[tuple[str, Rating | Evidence | None, str]]]]:
        """The weeks as two strips, as reported and as suggested: (what it shows, its weeks)."""
        months = [None, *(week.day.month for week in self.weeks)]
        labels = [
            str(week.day.day) if week.day.month == month else format_short_day(week.day, self.days.today)
            for week, month in zip(self.weeks, months, strict=False)
        ]
        reported = [(label, week.reported, "") for label, week in zip(labels, self.weeks, strict=True)]
        suggested = [(label, week.evidence, "") for label, week in zip(labels, self.weeks, strict=True)]
        return [("Reported", [*reported]), ("Dates and dollars suggest", [*suggested])] if self.weeks else []

    @property
    def more(self) -> int:
        """How many projects are left out for want of room."""
        return len(self.shown.projects) - len(self.rows)

    @property
    def more_ahead(self) -> int:
        """How many milestones are left out for want of room."""
        return len(self.ahead) - AHEAD_SHOWN


def standing_sheet(days: Days, kind: str, record: Any, viewer: Viewer) -> StandingSheet:
    """Work out how a project, an initiative or a department stood. On a past day the record is put back to what it said
    then; a department needs its organization loaded.
    """
    scope, name = Scope(kind, record.id), record.name
    organization = record.organization if kind == "department" else None
    compared = Moment.at(days.before_at) if days.before_at else days.before
    ends = _week_ends(days.as_of) if scope.kind == "project" else ()
    shown, before, *weeks = snapshots((days.as_of, compared, *ends), viewer, Part.EVIDENCE | Part.MONEY, scope)
    changes = difference(*_staying(before, shown))
    years = sorted({line.fiscal_year for project in shown.projects for line in project.lines}, reverse=True)
    lines = [line for project in shown.projects for line in project.lines]
    rows, ahead = tuple(_rows(shown, before)), sorted(_ahead(shown), key=lambda each: (each.day, each.milestone.id))
    hung = HungOn()
    if scope.kind != "project":
        moment = Moment.of(days.as_of)
        hung = hung_on(scope, moment, shown.by_id, viewer, organization.id if organization else 0)
        told = [*(each.milestone for each in ahead[:AHEAD_SHOWN]), *(row.next for row in rows if row.next)]
        also = (*hung.pointers, *(each.pointer for each in told))
        past = set_back([record, organization], moment.end if days.is_past else None, also)
        hung = hung.as_known_then(past, days.as_of)
        rows = tuple(replace(row, next=row.next and _named_then(row.next, past)) for row in rows)
        ahead = [replace(each, milestone=_named_then(each.milestone, past)) for each in ahead]
    return StandingSheet(
        days=days,
        kind=scope.kind,
        name=_name_then(shown, scope, name),
        sentence=_sentence(days, shown, scope, len(changes.worse), len(changes.better), len(changes.slipped)),
        shown=shown,
        rows=rows,
        ahead=tuple(ahead),
        hung=hung,
        lines=change_lines(changes, days.today),
        mismatches=mismatches(shown, days.today),
        money=tuple((str(FiscalYear(year)), total(lines, year)) for year in years),
        weeks=tuple(_week_of(week, scope.record_id) for week in weeks),
        marking=strictest(
            record.effective_marking, *_markings((shown, before)), *(each.marking for each in hung.every)
        ),
        leaves_out=shown.leaves_out,
    )


def _staying(before: Snapshot, shown: Snapshot) -> tuple[Snapshot, Snapshot]:
    """Both without what moved in or out in between: that is neither new nor gone."""
    moved = before.elsewhere | shown.elsewhere
    first, second = (tuple(each for each in one.projects if each.id not in moved) for one in (before, shown))
    return replace(before, projects=first), replace(shown, projects=second)


def _week_ends(as_of: date) -> tuple[date, ...]:
    """The Sundays of the weeks before a day, the earliest first, and that day."""
    sunday = as_of - timedelta(days=(as_of.weekday() + 1) % 7 or 7)
    return (*(sunday - timedelta(weeks=back) for back in range(WEEKS - 2, -1, -1)), as_of)


def _week_of(snapshot: Snapshot, project_id: int) -> WeekOfOne:
    project = snapshot.by_id.get(project_id)
    if project is None:
        return WeekOfOne(snapshot.as_of, None, None)
    return WeekOfOne(snapshot.as_of, project.reported, project.evidence.rating)


def _name_then(shown: Snapshot, scope: Scope, name: str) -> str:
    if scope.kind == "project":
        project = shown.by_id.get(scope.record_id)
        return project.name if project else ""
    places = shown.initiatives if scope.kind == "initiative" else shown.departments
    return next((place.name for place in places if place.id == scope.record_id), "")


def _rows(shown: Snapshot, before: Snapshot) -> Iterable[StandingRow]:
    """The projects, the worst first: those that had ended last."""

    def weight(project: ProjectStanding) -> tuple[bool, int, int, str]:
        worst = max(project.reported.severity, project.evidence.rating.severity)
        return project.is_ended, -worst, -project.reported.severity, project.name.casefold()

    for project in sorted(shown.projects, key=weight)[:PROJECTS_SHOWN]:
        earlier = before.by_id.get(project.id)
        yield StandingRow(project, earlier.reported if earlier else None, next_milestone(project.milestones))


def _ahead(shown: Snapshot) -> Iterable[Ahead]:
    for project in shown.running:
        for each in project.milestones:
            if each.is_open and each.day is not None:
                yield Ahead(each, project, each.day)


def _named_then(milestone: MilestoneStanding, past: Past) -> MilestoneStanding:
    return replace(milestone, name=words_then(past, milestone.pointer, "name", milestone.name))


def _sentence(days: Days, shown: Snapshot, scope: Scope, worse: int, better: int, slipped: int) -> str:
    told = Told(
        waiting=None,
        whom="",
        ratings=figures.rating_counts(project.reported for project in shown.running),
        since=days.since,
        worse=worse,
        better=better,
        slipped=slipped,
        ended=len(shown.projects) - len(shown.running),
        is_partial=shown.leaves_out,
        by=format_day(days.as_of, days.today) if days.is_past else "",
        mismatched=len(shown.gaps),
        explained=len(shown.explained),
        matters=matters_of(shown.gaps or shown.explained),
    )
    return sentence(told)


def _markings(told: Sequence[Snapshot]) -> Iterable[Marking]:
    for snapshot in told:
        for project in snapshot.projects:
            yield from project.markings


def share_in_words(shown: Snapshot) -> str:
    """How many of the reports of running projects are better than the evidence: "Two of five reports (40%) are better
    than dates and dollars suggest."; blank where nothing is reported. What is explained counts as well.
    """
    reported = [project for project in shown.running if project.reported is not Rating.NOT_RATED]
    if not reported:
        return ""
    better = sum(project.is_gap for project in reported)
    verb = "is" if better == 1 else "are"
    share = f"{number_in_words(better)} of {counted_in_words(len(reported), 'report')}"
    return as_sentence(f"{share} ({better * 100 // len(reported)}%) {verb} better than dates and dollars suggest")
