"""Commitments between us and a department, an organization or a person, from both sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select

from mobi_tracker.access.policy import Viewer
from mobi_tracker.commitments.models import ActionItem
from mobi_tracker.commitments.queries.actions import first_open_ids, of_ids, on_side
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


def open_between(
    conditions: Sequence[ColumnElement[bool]],
    viewer: Viewer,
    most: int,
    is_narrow: bool = False,
    owed_to_us: Sequence[ColumnElement[bool]] | None = None,
) -> BothWays:
    """The open commitments that meet one of these conditions, at most ``most`` a side, in one query.

    ``is_narrow``: few meet any of them (an organization's, not those of a whole department). ``owed_to_us``: other
    conditions for the others' side, where only what they themselves owe belongs there.
    """
    by_us, by_others = on_side(Side.BY_US), or_(on_side(Side.TO_US), on_side(Side.UNOWNED))
    ours = [first_open_ids(viewer, and_(by_us, each), most, is_narrow) for each in conditions]
    is_few = is_narrow or owed_to_us is not None
    theirs = [first_open_ids(viewer, and_(each, by_others), most, is_few) for each in owed_to_us or conditions]
    found = db.session.scalars(of_ids(*ours, *theirs)).all()
    return BothWays(
        [each for each in found if each.side is not Side.BY_US][:most],
        [each for each in found if each.side is Side.BY_US][:most],
    )


@dataclass(frozen=True)
class OwedByOne:
    """What a person owes: open ones, the earliest due first, and the latest done or dropped."""

    open: Sequence[ActionItem]
    closed: Sequence[ActionItem]


def owed_by_contact(contact_id: int, viewer: Viewer, most: int) -> OwedByOne:
    """What a person owes and owed, at most ``most`` of each, in one query."""
    owned = ActionItem.owner_contact_id == contact_id
    closed = (
        select(ActionItem.id)
        .where(owned, ActionItem.state != ActionState.OPEN, ActionItem.withdrawn_at.is_(None))
        .where(ActionItem.visible_to(viewer))
        .order_by(ActionItem.closed_on.desc(), ActionItem.id.desc())
        .limit(most)
    )
    found = db.session.scalars(of_ids(first_open_ids(viewer, owned, most), closed)).all()
    ended = [each for each in found if each.state is not ActionState.OPEN]
    ended.sort(key=lambda each: (each.closed_on or date.min, each.id), reverse=True)
    return OwedByOne([each for each in found if each.state is ActionState.OPEN], ended)


def concerns_department(department: Department) -> ColumnElement[bool]:
    """A condition: it concerns the department, itself or through a project, or it or its people owe it."""
    return or_(of_department(ActionItem, department.id), *owed_from(department.organization_id))


def open_with_department(department: Department, viewer: Viewer, most: int) -> BothWays:
    """The open commitments between us and a department: ours on all its work, and what it owes itself."""
    owed_to_us = owed_from(department.organization_id)
    return open_between([concerns_department(department)], viewer, most, owed_to_us=owed_to_us)


def concerns_initiative(initiative_id: int) -> ColumnElement[bool]:
    """A condition: it concerns the initiative, itself or through a project."""
    return or_(
        ActionItem.initiative_id == initiative_id, ActionItem.project.has(Project.initiative_id == initiative_id)
    )


def owed_from(organization_id: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Two conditions, of which one must hold: the organization owes it, or somebody who holds a position there now."""
    people = select(Position.contact_id).where(Position.organization_id == organization_id, is_current())
    return ActionItem.owner_organization_id == organization_id, ActionItem.owner_contact_id.in_(people)
