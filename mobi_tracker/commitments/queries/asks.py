"""Every select of asks."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, or_, select
from sqlalchemy.orm import joinedload

from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.statements import rows_for
from mobi_tracker.access.vocabulary import Role
from mobi_tracker.commitments.models import Ask
from mobi_tracker.commitments.queries.concerning import (
    concerned,
    concerned_with_departments,
    of_department,
    soonest,
)
from mobi_tracker.commitments.vocabulary import AskedOf, AskState
from mobi_tracker.core.database import db
from mobi_tracker.projects.models.project import Project

HANDLERS = frozenset({Role.LIAISON, Role.ANALYST, Role.EXECUTIVE_OFFICER})


def ask(record_id: int, viewer: Viewer) -> Ask | None:
    """The ask, if this person may see it. Withdrawn ones are found too: their page says so."""
    rows = select(Ask).where(Ask.id == record_id, Ask.visible_to(viewer))
    return db.session.scalar(rows.options(*_people(), *concerned_with_departments(Ask)))


def asks(viewer: Viewer) -> Select[Any]:
    """The asks that stand and this person may see, with what they concern.

    For a Deputy Mayor who has no hand in preparing asks, one that was not forwarded is not in lists and
    counts (product.md, Ask); the pages of its project and meeting show it all the same (``asks_of_project``).
    """
    statement = _standing(viewer)
    if viewer.has(Role.DEPUTY_MAYOR) and not viewer.roles & HANDLERS:
        statement = statement.where(Ask.state != AskState.WITH_EXECUTIVE_OFFICER)
    return statement


def asks_waiting_for(asked_of: AskedOf, viewer: Viewer, most: int = 50) -> list[Ask]:
    """The asks that wait for somebody's decision, the soonest needed first."""
    waiting = asks(viewer).where(Ask.asked_of == asked_of, Ask.state == AskState.OPEN)
    return _some(waiting.order_by(*soonest(Ask)), most)


def asks_to_forward(viewer: Viewer, most: int = 50) -> list[Ask]:
    """The asks for the Deputy Mayor that wait with the Executive Officer, the oldest first."""
    waiting = asks(viewer).where(Ask.state == AskState.WITH_EXECUTIVE_OFFICER)
    return _some(waiting.order_by(Ask.recorded_at, Ask.id), most)


def open_asks(viewer: Viewer, most: int = 50) -> list[Ask]:
    """The asks that are not decided, the soonest needed first."""
    return _some(asks(viewer).where(Ask.state != AskState.DECIDED).order_by(*soonest(Ask)), most)


def decided_asks(viewer: Viewer, most: int = 50) -> list[Ask]:
    """The asks that were decided, the latest first."""
    decided = asks(viewer).where(Ask.state == AskState.DECIDED)
    return _some(decided.order_by(Ask.decided_at.desc(), Ask.id.desc()), most)


def asks_of_project(project_id: int, viewer: Viewer, most: int = 50) -> list[Ask]:
    """The asks of a project, open ones first, forwarded or not."""
    return [row[0] for row in rows_for(viewer, _of_project, most, project_id=project_id)]


def _of_project(viewer: Viewer, most: int) -> Any:
    return _in_order_of_state(_standing(viewer).where(Ask.project_id == bindparam("project_id"))).limit(most)


def asks_of_initiative(initiative_id: int, viewer: Viewer, most: int = 50) -> list[Ask]:
    """The asks of an initiative, itself or through a project of it."""
    through = Ask.project.has(Project.initiative_id == initiative_id)
    return _by_state(_standing(viewer).where(or_(Ask.initiative_id == initiative_id, through)), most)


def asks_of_department(department_id: int, viewer: Viewer, most: int = 50) -> list[Ask]:
    """The asks that concern a department, itself or through a project."""
    return _by_state(_standing(viewer).where(of_department(Ask, department_id)), most)


def is_ask_late(today: date) -> ColumnElement[bool]:
    """A condition: undecided, and past the day it was needed by (``rules.is_ask_late`` in the database)."""
    return and_(Ask.state != AskState.DECIDED, Ask.due < today)


def _standing(viewer: Viewer) -> Select[Any]:
    rows = select(Ask).where(Ask.withdrawn_at.is_(None), Ask.visible_to(viewer))
    return rows.options(*_people(), *concerned(Ask))


def _people() -> tuple[Any, ...]:
    return joinedload(Ask.decided_by), joinedload(Ask.forwarded_by)


def _by_state(statement: Select[Any], most: int) -> list[Ask]:
    return _some(_in_order_of_state(statement), most)


def _in_order_of_state(statement: Select[Any]) -> Select[Any]:
    return statement.order_by((Ask.state == AskState.DECIDED).asc(), *soonest(Ask))


def _some(statement: Select[Any], most: int) -> list[Ask]:
    return list(db.session.scalars(statement.limit(most)))
