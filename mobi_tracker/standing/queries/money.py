"""Money: every funding line with the latest amount of each kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ScalarSelect, String, or_, select, type_coerce

from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import strictest
from mobi_tracker.core.withdrawals import stood_among
from mobi_tracker.projects.models.funding import FundingAmount, FundingLine
from mobi_tracker.projects.vocabulary import AmountKind
from mobi_tracker.standing.facts import LineStanding
from mobi_tracker.standing.queries.moments import Asked, At, latest, rows_at

Lines = dict[int, tuple[LineStanding, ...]]


def lines_at(asked: Asked, with_all: bool) -> list[tuple[Lines, bool]]:
    """For each moment, funding lines by project, and whether one was left out for the reader. Amounts are cents.

    The amounts of a line do not add up over time: the latest of a kind holds. Unless all are wanted, lines of other
    fiscal years than the day's are left out where the project does not run.
    """
    return [_grouped(rows) for rows in rows_at(_lines, asked, with_all)]


def _lines(at: At, viewer: Viewer, with_all: bool) -> Any:
    line = FundingLine
    rows = (
        select(line.id, line.project_id, line.fiscal_year, line.source)
        .add_columns(*(_holding(kind, at).label(kind.value) for kind in AmountKind))
        .add_columns(*(type_coerce(each, String) for each in (line.marking, line.marking_floor)))
        .add_columns(line.visible_to(viewer).label("is_visible"))
        .where(stood_among(line, at.end))
    )
    if not with_all:
        rows = rows.where(or_(line.fiscal_year == at.year, at.may_run(line.project_id)))
    return at.limited(rows, line.project_id)


def _holding(kind: AmountKind, at: At) -> ScalarSelect[Any]:
    """The cents of that kind that held for ``FundingLine``."""
    rows = select(FundingAmount.cents).where(
        FundingAmount.funding_line_id == FundingLine.id,
        FundingAmount.kind == kind,
        stood_among(FundingAmount, at.end),
    )
    return latest(rows, FundingAmount, at, FundingLine)


def _grouped(rows: Sequence[Any]) -> tuple[Lines, bool]:
    grouped: defaultdict[int, list[LineStanding]] = defaultdict(list)
    is_left_out = False
    for row in rows:
        if row[10]:
            grouped[row.project_id].append(LineStanding(*row[:8], marking=strictest(*row[8:10])))
        else:
            is_left_out = True
    lines = {key: tuple(sorted(each, key=lambda one: (one.fiscal_year, one.id))) for key, each in grouped.items()}
    return lines, is_left_out
