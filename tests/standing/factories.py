"""Facts for tests of standing: each stored on a day of its own, so that both times can be told apart."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time

from mobi_tracker.commitments.models import ActionItem, Ask
from mobi_tracker.commitments.vocabulary import AskedOf, AskState
from mobi_tracker.core.clock import ZONE, travelling_to
from mobi_tracker.core.database import db
from mobi_tracker.projects.models.funding import FundingAmount, FundingLine
from mobi_tracker.projects.models.milestone import Milestone, MilestoneDate
from mobi_tracker.projects.models.risk import Risk, RiskRating
from mobi_tracker.projects.models.status import StatusUpdate
from mobi_tracker.projects.vocabulary import AmountKind, DateKind, Rating, RiskKind
from tests.factories import stored

TODAY = date(2026, 11, 30)
LAST_WEEK = date(2026, 11, 23)
LONG_AGO = date(2026, 6, 1)


@contextmanager
def on_day(day: date, hour: int = 10) -> Iterator[None]:
    """Within the block the clock stands at that hour of a Los Angeles day."""
    with travelling_to(datetime.combine(day, time(hour), ZONE)):
        yield


def rate(project, overall: str, on: date, recorded: date | None = None, hour: int = 10, **values) -> StatusUpdate:
    """A status update that speaks of ``on``, stored on ``recorded`` (the same day unless given)."""
    with on_day(recorded or on, hour):
        return stored(StatusUpdate(project_id=project.id, on=on, overall=Rating(overall), **values))


def plan(project, name: str, baseline: date | None, on: date = LONG_AGO, **values) -> Milestone:
    """A milestone with its baseline."""
    with on_day(on):
        milestone = stored(Milestone(project_id=project.id, name=name, **values))
        if baseline is not None:
            give_date(milestone, "baseline", baseline, on)
        return milestone


def give_date(
    milestone, kind: str, day: date | None, on: date, recorded: date | None = None, **values
) -> MilestoneDate:
    """A date that the milestone was given."""
    with on_day(recorded or on):
        return stored(MilestoneDate(milestone_id=milestone.id, kind=DateKind(kind), day=day, on=on, **values))


def fund(project, on: date = LONG_AGO, year: int = 2026, source: str = "General Fund", **cents: int) -> FundingLine:
    """A funding line with amounts by kind, in cents."""
    with on_day(on):
        line = stored(FundingLine(project_id=project.id, fiscal_year=year, source=source))
        for kind, amount in cents.items():
            stored(FundingAmount(funding_line_id=line.id, kind=AmountKind(kind), cents=amount, on=on))
        return line


def ask(text: str, on: date, of: str = "deputy_mayor", state: str = "open", **values) -> Ask:
    """An ask, forwarded unless said otherwise."""
    with on_day(on):
        return stored(Ask(text=text, asked_of=AskedOf(of), state=AskState(state), **values))


def change(record, on: date, **values) -> None:
    """Change a record on a day."""
    with on_day(on):
        for name, value in values.items():
            setattr(record, name, value)
        db.session.commit()


def owe(project, due: date, on: date = LONG_AGO, **values) -> ActionItem:
    """An open action item."""
    with on_day(on):
        return stored(ActionItem(text="Send the data map", due=due, project_id=project.id, **values))


def risk(project, likelihood: int, impact: int, on: date = LONG_AGO) -> Risk:
    """A risk with a rating."""
    with on_day(on):
        record = stored(Risk(project_id=project.id, kind=RiskKind.RISK, text="Vendor slips"))
        stored(RiskRating(risk_id=record.id, on=on, likelihood=likelihood, impact=impact))
        return record
