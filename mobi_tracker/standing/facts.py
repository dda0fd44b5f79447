"""What is known of the portfolio at the end of a day, as frozen values that no session watches.

Every fact keeps the ``(kind, id)`` of its record, so that whoever shows it can link to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from mobi_tracker.access.vocabulary import Marking
from mobi_tracker.commitments.vocabulary import AskedOf, AskState, Outcome
from mobi_tracker.projects.vocabulary import ENDED_PHASES, Phase, Rating, RiskKind

Pointer = tuple[str, int]


@dataclass(frozen=True)
class Place:
    """A department or an initiative under the name it bore that day. ``short`` is its abbreviation, or the name."""

    id: int
    slug: str
    name: str
    short: str


@dataclass(frozen=True)
class Report:
    """The status update that holds. ``credited_to`` is shown as "per ITA"; blank where nobody is named."""

    id: int
    on: date
    overall: Rating
    schedule: Rating
    budget: Rating
    scope: Rating
    credited_to: str
    reason: str
    narrative: str
    marking: Marking = field(default=Marking.INTERNAL, kw_only=True)

    @property
    def pointer(self) -> Pointer:
        """The status update."""
        return "status_update", self.id


@dataclass(frozen=True)
class DateFact:
    """A date that holds for a milestone, with the reason and credit recorded with it."""

    id: int
    day: date | None
    reason: str = ""
    credited_to: str = ""

    @property
    def pointer(self) -> Pointer:
        """The milestone date."""
        return "milestone_date", self.id


@dataclass(frozen=True)
class MilestoneStanding:
    """A milestone with the baseline, forecast and actual that hold; any may be missing."""

    id: int
    project_id: int
    name: str
    baseline_fact: DateFact | None
    forecast_fact: DateFact | None
    actual_fact: DateFact | None
    marking: Marking = field(default=Marking.INTERNAL, kw_only=True)  # the strictest of its own and of its dates

    @property
    def baseline(self) -> date | None:
        """The day agreed."""
        return self.baseline_fact.day if self.baseline_fact else None

    @property
    def forecast(self) -> date | None:
        """The day last expected."""
        return self.forecast_fact.day if self.forecast_fact else None

    @property
    def actual(self) -> date | None:
        """The day it was reached; None while it is open, or where that was taken back."""
        return self.actual_fact.day if self.actual_fact else None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be reached."""
        return self.actual is None

    @property
    def holding(self) -> DateFact | None:
        """The fact that says when it happened, or is expected, or was first planned."""
        facts = (self.actual_fact, self.forecast_fact, self.baseline_fact)
        return next((fact for fact in facts if fact is not None and fact.day is not None), None)

    @property
    def day(self) -> date | None:
        """The day it happened, or is expected, or was first planned."""
        return self.holding.day if self.holding else None

    @property
    def slip(self) -> int | None:
        """Days from baseline to actual or forecast (product.md, Milestone); None where either is missing."""
        now = self.actual or self.forecast
        if self.baseline is None:
            return None
        return (now - self.baseline).days if now else 0

    @property
    def pointer(self) -> Pointer:
        """The milestone."""
        return "milestone", self.id


@dataclass(frozen=True)
class YearMoney:
    """Money of one project in one fiscal year (the year it begins in), in cents; None is nothing recorded."""

    fiscal_year: int
    appropriated: int | None = None
    encumbered: int | None = None
    expended: int | None = None
    forecast: int | None = None
    marking: Marking = field(default=Marking.INTERNAL, kw_only=True)  # the strictest of its lines


@dataclass(frozen=True)
class RiskStanding:
    """An open risk or issue with the rating that holds; ``score`` is likelihood × impact, None where never rated."""

    id: int
    project_id: int
    kind: RiskKind
    text: str
    due: date | None
    likelihood: int | None
    impact: int | None

    @property
    def score(self) -> int | None:
        """1 to 25."""
        return self.likelihood * self.impact if self.likelihood and self.impact else None

    @property
    def pointer(self) -> Pointer:
        """The risk."""
        return "risk", self.id


@dataclass(frozen=True)
class Overdue:
    """How many open action items were past their day, and the oldest of those days."""

    count: int
    oldest_due: date


