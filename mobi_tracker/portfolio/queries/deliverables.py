"""Selects of what departments owe under priorities."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, case, func, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from mobi_tracker.access.models import Link
from mobi_tracker.access.policy import Viewer
from mobi_tracker.core import clock
from mobi_tracker.core.database import db
from mobi_tracker.core.dated import latest_state
from mobi_tracker.core.settings import SettingValue
from mobi_tracker.core.withdrawals import stood_at
from mobi_tracker.portfolio.models import Deliverable, DeliverableState, Department, Priority
from mobi_tracker.portfolio.settings import COUNCIL_DISTRICTS


def deliverable(record_id: int, viewer: Viewer) -> Deliverable | None:
    """The deliverable with its priority and department, if this person may see it. Withdrawn ones are found too."""
    rows = select(Deliverable).where(Deliverable.id == record_id, Deliverable.visible_to(viewer))
    return db.session.scalar(rows.options(joinedload(Deliverable.priority), joinedload(Deliverable.department)))


def deliverables(viewer: Viewer) -> Select[Any]:
    """The deliverables that stand, of priorities that stand, with priority and department."""
    return (
        select(Deliverable)
        .join(Deliverable.priority)
        .join(Deliverable.department)
        .where(Deliverable.withdrawn_at.is_(None), Priority.withdrawn_at.is_(None), Deliverable.visible_to(viewer))
        .options(contains_eager(Deliverable.priority), contains_eager(Deliverable.department))
    )


def deliverables_of_department(department_id: int, viewer: Viewer, most: int) -> list[Deliverable]:
    """What a department owes under priorities, the earliest due first, then what it delivered, the latest first; one
    more than ``most`` where there are more.
    """
    rows = deliverables(viewer).where(Deliverable.department_id == department_id)
    owed_first = Deliverable.delivered_on.desc().nulls_first(), Deliverable.due.asc().nulls_last(), Deliverable.id
    return list(db.session.scalars(rows.order_by(*owed_first).limit(most + 1)))


def of_priority(slug: str) -> Any:
    """A condition on deliverables of ``deliverables()``: they are owed under the priority of that slug."""
    return Priority.slug == slug


def owed_by(slug: str) -> Any:
    """A condition on deliverables of ``deliverables()``: the department of that slug owes them."""
    return Department.slug == slug


def deliverable_is(state: str, today: date) -> Any:
    """A condition on deliverables: they are ``owed``, ``late`` (owed, and past their day) or ``delivered``."""
    owed = Deliverable.delivered_on.is_(None)
    return {"owed": owed, "late": owed & (Deliverable.due < today), "delivered": ~owed}.get(state)


@dataclass(frozen=True)
class OwedDeliverable:
    """A deliverable as it stood on a day, with the department that owed it then."""

    deliverable: Deliverable
    then: DeliverableState
    department: Department

    def is_late(self, day: date) -> bool:
        """Whether it was past its day and not delivered."""
        return self.then.delivered_on is None and self.then.due is not None and self.then.due < day


@dataclass(frozen=True)
class ShownPriority:
    """A priority with the links on it, and what departments owed under it: owed first, then by due day.

    ``districts``: how many Council districts the City has.
    """

    priority: Priority
    links: list[Link]
    owed: list[OwedDeliverable]
    districts: int


def shown_priority(slug: str, viewer: Viewer, day: date, moment: datetime | None = None) -> ShownPriority | None:
    """A priority with what its page lists, as that stood on a day, in one query; None where this person may not see it.

    ``moment`` is the end of a past day; None is now.
    """
    item, then, department = Deliverable, aliased(DeliverableState), aliased(Department)
    stands = and_(item.priority_id == Priority.id, stood_at(item, moment), item.visible_to(viewer))
    on_it = and_(Link.kind == Priority.__kind__, Link.record_id == Priority.id, Link.withdrawn_at.is_(None))
    count = select(SettingValue.value).where(SettingValue.name == COUNCIL_DISTRICTS.name)
    districts = count.order_by(SettingValue.id.desc()).limit(1).scalar_subquery()
    rows = (
        select(Priority, districts, Link, item, then, department)
        .outerjoin(Link, on_it)
        .outerjoin(item, stands)
        .outerjoin(then, then.id == latest_state(item, moment or clock.now(), day))
        .outerjoin(department, department.id == then.department_id)
        .where(Priority.slug == slug, Priority.visible_to(viewer))
        .order_by(then.delivered_on.desc().nulls_first(), then.due.asc().nulls_last(), item.id, Link.id)
    )
    found = db.session.execute(rows).all()
    if not found:
        return None
    links = {link.id: link for _priority, _count, link, *_owed in found if link is not None}
    owed = {owed[0].id: OwedDeliverable(*owed) for _priority, _count, _link, *owed in found if owed[0] is not None}
    known = json.loads(found[0][1]) if found[0][1] is not None else COUNCIL_DISTRICTS.default
    return ShownPriority(found[0][0], list(links.values()), list(owed.values()), int(known))


def owed_by_priority(viewer: Viewer, today: date) -> dict[int, tuple[int, int]]:
    """How many deliverables are owed under each priority, and how many of those are late."""
    late = func.count(case((Deliverable.due < today, Deliverable.id)))
    rows = (
        select(Deliverable.priority_id, func.count(), late)
        .where(Deliverable.delivered_on.is_(None), Deliverable.withdrawn_at.is_(None), Deliverable.visible_to(viewer))
        .group_by(Deliverable.priority_id)
    )
    return {priority_id: (owed, late) for priority_id, owed, late in db.session.execute(rows)}
