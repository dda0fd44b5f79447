"""Doing what a plan for projects says, through the same operations as the forms."""

from __future__ import annotations

from typing import Any

from mobi_tracker.core.errors import RuleBroken
from mobi_tracker.core.fields import folded
from mobi_tracker.imports import queries
from mobi_tracker.imports.memory import as_kept, compare, remember
from mobi_tracker.imports.plan import ImportPlan
from mobi_tracker.imports.projects.planning import FACTS, KIND, RECORD_FIELDS, current_value
from mobi_tracker.imports.projects.reading import ProjectRow
from mobi_tracker.imports.vocabulary import Verdict
from mobi_tracker.portfolio.models import SeedField
from mobi_tracker.projects.models.project import Project
from mobi_tracker.projects.operations.funding import add_funding_line, record_amount
from mobi_tracker.projects.operations.milestones import (
    MilestoneDraft,
    add_milestone,
    complete_milestone,
    forecast_milestone,
    rebaseline_milestone,
)
from mobi_tracker.projects.operations.projects import ProjectDraft, add_project
from mobi_tracker.projects.vocabulary import AmountKind, Phase
from mobi_tracker.stakeholders.operations import OrganizationDraft, add_organization
from mobi_tracker.stakeholders.queries import organization_by_name
from mobi_tracker.stakeholders.vocabulary import OrganizationKind

MILESTONE = "Completion"
SOURCE = "imported"
FILE = "file"  # the field under which the name of the file that first brought a project is remembered
REASON = "as imported"


def apply_projects(plan: ImportPlan) -> int:
    """Store what the plan's new and changed rows say; how many. The caller commits, or nothing was done."""
    todo = [row for row in plan.rows if row.verdict in (Verdict.NEW, Verdict.CHANGED)]
    known = queries.remembered(KIND, (row.values.key for row in todo))
    by_key = queries.projects_by_key(row.values.key for row in todo if row.values.is_keyed)
    by_name = queries.projects_by_name(row.values.name for row in todo if not row.values.is_keyed)
    departments, initiatives = queries.departments_by_word(), queries.initiatives_by_word()
    for row in todo:
        each: ProjectRow = row.values
        ties = {
            "organization_id": _organization_id(each.organization),
            "lead_department_id": departments[folded(each.lead_department)].id if each.lead_department else None,
            "initiative_id": initiatives[folded(each.initiative)].id if each.initiative else None,
        }
        project = by_key.get(each.key) if each.is_keyed else by_name.get(each.name.lower())
        remembered = known.get(each.key, {})
        came_of = {FILE: plan.source} if project is None and plan.source else {}
        try:
            if project is None:
                project = _add(each, ties)
            else:
                _change(project, each, ties, remembered)
            _add_facts(project, each, remembered)
        except RuleBroken as broken:
            raise RuleBroken(f"{row.label}: {broken.message}") from broken
        given = {name: getattr(each, name) for name in (*RECORD_FIELDS, *FACTS)}
        if each.lead_department:
            given["lead_department"] = departments[folded(each.lead_department)].name
        if each.initiative:
            given["initiative"] = initiatives[folded(each.initiative)].name
        remember(KIND, each.key, given | came_of, remembered)
    return len(todo)


def _organization_id(name: str | None) -> int | None:
    if not name:
        return None
    found = organization_by_name(name)
    if found is None:
        found = add_organization(OrganizationDraft(name, OrganizationKind.PUBLIC_AGENCY))
    return found.id


def _add(each: ProjectRow, ties: dict[str, int | None]) -> Project:
    return add_project(
        ProjectDraft(
            name=each.name,
            phase=each.phase or Phase.PROPOSED,
            description=each.description or "",
            starts_on=each.starts_on,
            ends_on=each.ends_on,
            external_key=each.key if each.is_keyed else None,
            **ties,  # type: ignore[arg-type]
        )
    )


def _change(project: Project, each: ProjectRow, ties: dict[str, int | None], known: dict[str, SeedField]) -> None:
    """Set the fields that the file changed and nobody edited since."""
    for name in RECORD_FIELDS:
        given = getattr(each, name)
        if given is None:
            continue
        current = current_value(project, name)
        if compare(given, known[name].value if name in known else None, current).is_change:
            if f"{name}_id" in ties:
                setattr(project, f"{name}_id", ties[f"{name}_id"])
            else:
                setattr(project, name, given)


def _add_facts(project: Project, each: ProjectRow, known: dict[str, SeedField]) -> None:
    new = {name for name in FACTS if _is_new(getattr(each, name), known.get(name))}
    if new & {"baseline", "forecast", "actual"}:
        _add_dates(project, each, new)
    if new & {"appropriated", "forecast_cost"}:
        line = queries.funding_line(project.id, each.fiscal_year, SOURCE)
        line = line or add_funding_line(project.id, each.fiscal_year, SOURCE)
        for name, kind in (("appropriated", AmountKind.APPROPRIATED), ("forecast_cost", AmountKind.FORECAST)):
            if name in new:
                record_amount(line, kind, getattr(each, name), each.on, REASON)


def _add_dates(project: Project, each: ProjectRow, new: set[str]) -> None:
    milestone = queries.milestone_named(project.id, MILESTONE)
    if milestone is None:
        milestone = add_milestone(MilestoneDraft(project.id, MILESTONE, each.baseline, each.on))
    elif "baseline" in new and each.baseline is not None:
        rebaseline_milestone(milestone, each.baseline, each.on, REASON)
    if "forecast" in new and each.forecast is not None:
        forecast_milestone(milestone, each.forecast, each.on, REASON)
    if "actual" in new and each.actual is not None:
        complete_milestone(milestone, each.actual, each.on)


def _is_new(given: Any, known: SeedField | None) -> bool:
    return given is not None and (known is None or as_kept(given) != known.value)
