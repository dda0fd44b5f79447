"""Names that stand in a meeting's title, which everybody reads who sees the meeting."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select

from mobi_tracker.access.vocabulary import OPEN_MARKINGS
from mobi_tracker.core.database import db
from mobi_tracker.portfolio.models import Department
from mobi_tracker.stakeholders.models import Contact


def open_names(contact_ids: Collection[int]) -> dict[int, str]:
    """By id, the names of those contacts that are kept from nobody."""
    if not contact_ids:
        return {}
    rows = select(Contact.id, Contact.name).where(
        Contact.id.in_(contact_ids),
        Contact.marking.in_(OPEN_MARKINGS),
        Contact.marking_floor.in_(OPEN_MARKINGS),
        Contact.withdrawn_at.is_(None),
    )
    return {contact.id: contact.name for contact in db.session.execute(rows)}


def short_names(department_ids: Sequence[int]) -> list[str]:
    """Those departments that are kept from nobody, as people call them ("ITA"), in the order given."""
    if not department_ids:
        return []
    rows = select(Department).where(
        Department.id.in_(department_ids),
        Department.marking.in_(OPEN_MARKINGS),
        Department.marking_floor.in_(OPEN_MARKINGS),
    )
    found = {each.id: each.short for each in db.session.scalars(rows)}
    return [found[each] for each in department_ids if each in found]
