"""Every select of stakeholders."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select

from mobi_tracker.access.policy import Viewer
from mobi_tracker.core.database import db
from mobi_tracker.stakeholders.models import Contact, Organization


def contact_id_of_user(user_id: int) -> int | None:
    """The contact that this user is."""
    return db.session.scalar(select(Contact.id).where(Contact.user_id == user_id))


def organization(record_id: int, viewer: Viewer) -> Organization | None:
    """The organization, if this person may see it. Withdrawn ones are found too: their page says so."""
    return db.session.scalar(select(Organization).where(Organization.id == record_id, Organization.visible_to(viewer)))


def organizations(viewer: Viewer) -> Select[Any]:
    """The organizations that stand and this person may see."""
    return select(Organization).where(Organization.withdrawn_at.is_(None), Organization.visible_to(viewer))
