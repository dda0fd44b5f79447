"""The dashboard, worked out before anything is drawn: everything the page, its print and its CSV show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from flask import url_for

from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import Marking, Permission, Reach, Role, strictest
from mobi_tracker.city.dates import format_day
from mobi_tracker.city.fiscal_year import FiscalYear, fiscal_year_of
from mobi_tracker.commitments.vocabulary import AskedOf
from mobi_tracker.dashboard.queries.dashboard import ApprovedBriefing, Beside, beside
from mobi_tracker.dashboard.queries.known import Known
from mobi_tracker.dashboard.rules import figures
from mobi_tracker.dashboard.rules.days import Days
from mobi_tracker.dashboard.rules.lines import Coming, Line, change_lines, coming_lines
from mobi_tracker.dashboard.rules.mismatches import Mismatch, explained_line, mismatches
from mobi_tracker.dashboard.rules.narrowing import Narrowing, Offered, narrowed, narrowing
from mobi_tracker.dashboard.rules.sentence import Told, matters_of, sentence
from mobi_tracker.dashboard.rules.worded import Worded
from mobi_tracker.paper.charts.matrix import Matrix
from mobi_tracker.paper.charts.timeline import Timeline
from mobi_tracker.projects.vocabulary import Rating
from mobi_tracker.standing.changes import Difference
from mobi_tracker.standing.difference import difference
from mobi_tracker.standing.facts import AskStanding, Place, ProjectStanding, Snapshot, YearMoney
from mobi_tracker.standing.history import rating_history
from mobi_tracker.standing.queries.moments import Moment
from mobi_tracker.standing.snapshot import snapshots
from mobi_tracker.standing.vocabulary import Evidence, Part

DAYS_AHEAD = 30


@dataclass(frozen=True)
class Decision:
    """A decision that waits, with the project it hangs on and whether this reader may decide it here and now."""

    ask: AskStanding
    project: ProjectStanding | None
    is_late: bool
    may_decide: bool


@dataclass(frozen=True)
class Sheet:
    """What the dashboard says of one day to one reader."""

    days: Days
    narrowing: Narrowing
    offered: Offered
    sentence: str
    shown: Snapshot
    changes: Difference
    asked_of: AskedOf
    is_asked: bool
    decisions: tuple[Decision, ...]
    lines: Worded[Line]
    mismatches: Worded[Mismatch]
    explained: str
    coming: list[Coming]
    initiatives: list[figures.InitiativeFigures]
    meetings: Sequence[Any]
    briefing: ApprovedBriefing | None
    marking: Marking
    leaves_out: bool

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever recorded, today, as far as this reader may know: there are first steps to take."""
        known = self.days.is_past or self.narrowing.is_set
        return not (known or self.shown.projects or self.shown.asks or self.meetings or self.leaves_out)

    @property
    def open_mismatches(self) -> Worded[Mismatch]:
        """Those that nobody has explained."""
        return self.mismatches[: len(self.shown.gaps)]  # they come first

    @property
    def messages(self) -> tuple[str, ...]:
        """Where the address could not be followed."""
        return (*self.days.messages, *self.narrowing.messages)

    @property
    def heading(self) -> str:
        """What the table of initiatives finds."""
        return figures.heading(self.initiatives)

    @property
    def fiscal_year(self) -> FiscalYear:
        """The fiscal year of the day shown."""
        return fiscal_year_of(self.days.as_of)

    @property
    def elapsed(self) -> float:
        """The share of that year that is gone."""
        return float(self.fiscal_year.elapsed_share(self.days.as_of))

    @property
    def carrying_rows(self) -> list[tuple[str, list[tuple[int, str | None]]]]:
        """The matrix for the page: each count with the list of its projects."""
        places = [*self.shown.initiatives, None][: len(self.carrying.counts)]
        departments = self.shown.departments
        return [
            (label, [(count, _list_url(place, each)) for count, each in zip(counts, departments, strict=True)])
            for label, place, counts in zip(self.carrying.row_labels, places, self.carrying.counts, strict=True)
        ]

    @cached_property
    def _timeline(self) -> tuple[Timeline, int]:
        return figures.timeline_chart(self.shown, _milestone_url, self.days.today)

    @property
    def timeline(self) -> Timeline:
        """The chart of milestones ahead."""
        return self._timeline[0]

    @property
    def timeline_more(self) -> int:
        """How many milestones it has no room for."""
        return self._timeline[1]

    @cached_property
    def carrying(self) -> Matrix:
        """Which department carries how much of which initiative."""
        return figures.carrying_chart(self.shown, self.narrowing.is_set)

    @property
    def carried(self) -> list[tuple[str, list[str]]]:
        """The matrix as a list, by department."""
        return figures.carried_by(self.carrying)

    @property
    def money_by_year(self) -> list[tuple[str, YearMoney]]:
        """(initiative, sums) of every fiscal year, the newest first."""
        return figures.money_by_year(self.shown)

    @property
    def until(self) -> date:
        """The last of the days ahead."""
        return self.days.as_of + timedelta(days=DAYS_AHEAD)


def asked_of(viewer: Viewer) -> tuple[AskedOf, bool]:
    """Whose decisions the dashboard shows this person, and whether they are theirs.

    The Executive Officer sees those asked of them; everybody else the Deputy Mayor's.
    """
    if viewer.has(Role.DEPUTY_MAYOR):
        return AskedOf.DEPUTY_MAYOR, True
    if viewer.has(Role.EXECUTIVE_OFFICER):
        return AskedOf.EXECUTIVE_OFFICER, True
    return AskedOf.DEPUTY_MAYOR, False


