"""Projects, their supporting departments, and the names of departments and initiatives at a moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import literal_column, or_, select, union_all

from mobi_tracker.access.policy import Viewer
from mobi_tracker.core.dated import latest_state
from mobi_tracker.core.withdrawals import stood_at
from mobi_tracker.portfolio.models import Department, DepartmentState, Initiative, InitiativeState
from mobi_tracker.projects.models.project import Project, ProjectDepartment, ProjectState
from mobi_tracker.standing.facts import Place
from mobi_tracker.standing.queries.moments import At, Moment, rows_at, run

Places = tuple[tuple[Place, ...], tuple[Place, ...]]


def projects_at(moments: Sequence[Moment], viewer: Viewer) -> list[list[Any]]:
    """Every project that stood, as it was named and placed then. ``is_visible`` says whether the reader may see it."""
    return rows_at(_projects, moments, viewer)


def _projects(at: At, viewer: Viewer) -> Any:
    state = ProjectState
    return (
        select(Project.id, Project.slug, Project.marking, Project.marking_floor, Project.recorded_at)
        .add_columns(state.name, state.phase, state.initiative_id, state.lead_department_id)
        .add_columns(state.manager_id, state.starts_on, state.ends_on)
        .add_columns(Project.visible_to(viewer).label("is_visible"))
        .join(state, state.id == latest_state(Project, at.end, at.day))
        .where(stood_at(Project, at.end))
    )


def supporters_at(moments: Sequence[Moment], viewer: Viewer) -> list[dict[int, frozenset[int]]]:
    """The supporting departments of each project, by project."""
    found = []
    for rows in rows_at(_supporters, moments, viewer):
        grouped: defaultdict[int, set[int]] = defaultdict(set)
        for row in rows:
            grouped[row.project_id].add(row.department_id)
        found.append({project_id: frozenset(ids) for project_id, ids in grouped.items()})
    return found


def _supporters(at: At, viewer: Viewer) -> Any:
    return select(ProjectDepartment.project_id, ProjectDepartment.department_id).where(
        ProjectDepartment.recorded_at <= at.end,
        or_(ProjectDepartment.ended_at.is_(None), ProjectDepartment.ended_at > at.end),
    )


def places_at(moments: Sequence[Moment], viewer: Viewer) -> list[Places]:
    """(initiatives, departments) that stood and the reader may see, by the names they bore, in their order."""
    found: list[dict[str, list[Place]]] = [{"initiative": [], "department": []} for _ in moments]
    rows = run(_places, moments, viewer, len(moments))
    for row in sorted(rows, key=lambda row: (row.position, row.name, row.id)):
        found[row.moment][row.kind].append(Place(row.id, row.slug, row.name, row.abbreviation or row.name))
    return [(tuple(each["initiative"]), tuple(each["department"])) for each in found]


def _places(viewer: Viewer, count: int) -> Any:
    places = [At.place(number) for number in range(count)]
    initiatives = (_place("initiative", Initiative, InitiativeState, at, viewer) for at in places)
    departments = (_place("department", Department, DepartmentState, at, viewer) for at in places)
    return union_all(*initiatives, *departments)


def _place(kind: str, model: Any, states: Any, at: At, viewer: Viewer) -> Any:
    return (
        select(literal_column(f"'{kind}'").label("kind"), literal_column(str(at.number)).label("moment"))
        .add_columns(model.id, model.slug, states.name, model.abbreviation, model.position)
        .select_from(model)
        .join(states, states.id == latest_state(model, at.end, at.day))
        .where(stood_at(model, at.end), model.visible_to(viewer))
    )
