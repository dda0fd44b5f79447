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
from mobi_tracker.standing.evidence.judge import UNKNOWN, Judgement, Pointer, Reason, is_gap
from mobi_tracker.standing.vocabulary import Rule


@dataclass(frozen=True)
class Place:
    """A department or an initiative under the name it bore that day. ``short`` is its abbreviation, or the name."""

    id: int
    slug: str
    name: str
    short: str


@dataclass(frozen=True)
class Report:
    """The status update that holds. ``credited_to`` is shown as "per ITA"; blank where nobody is named.

    ``evidence_reason`` says why it is better than the evidence; blank where nobody has said.
    """

    id: int
    on: date
    overall: Rating
    schedule: Rating
    budget: Rating
    scope: Rating
    credited_to: str
    reason: str
    narrative: str
    evidence_reason: str = ""
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

    @cached_property
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
class LineStanding:
    """A funding line with the latest amount of each kind, in cents; None is nothing recorded.

    The fiscal year is known by the year it begins in.
    """

    id: int
    project_id: int
    fiscal_year: int
    source: str
    appropriated: int | None = None
    encumbered: int | None = None
    expended: int | None = None
    forecast: int | None = None
    marking: Marking = field(default=Marking.INTERNAL, kw_only=True)

    @property
    def pointer(self) -> Pointer:
        """The funding line."""
        return "funding_line", self.id


@dataclass(frozen=True)
class YearMoney:
    """Money in one fiscal year (the year it begins in), in cents; None is nothing recorded."""

    fiscal_year: int
    appropriated: int | None = None
    encumbered: int | None = None
    expended: int | None = None
    forecast: int | None = None


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
class OverdueStanding:
    """An open action item past its due day. ``others`` is how many more of its project there are that stand for it."""

    id: int
    text: str
    due: date
    others: int = 0

    @property
    def pointer(self) -> Pointer:
        """The action item."""
        return "action_item", self.id


@dataclass(frozen=True)
class ExplanationStanding:
    """Why a rule fires for a record, until the day on which it is looked at again.

    ``author`` is who said so; blank where only the reason is asked for.
    """

    id: int
    rule: Rule
    about: Pointer
    on: date
    review_on: date
    reason: str
    author: str = ""

    @property
    def of(self) -> tuple[Rule, Pointer]:
        """The rule and the record that it explains."""
        return self.rule, self.about


@dataclass(frozen=True)
class OpinionStanding:
    """The Executive Officer's own rating of a project, and why."""

    id: int
    on: date
    rating: Rating
    reason: str


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
    """A project as it was known that day: what was reported, and beside it what the evidence says and why."""

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
    lines: tuple[LineStanding, ...] = ()
    risks: tuple[RiskStanding, ...] = ()
    overdue: tuple[OverdueStanding, ...] = ()
    explanations: tuple[ExplanationStanding, ...] = ()
    opinion: OpinionStanding | None = None
    evidence: Judgement = UNKNOWN
    priority_ids: frozenset[int] = frozenset()
    districts: frozenset[int] = frozenset()
    recorded_on: date | None = None  # the Los Angeles day it was stored, before which nobody knew of it

    @property
    def markings(self) -> set[Marking]:
        """The markings of the project and of what is told of it."""
        told = {self.marking, *(each.marking for each in self.milestones), *(each.marking for each in self.lines)}
        return told | {self.report.marking} if self.report else told

    @property
    def reported(self) -> Rating:
        """The overall rating reported; not rated where there is no update, or it rated nothing."""
        return self.report.overall if self.report else Rating.NOT_RATED

    @cached_property
    def money(self) -> tuple[YearMoney, ...]:
        """Its money by fiscal year, the earliest first."""
        return tuple(total(self.lines, year) for year in sorted({line.fiscal_year for line in self.lines}))

    @property
    def is_ended(self) -> bool:
        """Whether it was closed or cancelled."""
        return self.phase in ENDED_PHASES

    @property
    def is_gap(self) -> bool:
        """Whether a rating was reported and the evidence is worse."""
        return is_gap(self.reported, self.evidence.rating)

    def explanation_of(self, reason: Reason) -> ExplanationStanding | None:
        """Why that reason is no surprise, where somebody said so and the day of review is still to come."""
        found = (each for each in self.explanations if each.of == (reason.rule, reason.pointer))
        return next(found, None)

    @cached_property
    def against(self) -> tuple[Reason, ...]:
        """The reasons that are worse than what was reported, those that nobody explained first."""
        if not self.is_gap:  # the evidence is the worst of its reasons
            return ()
        reported = self.reported.severity
        worse = [each for each in self.evidence.reasons if each.rating.severity > reported]
        if not self.explanations:
            return tuple(worse)
        return tuple(sorted(worse, key=lambda each: self.explanation_of(each) is not None))

    @cached_property
    def is_explained(self) -> bool:
        """Whether there is a gap, and everything that makes it is explained."""
        return self.is_gap and all(self.explanation_of(each) for each in self.against)

    @property
    def is_reason_owed(self) -> bool:
        """Whether it is reported better than the evidence and nobody said why. Silence alone asks for no reason: the
        next report ends it.
        """
        if self.report is None or self.report.evidence_reason.strip():
            return False
        return any(each.rule is not Rule.SILENCE for each in self.against)

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
    name, departments and initiatives in the order of the reference data. Where ``is_whole`` is no, it is of an instant
    within the day, and what was recorded later on that day is not in it.
    """

    as_of: date
    initiatives: tuple[Place, ...]
    departments: tuple[Place, ...]
    projects: tuple[ProjectStanding, ...]
    asks: tuple[AskStanding, ...]
    leaves_out: bool = False
    is_whole: bool = True
    elsewhere: frozenset[int] = frozenset()  # projects of a scope on another day, which stood outside it on this one

    @cached_property
    def running(self) -> tuple[ProjectStanding, ...]:
        """The projects that were neither closed nor cancelled."""
        return tuple(project for project in self.projects if not project.is_ended)

    @cached_property
    def gaps(self) -> tuple[ProjectStanding, ...]:
        """The projects whose evidence is worse than their report and not wholly explained: the worst first."""
        return tuple(sorted((each for each in self.running if each.is_gap and not each.is_explained), key=_worst_first))

    @cached_property
    def explained(self) -> tuple[ProjectStanding, ...]:
        """The projects whose evidence is worse than their report, where all of it is explained for now."""
        return tuple(each for each in self.running if each.is_explained)

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


def _worst_first(project: ProjectStanding) -> tuple[int, int, int, str]:
    """The longest way from report to evidence first, then the worse evidence, then more reasons."""
    evidence = project.evidence
    step = evidence.rating.severity - project.reported.severity
    return -step, -evidence.rating.severity, -len(evidence.reasons), project.name.casefold()


def total(amounts: Iterable[YearMoney | LineStanding], fiscal_year: int) -> YearMoney:
    """The sums of one fiscal year; what nobody recorded stays None."""
    chosen = [money for money in amounts if money.fiscal_year == fiscal_year]
    return YearMoney(
        fiscal_year,
        _added([money.appropriated for money in chosen]),
        _added([money.encumbered for money in chosen]),
        _added([money.expended for money in chosen]),
        _added([money.forecast for money in chosen]),
    )


def _added(values: list[int | None]) -> int | None:
    if len(values) == 1:  # as nearly all lines are the only one of their year
        return values[0]
    known = [value for value in values if value is not None]
    return sum(known) if known else None
