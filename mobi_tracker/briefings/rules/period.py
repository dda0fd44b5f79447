"""Which time the briefing of a week covers (product.md, The weekly briefing)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from mobi_tracker.city.clock_zone import day_end, day_of, day_start
from mobi_tracker.city.week import ReportingWeek
from mobi_tracker.core.errors import RuleBroken

# A briefing drafted this many days after its week still takes in what was recorded until it is drafted, so that
# nothing falls between two weeks; one drafted later than that ends with its own week.
LATEST_DRAFTING = timedelta(days=7)


@dataclass(frozen=True)
class Period:
    """What was recorded after ``since`` and by ``until`` (instants in UTC) is new."""

    week: ReportingWeek
    since: datetime
    until: datetime
    has_previous: bool

    @property
    def day(self) -> date:
        """The Los Angeles day it stands on: dates are late, or to come, as seen from here."""
        return day_of(self.until - timedelta(microseconds=1))

    @property
    def day_before(self) -> date:
        """The day that worse and better are compared with: the last submission's, else the eve of the week."""
        return day_of(self.since) if self.has_previous else self.week.start - timedelta(days=1)


def covered_until(week: ReportingWeek, now: datetime) -> datetime:
    """The instant that a briefing drafted now ends with. Raises RuleBroken for a week that has not begun."""
    if now < day_start(week.start):
        raise RuleBroken("This week has not begun, so there is nothing to draft from yet.")
    is_late = now >= day_end(week.end) + LATEST_DRAFTING
    return day_end(week.end) if is_late else now


def period(week: ReportingWeek, previous_submitted_at: datetime | None, now: datetime) -> Period:
    """The time that a briefing drafted now covers: since the previous one was last submitted, else in the week.

    ``previous_submitted_at``: the last submission before ``covered_until``; a later one took nothing of this time.
    Raises RuleBroken for a week that has not begun.
    """
    since = previous_submitted_at or day_start(week.start)
    return Period(week, since, covered_until(week, now), previous_submitted_at is not None)
