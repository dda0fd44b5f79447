"""Asks, overdue action items and open risks at a moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, func, or_, select

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
from mobi_tracker.standing.queries.moments import Moment, latest, rows_at


def asks_at(
    moments: Sequence[Moment], viewer: Viewer, open_at: Moment | None
) -> list[tuple[tuple[AskStanding, ...], bool]]:
    """For each moment, the asks, and whether one was left out for the reader.

    With ``open_at`` those decided by that moment are left to the past.
    """

    def standing(moment: Moment) -> Select[Any]:
        rows = (
            select(
                Ask.id,
                Ask.text,
                AskStateRow.asked_of,
                AskStateRow.state,
                AskStateRow.due,
                Ask.recommended,
                Ask.amount_cents,
                Ask.project_id,
                Ask.marking,
                Ask.marking_floor,
                Ask.outcome,
                Ask.outcome_note,
                Ask.decided_at,
                Ask.visible_to(viewer).label("is_visible"),
            )
            .join(AskStateRow, AskStateRow.id == latest_state(Ask, moment.end, moment.day))
            .where(stood_at(Ask, moment.end))
        )
        if open_at is not None:
            # An ask still open today, or decided after that moment, was open then, or was not asked yet.
            rows = rows.where(or_(Ask.state != AskState.DECIDED, Ask.decided_at > open_at.end))
        return rows

    return [_asks(rows) for rows in rows_at(moments, standing)]


def _asks(rows: Sequence[Any]) -> tuple[tuple[AskStanding, ...], bool]:
    asks = []
    for row in rows:
        if row.is_visible:
            ends = row[10:13] if row.state is AskState.DECIDED else (None, "", None)
            asks.append(AskStanding(*row[:8], strictest(row.marking, row.marking_floor), *ends))
    return tuple(sorted(asks, key=lambda ask: ask.id)), any(not row.is_visible for row in rows)


def overdue_at(moments: Sequence[Moment], viewer: Viewer) -> list[dict[int | None, Overdue]]:
    """The open action items past their day, by project (None: of no project)."""

    def standing(moment: Moment) -> Select[Any]:
        return _overdue_now(moment, viewer) if moment.day >= clock.today() else _overdue_then(moment, viewer)

    return [
        {row.project_id: Overdue(row.count, row.oldest_due) for row in rows} for rows in rows_at(moments, standing)
    ]


def _overdue_now(moment: Moment, viewer: Viewer) -> Select[Any]:
    """From the current rows: nothing is recorded after the end of today, so they are the latest."""
    return (
        select(ActionItem.project_id, func.count().label("count"), func.min(ActionItem.due).label("oldest_due"))
        .where(ActionItem.state == ActionState.OPEN, ActionItem.due < moment.day)
        .where(stood_at(ActionItem, moment.end), ActionItem.visible_to(viewer))
        .group_by(ActionItem.project_id)
    )


def _overdue_then(moment: Moment, viewer: Viewer) -> Select[Any]:
    """From the dated rows. An item that is closed today was open then only if its state has changed since."""
    changed_since = select(ActionItemState.record_id).where(ActionItemState.recorded_at > moment.end)
    return (
        select(ActionItem.project_id, func.count().label("count"), func.min(ActionItemState.due).label("oldest_due"))
        .join(ActionItemState, ActionItemState.id == latest_state(ActionItem, moment.end, moment.day))
        .where(or_(ActionItem.state == ActionState.OPEN, ActionItem.id.in_(changed_since)))
        .where(ActionItemState.state == ActionState.OPEN, ActionItemState.due < moment.day)
        .where(stood_at(ActionItem, moment.end), ActionItem.visible_to(viewer))
        .group_by(ActionItem.project_id)
    )


def risks_at(moments: Sequence[Moment], viewer: Viewer) -> list[dict[int, tuple[RiskStanding, ...]]]:
    """The open risks and issues of each project with the rating that holds, heaviest first."""

    def standing(moment: Moment) -> Select[Any]:
        rating = (
            select(RiskRating.id).where(RiskRating.risk_id == Risk.id, stood_at(RiskRating, moment.end))
        )
        return (
            select(Risk.id, Risk.project_id, Risk.kind, Risk.text, RiskStateRow.due)
            .add_columns(RiskRating.likelihood, RiskRating.impact)
            .join(RiskStateRow, RiskStateRow.id == latest_state(Risk, moment.end, moment.day))
            .outerjoin(RiskRating, RiskRating.id == latest(rating, RiskRating, moment, Risk))
            .where(RiskStateRow.state == RiskState.OPEN, stood_at(Risk, moment.end), Risk.visible_to(viewer))
        )

    found = []
    for rows in rows_at(moments, standing):
        grouped: defaultdict[int, list[RiskStanding]] = defaultdict(list)
        for row in rows:
            grouped[row.project_id].append(RiskStanding(*row[:7]))
        found.append({key: tuple(sorted(each, key=_heaviest_first)) for key, each in grouped.items()})
    return found


def _heaviest_first(risk: RiskStanding) -> tuple[int, int]:
    return -(risk.score or 0), risk.id
