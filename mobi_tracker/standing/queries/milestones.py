"""Milestones with the baseline, forecast and actual that hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Enum, ScalarSelect, String, or_, select, type_coerce
from sqlalchemy.orm import aliased

from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import Marking, strictest
from mobi_tracker.core.withdrawals import stood_among
from mobi_tracker.projects.models.milestone import Milestone, MilestoneDate
from mobi_tracker.projects.vocabulary import DateKind
from mobi_tracker.standing.facts import DateFact, MilestoneStanding
from mobi_tracker.standing.queries.moments import Asked, At, Pair, latest, rows_at

Milestones = dict[int, tuple[MilestoneStanding, ...]]

_FACT = ("id", "day", "reason", "credited_to", "marking", "marking_floor")
_FIRST = 6  # columns of the milestone itself
_PLACES = tuple(_FIRST + number * len(_FACT) for number in range(len(DateKind)))


def milestones_at(asked: Asked, with_past: bool) -> list[tuple[Milestones, bool]]:
    """For each moment, the milestones by project, and whether one was left out for the reader.

    Without the past those reached by the earliest of the moments, and those of projects ended by then, are left out.
    """
    known: dict[tuple[int | None, ...], MilestoneStanding] = {}
    pair = Pair.of(asked)
    found = rows_at(_milestones, asked, None if with_past else asked.earliest, pair)
    return [_grouped(rows, known) for rows in (pair.completed(found) if pair else found)]


def _milestones(at: At, viewer: Viewer, open_at: int | None, pair: Pair | None) -> Any:
    is_visible = Milestone.visible_to(viewer)
    rows = (
        select(Milestone.id, Milestone.project_id, Milestone.name, is_visible.label("is_visible"))
        .add_columns(_word(Milestone.marking), _word(Milestone.marking_floor))
        .add_columns(*(_holding(MilestoneDate.id, kind, at, viewer).label(f"{kind.value}_fact") for kind in DateKind))
    )
    rows = at.limited(rows, Milestone.project_id).where(stood_among(Milestone, at.end))
    if open_at is not None:
        rows = rows.where(at.may_run(Milestone.project_id))
        reached = _holding(MilestoneDate.day, DateKind.ACTUAL, At.place(open_at), viewer)
        rows = rows.where(or_(~is_visible, reached.is_(None)))  # one out of sight only counts as left out
    if pair is not None:
        rows = pair.applied(at, rows, Milestone, MilestoneDate, MilestoneDate.milestone_id)
    # The offset keeps PostgreSQL from looking for each date twice, once to join it and once to be sure.
    kept = rows.offset(0).subquery()
    facts = {kind: aliased(MilestoneDate, name=kind.value) for kind in DateKind}
    found = select(*list(kept.c)[:_FIRST])
    for kind, fact in facts.items():
        found = found.outerjoin(fact, fact.id == kept.c[f"{kind.value}_fact"]).add_columns(
            *(_word(getattr(fact, name)).label(f"{kind.value}_{name}") for name in _FACT)
        )
    return found if pair is None else found.add_columns(kept.c.has_moved)


def _word(column: Any) -> Any:
    """A marking as its value: making a member of each takes longer than reading the row."""
    return type_coerce(column, String) if isinstance(column.type, Enum) else column


def _holding(column: Any, kind: DateKind, at: At, viewer: Viewer) -> ScalarSelect[Any]:
    """A column of the date of that kind that held for a ``Milestone`` in sight."""
    rows = select(column).where(
        MilestoneDate.milestone_id == Milestone.id,
        MilestoneDate.kind == kind,
        stood_among(MilestoneDate, at.end),
        MilestoneDate.visible_beside(viewer),
    )
    return latest(rows, MilestoneDate, at, Milestone)


def _grouped(rows: Sequence[Any], known: dict[tuple[int | None, ...], MilestoneStanding]) -> tuple[Milestones, bool]:
    """Milestones by project. One whose facts are the same on two days is the same: ``known`` keeps it."""
    grouped: defaultdict[int, list[MilestoneStanding]] = defaultdict(list)
    is_left_out = False
    for row in rows:
        if not row[3]:
            is_left_out = True
            continue
        key = (row[0], *(row[at] for at in _PLACES))
        standing = known.get(key)
        if standing is None:
            facts = [_fact(row, at) for at in _PLACES]
            standing = known[key] = MilestoneStanding(row[0], row[1], row[2], *facts, marking=_marking(row))
        grouped[row[1]].append(standing)
    ordered = {project_id: tuple(sorted(each, key=lambda one: one.id)) for project_id, each in grouped.items()}
    return ordered, is_left_out


def _fact(row: Any, at: int) -> DateFact | None:
    return DateFact(*row[at : at + 4]) if row[at] is not None else None


def _marking(row: Any) -> Marking:
    """The strictest marking of a milestone and of the dates that hold."""
    of_dates = [row[at + 4 : at + 6] for at in _PLACES if row[at] is not None]
    return strictest(row[4], row[5], *(each for pair in of_dates for each in pair))