@dataclass(frozen=True)
class AskStanding:
    """An ask as it stood: of whom, by when, open or decided. The outcome is there only once it was decided."""

    id: int
    text: str
    asked_of: AskedOf
    state: AskState
    due: date | None
    recommended: str
    amount_cents: int | None
    project_id: int | None
    marking: Marking
    outcome: Outcome | None = None
    outcome_note: str = ""
    decided_at: datetime | None = None

    @property
    def pointer(self) -> Pointer:
        """The ask."""
        return "ask", self.id


@dataclass(frozen=True)
class ProjectStanding:
    """A project as it was known that day.

    ``evidence`` is what dates and dollars suggest; nothing judges it yet, so it is None and no page shows it.
    """

    id: int
    slug: str
    name: str
    phase: Phase
    marking: Marking
    initiative_id: int | None
    lead_department_id: int | None
    supporting_ids: frozenset[int]
    manager_id: int | None
    starts_on: date | None
    ends_on: date | None
    report: Report | None = None
    milestones: tuple[MilestoneStanding, ...] = ()
    money: tuple[YearMoney, ...] = ()
    risks: tuple[RiskStanding, ...] = ()
    overdue: Overdue | None = None
    recorded_on: date | None = None  # the Los Angeles day it was stored, before which nobody knew of it
    evidence: None = None

    @property
    def markings(self) -> set[Marking]:
        """The markings of the project and of what is told of it."""
        told = {self.marking, *(each.marking for each in self.milestones), *(each.marking for each in self.money)}
        return told | {self.report.marking} if self.report else told

    @property
    def reported(self) -> Rating:
        """The overall rating reported; not rated where there is no update, or it rated nothing."""
        return self.report.overall if self.report else Rating.NOT_RATED

    @property
    def is_ended(self) -> bool:
        """Whether it was closed or cancelled."""
        return self.phase in ENDED_PHASES

    @property
    def department_ids(self) -> frozenset[int]:
        """The lead department and the supporting ones."""
        return self.supporting_ids | ({self.lead_department_id} if self.lead_department_id else set())

    @property
    def pointer(self) -> Pointer:
        """The project."""
        return "project", self.id


@dataclass(frozen=True)
class Snapshot:
    """The portfolio as a function of a day and a reader.

    ``leaves_out`` says that something of that day is not in it because the reader may not see it. Projects stand by
    name, departments and initiatives in the order of the reference data.
    """

    as_of: date
    initiatives: tuple[Place, ...]
    departments: tuple[Place, ...]
    projects: tuple[ProjectStanding, ...]
    asks: tuple[AskStanding, ...]
    overdue: Overdue | None = None
    leaves_out: bool = False

    @cached_property
    def running(self) -> tuple[ProjectStanding, ...]:
        """The projects that were neither closed nor cancelled."""
        return tuple(project for project in self.projects if not project.is_ended)

    @cached_property
    def by_id(self) -> Mapping[int, ProjectStanding]:
        """The projects by id."""
        return {project.id: project for project in self.projects}

    def waiting_for(self, asked_of: AskedOf) -> tuple[AskStanding, ...]:
        """The decisions that wait for this person, soonest needed first; undated ones last.

        An ask for the Deputy Mayor that is not forwarded yet is not among them.
        """
        waiting = [ask for ask in self.asks if ask.state is AskState.OPEN and ask.asked_of is asked_of]
        return tuple(sorted(waiting, key=lambda ask: (ask.due or date.max, ask.id)))


def total(amounts: Iterable[YearMoney], fiscal_year: int) -> YearMoney:
    """The sums of one fiscal year; what nobody recorded stays None."""
    chosen = [money for money in amounts if money.fiscal_year == fiscal_year]

    def added(values: Iterable[int | None]) -> int | None:
        known = [value for value in values if value is not None]
        return sum(known) if known else None

    return YearMoney(
        fiscal_year,
        added(money.appropriated for money in chosen),
        added(money.encumbered for money in chosen),
        added(money.expended for money in chosen),
        added(money.forecast for money in chosen),
    )
