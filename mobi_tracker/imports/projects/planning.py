"""What importing a file of projects would do, row by row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mobi_tracker.city.dates import format_full_day
from mobi_tracker.city.money import format_money
from mobi_tracker.core import clock, kinds
from mobi_tracker.core.fields import folded
from mobi_tracker.imports import queries
from mobi_tracker.imports.memory import as_kept, compare
from mobi_tracker.imports.plan import FieldChange, ImportPlan, RowPlan, RowProblem
from mobi_tracker.imports.projects.reading import ProjectRow, read_row
from mobi_tracker.imports.vocabulary import Verdict
from mobi_tracker.paper.tables.table import Table
from mobi_tracker.portfolio.models import Department, Initiative, SeedField
from mobi_tracker.portfolio.vocabulary import PROJECT_IMPORT
from mobi_tracker.projects.models.project import Project

KIND = PROJECT_IMPORT
# Fields of the project itself, and the facts that are added beside it. An empty cell says nothing about its field.
RECORD_FIELDS = {
    "name": "Name",
    "description": "Description",
    "phase": "Phase",
    "organization": "Agency",
    "lead_department": "Lead department",
    "initiative": "Initiative",
    "starts_on": "Start",
    "ends_on": "End",
}
FACTS = {
    "baseline": "Baseline of completion",
    "forecast": "Forecast of completion",
    "actual": "Actual completion",
    "appropriated": "Appropriated",
    "forecast_cost": "Forecast at completion",
}


@dataclass(frozen=True)
class Surroundings:
    """What a plan compares with, loaded once for the whole file."""

    by_key: Mapping[str, Project]
    by_name: Mapping[str, Project]
    departments: Mapping[str, Department]
    initiatives: Mapping[str, Initiative]
    known: Mapping[str, Mapping[str, SeedField]]


def plan_projects(
    table: Table, columns: dict[str, str | None], may: Callable[[set[int]], bool] = lambda _departments: True
) -> ImportPlan:
    """The plan for a table. ``may`` says whether the person may log for a project of these departments."""
    today = clock.today()
    read = [(row, *read_row(row, table, columns, today)) for row in table.rows]
    meant = [each for _, each, _, _ in read if each is not None]
    around = Surroundings(
        by_key=queries.projects_by_key(each.key for each in meant if each.is_keyed),
        by_name=queries.projects_by_name(each.name for each in meant if not each.is_keyed),
        departments=queries.departments_by_word(),
        initiatives=queries.initiatives_by_word(),
        known=queries.remembered(KIND, (each.key for each in meant)),
    )
    broken = {each.row: each for each in table.problems if not each.is_warning}
    column_of = {key: column for column, key in columns.items() if key}
    seen: dict[str, int] = {}
    rows = []
    for row, each, problems, title in read:
        if row.number in broken:
            problems = [RowProblem(row.number, broken[row.number].column, broken[row.number].reason), *problems]
        if each is not None and not problems:
            problems = _against_the_rest(row.number, each, seen, around, column_of, may)
            seen.setdefault(each.key, row.number)
        if problems or each is None:
            rows.append(RowPlan(row.number, title, Verdict.WRONG, problems=tuple(problems)))
        else:
            rows.append(_judge(row.number, each, around))
    warnings = [each.reason for each in table.problems if each.is_warning]
    if not any(key == "name" for key in columns.values()):
        warnings.append("No column is taken for the project's name, so no row can be imported: choose one.")
        rows = [_nameless(row.number) for row in table.rows]
    return ImportPlan(table, columns, rows, tuple(warnings))


def _nameless(number: int) -> RowPlan:
    problem = RowProblem(number, None, "No column is taken for the project's name.")
    return RowPlan(number, f"Row {number}", Verdict.WRONG, problems=(problem,))


def _against_the_rest(
    number: int,
    each: ProjectRow,
    seen: Mapping[str, int],
    around: Surroundings,
    column_of: Mapping[str, str],
    may: Callable[[set[int]], bool],
) -> list[RowProblem]:
    """What is wrong with a row beside the other rows and what is stored."""
    found = []
    if each.key in seen:
        column = column_of.get("project_key" if each.is_keyed else "name")
        found.append(RowProblem(number, column, f"The same project stands in row {seen[each.key]} already."))
    for key, words, known in (
        ("lead_department", each.lead_department, around.departments),
        ("initiative", each.initiative, around.initiatives),
    ):
        if words and folded(words) not in known:
            what = "department" if key == "lead_department" else "initiative"
            found.append(RowProblem(number, column_of.get(key), f"No tracked {what} is called “{words}”."))
    project = _stored(each, around)
    if project is not None and project.is_withdrawn:
        found.append(RowProblem(number, None, "This project is withdrawn. Bring it back first, or leave the row out."))
    lead = around.departments.get(folded(each.lead_department)) if each.lead_department else None
    own = {lead.id} if lead is not None else set()
    if project is not None and (kinds.is_withheld(project) or not may(set(project.department_ids))):
        reason = "This is a project that you may not change."
        found.append(RowProblem(number, column_of.get("project_key" if each.is_keyed else "name"), reason))
    elif not may(own):
        reason = "This project is not of one of your own departments."
        found.append(RowProblem(number, column_of.get("lead_department"), reason))
    return found


def _stored(each: ProjectRow, around: Surroundings) -> Project | None:
    return around.by_key.get(each.key) if each.is_keyed else around.by_name.get(each.name.lower())


def _judge(number: int, each: ProjectRow, around: Surroundings) -> RowPlan:
    project = _stored(each, around)
    if project is None:
        return RowPlan(number, each.name, Verdict.NEW, each)
    known = around.known.get(each.key, {})
    changes, kept = [], []
    for name, label in RECORD_FIELDS.items():
        given = _as_stored(getattr(each, name), name, around)
        if given is None:
            continue
        compared = compare(given, known[name].value if name in known else None, current_value(project, name))
        if compared.is_change:
            changes.append(FieldChange(label, compared.before, as_kept(given)))
        elif compared.is_kept_edit:
            kept.append(label.lower())
    for name, label in FACTS.items():
        given = getattr(each, name)
        before = known[name].value if name in known else ""
        if given is not None and as_kept(given) != before:
            changes.append(FieldChange(label, said(before, name), said(as_kept(given), name)))
    verdict = Verdict.CHANGED if changes else Verdict.SAME
    why = f"Edited here since the last import and kept: {', '.join(kept)}." if kept else ""
    return RowPlan(number, each.name, verdict, each, project.id, tuple(changes), why=why)


def _as_stored(given: Any, name: str, around: Surroundings) -> Any:
    """A file's word for a department or initiative as the name it is stored under."""
    if given and name == "lead_department":
        return around.departments[folded(given)].name
    if given and name == "initiative":
        return around.initiatives[folded(given)].name
    return given


def current_value(project: Project, name: str) -> Any:
    """How a field of a project stands now, as it is compared."""
    value = getattr(project, name)
    return getattr(value, "name", value) if name in ("organization", "lead_department", "initiative") else value


def said(kept: str, name: str) -> str:
    """A remembered value in words."""
    if not kept:
        return ""
    if name in ("appropriated", "forecast_cost"):
        return format_money(int(kept))
    if name in ("baseline", "forecast", "actual"):
        return format_full_day(date.fromisoformat(kept))
    return kept
