"""One project's facts and a day in; what the evidence says, and why, out.

The facts are those that hold on the day: what speaks of a later day, or was recorded later, is left out by the caller.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache

from mobi_tracker.city.fiscal_year import FiscalYear
from mobi_tracker.projects.vocabulary import ACTIVE_PHASES, ENDED_PHASES, Phase, Rating
from mobi_tracker.standing.evidence.thresholds import DEFAULTS, Thresholds
from mobi_tracker.standing.vocabulary import Evidence, Rule

Pointer = tuple[str, int]
Number = int | Fraction


@dataclass(frozen=True)
class OpenMilestone:
    """A milestone with no actual: its latest baseline and its latest forecast; at least one of them is there."""

    name: str
    baseline: date | None
    forecast: date | None
    pointer: Pointer | None = None

    @property
    def expected(self) -> date | None:
        """Its forecast, or its baseline where nobody forecast another day."""
        return self.forecast or self.baseline


@dataclass(frozen=True)
class Line:
    """A funding line with the latest amount of each kind, in cents; None is nothing recorded."""

    source: str
    fiscal_year: FiscalYear
    appropriated: int | None = None
    expended: int | None = None
    forecast: int | None = None
    pointer: Pointer | None = None

    @property
    def name(self) -> str:
        """As the City writes it: "2026-27 General Fund"."""
        return f"{self.fiscal_year} {self.source}".strip()


@dataclass(frozen=True)
class OpenRisk:
    """An open risk or issue and its latest likelihood × impact, 1 to 25."""

    name: str
    score: int
    pointer: Pointer | None = None


@dataclass(frozen=True)
class OpenCommitment:
    """An open action item or ask with a due day. ``others``: how many more of the project are past their limit, too,
    and left out for being due later.
    """

    text: str
    due: date
    pointer: Pointer | None = None
    others: int = 0


@dataclass(frozen=True)
class Facts:
    """What can be judged of a project on a day. ``spoken_on`` is the day of its last status update."""

    phase: Phase
    start: date | None = None
    spoken_on: date | None = None
    milestones: tuple[OpenMilestone, ...] = ()
    lines: tuple[Line, ...] = ()
    risks: tuple[OpenRisk, ...] = ()
    commitments: tuple[OpenCommitment, ...] = ()
    pointer: Pointer | None = None
    has_more_to_judge: bool = False  # something else could be judged and was left out, for it cannot fire


@dataclass(frozen=True)
class Reason:
    """A rule that fired: of what, and by how much (days, percent, points or a score; None: beyond measure).

    ``value`` is exact; ``shown`` is what is told of it.
    """

    rule: Rule
    rating: Evidence
    about: str | None
    value: Number | None
    pointer: Pointer | None = None
    others: int = 0

    @property
    def shown(self) -> int | float | None:
        """The value as it is shown: whole days and scores, percent and points to one decimal."""
        if self.value is None or isinstance(self.value, int):
            return self.value
        return float(round(self.value, 1))


@dataclass(frozen=True)
class Judgement:
    """What the evidence says, the worst reason first."""

    rating: Evidence
    reasons: tuple[Reason, ...] = ()


UNKNOWN = Judgement(Evidence.UNKNOWN)
NOTHING_FIRED = Judgement(Evidence.ON_TRACK)

_SHARES = (Rule.OVERRUN, Rule.BURN)
_Subject = OpenMilestone | Line | OpenRisk | OpenCommitment | None


def judge(facts: Facts, as_of: date, thresholds: Thresholds = DEFAULTS) -> Judgement:
    """The worst rating among the rules that fire; on track where something could be judged and nothing fired.

    Projects closed or cancelled are not judged.
    """
    if facts.phase in ENDED_PHASES:
        return UNKNOWN
    reasons = []
    is_judged = facts.has_more_to_judge
    for rule, subject, value, of in _values(facts, as_of):
        is_judged = True
        rating = Evidence.OFF_TRACK if value is None else thresholds[rule].rating(value, of)
        if rating is not Evidence.ON_TRACK:
            reasons.append(_reason(rule, rating, subject, value, of, facts))
    if not reasons:
        return NOTHING_FIRED if is_judged else UNKNOWN
    reasons.sort(key=_weight)
    return Judgement(reasons[0].rating, tuple(reasons))


def _reason(rule: Rule, rating: Evidence, subject: _Subject, value: int | None, of: int, facts: Facts) -> Reason:
    exact = value if value is None or rule not in _SHARES else Fraction(value, of)
    if subject is None:
        return Reason(rule, rating, None, exact, facts.pointer)
    if isinstance(subject, OpenCommitment):
        return Reason(rule, rating, subject.text, exact, subject.pointer, subject.others)
    return Reason(rule, rating, subject.name, exact, subject.pointer)


def is_gap(reported: Rating, evidence: Evidence) -> bool:
    """Whether a rating was reported and the evidence is worse."""
    return reported is not Rating.NOT_RATED and evidence.severity > reported.severity


# What is judged, its value and what that is a share of: a value is told exactly, as value ÷ of.
_Value = tuple[Rule, _Subject, int | None, int]


def _values(facts: Facts, as_of: date) -> Iterator[_Value]:
    """Every value that a threshold is held against."""
    for milestone in facts.milestones:
        yield from _of_milestone(milestone, as_of)
    for line in facts.lines:
        yield from _of_line(line, as_of)
    for risk in facts.risks:
        yield Rule.RISK, risk, risk.score, 1
    for each in facts.commitments:
        yield Rule.OVERDUE, each, (as_of - each.due).days, 1
    since = facts.spoken_on or facts.start
    if since is not None and facts.phase in ACTIVE_PHASES:
        yield Rule.SILENCE, None, (as_of - since).days, 1


def _of_milestone(milestone: OpenMilestone, as_of: date) -> Iterable[_Value]:
    expected = milestone.expected
    if expected is None:
        return
    if milestone.baseline is not None:
        yield Rule.MILESTONE_SLIP, milestone, (expected - milestone.baseline).days, 1
    yield Rule.MILESTONE_OVERDUE, milestone, (as_of - expected).days, 1


@lru_cache(maxsize=1024)  # a portfolio has thousands of lines in a handful of years
def _year(year: FiscalYear, as_of: date) -> tuple[int, int]:
    """The days of a fiscal year, and those gone through that day."""
    return year.length, year.days_elapsed(as_of)


def _of_line(line: Line, as_of: date) -> Iterable[_Value]:
    if line.appropriated and line.appropriated > 0:
        if line.forecast is not None:
            yield Rule.OVERRUN, line, (line.forecast - line.appropriated) * 100, line.appropriated
        length, gone = _year(line.fiscal_year, as_of)
        ahead = (line.expended or 0) * length - gone * line.appropriated
        yield Rule.BURN, line, ahead * 100, line.appropriated * length
    elif line.forecast and line.forecast > 0:
        yield Rule.OVERRUN, line, None, 1


_ORDER = {rule: number for number, rule in enumerate(Rule)}


def _weight(reason: Reason) -> tuple[int, int, bool, Number, str]:
    """The worst rating first, then by rule; of one rule what is beyond measure, then the largest value."""
    value = reason.value if reason.value is not None else 0
    return -reason.rating.severity, _ORDER[reason.rule], reason.value is not None, -value, reason.about or ""
