"""What the evidence will say within the next working days, if nobody does anything: no surprises."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from mobi_tracker.access.policy import Viewer
from mobi_tracker.city.business_days import add_business_days
from mobi_tracker.core import clock
from mobi_tracker.core.settings import values_of
from mobi_tracker.portfolio.queries import holiday_dates
from mobi_tracker.standing.evidence.judge import Facts, Pointer, Reason, judge
from mobi_tracker.standing.evidence.thresholds import Thresholds
from mobi_tracker.standing.facts import AskStanding, ProjectStanding, Snapshot
from mobi_tracker.standing.judging import facts_of
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


def surprises(viewer: Viewer, scope: Scope = ALL) -> tuple[Snapshot, list[Surprise]]:
    """Today's snapshot, and every rule that fires now or will within three working days: what comes later last.

    A rule that fires now and will be worse by then is told once, as it is now; one explained is not left out.
    """
    today = clock.today()
    until = add_business_days(today, WORKING_DAYS, holiday_dates())
    parts = Part.EVIDENCE | Part.EVERY
    (now,) = snapshots((today,), viewer, parts, scope, ahead=(until - today).days)
    thresholds = thresholds_of(values_of(LIMITS.values()))
    asks: defaultdict[int | None, list[AskStanding]] = defaultdict(list)
    for ask in now.asks:
        asks[ask.project_id].append(ask)
    found = [each for project in now.running for each in of_project(project, asks[project.id], until, thresholds, today)]
    names = {project.id: project.name.casefold() for project in now.running}
    return now, sorted(found, key=lambda each: (each.fires_on, -each.reason.rating.severity, names[each.project.id]))


def of_project(
    project: ProjectStanding, asks: Iterable[AskStanding], until: date, thresholds: Thresholds, today: date
) -> Iterator[Surprise]:
    """What fires for a project today, as it was judged, and what begins to by a day to come: as judging each day says.

    ``thresholds`` are those of ``today``, the day the project stands as of.
    """
    for reason in project.evidence.reasons:
        yield Surprise(project, reason, today)
    limits = _Limits(today, until, thresholds)
    ripening = _ripening(project, asks, limits)
    days = {limits.first_day(rule, since) for rule, since in _since(ripening)}
    known = {(each.rule, each.pointer) for each in project.evidence.reasons}
    for day in sorted(days):
        for reason in judge(ripening, day, thresholds).reasons:
            if (reason.rule, reason.pointer) not in known:
                known.add((reason.rule, reason.pointer))
                yield Surprise(project, reason, day)


@dataclass(frozen=True)
class _Limits:
    """When a rule that counts days begins to fire: after ``today`` and by ``until``, or not in these days."""

    today: date
    until: date
    thresholds: Thresholds

    def first_day(self, rule: Rule, since: date) -> date:
        """The first day on which so many days since ``since`` are past the rule's limit."""
        limit = self.thresholds[rule]
        return since + timedelta(days=limit.at_risk if limit.reaches else limit.at_risk + 1)

    def is_ahead(self, rule: Rule, since: date | None) -> bool:
        """Whether that is one of the days to come."""
        return since is not None and self.today < self.first_day(rule, since) <= self.until


def _ripening(project: ProjectStanding, asks: Iterable[AskStanding], limits: _Limits) -> Facts:
    """Of a project's facts those that begin to fire only because a day passes: what is overdue, and silence.

    Slip, a forecast and a score stay as they are, and spending falls back behind the year as the year goes on.
    """
    facts = facts_of(
        replace(
            project,
            milestones=tuple(each for each in project.milestones if limits.is_ahead(Rule.MILESTONE_OVERDUE, each.day)),
            overdue=tuple(each for each in project.overdue if limits.is_ahead(Rule.OVERDUE, each.due)),
            lines=(),
            risks=(),
        ),
        [each for each in asks if limits.is_ahead(Rule.OVERDUE, each.due)],
    )
    since = facts.spoken_on or facts.start
    return facts if limits.is_ahead(Rule.SILENCE, since) else replace(facts, start=None, spoken_on=None)


def _since(ripening: Facts) -> Iterator[tuple[Rule, date]]:
    """The days from which the days of each rule are counted."""
    for milestone in ripening.milestones:
        if milestone.expected is not None:
            yield Rule.MILESTONE_OVERDUE, milestone.expected
    for each in ripening.commitments:
        yield Rule.OVERDUE, each.due
    since = ripening.spoken_on or ripening.start
    if since is not None:
        yield Rule.SILENCE, since


def reason_ahead(project_id: int, rule: Rule, about: Pointer, viewer: Viewer) -> Reason | None:
    """The reason of that rule and record of a project, if it fires for this reader now or within three working days."""
    _now, found = surprises(viewer, Scope("project", project_id))
    alike = (each.reason for each in found if (each.reason.rule, each.reason.pointer) == (rule, about))
    return next(alike, None)
