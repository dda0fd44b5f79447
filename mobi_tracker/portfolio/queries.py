"""Every select of the portfolio."""

from __future__ import annotations

from sqlalchemy import select

from mobi_tracker.core.database import db
from mobi_tracker.portfolio.models import DepartmentAssignment


def own_department_ids(user_id: int) -> frozenset[int]:
    """The departments that are a user's own today."""
    assigned = select(DepartmentAssignment.department_id).where(
        DepartmentAssignment.user_id == user_id, DepartmentAssignment.ended_on.is_(None)
    )
    return frozenset(db.session.scalars(assigned))
