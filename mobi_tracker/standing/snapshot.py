"""The portfolio as a function of a day and a reader.

Two times decide (product.md, Two times): what was recorded after the end of the day in Los Angeles does not exist; of
the rest the latest ``on``, then the latest ``recorded_at``, holds. Who may see what is decided by today's marking and
today's role, whatever the day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import Marking, strictest
from mobi_tracker.city.clock_zone import day_of
from mobi_tracker.standing.facts import AskStanding, Overdue, Place, ProjectStanding, Report, Snapshot
from mobi_tracker.standing.queries.commitments import asks_at, overdue_at, risks_at
from mobi_tracker.standing.queries.milestones import Milestones, milestones_at
from mobi_tracker.standing.queries.moments import Moment
from mobi_tracker.standing.queries.money import Money, money_at
from mobi_tracker.standing.queries.projects import places_at, projects_at, supporters_at
from mobi_tracker.standing.queries.statuses import reports_at
from mobi_tracker.standing.vocabulary import Part


@dataclass(frozen=True)
class _Facts:
    """What the queries found for one moment, by project where they hang on one."""

    projects: Sequence[Any]
    supporters: Mapping[int, frozenset[int]]
    places: tuple[tuple[Place, ...], tuple[Place, ...]]
    reports: tuple[Mapping[int, Report], bool]
    milestones: tuple[Milestones, bool]
    asks: tuple[tuple[AskStanding, ...], bool]
    money: tuple[Money, bool] = ({}, False)
    risks: Mapping[int, tuple[Any, ...]] = field(default_factory=dict)
    overdue: Mapping[int | None, Overdue] = field(default_factory=dict)


def snapshot(as_of: date, viewer: Viewer) -> Snapshot:
    """Everything this reader may know of the portfolio as it was known at the end of a Los Angeles day."""
    return snapshots((as_of,), viewer)[0]


def snapshots(days: Sequence[date], viewer: Viewer, parts: Part = Part.WHOLE) -> tuple[Snapshot, ...]:
    """Snapshots of several days, in the order given, for the price in queries of one.

    Without ``Part.PAST`` the milestones reached and the asks decided before the earliest of the days are left out;
    without another part its figures are empty.
    """
    moments = [Moment.of(day) for day in days]
    with_past = Part.PAST in parts
    found: dict[str, Sequence[Any]] = {
        "projects": projects_at(moments, viewer),
        "supporters": supporters_at(moments, viewer),
        "places": places_at(moments, viewer),
        "reports": reports_at(moments, viewer),
        "milestones": milestones_at(moments, viewer, with_past),
        "asks": asks_at(moments, viewer, with_past),
    }
    if Part.MONEY in parts:
        found["money"] = money_at(moments, viewer)
    elif Part.MONEY_OF_FIRST in parts:
        found["money"] = [*money_at(moments[:1], viewer), *[({}, False)] * (len(moments) - 1)]
    if Part.RISKS in parts:
        found["risks"] = risks_at(moments, viewer)
    if Part.ACTIONS in parts:
        found["overdue"] = overdue_at(moments, viewer)
    facts = [_Facts(**{name: each[number] for name, each in found.items()}) for number in range(len(moments))]
    return tuple(_assembled(day, each) for day, each in zip(days, facts, strict=True))


def _assembled(as_of: date, facts: _Facts) -> Snapshot:
    initiatives, departments = facts.places
    projects = sorted(_projects(facts), key=lambda project: (project.name.casefold(), project.id))
    left_out = (facts.reports[1], facts.milestones[1], facts.asks[1], facts.money[1])
    return Snapshot(
        as_of,
        initiatives,
        departments,
        tuple(projects),
        tuple(_asks(facts.asks[0], {project.id: project.marking for project in projects})),
        _all_overdue(facts.overdue.values()),
        any(left_out) or any(not row.is_visible for row in facts.projects),
    )


def _projects(facts: _Facts) -> Iterable[ProjectStanding]:
    known_initiatives, known_departments = ({place.id for place in places} for places in facts.places)
    for row in facts.projects:
        if row.is_visible:
            yield ProjectStanding(
                id=row.id,
                slug=row.slug,
                name=row.name,
                phase=row.phase,
                marking=strictest(row.marking, row.marking_floor),
                # A place that the reader may not see, or that does not stand, is no place for them.
                initiative_id=row.initiative_id if row.initiative_id in known_initiatives else None,
                lead_department_id=row.lead_department_id if row.lead_department_id in known_departments else None,
                supporting_ids=facts.supporters.get(row.id, frozenset()) & known_departments,
                manager_id=row.manager_id,
                starts_on=row.starts_on,
                ends_on=row.ends_on,
                report=facts.reports[0].get(row.id),
                milestones=facts.milestones[0].get(row.id, ()),
                money=facts.money[0].get(row.id, ()),
                risks=facts.risks.get(row.id, ()),
                overdue=facts.overdue.get(row.id),
                recorded_on=day_of(row.recorded_at),
            )


def _asks(asks: Iterable[AskStanding], of_projects: Mapping[int, Marking]) -> Iterable[AskStanding]:
    """The asks, each as strictly marked as the project it hangs on."""
    for ask in asks:
        marking = strictest(ask.marking, of_projects.get(ask.project_id or 0, ask.marking))
        yield ask if marking is ask.marking else replace(ask, marking=marking)


def _all_overdue(each: Iterable[Overdue]) -> Overdue | None:
    known = list(each)
    if not known:
        return None
    return Overdue(sum(one.count for one in known), min(one.oldest_due for one in known))
