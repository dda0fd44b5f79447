"""The blueprints of people. They live here and not in ``stakeholders``: the list reads meetings, and whose own a
contact is goes by departments.
"""

from __future__ import annotations

from collections.abc import Iterable

from flask import Blueprint

from mobi_tracker.access.guard import know_departments, viewer
from mobi_tracker.access.policy import authorize
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.core.pages import found
from mobi_tracker.portfolio import queries as portfolio
from mobi_tracker.stakeholders import queries as stakeholders
from mobi_tracker.stakeholders.models import Contact

contacts = Blueprint("contacts", __name__, url_prefix="/contacts")
positions = Blueprint("positions", __name__)
ways = Blueprint("contact_ways", __name__)


def departments_of(contact: Contact) -> frozenset[int]:
    """Whose own a contact is: the departments where they hold a position now."""
    current = [each for each in contact.positions if not each.is_withdrawn and each.ended_on is None]
    return departments_at(each.organization_id for each in current)


know_departments("contact", departments_of)


def departments_at(organization_ids: Iterable[int]) -> frozenset[int]:
    """The departments that these organizations are."""
    ids = tuple(organization_ids)
    return portfolio.department_ids_of_organizations(ids) if ids else frozenset()


def editable_contact(record_id: int) -> Contact:
    """The contact, if this person may change it."""
    contact = found(stakeholders.contact(record_id, viewer()))
    authorize(viewer(), Permission.LOG, departments_of(contact))
    return contact