def may_decide(viewer: Viewer, wanted: AskedOf) -> bool:
    """Whether the person may decide what is asked of ``wanted``."""
    if viewer.can_everywhere(Permission.DECIDE):
        return True
    return Reach.ASKED_OF_THEM in viewer.reach(Permission.DECIDE) and wanted is AskedOf.EXECUTIVE_OFFICER


def sheet_of(days: Days, viewer: Viewer, asked: Mapping[str, str], known: Known) -> Sheet:
    """Work out the dashboard of these days for this reader, of the projects that ``asked`` (the address) narrows it to.

    The days' other words of the address must be what ``asked`` says.
    """
    parts = Part.EVIDENCE | Part.SERVING if asked.get("priority") or asked.get("district") else Part.EVIDENCE
    compared = Moment.at(days.before_at) if days.before_at else days.before
    every, every_before = snapshots((days.as_of, compared), viewer, parts)
    offered = Offered(every.initiatives, every.departments, known.priorities, known.districts, known.named)
    wanted = narrowing(asked, offered)
    shown, before = narrowed(every, every_before, wanted)
    earlier = rating_history(figures.history_days(days.as_of), viewer)
    changes = difference(before, shown)
    whose, is_asked = asked_of(viewer)
    decisions = _decisions(shown, days, viewer, whose)
    until = days.as_of + timedelta(days=DAYS_AHEAD)
    others = _beside(days, until, viewer, wanted)
    return Sheet(
        days=days,
        narrowing=wanted,
        offered=offered,
        sentence=sentence(_told(days, shown, changes, decisions, viewer, is_asked, whose)),
        shown=shown,
        changes=changes,
        asked_of=whose,
        is_asked=is_asked,
        decisions=decisions,
        lines=change_lines(changes, days.today),
        mismatches=mismatches(shown, days.today),
        explained=explained_line(shown, days.today),
        coming=coming_lines(
            shown, until, others.council, (each.ask.id for each in decisions), days.today, others.contracts
        ),
        initiatives=figures.initiative_figures(shown, earlier),
        meetings=others.meetings,
        briefing=others.briefing,
        marking=_strictest_of((shown, before), (*others.council, *others.contracts, *others.meetings)),
        leaves_out=every.leaves_out,
    )


def _beside(days: Days, until: date, viewer: Viewer, wanted: Narrowing) -> Beside:
    """Council items, meetings and the briefing. A page narrowed to some projects has the Council items of a department
    only where it is narrowed to that.
    """
    contact_id = viewer.contact_id if viewer.has(Role.DEPUTY_MAYOR) else None
    found = beside(days.as_of, until, days.today, viewer, contact_id)
    if not wanted.is_set:
        return found
    only_department = wanted.department_id is not None and len(wanted.chosen) == 1
    council = [each for each in found.council if only_department and each.department_id == wanted.department_id]
    return Beside(council, found.contracts, found.meetings, found.briefing)


def _decisions(shown: Snapshot, days: Days, viewer: Viewer, whose: AskedOf) -> tuple[Decision, ...]:
    can = may_decide(viewer, whose) and not days.is_past
    return tuple(
        Decision(
            ask,
            shown.by_id.get(ask.project_id) if ask.project_id else None,
            ask.due is not None and ask.due < days.as_of,
            can,
        )
        for ask in shown.waiting_for(whose)
    )


def _told(
    days: Days,
    shown: Snapshot,
    changes: Difference,
    decisions: Sequence[Decision],
    viewer: Viewer,
    is_asked: bool,
    whose: AskedOf,
) -> Told:
    # Asks are deliberative drafts: who may not see those (or not all) cannot be told that none waits.
    knows = viewer.can_everywhere(Permission.SEE_RESTRICTED)
    return Told(
        waiting=len(decisions) if knows or decisions else None,
        whom="you" if is_asked else f"the {whose.label}",
        ratings=figures.rating_counts(project.reported for project in shown.running),
        since=days.since,
        late=sum(each.is_late for each in decisions),
        worse=len(changes.worse),
        better=len(changes.better),
        slipped=len(changes.slipped),
        suggested=changes.only_suggested_worse,
        moved=len(changes.first_rated) + len(changes.no_longer_rated),
        ended=len(shown.projects) - len(shown.running),
        gone=len(changes.gone),
        is_partial=shown.leaves_out,
        by=format_day(days.as_of, days.today) if days.is_past else "",
        mismatched=len(shown.gaps),
        explained=len(shown.explained),
        matters=matters_of(shown.gaps or shown.explained),
        unrated_late=sum(
            each.reported is Rating.NOT_RATED and each.evidence.rating is Evidence.OFF_TRACK for each in shown.running
        ),
    )


def _strictest_of(told: Iterable[Snapshot], rows: Iterable[Any]) -> Marking:
    """The strictest marking of what both days tell, and of Council items and meetings."""
    found = {Marking.PUBLIC}
    for snapshot in told:
        found.update(ask.marking for ask in snapshot.asks)
        for project in snapshot.projects:
            found |= project.markings
    for row in rows:
        found |= {row.marking, row.marking_floor}
    return strictest(*found)


def _list_url(initiative: Place | None, department: Place) -> str:
    if initiative is None:
        return url_for("projects.index", department=department.slug)
    return url_for("projects.index", department=department.slug, initiative=initiative.slug)


def _milestone_url(record_id: int) -> str:
    return url_for("profiles.milestone", record_id=record_id)
