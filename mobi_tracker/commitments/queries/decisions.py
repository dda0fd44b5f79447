"""Every select of decisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, exists, func, or_, select
from sqlalchemy.orm import joinedload

from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.statements import rows_for
from mobi_tracker.commitments.models import ActionItem, Ask, Decision
from mobi_tracker.commitments.queries.concerning import concerned, concerned_with_departments, of_department
from mobi_tracker.commitments.vocabulary import ActionState
from mobi_tracker.core.database import db, in_chunks
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


def decided_by(user_id: int, name: str) -> ColumnElement[bool]:
    """A condition: this person decided it: an ask put to them, or under their name in notes and forms."""
    asked = exists(select(Ask.id).where(Ask.id == Decision.ask_id, Ask.decided_by_id == user_id).correlate(Decision))
    return or_(asked, func.lower(func.trim(Decision.decided_by)) == name.strip().lower())


@dataclass(frozen=True)
class Came:
    """A decision with what came of it: the action items on its project since its day, by state."""

    decision: Decision
    open: int
    done: int


def what_came(decided: Sequence[Decision], viewer: Viewer) -> list[Came]:
    """Decisions with the action items that this person may see, logged on the same project on its day or later."""
    counts: dict[tuple[int, ActionState], int] = {}
    for ids in in_chunks([each.id for each in decided if each.project_id is not None]):
        counts |= {(each, state): count for each, state, count in rows_for(viewer, _counted, ids=ids)}
    return [
        Came(each, counts.get((each.id, ActionState.OPEN), 0), counts.get((each.id, ActionState.DONE), 0))
        for each in decided
    ]


def _counted(viewer: Viewer) -> Any:
    return (
        select(Decision.id, ActionItem.state, func.count())
        .join(ActionItem, ActionItem.project_id == Decision.project_id)
        .where(Decision.id.in_(bindparam("ids", expanding=True)))
        .where(func.date(ActionItem.recorded_at) >= Decision.on)
        .where(ActionItem.withdrawn_at.is_(None), ActionItem.visible_to(viewer))
        .group_by(Decision.id, ActionItem.state)
    )


def _ask() -> Any:
    return joinedload(Decision.ask).options(*concerned(Ask))


def _latest(statement: Select[Any], most: int) -> list[Decision]:
    return list(db.session.scalars(statement.order_by(Decision.on.desc(), Decision.id.desc()).limit(most)))
