"""Every select of action items."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, or_, select, union_all
from sqlalchemy.orm import joinedload

from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.statements import rows_for
from mobi_tracker.commitments.models import ActionItem
from mobi_tracker.commitments.queries.concerning import (
    concerned,
    concerned_with_departments,
    count_up_to,
    of_department,
    soonest,
)
from mobi_tracker.commitments.vocabulary import ActionState, Side
from mobi_tracker.core.database import db
from mobi_tracker.core.fields import folded
from mobi_tracker.core.listing import contains, matches_folded
from mobi_tracker.projects.models.project import Project
from mobi_tracker.stakeholders.models import Contact, Organization

ENDED = tuple(state for state in ActionState if state is not ActionState.OPEN)


def action_item(record_id: int, viewer: Viewer) -> ActionItem | None:
    """The action item, if this person may see it. Withdrawn ones are found too: their page says so."""
    rows = select(ActionItem).where(ActionItem.id == record_id, ActionItem.visible_to(viewer))
    return db.session.scalar(rows.options(*_owners(), *concerned_with_departments(ActionItem)))


def actions(viewer: Viewer) -> Select[Any]:
    """The action items that stand and this person may see, with owners and what they concern."""
    rows = select(ActionItem).where(ActionItem.withdrawn_at.is_(None), ActionItem.visible_to(viewer))
    return rows.options(*_owners(), *concerned(ActionItem))


def open_actions(viewer: Viewer) -> Select[Any]:
    """Those of them that are open, the earliest due first."""
    return actions(viewer).where(ActionItem.state == ActionState.OPEN).order_by(*soonest(ActionItem))


def first_open_ids(viewer: Viewer, condition: ColumnElement[bool], most: int, is_narrow: bool = False) -> Select[Any]:
    """The ids of the open ones that meet a condition, the earliest due first: a select to narrow another one with.

    ``is_narrow``: few meet the condition, and an index finds them. Otherwise the open ones are looked through in the
    order of their due days until there are enough.
    """
    # SQLite would look through all open ones, in order, wherever the state is compared with one value.
    is_open = ActionItem.state.not_in(ENDED) if is_narrow else ActionItem.state == ActionState.OPEN
    rows = select(ActionItem.id).where(is_open, ActionItem.withdrawn_at.is_(None), condition)
    return rows.where(ActionItem.visible_to(viewer)).order_by(*soonest(ActionItem)).limit(most)


def of_ids(*ids: Select[Any]) -> Select[Any]:
    """The action items that selects of ids name, which already ask who may see them; the earliest due first.

    It repeats none of their conditions: SQLite would take one of them for narrower than the ids.
    """
    # Each part is a subquery, since SQLite takes no LIMIT inside a union.
    wanted = union_all(*(select(each.subquery()) for each in ids))
    rows = select(ActionItem).where(ActionItem.id.in_(wanted)).options(*_owners(), *concerned(ActionItem))
    return rows.order_by(*soonest(ActionItem))


def my_actions(viewer: Viewer, most: int = 50) -> list[ActionItem]:
    """Open ones that this person owes, the earliest due first."""
    if viewer.contact_id is None:
        return []
    return _some(open_actions(viewer).where(ActionItem.owner_contact_id == viewer.contact_id), most)


def unowned_actions(viewer: Viewer, most: int = 50) -> list[ActionItem]:
    """Open ones that nobody owns yet."""
    return _some(open_actions(viewer).where(on_side(Side.UNOWNED)), most)


def actions_owed_to_us(viewer: Viewer, most: int = 50) -> list[ActionItem]:
    """Open ones that somebody outside owes, the earliest due first."""
    return _some(open_actions(viewer).where(on_side(Side.TO_US)), most)


def late_actions(viewer: Viewer, today: date) -> int:
    """How many open ones are past their due day, counted up to one more than a hundred."""
    return count_up_to(open_actions(viewer).where(is_late(today)))


def open_actions_of_project(project_id: int, viewer: Viewer, most: int = 50) -> list[ActionItem]:
    """Open ones of a project, the earliest due first."""
    return [row[0] for row in rows_for(viewer, _open_of_project, most, project_id=project_id)]


def _open_of_project(viewer: Viewer, most: int) -> Any:
    return open_actions(viewer).where(ActionItem.project_id == bindparam("project_id")).limit(most)


def closed_actions_of_project(project_id: int, viewer: Viewer, most: int = 20) -> list[ActionItem]:
    """Done and dropped ones of a project, the latest closed first."""
    return _closed(actions(viewer).where(ActionItem.project_id == project_id), most)


def open_actions_of_initiative(initiative_id: int, viewer: Viewer, most: int = 50) -> list[ActionItem]:
    """Open ones of an initiative, itself or through a project of it."""
    through = ActionItem.project.has(Project.initiative_id == initiative_id)
    return _some(open_actions(viewer).where(or_(ActionItem.initiative_id == initiative_id, through)), most)


def open_actions_of_department(department_id: int, viewer: Viewer, most: int = 50) -> list[ActionItem]:
    """Open ones that concern a department, itself or through a project."""
    return _some(open_actions(viewer).where(of_department(ActionItem, department_id)), most)


def open_actions_of_contact(contact_id: int, viewer: Viewer, most: int = 50) -> list[ActionItem]:
    """Open ones that a person owes."""
    return _some(open_actions(viewer).where(ActionItem.owner_contact_id == contact_id), most)


def closed_actions_of_contact(contact_id: int, viewer: Viewer, most: int = 20) -> list[ActionItem]:
    """What a person did or dropped, the latest first."""
    return _closed(actions(viewer).where(ActionItem.owner_contact_id == contact_id), most)


def open_actions_of_organization(organization_id: int, viewer: Viewer, most: int = 50) -> list[ActionItem]:
    """Open ones that an organization owes."""
    return _some(open_actions(viewer).where(ActionItem.owner_organization_id == organization_id), most)


def closed_actions_of_organization(organization_id: int, viewer: Viewer, most: int = 20) -> list[ActionItem]:
    """What an organization did or dropped, the latest first."""
    return _closed(actions(viewer).where(ActionItem.owner_organization_id == organization_id), most)


def is_late(today: date) -> ColumnElement[bool]:
    """A condition: open, and past its due day (``rules.is_late`` in the database)."""
    return and_(ActionItem.state == ActionState.OPEN, ActionItem.due < today)


def on_side(side: Side) -> ColumnElement[bool]:
    """A condition: it is owed from this side (``rules.side_of`` in the database)."""
    by_us = ActionItem.owner_contact_id.in_(select(Contact.id).where(Contact.user_id.is_not(None)))
    has_owner = or_(ActionItem.owner_contact_id.is_not(None), ActionItem.owner_organization_id.is_not(None))
    if side is Side.BY_US:
        return by_us
    if side is Side.UNOWNED:
        return and_(ActionItem.owner_contact_id.is_(None), ActionItem.owner_organization_id.is_(None))
    return and_(has_owner, or_(ActionItem.owner_contact_id.is_(None), ~by_us))


def owner_holds(words: str) -> ColumnElement[bool]:
    """A condition: the owner's name holds these words."""
    if not folded(words):
        return ActionItem.id.is_(None)
    return or_(
        ActionItem.owner_contact.has(matches_folded(Contact.folded_name, words)),
        ActionItem.owner_organization.has(
            or_(matches_folded(Organization.folded_name, words), contains(Organization.abbreviation, words))
        ),
    )


def project_holds(model: Any, words: str) -> ColumnElement[bool]:
    """A condition: the project's name holds these words, or its slug is exactly them."""
    return model.project.has(or_(contains(Project.name, words), Project.slug == words.lower()))


def _owners() -> tuple[Any, ...]:
    return joinedload(ActionItem.owner_contact), joinedload(ActionItem.owner_organization)


def _some(statement: Select[Any], most: int) -> list[ActionItem]:
    return list(db.session.scalars(statement.limit(most)))


def _closed(statement: Select[Any], most: int) -> list[ActionItem]:
    closed = statement.where(ActionItem.state != ActionState.OPEN)
    return _some(closed.order_by(ActionItem.closed_on.desc(), ActionItem.id.desc()), most)
