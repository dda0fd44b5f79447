"""What holds today of the facts that lines made: corrections and later dates, for many records in a few queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from mobi_tracker.core.database import db
from mobi_tracker.projects import queries as projects
from mobi_tracker.projects.models.milestone import Milestone, MilestoneDate
from mobi_tracker.projects.models.project import Project
from mobi_tracker.projects.models.risk import Risk, RiskRating
from mobi_tracker.projects.models.status import StatusUpdate

LONGEST_CHAIN = 50  # corrections of corrections


@dataclass(frozen=True)
class Held:
    """By id of what a line made: the update that corrects it last, its later forecast, its baseline, its rating."""

    updates: Mapping[int, StatusUpdate] = field(default_factory=dict)
    forecasts: Mapping[int, MilestoneDate] = field(default_factory=dict)
    baselines: Mapping[int, MilestoneDate] = field(default_factory=dict)
    ratings: Mapping[int, RiskRating] = field(default_factory=dict)


def held_of(records: Iterable[Any]) -> Held:
    """What holds of these records. A kind that is not among them is not asked for."""
    by_kind: dict[type, list[Any]] = {}
    for each in records:
        by_kind.setdefault(type(each), []).append(each)
    risks = [each.id for each in by_kind.get(Risk, ())]
    return Held(
        _last_corrections([each.id for each in by_kind.get(StatusUpdate, ())]),
        _later_forecasts(by_kind.get(MilestoneDate, [])),
        _baselines([each.id for each in by_kind.get(Milestone, ())]),
        projects.latest_ratings(risks) if risks else {},
    )


def _last_corrections(update_ids: list[int]) -> dict[int, StatusUpdate]:
    """The standing update at the end of the corrections of each; what nobody corrected is left out."""
    last: dict[int, StatusUpdate] = {}
    ends = {each: each for each in update_ids}
    for _ in range(LONGEST_CHAIN):
        if not ends:
            break
        rows = select(StatusUpdate).where(
            StatusUpdate.corrects_id.in_(set(ends.values())), StatusUpdate.withdrawn_at.is_(None)
        )
        by_corrected = {each.corrects_id: each for each in db.session.scalars(rows.order_by(StatusUpdate.id))}
        moved = {first: by_corrected[end] for first, end in ends.items() if end in by_corrected}
        last |= moved
        ends = {first: each.id for first, each in moved.items()}
    return last


def _later_forecasts(given: list[MilestoneDate]) -> dict[int, MilestoneDate]:
    """The last date of the same kind and day of speaking that a milestone was given after each of these."""
    if not given:
        return {}
    rows = select(MilestoneDate).where(
        MilestoneDate.milestone_id.in_({each.milestone_id for each in given}), MilestoneDate.withdrawn_at.is_(None)
    )
    last = {
        (each.milestone_id, each.kind, each.on): each for each in db.session.scalars(rows.order_by(MilestoneDate.id))
    }
    found = {each.id: last.get((each.milestone_id, each.kind, each.on)) for each in given}
    return {given_id: each for given_id, each in found.items() if each is not None and each.id > given_id}


def _baselines(milestone_ids: list[int]) -> dict[int, MilestoneDate]:
    """The first date that each milestone was given."""
    if not milestone_ids:
        return {}
    rows = select(MilestoneDate).where(MilestoneDate.milestone_id.in_(milestone_ids))
    return {each.milestone_id: each for each in db.session.scalars(rows.order_by(MilestoneDate.id.desc()))}


def load_departments(records: Iterable[Any]) -> None:
    """Load whose records these are, all at once: an analyst may change those of their own departments only."""
    ids = {each.project_id for each in records if getattr(each, "project_id", None) is not None}
    ids |= {each.milestone.project_id for each in records if isinstance(each, MilestoneDate)}
    if ids:
        db.session.scalars(select(Project).where(Project.id.in_(ids)).options(selectinload(Project.departments))).all()
