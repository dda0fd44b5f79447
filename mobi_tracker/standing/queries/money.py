"""Money: the latest amount of each kind of every funding line, summed by project and fiscal year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ScalarSelect, case, func, or_, select

from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import Marking
from mobi_tracker.core.withdrawals import stood_at
from mobi_tracker.projects.models.funding import FundingAmount, FundingLine
from mobi_tracker.projects.vocabulary import AmountKind
from mobi_tracker.standing.facts import YearMoney
from mobi_tracker.standing.queries.moments import At, Moment, latest, rows_at

_BY_STRICTNESS = {each.strictness: each for each in Marking}

Money = dict[int, tuple[YearMoney, ...]]


def money_at(moments: Sequence[Moment], viewer: Viewer) -> list[tuple[Money, bool]]:
    """For each moment, money by project, and whether a line was left out for the reader. Amounts are cents.

    The amounts of a line do not add up over time (the latest of a kind holds); those of several lines do.
    """
    return [_grouped(rows) for rows in rows_at(_money, moments, viewer)]


def _money(at: At, viewer: Viewer) -> Any:
    lines = (
        select(FundingLine.project_id, FundingLine.fiscal_year, FundingLine.visible_to(viewer).label("is_visible"))
        .add_columns(_strictness(FundingLine.marking, FundingLine.marking_floor).label("strictness"))
        .add_columns(*(_holding(kind, at).label(kind.value) for kind in AmountKind))
        .where(stood_at(FundingLine, at.end))
        .subquery()
    )
    by = (lines.c.project_id, lines.c.fiscal_year, lines.c.is_visible)
    sums = (func.sum(lines.c[kind.value]).label(kind.value) for kind in AmountKind)
    return select(*by, *sums, func.max(lines.c.strictness).label("strictness")).group_by(*by)


def _strictness(*columns: Any) -> Any:
    """How strict the strictest of these columns is, as a number that several lines have a highest of."""
    strictest_first = sorted(Marking, key=lambda each: -each.strictness)
    return case(*((or_(*(column == each for column in columns)), each.strictness) for each in strictest_first))


def _holding(kind: AmountKind, at: At) -> ScalarSelect[Any]:
    """The cents of that kind that held for ``FundingLine``."""
    rows = select(FundingAmount.cents).where(
        FundingAmount.funding_line_id == FundingLine.id,
        FundingAmount.kind == kind,
        stood_at(FundingAmount, at.end),
    )
    return latest(rows, FundingAmount, at, FundingLine)


def _grouped(rows: Sequence[Any]) -> tuple[Money, bool]:
    grouped: defaultdict[int, list[YearMoney]] = defaultdict(list)
    for row in rows:
        if row.is_visible:
            cents = (None if value is None else int(value) for value in row[3:7])
            grouped[row.project_id].append(YearMoney(row.fiscal_year, *cents, marking=_BY_STRICTNESS[row.strictness]))
    money = {key: tuple(sorted(each, key=lambda one: one.fiscal_year)) for key, each in grouped.items()}
    return money, any(not row.is_visible for row in rows)
