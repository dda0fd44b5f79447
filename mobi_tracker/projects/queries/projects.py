"""Selects of projects themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload

from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.statements import result_for
from mobi_tracker.core import kinds
from mobi_tracker.core.database import db, only_one
from mobi_tracker.core.dated import latest_state
from mobi_tracker.portfolio.models import Department, Initiative, Priority
from mobi_tracker.projects.models.project import Project, ProjectDepartment, ProjectPriority, ProjectState
from mobi_tracker.projects.queries.past import AsOf
from mobi_tracker.projects.vocabulary import Phase
from mobi_tracker.stakeholders.models import Contact

HEAD = (
    joinedload(Project.initiative),
    joinedload(Project.lead_department),
    joinedload(Project.organization),
    joinedload(Project.manager),
    joinedload(Project.sponsor),
    joinedload(Project.departments).joinedload(ProjectDepartment.department),
)


def project(slug: str, viewer: Viewer) -> Project | None:
    """The project with departments, initiative and people, if this person may see it. Withdrawn ones are found too."""
    return result_for(viewer, _of_slug, slug=slug).unique().scalar_one_or_none()


def _of_slug(viewer: Viewer) -> Any:
    return select(Project).where(Project.slug == bindparam("slug"), Project.visible_to(viewer)).options(*HEAD)


def project_by_id(record_id: int, viewer: Viewer) -> Project | None:
    """The project of that id, if this person may see it."""
    rows = select(Project).where(Project.id == record_id, Project.visible_to(viewer)).options(*HEAD)
    return db.session.execute(rows).unique().scalar_one_or_none()


def project_to_edit(slug: str, viewer: Viewer) -> Project | None:
    """The project with all that its form shows."""
    ties = (selectinload(Project.priorities), selectinload(Project.districts), selectinload(Project.waits_on))
    rows = select(Project).where(Project.slug == slug, Project.visible_to(viewer)).options(*HEAD, *ties)
    return db.session.execute(rows).unique().scalar_one_or_none()


def projects(viewer: Viewer) -> Select[Any]:
    """The projects that stand and this person may see, with initiative and lead."""
    return (
        select(Project)
        .outerjoin(Project.initiative)
        .outerjoin(Project.lead_department)
        .where(Project.withdrawn_at.is_(None), Project.visible_to(viewer))
        .options(contains_eager(Project.initiative), contains_eager(Project.lead_department))
        .options(joinedload(Project.organization))
    )


def of_initiative(slug: str) -> Any:
    """A condition on projects: they belong to the initiative of that slug."""
    return Project.initiative_id.in_(select(Initiative.id).where(Initiative.slug == slug))


def of_department(slug: str) -> Any:
    """A condition on projects: the department of that slug leads or supports them."""
    ids = select(Department.id).where(Department.slug == slug)
    supporting = select(ProjectDepartment.project_id).where(
        ProjectDepartment.department_id.in_(ids), ProjectDepartment.ended_at.is_(None)
    )
    return or_(Project.lead_department_id.in_(ids), Project.id.in_(supporting))


def of_priority(slug: str) -> Any:
    """A condition on projects: they serve the priority of that slug now."""
    served = select(Priority.id).where(Priority.slug == slug)
    return Project.id.in_(
        select(ProjectPriority.project_id).where(
            ProjectPriority.priority_id.in_(served), ProjectPriority.ended_at.is_(None)
        )
    )


def live_project_ids(viewer: Viewer) -> Select[Any]:
    """The ids of the projects that stand and this person may see."""
    return select(Project.id).where(Project.withdrawn_at.is_(None), Project.visible_to(viewer))


def project_by_slug(slug: str) -> Project | None:
    """The project of that slug, whoever asks: for imports and seeds, never for a page."""
    return db.session.scalar(select(Project).where(Project.slug == slug))


def project_by_external_key(key: str) -> Project | None:
    """The project an imported file knows by this key, whoever asks."""
    return db.session.scalar(select(Project).where(Project.external_key == key))


def slugs_like(base: str) -> list[str]:
    """The slugs that are this one or begin with it."""
    rows = select(Project.slug).where(or_(Project.slug == base, Project.slug.startswith(f"{base}-", autoescape=True)))
    return list(db.session.scalars(rows))


def find_project_by_name(text: str, viewer: Viewer) -> int:
    """The id of the one project of that name or slug. Raises ValueError with what to do for none or several."""
    words = text.strip()
    named = or_(func.lower(Project.name) == words.lower(), Project.slug == words.removeprefix("#").lower())
    part = Project.name.icontains(words, autoescape=True)
    ways = [live_project_ids(viewer).where(each).order_by(Project.id) for each in (named, part)]
    several = f"Several projects match “{words}”. Type the whole name, or its address (slug)."
    nobody = f"No project is called “{words}”. Type its name, or add the project first."
    return int(only_one(ways, lambda _ids: several, nobody))


def project_title(record_id: int) -> str:
    """The name of a project, for a field that holds its id."""
    project = db.session.get(Project, record_id)
    return project.name if project is not None else ""


def project_names(ids: Iterable[int]) -> list[str]:
    """The names of some projects, for a field that holds several."""
    rows = select(Project).where(Project.id.in_(tuple(ids))).order_by(Project.name)
    return [each.name for each in db.session.scalars(rows)]


def department_ids_of(project_id: int) -> frozenset[int]:
    """The lead department and the supporting ones of a project, whoever asks."""
    lead = select(Project.lead_department_id).where(Project.id == project_id, Project.lead_department_id.is_not(None))
    supporting = select(ProjectDepartment.department_id).where(
        ProjectDepartment.project_id == project_id, ProjectDepartment.ended_at.is_(None)
    )
    return frozenset(db.session.scalars(lead.union(supporting)))


@dataclass(frozen=True)
class PastProject:
    """What could change of a project, as it was on a day."""

    name: str
    phase: Phase
    starts_on: date | None
    ends_on: date | None
    initiative: tuple[str, str] | None  # (name then, slug)
    lead: tuple[str, str, str] | None  # (name then, abbreviation, slug)
    manager: tuple[int, str] | None


def project_as_it_was(slug: str, viewer: Viewer, as_of: AsOf) -> tuple[Project, PastProject | None] | None:
    """The project, if this person may see it, with its changeable facts on a past day (None: it was not recorded yet).

    Withdrawn ones are found too. Needs ``as_of.moment``.
    """
    assert as_of.moment is not None
    initiative_then, department_then = aliased(Initiative.__states__), aliased(Department.__states__)
    rows = (
        select(Project, ProjectState, Initiative, initiative_then.name, Department, department_then.name, Contact)
        .outerjoin(ProjectState, ProjectState.id == latest_state(Project, as_of.moment, as_of.day))
        .outerjoin(Initiative, Initiative.id == ProjectState.initiative_id)
        .outerjoin(initiative_then, initiative_then.id == latest_state(Initiative, as_of.moment, as_of.day))
        .outerjoin(Department, Department.id == ProjectState.lead_department_id)
        .outerjoin(department_then, department_then.id == latest_state(Department, as_of.moment, as_of.day))
        .outerjoin(Contact, Contact.id == ProjectState.manager_id)
        .where(Project.slug == slug, Project.visible_to(viewer))
        .options(*HEAD)
    )
    found = db.session.execute(rows).unique().first()
    if found is None:
        return None
    record, state, initiative, initiative_name, department, department_name, manager = found
    if state is None:
        return record, None
    then = PastProject(
        state.name,
        state.phase,
        state.starts_on,
        state.ends_on,
        (_then(initiative, initiative_name), initiative.slug) if initiative else None,
        (_then(department, department_name), department.abbreviation, department.slug) if department else None,
        (manager.id, manager.name) if manager else None,
    )
    return record, then


def _then(record: Initiative | Department, name_then: str | None) -> str:
    """What a record was called then; nothing but today's words for one whose words are withheld from the reader."""
    return record.name if kinds.is_withheld(record) else name_then or record.name


def departments_then(project_id: int, as_of: AsOf) -> Sequence[Department]:
    """The departments that supported the project then."""
    rows = (
        select(Department)
        .join(ProjectDepartment, ProjectDepartment.department_id == Department.id)
        .where(ProjectDepartment.project_id == project_id, as_of.ties(ProjectDepartment))
        .order_by(ProjectDepartment.id)
    )
    return db.session.scalars(rows).all()
