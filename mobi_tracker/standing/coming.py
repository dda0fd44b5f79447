"""What the evidence will say within the next working days, if nobody does anything: no surprises."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from mobi_tracker.access.policy import Viewer
from mobi_tracker.city.business_days import add_business_days
from mobi_tracker.core import clock
from mobi_tracker.core.settings import values_of
from mobi_tracker.portfolio.queries import holiday_dates
from mobi_tracker.standing.evidence.judge import Pointer, Reason, judge
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
    found = [each for project in now.running for each in _of(project, now.asks, today, until, thresholds)]
    return now, sorted(
        found, key=lambda each: (each.fires_on, -each.reason.rating.severity, each.project.name.casefold())
    )


def _of(
    project: ProjectStanding, asks: Iterable[AskStanding], today: date, until: date, thresholds: Thresholds
) -> Iterable[Surprise]:
    facts = facts_of(project, [ask for ask in asks if ask.project_id == project.id])
    known: set[tuple[Rule, Pointer | None]] = set()
    day = today
    while day <= until:
        for reason in judge(facts, day, thresholds).reasons:
            if (reason.rule, reason.pointer) not in known:
                known.add((reason.rule, reason.pointer))
                yield Surprise(project, reason, day)
        day += timedelta(days=1)


def reason_ahead(project_id: int, rule: Rule, about: Pointer, viewer: Viewer) -> Reason | None:
    """The reason of that rule and record of a project, if it fires for this reader now or within three working days."""
    _now, found = surprises(viewer, Scope("project", project_id))
    alike = (each.reason for each in found if (each.reason.rule, each.reason.pointer) == (rule, about))
    return next(alike, None)
