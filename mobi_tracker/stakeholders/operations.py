"""Verbs of stakeholders."""

from __future__ import annotations

from dataclasses import dataclass, field

from mobi_tracker.access.models import User
from mobi_tracker.access.operations import MarkingDraft, set_marking
from mobi_tracker.core.database import db
from mobi_tracker.core.editing import check_version
from mobi_tracker.core.fields import folded
from mobi_tracker.stakeholders.models import Contact, Organization
from mobi_tracker.stakeholders.vocabulary import OrganizationKind


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
