"""Funding lines and their dated amounts, in whole cents."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from mobi_tracker.access.operations import MarkingDraft, set_marking
from mobi_tracker.core.database import db
from mobi_tracker.core.errors import RuleBroken
from mobi_tracker.projects.models.funding import FundingAmount, FundingLine
from mobi_tracker.projects.operations.days import check_on
from mobi_tracker.projects.queries.funding import line_of
from mobi_tracker.projects.vocabulary import AmountKind


def add_funding_line(
    project_id: int, fiscal_year: int, source: str, marking: MarkingDraft | None = None
) -> FundingLine:
    """Store a line for a fiscal year (the year it begins in) and a source. Raises RuleBroken where there is one."""
    if not source.strip():
        raise RuleBroken("Say where the money comes from.", "source")
    known = line_of(project_id, fiscal_year, source.strip())
    if known is not None:
        state = "withdrawn; bring it back" if known.is_withdrawn else "there; record its amounts"
        raise RuleBroken(f"A line of this source and year is {state}.", "source")
    line = FundingLine(project_id=project_id, fiscal_year=fiscal_year, source=source.strip())
    db.session.add(line)
    db.session.flush()
    if marking is not None:
        set_marking(line, marking)
    return line


def record_amount(line: FundingLine, kind: AmountKind, cents: int, on: date, note: str = "") -> FundingAmount:
    """Add an amount as it stood on a day; the latest of its kind holds, amounts do not add up over time."""
    check_on(on)
    amount = FundingAmount(funding_line_id=line.id, kind=kind, cents=cents, on=on, note=note.strip())
    db.session.add(amount)
    db.session.flush()
    return amount


def record_amounts(
    line: FundingLine, amounts: Mapping[AmountKind, int | None], on: date, note: str = ""
) -> list[FundingAmount]:
    """Add the amounts that were given, of several kinds at once. Raises RuleBroken where none was."""
    given = {kind: cents for kind, cents in amounts.items() if cents is not None}
    if not given:
        raise RuleBroken("Give at least one amount.", next(iter(AmountKind)).value)
    return [record_amount(line, kind, cents, on, note) for kind, cents in given.items()]
