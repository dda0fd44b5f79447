"""Asks, and what weighs on a project at a moment: open risks and overdue action items."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    Integer,
    String,
    and_,
    cast,
    exists,
    func,
    literal,
    literal_column,
    null,
    or_,
    select,
    union_all,
)

from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import strictest
from mobi_tracker.commitments.models import ActionItem, ActionItemState, Ask, AskStateRow
from mobi_tracker.commitments.vocabulary import ActionState, AskState
from mobi_tracker.core.dated import latest_state
from mobi_tracker.core.withdrawals import stood_among, stood_at, withdrawn_by
from mobi_tracker.portfolio.models import Department, Initiative
from mobi_tracker.projects.models.project import Project, ProjectState
from mobi_tracker.projects.models.risk import Risk, RiskRating, RiskStateRow
from mobi_tracker.projects.vocabulary import ACTIVE_PHASES, ENDED_PHASES, RiskKind, RiskState
from mobi_tracker.standing.facts import AskStanding, OverdueStanding, RiskStanding
from mobi_tracker.standing.kept import is_closed
from mobi_tracker.standing.models import Explanation
from mobi_tracker.standing.queries.moments import Asked, At, latest, rows_at


def asks_at(asked: Asked, with_past: bool) -> list[tuple[tuple[AskStanding, ...], bool]]:
    """For each moment, the asks, and whether one was left out for the reader.

    Without the past those decided by the earliest of the moments are left out.
    """
    return [_as_asks(rows) for rows in rows_at(_asks, asked, None if with_past else asked.earliest)]


def _asks(at: At, viewer: Viewer, open_at: int | None) -> Any:
    rows = (
        select(Ask.id, Ask.text, AskStateRow.asked_of, AskStateRow.state, AskStateRow.due)
        .add_columns(Ask.recommended, Ask.amount_cents, Ask.project_id, Ask.marking, Ask.marking_floor)
        .add_columns(Ask.outcome, Ask.outcome_note, Ask.decided_at, Ask.visible_to(viewer).label("is_visible"))
        .join(AskStateRow, AskStateRow.id == latest_state(Ask, at.end, at.day))
        .where(stood_at(Ask, at.end))
    )
    if open_at is not None:
        # What is not decided today, or was decided after that moment, was not decided by it.
        rows = rows.where(or_(Ask.state != AskState.DECIDED, Ask.decided_at > At.place(open_at).end))
    return at.limited(rows, Ask.project_id)


def _as_asks(rows: Sequence[Any]) -> tuple[tuple[AskStanding, ...], bool]:
    asks = []
    for row in rows:
        if row.is_visible:
            marking = strictest(row.marking, row.marking_floor)
            ends = row[10:13] if row.state is AskState.DECIDED else ()
            asks.append(AskStanding(*(*row[:8], marking, *ends)))
    return tuple(sorted(asks, key=lambda ask: ask.id)), any(not row.is_visible for row in rows)


@dataclass(frozen=True)
class Weights:
    """What weighs on projects, by project. ``promised`` are those with an open action that has a due day, where
    nothing else of an active project could be judged.
    """

    risks: Mapping[int, tuple[RiskStanding, ...]] = field(default_factory=dict)
    overdue: Mapping[int, tuple[OverdueStanding, ...]] = field(default_factory=dict)
    promised: frozenset[int] = frozenset()


def weights_at(asked: Asked, limits: tuple[int, ...], with_every: bool) -> list[Weights]:
    """The open risks, and the open action items overdue by more days than the limit of each moment.

    Unless every one is wanted, of each project only the longest overdue item that is explained, and the longest that
    is not, each with the number of the others like it. Of projects that the reader may not see there may be some, too:
    who asks leaves those projects out.
    """
    before = {
        f"before_{number}": moment.day - timedelta(days=limit)
        for number, (moment, limit) in enumerate(zip(asked.moments, limits, strict=True))
    }
    return [_as_weights(rows) for rows in rows_at(_weights, asked, with_every, **before)]


def _weights(at: At, viewer: Viewer, with_every: bool) -> Any:
    parts = (_risks(at, viewer), _overdue(at, viewer, with_every), _promised(at, viewer))
    kept = union_all(*(at.limited(each, project_id) for each, project_id in parts)).subquery()
    return select(*kept.c)


def _risks(at: At, viewer: Viewer) -> tuple[Any, Any]:
    ratings = select(RiskRating.id).where(RiskRating.risk_id == Risk.id, stood_among(RiskRating, at.end))
    rows = (
        select(literal_column("'risk'").label("part"), Risk.project_id, Risk.id, Risk.text, RiskStateRow.due)
        .add_columns(cast(Risk.kind, String).label("kind"), RiskRating.likelihood, RiskRating.impact)
        .add_columns(literal_column("0").label("others"))
        .join(RiskStateRow, RiskStateRow.id == latest_state(Risk, at.end, at.day))
        .outerjoin(RiskRating, RiskRating.id == latest(ratings, RiskRating, at, Risk))
        .where(or_(Risk.state == RiskState.OPEN, Risk.id.in_(_changed(RiskStateRow, at))))
        .where(RiskStateRow.state == RiskState.OPEN, stood_among(Risk, at.end), Risk.visible_beside(viewer))
    )
    return rows, Risk.project_id


def _changed(states: Any, at: At) -> Any:
    """The records whose state has changed since the moment: what is closed today may have been open then."""
    return select(states.record_id).where(states.recorded_at > at.end)


def _overdue(at: At, viewer: Viewer, with_every: bool) -> tuple[Any, Any]:
    """Read from the index of the states alone, for among very many items it is the items that cost: those left out
    are named, instead of each of the others being looked at.
    """
    state = ActionItemState
    # Two ways to have held then, each found by the index: never replaced, or replaced later.
    held = (
        select(state.project_id, state.record_id, state.due)
        .where(state.state == ActionState.OPEN, ended, state.due < at.before, state.recorded_at <= at.end)
        .where(state.project_id.is_not(None), state.record_id.not_in(_left_out(at, viewer)))
        for ended in (state.replaced_at.is_(None), state.replaced_at > at.end)
    )
    was = union_all(*(at.limited(each, state.project_id) for each in held)).subquery()
    if with_every:
        return _as_part(was, was.c.record_id, was.c.due, literal(0)), was.c.project_id
    # The first by due day, then by id, as the least of one text, which takes one look at each.
    place = cast(was.c.due, String) + cast(cast(was.c.record_id, BigInteger) + _WIDE, String)
    is_explained = was.c.record_id.in_(_explained(at))
    first = (
        select(was.c.project_id, func.min(place).label("place"), (func.count() - 1).label("others"))
        .group_by(was.c.project_id, is_explained)
        .subquery()
    )
    record_id = cast(func.substr(first.c.place, _DAY + 1), BigInteger) - _WIDE
    held_then = and_(state.record_id == record_id, state.held_at(at.end))
    return _as_part(first, record_id, state.due, first.c.others).join(state, held_then), first.c.project_id


_DAY = len("2026-07-01")
_WIDE = 10**12  # added to an id, so that ids in order are texts in order


def _as_part(found: Any, record_id: Any, due: Any, others: Any) -> Any:
    return (
        select(literal_column("'overdue'"), found.c.project_id, ActionItem.id, ActionItem.text, due)
        .add_columns(cast(null(), String), cast(null(), Integer), cast(null(), Integer), others)
        .select_from(found)
        .join(ActionItem, ActionItem.id == record_id)
    )  # fmt: skip


def _left_out(at: At, viewer: Viewer) -> Any:
    """The items that were withdrawn then, or that the reader may not see, but for their projects, which whoever asks
    looks at.
    """
    item = ActionItem
    elsewhere = (
        select(item.id).where(key.in_(select(model.id).where(~model.visible_to(viewer))))
        for key, model in ((item.initiative_id, Initiative), (item.department_id, Department))
    )
    unseen = select(item.id).where(is_closed(), ~item.visible_beside(viewer))
    return union_all(withdrawn_by(item, at.end), unseen, *elsewhere)


def _explained(at: At) -> Any:
    return select(Explanation.about_id).where(
        Explanation.about_kind == ActionItem.__kind__, Explanation.on <= at.day, Explanation.review_on > at.day,
        stood_at(Explanation, at.end),
    )  # fmt: skip


def _promised(at: At, viewer: Viewer) -> tuple[Any, Any]:
    """The running projects whose silence is not judged, having no active phase or no start, and that have an open
    action item with a due day.
    """
    state, project = ActionItemState, ProjectState
    promised = select(state.id).where(
        state.project_id == project.record_id, state.state == ActionState.OPEN, state.due.is_not(None),
        state.held_at(at.end), state.record_id.not_in(_left_out(at, viewer)),
    )  # fmt: skip
    columns: tuple[Any, ...] = (literal_column("'promised'"), Project.id, literal_column("0"), literal_column("''"))
    nothing: tuple[Any, ...] = (cast(null(), String), cast(null(), Integer), cast(null(), Integer), literal_column("0"))
    is_quiet = or_(project.phase.not_in(ACTIVE_PHASES), project.starts_on.is_(None))
    rows = select(*columns, cast(null(), ActionItem.due.type), *nothing).select_from(Project)
    rows = rows.join(project, project.id == latest_state(Project, at.end, at.day))
    rows = rows.where(project.phase.not_in(ENDED_PHASES), is_quiet, exists(promised.correlate(project)))
    return rows, Project.id


def _as_weights(rows: Sequence[Any]) -> Weights:
    risks: defaultdict[int, list[RiskStanding]] = defaultdict(list)
    overdue: defaultdict[int, list[OverdueStanding]] = defaultdict(list)
    promised = set()
    for row in rows:
        if row.part == "risk":
            risk = RiskStanding(
                row.id, row.project_id, RiskKind(row.kind), row.text, row.due, row.likelihood, row.impact
            )
            risks[row.project_id].append(risk)
        elif row.part == "overdue":
            overdue[row.project_id].append(OverdueStanding(row.id, row.text, row.due, row.others))
        else:
            promised.add(row.project_id)
    return Weights(
        {key: tuple(sorted(each, key=_heaviest_first)) for key, each in risks.items()},
        {key: tuple(sorted(each, key=lambda one: (one.due, one.id))) for key, each in overdue.items()},
        frozenset(promised),
    )


def _heaviest_first(risk: RiskStanding) -> tuple[int, int]:
    return -(risk.score or 0), risk.id
