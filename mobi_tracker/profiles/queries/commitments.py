"""Commitments between us and a department, an organization or a person, from both sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, false, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from mobi_tracker.access.policy import Viewer
from mobi_tracker.commitments.models import ActionItem
from mobi_tracker.commitments.queries.actions import on_side
from mobi_tracker.commitments.queries.concerning import of_department
from mobi_tracker.commitments.vocabulary import ActionState, Side
from mobi_tracker.core.database import db
from mobi_tracker.portfolio.models import Department
from mobi_tracker.projects.models.project import Project
from mobi_tracker.stakeholders.models import Position
from mobi_tracker.stakeholders.queries import is_current


@dataclass(frozen=True)
class BothWays:
    """Open commitments, the earliest due first: what they owe us, and what we owe."""

    owed_to_us: Sequence[ActionItem]
    owed_by_us: Sequence[ActionItem]


def open_between(condition: ColumnElement[bool], viewer: Viewer, most: int) -> BothWays:
    """The open commitments that meet a condition, at most ``most`` a side, in one query."""
    by_us = func.coalesce(on_side(Side.BY_US), false())
    place = func.row_number().over(partition_by=by_us, order_by=(ActionItem.due.asc().nulls_last(), ActionItem.id))
    ranked = (
        select(ActionItem, by_us.label("by_us"), place.label("place"))
        .where(condition, ActionItem.withdrawn_at.is_(None), ActionItem.state == ActionState.OPEN)
        .where(ActionItem.visible_to(viewer))
        .subquery()
    )
    item = aliased(ActionItem, ranked)
    rows = (
        select(item, ranked.c.by_us)
        .where(ranked.c.place <= most)
        .options(*_shown(item))
        .order_by(item.due.asc().nulls_last(), item.id)
    )
    found = db.session.execute(rows).unique().all()
    return BothWays([each for each, ours in found if not ours], [each for each, ours in found if ours])


@dataclass(frozen=True)
class OwedByOne:
    """What a person owes: open ones, the earliest due first, and the latest done or dropped."""

    open: Sequence[ActionItem]
    closed: Sequence[ActionItem]


def owed_by_contact(contact_id: int, viewer: Viewer, most: int) -> OwedByOne:
    """What a person owes and owed, at most ``most`` of each, in one query."""
    is_open = ActionItem.state == ActionState.OPEN
    order = (ActionItem.closed_on.desc(), ActionItem.due.asc().nulls_last(), ActionItem.id.desc())
    place = func.row_number().over(partition_by=is_open, order_by=order)
    ranked = (
        select(ActionItem, place.label("place"))
        .where(ActionItem.owner_contact_id == contact_id, ActionItem.withdrawn_at.is_(None))
        .where(ActionItem.visible_to(viewer))
        .subquery()
    )
    item = aliased(ActionItem, ranked)
    rows = select(item).where(ranked.c.place <= most).options(*_shown(item)).order_by(ranked.c.place)
    found = db.session.scalars(rows).unique().all()
    return OwedByOne(
        [each for each in found if each.state is ActionState.OPEN],
        [each for each in found if each.state is not ActionState.OPEN],
    )


def _shown(item: Any) -> tuple[Any, ...]:
    return joinedload(item.owner_contact), joinedload(item.owner_organization), joinedload(item.project)


def concerns_department(department: Department) -> ColumnElement[bool]:
    """A condition: it concerns the department, itself or through a project, or it or its people owe it."""
    return or_(of_department(ActionItem, department.id), owed_from(department.organization_id))


def concerns_initiative(initiative_id: int) -> ColumnElement[bool]:
    """A condition: it concerns the initiative, itself or through a project."""
    held = select(Project.id).where(Project.initiative_id == initiative_id)
    return or_(ActionItem.initiative_id == initiative_id, ActionItem.project_id.in_(held))


def owed_from(organization_id: int) -> ColumnElement[bool]:
    """A condition: the organization owes it, or somebody who holds a position there now."""
    people = select(Position.contact_id).where(Position.organization_id == organization_id, is_current())
    return or_(ActionItem.owner_organization_id == organization_id, ActionItem.owner_contact_id.in_(people))
