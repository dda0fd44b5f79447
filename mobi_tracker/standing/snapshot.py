"""The portfolio as a function of a day and a reader.

Two times decide (product.md, Two times): what was recorded after the end of the day in Los Angeles does not exist; of
the rest the latest ``on``, then the latest ``recorded_at``, holds. Who may see what is decided by today's marking and
today's role, whatever the day. Evidence is judged by the thresholds of the day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import Marking, strictest
from mobi_tracker.city.clock_zone import day_of
from mobi_tracker.core.settings import values_at
from mobi_tracker.projects.vocabulary import ENDED_PHASES
from mobi_tracker.standing.evidence.judge import UNKNOWN, Judgement, judge
from mobi_tracker.standing.evidence.thresholds import Thresholds
from mobi_tracker.standing.facts import (
    AskStanding,
    LineStanding,
    MilestoneStanding,
    OverdueStanding,
    Place,
    ProjectStanding,
    Report,
    RiskStanding,
    Snapshot,
)
from mobi_tracker.standing.judging import facts as facts_from
from mobi_tracker.standing.queries.commitments import Weights, asks_at, weights_at
from mobi_tracker.standing.queries.milestones import Milestones, milestones_at
from mobi_tracker.standing.queries.moments import ALL, Asked, Moment, Scope
from mobi_tracker.standing.queries.money import Lines, lines_at
from mobi_tracker.standing.queries.opinions import Opinions, opinions_at
from mobi_tracker.standing.queries.projects import numbers_in, places_at, projects_at
from mobi_tracker.standing.queries.statuses import reports_at
from mobi_tracker.standing.settings import LIMITS, thresholds_of
from mobi_tracker.standing.vocabulary import Part, Rule


@dataclass(frozen=True)
class _Facts:
    """What the queries found for one moment, by project where they hang on one."""

    projects: Sequence[Any]
    places: tuple[tuple[Place, ...], tuple[Place, ...]]
    reports: tuple[Mapping[int, Report], bool]
    milestones: tuple[Milestones, bool]
    asks: tuple[tuple[AskStanding, ...], bool]
    lines: tuple[Lines, bool] = ({}, False)
    weights: Weights = field(default_factory=Weights)
    opinions: Opinions = field(default_factory=Opinions)
    thresholds: Thresholds | None = None


def snapshot(as_of: date, viewer: Viewer) -> Snapshot:
    """Everything this reader may know of the portfolio as it was known at the end of a Los Angeles day."""
    return snapshots((as_of,), viewer)[0]


def snapshots(
    days: Sequence[date | Moment], viewer: Viewer, parts: Part = Part.WHOLE, scope: Scope = ALL, ahead: int = 0
) -> tuple[Snapshot, ...]:
    """Snapshots of several days, in the order given, for the price in queries of one.

    A ``Moment`` in place of a day ends that day early: what was recorded after its end is not there.
    What ``parts`` does not ask for is empty. With a scope the projects are those of one record, which the day decides:
    a project that was in the initiative on one of the days only is in that day's snapshot only. With ``ahead`` what
    will be overdue so many days later is there too; evidence is still that of the day.
    """
    asked = Asked(tuple(day if isinstance(day, Moment) else Moment.of(day) for day in days), viewer, scope)
    with_past = Part.PAST in parts
    found: dict[str, Sequence[Any]] = {
        "projects": projects_at(asked, Part.SERVING in parts),
        "places": places_at(asked),
        "reports": reports_at(asked),
        "milestones": milestones_at(asked, with_past),
        "asks": asks_at(asked, with_past),
    }
    is_judged = bool(parts & (Part.EVIDENCE | Part.JUDGED))
    if Part.MONEY in parts or is_judged:
        found["lines"] = lines_at(asked, Part.MONEY in parts)
    if is_judged:
        thresholds = [thresholds_of(each) for each in values_at(LIMITS.values(), [one.end for one in asked.moments])]
        limits = tuple(each[Rule.OVERDUE].at_risk - ahead for each in thresholds)
        found["thresholds"] = thresholds
        found["weights"] = weights_at(asked, limits, Part.EVERY in parts)
    if Part.EVIDENCE in parts:
        found["opinions"] = opinions_at(asked)
    facts = [_Facts(**{name: each[number] for name, each in found.items()}) for number in range(len(asked.moments))]
    return tuple(_assembled(moment, each, scope) for moment, each in zip(asked.moments, facts, strict=True))


def listed(as_of: date, viewer: Viewer, with_serving: bool = False) -> Snapshot:
    """The projects of a day and where they belong, with nothing told of them: enough to choose among them."""
    asked = Asked((Moment.of(as_of),), viewer)
    (projects,), (places,) = projects_at(asked, with_serving), places_at(asked)
    return _assembled(asked.moments[0], _Facts(projects, places, ({}, False), ({}, False), ((), False)), ALL)


def _assembled(moment: Moment, facts: _Facts, scope: Scope) -> Snapshot:
    as_of = moment.day
    initiatives, departments = facts.places
    projects = sorted(_projects(as_of, facts), key=lambda project: (project.name.casefold(), project.id))
    chosen = tuple(each for each in projects if _is_in(each, scope))
    left_out = (facts.reports[1], facts.milestones[1], facts.asks[1], facts.lines[1])
    return Snapshot(
        as_of,
        initiatives,
        departments,
        chosen,
        tuple(_asks(facts.asks[0], {project.id: project.marking for project in chosen})),
        any(left_out) or any(not row.is_visible for row in facts.projects),
        moment.is_whole,
        frozenset(each.id for each in projects) - {each.id for each in chosen},
    )


def _is_in(project: ProjectStanding, scope: Scope) -> bool:
    if scope.kind == "initiative":
        return project.initiative_id == scope.record_id
    if scope.kind == "priority":
        return scope.record_id in project.priority_ids  # which Part.SERVING brings
    return scope.kind != "department" or scope.record_id in project.department_ids


def _projects(as_of: date, facts: _Facts) -> Iterable[ProjectStanding]:
    known_initiatives, known_departments = ({place.id for place in places} for places in facts.places)
    asks: defaultdict[int | None, list[AskStanding]] = defaultdict(list)
    for ask in facts.asks[0]:
        asks[ask.project_id].append(ask)
    for row in facts.projects:
        if not row.is_visible:
            continue
        parts = _Parts.of(row.id, facts)
        yield ProjectStanding(
            id=row.id,
            slug=row.slug,
            name=row.name,
            phase=row.phase,
            marking=strictest(row.marking, row.marking_floor),
            # A place that the reader may not see, or that does not stand, is no place for them.
            initiative_id=row.initiative_id if row.initiative_id in known_initiatives else None,
            lead_department_id=row.lead_department_id if row.lead_department_id in known_departments else None,
            supporting_ids=numbers_in(row.supporting) & known_departments,
            manager_id=row.manager_id,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            report=parts.report,
            milestones=parts.milestones,
            lines=parts.lines,
            risks=parts.risks,
            overdue=parts.overdue,
            explanations=facts.opinions.explanations.get(row.id, ()),
            opinion=facts.opinions.opinions.get(row.id),
            priority_ids=numbers_in(row.priorities),
            districts=numbers_in(row.districts),
            recorded_on=day_of(row.recorded_at),
            evidence=_judged(row, parts, asks[row.id], as_of, facts),
        )


@dataclass(frozen=True)
class _Parts:
    """What hangs on one project and is judged."""

    report: Report | None
    milestones: tuple[MilestoneStanding, ...]
    lines: tuple[LineStanding, ...]
    risks: tuple[RiskStanding, ...]
    overdue: tuple[OverdueStanding, ...]

    @classmethod
    def of(cls, project_id: int, facts: _Facts) -> _Parts:
        """Those of a project."""
        weights = facts.weights
        return cls(
            facts.reports[0].get(project_id), facts.milestones[0].get(project_id, ()),
            facts.lines[0].get(project_id, ()), weights.risks.get(project_id, ()), weights.overdue.get(project_id, ()),
        )  # fmt: skip


def _judged(row: Any, parts: _Parts, asks: Sequence[AskStanding], as_of: date, facts: _Facts) -> Judgement:
    if facts.thresholds is None or row.phase in ENDED_PHASES:
        return UNKNOWN
    has_promised = row.id in facts.weights.promised
    known = facts_from(
        row.phase, row.starts_on, parts.report, parts.milestones, parts.lines, parts.risks, parts.overdue, asks,
        ("project", row.id), has_promised,
    )  # fmt: skip
    return judge(known, as_of, facts.thresholds)


def _asks(asks: Iterable[AskStanding], of_projects: Mapping[int, Marking]) -> Iterable[AskStanding]:
    """The asks, each as strictly marked as the project it hangs on."""
    for ask in asks:
        marking = strictest(ask.marking, of_projects.get(ask.project_id or 0, ask.marking))
        yield ask if marking is ask.marking else replace(ask, marking=marking)
