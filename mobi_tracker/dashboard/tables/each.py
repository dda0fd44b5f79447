"""Each table of the dashboard as a file: the same rows, of all its pages, under the same filters."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from mobi_tracker.dashboard.rules.mismatches import Against, Mismatch
from mobi_tracker.dashboard.sheet import Sheet
from mobi_tracker.paper.tables.columns import ColumnKind, TableColumn
from mobi_tracker.projects.vocabulary import Rating
from mobi_tracker.standing.vocabulary import Evidence

Rows = Iterable[dict[str, Any]]


@dataclass(frozen=True)
class Table:
    """A table: its title, its columns, and its rows of a sheet."""

    title: str
    columns: tuple[TableColumn, ...]
    rows: Callable[[Sheet], Rows]


def _columns(*columns: tuple[str, str, str]) -> tuple[TableColumn, ...]:
    return tuple(TableColumn(key, label, ColumnKind(kind)) for key, label, kind in columns)


def _initiatives(sheet: Sheet) -> Rows:
    for row in sheet.initiatives:
        upcoming = row.next
        yield {
            "name": row.name, "projects": len(row.running), "ended": row.ended, **row.counts,
            **{f"suggested_{key}": count for key, count in row.suggested.items()},
            "next": upcoming.name if upcoming else "", "day": upcoming.day if upcoming else None,
            "baseline": upcoming.baseline if upcoming else None, "slip": upcoming.slip if upcoming else None,
            "fiscal_year": str(sheet.fiscal_year), "appropriated": row.money.appropriated,
            "encumbered": row.money.encumbered, "expended": row.money.expended, "forecast": row.money.forecast,
        }  # fmt: skip


def _mismatches(sheet: Sheet) -> Rows:
    """A row for each reason, so that it can be sorted and counted."""
    for row in sheet.mismatches:
        for against in row.against:
            yield _reason(row, against)


def _reason(row: Mismatch, against: Against) -> dict[str, Any]:
    project, opinion = row.project, row.opinion
    return {
        "name": project.name, "reported": project.reported.label, "suggested": row.suggested.label,
        "rule": against.rule.label, "reason_rating": against.rating.label, "reason": against.words,
        "explained": against.explained, "why": row.why,
        "opinion": opinion.rating.label if opinion else "", "opinion_reason": opinion.reason if opinion else "",
        "marking": project.marking.label,
    }  # fmt: skip


def _changes(sheet: Sheet) -> Rows:
    for line in sheet.lines:
        yield {
            "kind": line.group, "name": line.title, "before": line.before.label if line.before else "",
            "after": line.after.label if line.after else "", "what": line.what, "cause": line.why,
        }  # fmt: skip


def _next(sheet: Sheet) -> Rows:
    for each in sheet.coming:
        yield {"day": each.day, "kind": each.kind, "name": each.title, "of": each.aside, "slip": each.slip}


TABLES = {
    "initiatives": Table(
        "Initiatives",
        _columns(
            ("name", "Initiative", "text"), ("projects", "Projects", "number"), ("ended", "Ended", "number"),
            *((rating.value, f"Reported {rating.label.lower()}", "number") for rating in Rating),
            *((f"suggested_{each.value}", f"Evidence {each.label.lower()}", "number") for each in Evidence),
            ("next", "Next milestone", "text"), ("day", "Day", "date"), ("baseline", "Baseline", "date"),
            ("slip", "Slip in days", "number"), ("fiscal_year", "Fiscal year", "text"),
            ("appropriated", "Appropriated", "money"), ("encumbered", "Encumbered", "money"),
            ("expended", "Expended", "money"), ("forecast", "Forecast at completion", "money"),
        ),
        _initiatives,
    ),
    "mismatches": Table(
        "Dates and dollars suggest otherwise",
        _columns(
            ("name", "Project", "text"), ("reported", "Reported", "text"), ("suggested", "Evidence", "text"),
            ("rule", "Rule", "text"), ("reason_rating", "Rule says", "text"), ("reason", "Reason", "text"),
            ("explained", "Explained", "text"), ("why", "Why it is reported better", "text"),
            ("opinion", "Second opinion", "text"), ("opinion_reason", "Its reason", "text"),
            ("marking", "Marking", "text"),
        ),
        _mismatches,
    ),
    "changes": Table(
        "Changes",
        _columns(
            ("kind", "Change", "text"), ("name", "Of", "text"), ("before", "Before", "text"),
            ("after", "After", "text"), ("what", "What", "text"), ("cause", "Cause as recorded", "text"),
        ),
        _changes,
    ),
    "next": Table(
        "Next 30 days",
        _columns(
            ("day", "Day", "date"), ("kind", "Kind", "text"), ("name", "What", "text"), ("of", "Of", "text"),
            ("slip", "Slip", "text"),
        ),
        _next,
    ),
}  # fmt: skip
