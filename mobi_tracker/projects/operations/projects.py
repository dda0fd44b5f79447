"""Adding and editing projects."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mobi_tracker.access.operations import MarkingDraft, set_marking
from mobi_tracker.city.council_file import parse_council_file
from mobi_tracker.core import clock
from mobi_tracker.core.database import db
from mobi_tracker.core.editing import check_version
from mobi_tracker.core.errors import RuleBroken
from mobi_tracker.projects import queries
from mobi_tracker.projects.models.project import (
    Project,
    ProjectDepartment,
    ProjectDependency,
    ProjectDistrict,
    ProjectPriority,
)
from mobi_tracker.projects.rules import slug_of
from mobi_tracker.projects.vocabulary import Phase


@dataclass(frozen=True)
class ProjectDraft:
    """A project as it was typed. Ids are of stored records; ``districts`` are numbers, 0 is citywide.

    ``slug`` (else made from the name) and ``external_key`` come from imports and seeds.
    """

    name: str
    phase: Phase = Phase.PROPOSED
    description: str = ""
    why: str = ""
    initiative_id: int | None = None
    lead_department_id: int | None = None
    department_ids: tuple[int, ...] = ()
    organization_id: int | None = None
    manager_id: int | None = None
    sponsor_id: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    council_files: str = ""
    priority_ids: tuple[int, ...] = ()
    districts: tuple[int, ...] = ()
    waits_on_ids: tuple[int, ...] = ()
    slug: str | None = None
    external_key: str | None = None
    marking: MarkingDraft = field(default_factory=MarkingDraft)


def add_project(draft: ProjectDraft) -> Project:
    """Store a new project. Raises RuleBroken for dates the wrong way round or a wrong Council File."""
    base = slug_of(draft.slug or draft.name)
    project = Project(slug=slug_of(base, queries.slugs_like(base)), external_key=draft.external_key)
    _fill(project, draft)
    return project


def edit_project(project: Project, draft: ProjectDraft, shown_version: int | None = None) -> None:
    """Change a project; its address stays. Raises StaleRecord where somebody else changed it since it was shown."""
    check_version(project, shown_version)
    _fill(project, draft)


def _fill(project: Project, draft: ProjectDraft) -> None:
    if draft.starts_on and draft.ends_on and draft.ends_on < draft.starts_on:
        raise RuleBroken("The end comes before the start.", "ends_on")
    if project.id is not None and project.id in draft.waits_on_ids:
        raise RuleBroken("A project does not wait on itself.", "waits_on_ids")
    project.council_files = read_council_files(draft.council_files)
    for name in (
        "name", "phase", "description", "why", "initiative_id", "lead_department_id", "organization_id",
        "manager_id", "sponsor_id", "starts_on", "ends_on",
    ):  # fmt: skip
        setattr(project, name, getattr(draft, name))
    db.session.add(project)
    db.session.flush()
    supporting = [each for each in draft.department_ids if each != draft.lead_department_id]
    changed = [
        _tie(project.departments, "department_id", supporting, ProjectDepartment),
        _tie(project.priorities, "priority_id", draft.priority_ids, ProjectPriority),
        _tie(project.districts, "number", draft.districts, ProjectDistrict),
        _tie(project.waits_on, "waits_on_id", draft.waits_on_ids, ProjectDependency),
    ]
    if any(changed) and project.version > 1:
        project.version += 1  # or somebody who edits the same ties at the same time would undo them unawares
    set_marking(project, draft.marking)


def _tie(rows: list[Any], attribute: str, wanted: Iterable[int], model: type[Any]) -> bool:
    """End the rows that are no longer wanted and add the new ones; whether anything changed."""
    want = dict.fromkeys(wanted)
    standing = {getattr(row, attribute): row for row in rows if row.ended_at is None}
    for value, row in standing.items():
        if value not in want:
            row.ended_at = clock.now()
    rows.extend(model(**{attribute: value}) for value in want if value not in standing)
    return want.keys() != standing.keys()


def read_council_files(text: str) -> str:
    """Council File numbers as they are stored, parted by ", ". Raises RuleBroken for anything else."""
    parts = [each.strip() for each in text.replace(";", ",").replace("\n", ",").split(",")]
    try:
        return ", ".join(dict.fromkeys(parse_council_file(each) for each in parts if each))
    except ValueError as error:
        raise RuleBroken(str(error), "council_files") from None
