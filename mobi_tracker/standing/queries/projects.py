"""Projects with what they are tied to, and the names of departments and initiatives, at a moment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ScalarSelect, String, cast, func, literal_column, null, or_, select, union_all

from mobi_tracker.access.policy import Viewer
from mobi_tracker.core.dated import latest_state
from mobi_tracker.core.withdrawals import stood_at
from mobi_tracker.portfolio.models import Department, DepartmentState, Initiative, InitiativeState
from mobi_tracker.projects.models.project import (
    Project,
    ProjectDepartment,
    ProjectDistrict,
    ProjectPriority,
    ProjectState,
)
from mobi_tracker.standing.facts import Place
from mobi_tracker.standing.queries.moments import Asked, At, rows_at, run

Places = tuple[tuple[Place, ...], tuple[Place, ...]]


def projects_at(asked: Asked, with_serving: bool) -> list[list[Any]]:
    """Every project that stood, as it was named and placed then. ``is_visible`` says whether the reader may see it.

    ``supporting`` (and, where they are wanted, ``priorities`` and ``districts``) are numbers in one text: see
    ``numbers_in``.
    """
    return rows_at(_projects, asked, with_serving)


def _projects(at: At, viewer: Viewer, with_serving: bool) -> Any:
    state = ProjectState
    supporting = _numbers(ProjectDepartment, ProjectDepartment.department_id, at)
    priorities = _numbers(ProjectPriority, ProjectPriority.priority_id, at) if with_serving else null()
    districts = _numbers(ProjectDistrict, ProjectDistrict.number, at) if with_serving else null()
    rows = (
        select(Project.id, Project.slug, Project.marking, Project.marking_floor, Project.recorded_at)
        .add_columns(state.name, state.phase, state.initiative_id, state.lead_department_id)
        .add_columns(state.manager_id, state.starts_on, state.ends_on)
        .add_columns(Project.visible_to(viewer).label("is_visible"), supporting.label("supporting"))
        .add_columns(priorities.label("priorities"), districts.label("districts"))
        .join(state, state.id == latest_state(Project, at.end, at.day))
        .where(stood_at(Project, at.end))
    )
    return at.limited(rows, Project.id)


def _numbers(rows: Any, number: Any, at: At) -> ScalarSelect[Any]:
    """The numbers of the rows that tied ``Project`` to something then, in one text."""
    return (
        select(func.aggregate_strings(cast(number, String), ","))
        .where(rows.project_id == Project.id, rows.recorded_at <= at.end)
        .where(or_(rows.ended_at.is_(None), rows.ended_at > at.end))
        .correlate(Project)
        .scalar_subquery()
    )


def numbers_in(text: str | None) -> frozenset[int]:
    """The numbers of such a text."""
    return frozenset(map(int, text.split(","))) if text else frozenset()


def places_at(asked: Asked) -> list[Places]:
    """(initiatives, departments) that stood and the reader may see, by the names they bore, in their order."""
    found: list[dict[str, list[Place]]] = [{"initiative": [], "department": []} for _ in asked.moments]
    rows: Sequence[Any] = run(_places, asked, len(asked.moments))
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
