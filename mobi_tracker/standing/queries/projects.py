"""Projects, their supporting departments, and the names of departments and initiatives at a moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, literal_column, or_, select, union_all

from mobi_tracker.access.policy import Viewer
from mobi_tracker.core.database import db
from mobi_tracker.core.dated import latest_state
from mobi_tracker.core.withdrawals import stood_at
from mobi_tracker.portfolio.models import Department, DepartmentState, Initiative, InitiativeState
from mobi_tracker.projects.models.project import Project, ProjectDepartment, ProjectState
from mobi_tracker.standing.facts import Place
from mobi_tracker.standing.queries.moments import Moment, rows_at


def projects_at(moments: Sequence[Moment], viewer: Viewer) -> list[list[Row[Any]]]:
    """Every project that stood, as it was named and placed then. ``is_visible`` says whether the reader may see it."""

    def standing(moment: Moment) -> Select[Any]:
        return (
            select(
                Project.id,
                Project.slug,
                Project.marking,
                Project.marking_floor,
                ProjectState.name,
                ProjectState.phase,
                ProjectState.initiative_id,
                ProjectState.lead_department_id,
                ProjectState.manager_id,
                ProjectState.starts_on,
                ProjectState.ends_on,
                Project.visible_to(viewer).label("is_visible"),
            )
            .join(ProjectState, ProjectState.id == latest_state(Project, moment.end, moment.day))
            .where(stood_at(Project, moment.end))
        )

    return rows_at(moments, standing)


def supporters_at(moments: Sequence[Moment]) -> list[dict[int, frozenset[int]]]:
    """The supporting departments of each project, by project."""

    def standing(moment: Moment) -> Select[Any]:
        return select(ProjectDepartment.project_id, ProjectDepartment.department_id).where(
            ProjectDepartment.recorded_at <= moment.end,
            or_(ProjectDepartment.ended_at.is_(None), ProjectDepartment.ended_at > moment.end),
        )

    found = []
    for rows in rows_at(moments, standing):
        grouped: defaultdict[int, set[int]] = defaultdict(set)
        for row in rows:
            grouped[row.project_id].add(row.department_id)
        found.append({project_id: frozenset(ids) for project_id, ids in grouped.items()})
    return found


def places_at(moments: Sequence[Moment], viewer: Viewer) -> list[tuple[tuple[Place, ...], tuple[Place, ...]]]:
    """(initiatives, departments) that stood and the reader may see, by the names they bore, in their order."""

    def one(kind: str, model: Any, states: Any, moment: Moment) -> Select[Any]:
        return (
            select(literal_column(f"'{kind}'").label("kind"), model.id, model.slug, states.name)
            .add_columns(model.abbreviation, model.position)
            .join(states, states.id == latest_state(model, moment.end, moment.day))
            .where(stood_at(model, moment.end), model.visible_to(viewer))
        )

    def numbered(number: int, moment: Moment) -> list[Select[Any]]:
        both = (
            one("initiative", Initiative, InitiativeState, moment),
            one("department", Department, DepartmentState, moment),
        )
        return [each.add_columns(literal_column(str(number)).label("moment")) for each in both]

    selects = [each for number, moment in enumerate(moments) for each in numbered(number, moment)]
    found: list[dict[str, list[Place]]] = [{"initiative": [], "department": []} for _ in moments]
    for row in sorted(db.session.execute(union_all(*selects)), key=lambda row: (row.position, row.name, row.id)):
        found[row.moment][row.kind].append(Place(row.id, row.slug, row.name, row.abbreviation or row.name))
    return [(tuple(each["initiative"]), tuple(each["department"])) for each in found]
