"""What the selects of action items, decisions and asks share: loader options, order, counting."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from mobi_tracker.core.database import db
from mobi_tracker.projects.models.project import Project

COUNT_AT_MOST = 100


def concerned(model: Any) -> tuple[Any, ...]:
    """Loader options: what a commitment concerns, enough for its links and its effective marking."""
    return joinedload(model.project), joinedload(model.initiative), joinedload(model.department)


def concerned_with_departments(model: Any) -> tuple[Any, ...]:
    """Loader options for one record's page: as ``concerned``, with the departments that may edit it."""
    project = joinedload(model.project).options(selectinload(Project.departments))
    return project, joinedload(model.initiative), joinedload(model.department)


def soonest(model: Any) -> tuple[Any, ...]:
    """Order: the earliest due first, those without a due day last."""
    return model.due.asc().nulls_last(), model.id


def count_up_to(statement: Select[Any], most: int = COUNT_AT_MOST) -> int:
    """How many rows a select has, counting no further than ``most`` + 1."""
    capped = statement.order_by(None).limit(most + 1).subquery()
    return db.session.scalar(select(func.count()).select_from(capped)) or 0


def of_department(model: Any, department_id: int) -> ColumnElement[bool]:
    """A condition: it concerns the department, itself or through its project."""
    return model.in_departments((department_id,))
