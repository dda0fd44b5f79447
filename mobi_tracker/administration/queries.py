"""Every select of administration."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from mobi_tracker.access.models import User
from mobi_tracker.access.policy import Viewer
from mobi_tracker.core.database import db
from mobi_tracker.core.settings import SettingValue
from mobi_tracker.portfolio.models import Department, DepartmentAssignment


def users(_viewer: Viewer) -> Select[Any]:
    """Every account, closed ones too."""
    return select(User).options(selectinload(User.roles))


def department_options() -> list[tuple[int, str]]:
    """(id, name) of the departments that stand."""
    rows = select(Department.id, Department.name).where(Department.withdrawn_at.is_(None))
    return [(each, name) for each, name in db.session.execute(rows.order_by(Department.position, Department.name))]


def assignments_of(user_id: int) -> list[DepartmentAssignment]:
    """The departments that are a user's own today."""
    rows = select(DepartmentAssignment).where(
        DepartmentAssignment.user_id == user_id, DepartmentAssignment.ended_on.is_(None)
    )
    return list(db.session.scalars(rows))


def latest_values(name: str) -> list[tuple[SettingValue, str | None]]:
    """The values a setting was given, newest first, each with who gave it."""
    rows = (
        select(SettingValue, User.name)
        .outerjoin(User, User.id == SettingValue.recorded_by_id)
        .where(SettingValue.name == name)
        .order_by(SettingValue.recorded_at.desc(), SettingValue.id.desc())
    )
    return [(value, who) for value, who in db.session.execute(rows)]
