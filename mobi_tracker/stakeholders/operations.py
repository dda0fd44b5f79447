"""Verbs of stakeholders."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm.attributes import flag_modified

from mobi_tracker.access.models import User
from mobi_tracker.access.operations import MarkingDraft, set_marking
from mobi_tracker.core import clock
from mobi_tracker.core.database import db
from mobi_tracker.core.editing import check_version
from mobi_tracker.core.errors import RuleBroken
from mobi_tracker.core.fields import folded
from mobi_tracker.core.withdrawals import bring_back, withdraw
from mobi_tracker.stakeholders import queries
from mobi_tracker.stakeholders.models import Contact, ContactWay, Organization, Position
from mobi_tracker.stakeholders.vocabulary import OrganizationKind, WayKind


@dataclass(frozen=True)
class OrganizationDraft:
    """An organization as it was typed."""

    name: str
    kind: OrganizationKind
    abbreviation: str = ""
    website: str = ""
    notes: str = ""
    marking: MarkingDraft = field(default_factory=MarkingDraft)


def add_organization(draft: OrganizationDraft) -> Organization:
    """Store a new organization."""
    organization = Organization()
    _fill_organization(organization, draft)
    return organization


def edit_organization(organization: Organization, draft: OrganizationDraft, shown_version: int | None) -> None:
    """Change an organization. Raises StaleRecord where somebody else changed it since it was shown."""
    check_version(organization, shown_version)
    _fill_organization(organization, draft)


def rename_organization(organization: Organization, name: str) -> None:
    """Give an organization another name."""
    organization.name = name
    organization.folded_name = folded(name)
    db.session.flush()


def _fill_organization(organization: Organization, draft: OrganizationDraft) -> None:
    organization.name = draft.name
    organization.folded_name = folded(draft.name)
    organization.kind = draft.kind
    organization.abbreviation = draft.abbreviation
    organization.website = draft.website
    organization.notes = draft.notes
    db.session.add(organization)
    db.session.flush()
    set_marking(organization, draft.marking)


def contact_for_user(user: User) -> Contact:
    """The contact that a new user is: every user is a contact."""
    contact = Contact(name=user.name, folded_name=folded(user.name), user_id=user.id)
    db.session.add(contact)
    db.session.flush()
    return contact


@dataclass(frozen=True)
class ContactDraft:
    """A person as typed. ``organization_id`` and ``title`` make the first position of a new contact.

    ``cadence_days``: how often we mean to speak. A private phone or mobile number is not shown to observers.
    """

    name: str
    organization_id: int | None = None
    title: str = ""
    email: str = ""
    phone: str = ""
    mobile: str = ""
    is_phone_private: bool = False
    is_mobile_private: bool = True
    cadence_days: int | None = None
    relationship_owner_id: int | None = None
    notes: str = ""
    external_key: str | None = None
    marking: MarkingDraft = field(default_factory=MarkingDraft)


def add_contact(draft: ContactDraft) -> Contact:
    """Store a new contact, with a position where an organization is given."""
    contact = Contact(external_key=draft.external_key)
    _fill_contact(contact, draft)
    if draft.organization_id is not None:
        add_position(contact, PositionDraft(draft.organization_id, draft.title))
    return contact


def edit_contact(contact: Contact, draft: ContactDraft, shown_version: int | None) -> None:
    """Change a contact and the first way of each kind to reach it; positions have verbs of their own.

    Raises StaleRecord where somebody else changed it since it was shown.
    """
    check_version(contact, shown_version)
    flag_modified(contact, "name")  # a new phone number too makes an older form stale
    _fill_contact(contact, draft)


def _fill_contact(contact: Contact, draft: ContactDraft) -> None:
    contact.name = draft.name
    contact.folded_name = folded(draft.name)
    contact.cadence_days = draft.cadence_days
    contact.relationship_owner_id = draft.relationship_owner_id
    contact.notes = draft.notes
    db.session.add(contact)
    db.session.flush()
    _set_way(contact, WayKind.EMAIL, draft.email.casefold(), False)
    _set_way(contact, WayKind.PHONE, draft.phone, draft.is_phone_private)
    _set_way(contact, WayKind.MOBILE, draft.mobile, draft.is_mobile_private)
    set_marking(contact, draft.marking)


def _set_way(contact: Contact, kind: WayKind, typed: str, is_private: bool) -> None:
    """Let the first way of a kind be what was typed: the former one is withdrawn, none is lost."""
    value = typed.strip()
    standing = queries.standing_ways(contact.id, kind)
    if standing and standing[0].value != value:
        withdraw(standing[0], "replaced" if value else "taken out")
    if value:
        add_way(contact, kind, value, is_private)
    db.session.expire(contact, ["ways"])


def add_way(contact: Contact, kind: WayKind, value: str, is_private: bool) -> ContactWay:
    """Store a way to reach a contact; one that was withdrawn is brought back."""
    known = queries.way_of(contact.id, kind, value)
    if known is None:
        known = ContactWay(contact_id=contact.id, kind=kind, value=value)
        db.session.add(known)
    elif known.is_withdrawn:
        bring_back(known)
    known.is_private = is_private
    db.session.flush()
    return known


@dataclass(frozen=True)
class PositionDraft:
    """A position as typed. The main one is named first, in lists and on the contact's page."""

    organization_id: int
    title: str = ""
    started_on: date | None = None
    ended_on: date | None = None
    is_main: bool = True


def add_position(contact: Contact, draft: PositionDraft) -> Position:
    """Store a position. Several may stand at once: a new one ends none by itself."""
    position = Position(contact_id=contact.id)
    _fill_position(position, draft)
    return position


def edit_position(position: Position, draft: PositionDraft, shown_version: int | None) -> None:
    """Change a position. Raises StaleRecord where somebody else changed it since it was shown."""
    check_version(position, shown_version)
    _fill_position(position, draft)


def end_position(position: Position, on: date) -> None:
    """Say on which day a position ended. Raises RuleBroken for a day to come or before it began."""
    if on > clock.today():
        raise RuleBroken("A position ends on a day that has come. Give today or earlier.", "ended_on")
    _check_days(position.started_on, on)
    position.ended_on = on
    db.session.flush()


def _check_days(started_on: date | None, ended_on: date | None) -> None:
    if started_on is not None and ended_on is not None and ended_on < started_on:
        raise RuleBroken("The end is before the start.", "ended_on")


def _fill_position(position: Position, draft: PositionDraft) -> None:
    _check_days(draft.started_on, draft.ended_on)
    if draft.is_main and draft.ended_on is None:
        for other in queries.main_positions(position.contact_id):
            other.is_main = other is position
    position.organization_id = draft.organization_id
    position.title = draft.title
    position.started_on = draft.started_on
    position.ended_on = draft.ended_on
    position.is_main = draft.is_main
    db.session.add(position)
    db.session.flush()
    contact = position.contact
    if contact is not None:
        db.session.expire(contact, ["positions"])
