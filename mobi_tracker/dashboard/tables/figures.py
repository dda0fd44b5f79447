"""The dashboard's figures as one table to keep: every row that the page would show were there room for all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mobi_tracker.city.fiscal_year import FiscalYear
from mobi_tracker.dashboard.rules.figures import InitiativeFigures
from mobi_tracker.dashboard.sheet import Sheet
from mobi_tracker.paper.tables.columns import ColumnKind, TableColumn
from mobi_tracker.paper.tables.write import write_csv
from mobi_tracker.projects.vocabulary import Rating
from mobi_tracker.standing.vocabulary import Evidence

COLUMNS = [
    TableColumn(key, label, ColumnKind(kind))
    for key, label, kind in (
        ("section", "Section", "text"),
        ("name", "Name", "text"),
        ("of", "Of", "text"),
        ("reported", "Reported", "text"),
        ("before", "Reported before", "text"),
        ("suggested", "Evidence", "text"),
        ("suggested_before", "Evidence before", "text"),
        ("day", "Day", "date"),
        ("baseline", "Baseline", "date"),
        ("slip", "Slip in days", "number"),
        ("projects", "Projects", "number"),
        *((rating.value, rating.label, "number") for rating in Rating),
        ("fiscal_year", "Fiscal year", "text"),
        ("appropriated", "Appropriated", "money"),
        ("encumbered", "Encumbered", "money"),
        ("expended", "Expended", "money"),
        ("forecast", "Forecast at completion", "money"),
        ("marking", "Marking", "text"),
        ("words", "In words", "text"),
    )
]


def figures_as_csv(sheet: Sheet, notice: str | None) -> bytes:
    """The page's figures as CSV. The last line carries the day, the marking and whatever else the page would say."""
    return write_csv(COLUMNS, list(_rows(sheet)), notice_of(sheet, notice))


def notice_of(sheet: Sheet, notice: str | None) -> str:
    """What every file of the dashboard says of itself: its days, which projects, its marking, what is left out."""
    days = f"Portfolio as of {sheet.days.as_of.isoformat()}, compared with {sheet.days.before.isoformat()}"
    left_out = "Figures leave out records you may not see" if sheet.leaves_out else ""
    said = (notice, days, sheet.narrowing.sentence, f"Marked {sheet.marking.label.lower()}", left_out)
    return ". ".join(part for part in said if part)


def _rows(sheet: Sheet) -> Iterable[dict[str, Any]]:
    for decision in sheet.decisions:
        ask = decision.ask
        of = decision.project.name if decision.project else ""
        yield {"section": "Decision asked", "name": ask.text, "of": of, "day": ask.due, "marking": ask.marking.label,
               "words": f"recommended: {ask.recommended}" if ask.recommended else ""}  # fmt: skip
    for line in sheet.lines:
        now, then = ("suggested", "suggested_before") if line.kind.startswith("suggests") else ("reported", "before")
        yield {"section": "Change", "name": line.title, now: _label(line.after), then: _label(line.before),
               "words": "; ".join(part for part in (line.what, line.why) if part)}  # fmt: skip
    for row in sheet.mismatches:
        words = "; ".join(part for part in (row.summary, row.why, "explained" if row.is_explained else "") if part)
        yield {"section": "Dates and dollars suggest otherwise", "name": row.project.name,
               "reported": row.project.reported.label, "suggested": row.suggested.label,
               "marking": row.project.marking.label, "words": words}  # fmt: skip
    for coming in sheet.coming:
        words = ", ".join(part for part in (coming.aside, coming.slip) if part)
        yield {"section": f"Next 30 days: {coming.kind}", "name": coming.title, "day": coming.day, "words": words}
    for figures in sheet.initiatives:
        yield _initiative(figures)
    for name, money in sheet.money_by_year:
        yield {"section": "Money", "name": name, "fiscal_year": str(FiscalYear(money.fiscal_year)),
               "appropriated": money.appropriated, "encumbered": money.encumbered, "expended": money.expended,
               "forecast": money.forecast}  # fmt: skip
    yield from _projects(sheet)


def _initiative(row: InitiativeFigures) -> dict[str, Any]:
    upcoming = {"day": row.next.day, "baseline": row.next.baseline, "slip": row.next.slip} if row.next else {}
    words = f"next: {row.next.name}" if row.next else ""
    return {"section": "Initiative", "name": row.name, "projects": len(row.running), "words": words,
            **row.counts, **upcoming}  # fmt: skip


def _projects(sheet: Sheet) -> Iterable[dict[str, Any]]:
    initiatives = {place.id: place.name for place in sheet.shown.initiatives}
    for project in sheet.shown.running:
        of = initiatives.get(project.initiative_id, "") if project.initiative_id else ""
        yield {"section": "Project", "name": project.name, "of": of, "reported": project.reported.label,
               "suggested": project.evidence.rating.label,
               "day": project.report.on if project.report else None, "marking": project.marking.label}  # fmt: skip
        for each in project.milestones:
            if each.is_open:
                yield {"section": "Milestone", "name": each.name, "of": project.name, "day": each.day,
                       "baseline": each.baseline, "slip": each.slip}  # fmt: skip


def _label(rating: Rating | Evidence | None) -> str:
    return rating.label if rating is not None else ""
