"""What the evidence will say within the next working days, if nobody does anything: no surprises."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from mobi_tracker.access.policy import Viewer
from mobi_tracker.city.business_days import add_business_days
from mobi_tracker.core import clock
from mobi_tracker.core.settings import values_of
from mobi_tracker.portfolio.queries import holiday_dates
from mobi_tracker.standing.evidence.judge import Facts, Pointer, Reason, judge
from mobi_tracker.standing.evidence.thresholds import Thresholds
from mobi_tracker.standing.facts import AskStanding, ProjectStanding, Snapshot
from mobi_tracker.standing.judging import facts
from mobi_tracker.standing.queries.moments import ALL, Scope
from mobi_tracker.standing.settings import LIMITS, thresholds_of
from mobi_tracker.standing.snapshot import snapshots
from mobi_tracker.standing.vocabulary import Part, Rule

WORKING_DAYS = 3


@dataclass(frozen=True)
class Surprise:
    """A rule that fires for a record of a project from a day on: today where it fires already."""

    project: ProjectStanding
    reason: Reason
    fires_on: date

    @property
    def is_now(self) -> bool:
        """Whether it fires already, with this rating."""
        return self.reason in self.project.evidence.reasons

    @property
    def is_explained(self) -> bool:
        """Whether somebody said why it is none, and the day on which that is looked at again is still to come."""
        return bool(self.project.explanations) and self.project.explanation_of(self.reason) is not None


@dataclass(frozen=True)
class Ahead:
    """The days to come, after ``today`` up to ``until``, judged by the thresholds of today."""

    today: date
    until: date
    thresholds: Thresholds

    @property
    def days(self) -> Iterator[date]:
        """Each of them."""
        return (self.today + timedelta(days=number) for number in range(1, (self.until - self.today).days + 1))

    def brings(self, rule: Rule, since: date | None) -> bool:
        """Whether a rule that counts the days since a day begins to fire on one of them."""
        after, last = self._begins[rule]
        return since is not None and after < since <= last

    @cached_property
    def _begins(self) -> Mapping[Rule, tuple[date, date]]:
        """What is counted from a day after the first one, and not after the second, begins to fire."""
        found = {}
        for rule in _COUNT_DAYS:
            limit = self.thresholds[rule]
            needed = timedelta(days=min(limit.at_risk, limit.off_track) + (0 if limit.reaches else 1))
            found[rule] = self.today - needed, self.until - needed
        return found


# The rules that can begin to fire because a day passes. A slip, a forecast of money and a score stay as they are, and
# spending only falls back behind the year as the year goes on.
_COUNT_DAYS = (Rule.MILESTONE_OVERDUE, Rule.OVERDUE, Rule.SILENCE)


def surprises(viewer: Viewer, scope: Scope = ALL) -> tuple[Snapshot, list[Surprise]]:
    """Today's snapshot, and every rule that fires now or will within three working days: what comes later last.

    A rule that fires now and will be worse by then is told once, as it is now; one explained is not left out.
    """
    return _ahead(viewer, scope, Part.EVIDENCE | Part.EVERY)


def _ahead(viewer: Viewer, scope: Scope, parts: Part) -> tuple[Snapshot, list[Surprise]]:
    today = clock.today()
    until = add_business_days(today, WORKING_DAYS, holiday_dates())
    (now,) = snapshots((today,), viewer, parts, scope, ahead=(until - today).days)
    ahead = Ahead(today, until, thresholds_of(values_of(LIMITS.values())))
    asks: defaultdict[int | None, list[AskStanding]] = defaultdict(list)
    for ask in now.asks:
        asks[ask.project_id].append(ask)
    found = [each for project in now.running for each in of_project(project, asks[project.id], ahead)]
    # Projects come by name, and sorting keeps their order.
    return now, sorted(found, key=lambda each: (each.fires_on, -each.reason.rating.severity))


def of_project(project: ProjectStanding, asks: Iterable[AskStanding], ahead: Ahead) -> Iterator[Surprise]:
    """What fires for a project as it was judged today, and what begins to in the days ahead.

    It is what judging all of its facts on each of the days would say; only what a day's passing can change is judged
    again.
    """
    known: set[tuple[Rule, Pointer | None]] = set()
    for reason in project.evidence.reasons:
        if (reason.rule, reason.pointer) not in known:
            known.add((reason.rule, reason.pointer))
            yield Surprise(project, reason, ahead.today)
    ripening = _ripening(project, asks, ahead)
    if ripening is None:
        return
    for day in ahead.days:
        for reason in judge(ripening, day, ahead.thresholds).reasons:
            if (reason.rule, reason.pointer) not in known:
                known.add((reason.rule, reason.pointer))
                yield Surprise(project, reason, day)


def _ripening(project: ProjectStanding, asks: Iterable[AskStanding], ahead: Ahead) -> Facts | None:
    """Those of a project's facts that begin to fire in the days ahead; None where nothing does."""
    milestones = [each for each in project.milestones if ahead.brings(Rule.MILESTONE_OVERDUE, each.day)]
    overdue = [each for each in project.overdue if ahead.brings(Rule.OVERDUE, each.due)]
    asked = [each for each in asks if ahead.brings(Rule.OVERDUE, each.due)]
    report, start = project.report, project.starts_on
    is_quiet = ahead.brings(Rule.SILENCE, report.on if report else start)
    if not (milestones or overdue or asked or is_quiet):
        return None
    spoken = (start, report) if is_quiet else (None, None)
    return facts(project.phase, *spoken, milestones, (), (), overdue, asked, project.pointer, False)


def reason_ahead(project_id: int, rule: Rule, about: Pointer, viewer: Viewer) -> Reason | None:
    """The reason of that rule and record of a project, if it fires for this reader now or within three working days."""
    _now, found = _ahead(viewer, Scope("project", project_id), Part.JUDGED | Part.EVERY)
    alike = (each.reason for each in found if (each.reason.rule, each.reason.pointer) == (rule, about))
    return next(alike, None)
