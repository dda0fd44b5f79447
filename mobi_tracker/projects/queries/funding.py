"""Selects of funding lines and their dated amounts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.orm import aliased, joinedload

from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.statements import rows_for
from mobi_tracker.core.database import db
from mobi_tracker.projects.models.funding import FundingAmount, FundingLine
from mobi_tracker.projects.models.project import Project, ProjectDepartment
from mobi_tracker.projects.queries.past import AsOf, of_today
from mobi_tracker.projects.rules import Money, money_of
from mobi_tracker.projects.vocabulary import AmountKind


@dataclass(frozen=True)
class FundedLine:
    """A funding line with the amount of each kind that holds."""

    line: FundingLine
    amounts: dict[AmountKind, FundingAmount]

    @property
    def money(self) -> Money:
        """Its amounts in cents."""
        return money_of((kind, each.cents) for kind, each in self.amounts.items())


@dataclass(frozen=True)
class FundedYear:
    """The funding lines of one fiscal year (the calendar year it begins in), and their sums."""

    fiscal_year: int
    lines: tuple[FundedLine, ...]

    @property
    def money(self) -> Money:
        """The sums over the year's lines."""
        return money_of((kind, each.cents) for line in self.lines for kind, each in line.amounts.items())


def funding_line(record_id: int, viewer: Viewer) -> FundingLine | None:
    """The funding line with its project, if this person may see it."""
    rows = (
        select(FundingLine)
        .where(FundingLine.id == record_id, FundingLine.visible_to(viewer))
        .options(
            joinedload(FundingLine.project).joinedload(Project.departments).joinedload(ProjectDepartment.department)
        )
    )
    return db.session.execute(rows).unique().scalar_one_or_none()


def line_of(project_id: int, fiscal_year: int, source: str) -> FundingLine | None:
    """The line of a project for that year and source, withdrawn or not, whoever asks."""
    rows = select(FundingLine).where(
        FundingLine.project_id == project_id, FundingLine.fiscal_year == fiscal_year, FundingLine.source == source
    )
    return db.session.scalar(rows)


def amounts_of_lines(line_ids: Iterable[int], as_of: AsOf | None = None) -> dict[int, dict[AmountKind, FundingAmount]]:
    """The amount of each kind that holds, by line, in one query. Ask only for lines the reader may see."""
    held = _held(as_of or of_today(), FundingAmount.funding_line_id.in_(tuple(line_ids)))
    rows = select(held)
    found: dict[int, dict[AmountKind, FundingAmount]] = {}
    for each in db.session.scalars(rows):
        found.setdefault(each.funding_line_id, {})[each.kind] = each
    return found


def funding_lines(project: Project, viewer: Viewer, as_of: AsOf | None = None) -> list[FundedLine]:
    """The funding lines of a project with their amounts, the latest fiscal year first, in one query."""
    lines: dict[int, FundedLine] = {}
    for line, amount in rows_for(viewer, _of_project, as_of or of_today(), project_id=project.id):
        known = lines.setdefault(line.id, FundedLine(line, {}))
        if amount is not None:
            known.amounts[amount.kind] = amount
    return list(lines.values())


def _of_project(viewer: Viewer, when: AsOf) -> Any:
    is_own = FundingLine.project_id == bindparam("project_id")
    held = _held(when, FundingAmount.funding_line_id.in_(select(FundingLine.id).where(is_own)))
    return (
        select(FundingLine, held)
        .outerjoin(held, held.funding_line_id == FundingLine.id)
        .where(is_own, when.stood(FundingLine), FundingLine.visible_to(viewer))
        .order_by(FundingLine.fiscal_year.desc(), FundingLine.source, FundingLine.id)
    )


def money_by_year(project: Project, viewer: Viewer, as_of: AsOf | None = None) -> list[FundedYear]:
    """The money of a project by fiscal year, the latest first."""
    years: dict[int, list[FundedLine]] = {}
    for each in funding_lines(project, viewer, as_of):
        years.setdefault(each.line.fiscal_year, []).append(each)
    return [FundedYear(year, tuple(lines)) for year, lines in years.items()]


def history_of_line(line: FundingLine) -> list[FundingAmount]:
    """Every amount of a line that stands, the newest first."""
    rows = select(FundingAmount).where(FundingAmount.funding_line_id == line.id, FundingAmount.withdrawn_at.is_(None))
    order = (FundingAmount.on.desc(), FundingAmount.recorded_at.desc(), FundingAmount.id.desc())
    return list(db.session.scalars(rows.order_by(*order).limit(200)))


def _held(when: AsOf, condition: Any) -> type[FundingAmount]:
    """Amounts that meet a condition, only those that hold: the latest of each line and kind."""
    place = (
        func.row_number()
        .over(
            partition_by=(FundingAmount.funding_line_id, FundingAmount.kind),
            order_by=(FundingAmount.on.desc(), FundingAmount.recorded_at.desc(), FundingAmount.id.desc()),
        )
        .label("place")
    )
    ranked = select(FundingAmount.id, place).where(condition, when.facts(FundingAmount)).subquery()
    latest = select(FundingAmount).join(ranked, and_(ranked.c.id == FundingAmount.id, ranked.c.place == 1))
    return aliased(FundingAmount, latest.subquery())
