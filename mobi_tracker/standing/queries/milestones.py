"""Milestones with the baseline, forecast and actual that hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, ScalarSelect, Select, select
from sqlalchemy.orm import aliased

from mobi_tracker.access.policy import Viewer
from mobi_tracker.core.withdrawals import stood_at
from mobi_tracker.projects.models.milestone import Milestone, MilestoneDate
from mobi_tracker.projects.vocabulary import DateKind
from mobi_tracker.standing.facts import DateFact, MilestoneStanding
from mobi_tracker.standing.queries.moments import Moment, latest, rows_at

Milestones = dict[int, tuple[MilestoneStanding, ...]]


def _holding(column: Any, kind: DateKind, moment: Moment, viewer: Viewer) -> ScalarSelect[Any]:
    rows = select(column).where(
        MilestoneDate.milestone_id == Milestone.id,
        MilestoneDate.kind == kind,
        stood_at(MilestoneDate, moment.end),
        MilestoneDate.visible_to(viewer),
    )
    return latest(rows, MilestoneDate, moment, Milestone)


def milestones_at(
    moments: Sequence[Moment], viewer: Viewer, open_at: Moment | None
) -> list[tuple[Milestones, bool]]:
    """For each moment, the milestones by project, and whether one was left out for the reader.

    With ``open_at`` those reached by that moment are left to the past.
    """

    def standing(moment: Moment) -> Select[Any]:
        baseline, forecast, actual = (aliased(MilestoneDate, name=kind.value) for kind in DateKind)
        is_visible = Milestone.visible_to(viewer).label("is_visible")
        rows = select(Milestone.id, Milestone.project_id, Milestone.name, is_visible).select_from(Milestone)
        for kind, fact in zip(DateKind, (baseline, forecast, actual), strict=True):
            rows = rows.outerjoin(fact, fact.id == _holding(MilestoneDate.id, kind, moment, viewer)).add_columns(
                *(getattr(fact, name).label(f"{kind.value}_{name}") for name in ("id", "day", "reason", "credited_to"))
            )
        rows = rows.where(stood_at(Milestone, moment.end))
        if open_at is not None:
            rows = rows.where(_holding(MilestoneDate.day, DateKind.ACTUAL, open_at, viewer).is_(None))
        return rows

    return [_grouped(rows) for rows in rows_at(moments, standing)]


def _grouped(rows: Sequence[Row[Any]]) -> tuple[Milestones, bool]:
    grouped: defaultdict[int, list[MilestoneStanding]] = defaultdict(list)
    for row in rows:
        if row.is_visible:
            facts = (DateFact(*row[at : at + 4]) if row[at] is not None else None for at in (4, 8, 12))
            grouped[row.project_id].append(MilestoneStanding(row[0], row[1], row[2], *facts))
    ordered = {project_id: tuple(sorted(each, key=lambda one: one.id)) for project_id, each in grouped.items()}
    return ordered, any(not row.is_visible for row in rows)
