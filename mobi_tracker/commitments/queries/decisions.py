"""Every select of decisions."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from mobi_tracker.access.policy import Viewer
from mobi_tracker.commitments.models import Ask, Decision
from mobi_tracker.commitments.queries.concerning import concerned, concerned_with_departments, of_department
from mobi_tracker.core.database import db
from mobi_tracker.projects.models.project import Project


def decision(record_id: int, viewer: Viewer) -> Decision | None:
    """The decision, if this person may see it. Withdrawn ones are found too: their page says so."""
    rows = select(Decision).where(Decision.id == record_id, Decision.visible_to(viewer))
    return db.session.scalar(rows.options(_ask(), *concerned_with_departments(Decision)))


def decisions(viewer: Viewer) -> Select[Any]:
    """The decisions that stand and this person may see, with what they concern."""
    rows = select(Decision).where(Decision.withdrawn_at.is_(None), Decision.visible_to(viewer))
    return rows.options(_ask(), *concerned(Decision))


def decisions_of_project(project_id: int, viewer: Viewer, most: int = 50) -> list[Decision]:
    """The decisions on a project, the latest first."""
    return _latest(decisions(viewer).where(Decision.project_id == project_id), most)


def decisions_of_initiative(initiative_id: int, viewer: Viewer, most: int = 50) -> list[Decision]:
    """The decisions on an initiative, itself or a project of it, the latest first."""
    through = Decision.project.has(Project.initiative_id == initiative_id)
    return _latest(decisions(viewer).where(or_(Decision.initiative_id == initiative_id, through)), most)


def decisions_of_department(department_id: int, viewer: Viewer, most: int = 50) -> list[Decision]:
    """The decisions that concern a department, itself or through a project, the latest first."""
    return _latest(decisions(viewer).where(of_department(Decision, department_id)), most)


def decision_of_ask(ask_id: int, viewer: Viewer) -> Decision | None:
    """The decision that was recorded when this ask was decided."""
    return db.session.scalar(decisions(viewer).where(Decision.ask_id == ask_id))


def _ask() -> Any:
    return joinedload(Decision.ask).options(*concerned(Ask))


def _latest(statement: Select[Any], most: int) -> list[Decision]:
    return list(db.session.scalars(statement.order_by(Decision.on.desc(), Decision.id.desc()).limit(most)))
