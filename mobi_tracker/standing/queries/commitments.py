"""Asks, overdue action items and open risks at a moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, or_, select

from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import strictest
from mobi_tracker.commitments.models import ActionItem, ActionItemState, Ask, AskStateRow
from mobi_tracker.commitments.vocabulary import ActionState, AskState
from mobi_tracker.core import clock
from mobi_tracker.core.dated import latest_state
from mobi_tracker.core.withdrawals import stood_at
from mobi_tracker.projects.models.risk import Risk, RiskRating, RiskStateRow
from mobi_tracker.projects.vocabulary import RiskState
from mobi_tracker.standing.facts import AskStanding, Overdue, RiskStanding
from mobi_tracker.standing.queries.moments import At, Moment, earliest, latest, rows_at


def asks_at(moments: Sequence[Moment], viewer: Viewer, with_past: bool) -> list[tuple[tuple[AskStanding, ...], bool]]:
    """For each moment, the asks, and whether one was left out for the reader.

    Without the past those decided by the earliest of the moments are left out.
    """
    open_at = None if with_past else earliest(moments)
    return [_as_asks(rows) for rows in rows_at(_asks, moments, viewer, open_at)]


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
    return rows


def _as_asks(rows: Sequence[Any]) -> tuple[tuple[AskStanding, ...], bool]:
    asks = []
    for row in rows:
        if row.is_visible:
            marking = strictest(row.marking, row.marking_floor)
            ends = row[10:13] if row.state is AskState.DECIDED else ()
            asks.append(AskStanding(*(*row[:8], marking, *ends)))
    return tuple(sorted(asks, key=lambda ask: ask.id)), any(not row.is_visible for row in rows)


def overdue_at(moments: Sequence[Moment], viewer: Viewer) -> list[dict[int | None, Overdue]]:
    """The open action items past their day, by project (None: of no project)."""
    are_now = tuple(moment.day >= clock.today() for moment in moments)
    return [
        {row.project_id: Overdue(row.count, row.oldest_due) for row in rows}
        for rows in rows_at(_overdue, moments, viewer, are_now)
    ]


def _overdue(at: At, viewer: Viewer, are_now: tuple[bool, ...]) -> Any:
    return _overdue_now(at, viewer) if are_now[at.number] else _overdue_then(at, viewer)


def _overdue_now(at: At, viewer: Viewer) -> Any:
    """From the current rows: nothing is recorded after the end of today, so they are the latest."""
    return (
        select(ActionItem.project_id, func.count().label("count"), func.min(ActionItem.due).label("oldest_due"))
        .where(ActionItem.state == ActionState.OPEN, ActionItem.due < at.day)
        .where(stood_at(ActionItem, at.end), ActionItem.visible_to(viewer))
        .group_by(ActionItem.project_id)
    )


def _overdue_then(at: At, viewer: Viewer) -> Any:
    """From the dated rows. An item that is closed today was open then only if its state has changed since."""
    state = ActionItemState
    changed_since = select(state.record_id).where(state.recorded_at > at.end)
    return (
        select(ActionItem.project_id, func.count().label("count"), func.min(state.due).label("oldest_due"))
        .join(state, state.id == latest_state(ActionItem, at.end, at.day))
        .where(or_(ActionItem.state == ActionState.OPEN, ActionItem.id.in_(changed_since)))
        .where(state.state == ActionState.OPEN, state.due < at.day)
        .where(stood_at(ActionItem, at.end), ActionItem.visible_to(viewer))
        .group_by(ActionItem.project_id)
    )


def risks_at(moments: Sequence[Moment], viewer: Viewer) -> list[dict[int, tuple[RiskStanding, ...]]]:
    """The open risks and issues of each project with the rating that holds, heaviest first."""
    found = []
    for rows in rows_at(_risks, moments, viewer):
        grouped: defaultdict[int, list[RiskStanding]] = defaultdict(list)
        for row in rows:
            grouped[row.project_id].append(RiskStanding(*row[:7]))
        found.append({key: tuple(sorted(each, key=_heaviest_first)) for key, each in grouped.items()})
    return found


def _risks(at: At, viewer: Viewer) -> Any:
    ratings = select(RiskRating.id).where(RiskRating.risk_id == Risk.id, stood_at(RiskRating, at.end))
    return (
        select(Risk.id, Risk.project_id, Risk.kind, Risk.text, RiskStateRow.due)
        .add_columns(RiskRating.likelihood, RiskRating.impact)
        .join(RiskStateRow, RiskStateRow.id == latest_state(Risk, at.end, at.day))
        .outerjoin(RiskRating, RiskRating.id == latest(ratings, RiskRating, at, Risk))
        .where(RiskStateRow.state == RiskState.OPEN, stood_at(Risk, at.end), Risk.visible_to(viewer))
    )


def _heaviest_first(risk: RiskStanding) -> tuple[int, int]:
    return -(risk.score or 0), risk.id
