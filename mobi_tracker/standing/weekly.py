"""The full-sight standing of past weeks, kept once so that a year of evidence does not judge the portfolio anew.

It follows from the facts alone and may be thrown away at any time. It holds a day only as long as nothing is stored
that was recorded by its end (``queries.weekly.kept_weeks``) and nothing that it rests on is changed in place (the
listener here), and only what the same rules judged. Who may not see everything is shown what the facts give them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session

from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import Role
from mobi_tracker.city.clock_zone import day_of
from mobi_tracker.city.week import ReportingWeek
from mobi_tracker.commitments.models import Ask
from mobi_tracker.core import clock
from mobi_tracker.projects.models.funding import FundingAmount, FundingLine
from mobi_tracker.projects.models.milestone import Milestone, MilestoneDate
from mobi_tracker.projects.models.risk import Risk, RiskRating
from mobi_tracker.projects.models.status import StatusUpdate
from mobi_tracker.standing.queries import weekly as queries
from mobi_tracker.standing.queries.moments import Moment
from mobi_tracker.standing.snapshot import snapshots
from mobi_tracker.standing.vocabulary import Part

# Sees every record but those that have a list of readers; it is nobody's account.
OFFICE = Viewer(0, "", frozenset({Role.LIAISON}))
AT_ONCE = 1  # nobody stores a fact meanwhile, so each week is a transaction of its own
SETTLED = timedelta(minutes=10)

# What can be changed in place and would change a day gone by; whatever else counts is stored as a new row.
IN_PLACE: dict[Any, tuple[str, ...]] = {
    StatusUpdate: ("project_id", "on", "overall"),
    Milestone: ("project_id",),
    MilestoneDate: ("milestone_id", "kind", "day", "on"),
    FundingLine: ("project_id", "fiscal_year"),
    FundingAmount: ("funding_line_id", "kind", "cents", "on"),
    Risk: ("project_id",),
    RiskRating: ("risk_id", "on", "likelihood", "impact"),
    Ask: ("project_id",),
}


@cache
def made_by() -> str:
    """The version of the rules: a digest of this package's source, so that nothing older rules said is ever shown."""
    folder = Path(__file__).parent
    sources = sorted(folder.rglob("*.py"))
    digest = sha256()
    for path in sources:
        digest.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def week_ends(as_of: date, count: int) -> tuple[date, ...]:
    """The last days of the ``count`` reporting weeks before the week of a day, the earliest first."""
    last = ReportingWeek.of(as_of).previous.end
    return tuple(last - timedelta(weeks=back) for back in range(count - 1, -1, -1))


def weeks_to_keep() -> list[date]:
    """The ends of all weeks since the first project was stored that are not kept, or not by these rules; newest first.

    A week is kept some minutes after its end: by then what was recorded before it has been stored.
    """
    first = queries.first_recorded()
    if first is None:
        return []
    kept, last = queries.days_kept(), day_of(clock.now() - SETTLED)
    count = (ReportingWeek.of(last).start - ReportingWeek.of(day_of(first)).start).days // 7
    return [day for day in reversed(week_ends(last, count)) if kept.get(day) != made_by()]


def check() -> None:
    """Hold what is kept against the facts stored since: throw away the days that do not hold any more."""
    queries.hold_facts_still()
    earliest = queries.earliest_new()
    if earliest is not None:
        queries.forget_since(earliest)
        queries.note_known()


def keep(days: Iterable[date]) -> None:
    """Judge the portfolio at the end of each of these days, and keep it. ``check`` comes first, in one transaction."""
    chosen = tuple(days)
    hidden, partial = queries.sight(OFFICE)
    for snapshot in snapshots(chosen, OFFICE, Part.JUDGED):
        standings: dict[int, queries.Ratings | None] = {
            project.id: (project.reported, project.evidence.rating) for project in snapshot.running
        }
        standings |= dict.fromkeys(partial | hidden)
        queries.keep(snapshot.as_of, Moment.of(snapshot.as_of).end, made_by(), standings)


@event.listens_for(Session, "after_flush")
def _forget_what_changed(session: Session, _context: Any) -> None:
    changed = [record.recorded_at for record in _changed(session)]
    if changed:
        queries.forget_since(min(changed), session)


def _changed(session: Session) -> Iterator[Any]:
    for record in session.dirty:
        names = IN_PLACE.get(type(record), ())
        if any(inspect(record).attrs[name].history.has_changes() for name in names):
            yield record
    yield from (record for record in session.deleted if type(record) in IN_PLACE)
