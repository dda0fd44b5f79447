"""People as the list and the pages of contacts show them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import joinedload

from mobi_tracker.access.policy import Viewer
from mobi_tracker.core.database import db, in_chunks
from mobi_tracker.core.listing import contains, matches_folded
from mobi_tracker.stakeholders.models import Contact, ContactWay, Organization, Position
from mobi_tracker.stakeholders.queries import is_current, positions_of
from mobi_tracker.stakeholders.vocabulary import WayKind


def positions_of_many(contact_ids: Sequence[int], viewer: Viewer) -> dict[int, Position]:
    """The main position that each contact holds now, at an organization this person may see."""
    found: dict[int, Position] = {}
    for ids in in_chunks(contact_ids):
        found |= {contact: held[0] for contact, held in positions_of(ids, viewer).items()}
    return found


def all_positions(contact_id: int, viewer: Viewer) -> list[Position]:
    """Every position of a contact, at organizations this person may see: held now first, then the latest ended."""
    rows = (
        select(Position)
        .join(Position.organization)
        .where(Position.contact_id == contact_id, Position.withdrawn_at.is_(None), Organization.visible_to(viewer))
        .options(joinedload(Position.organization))
    )
    order = (Position.ended_on.desc().nulls_first(), Position.is_main.desc(), Position.started_on.desc(), Position.id)
    return list(db.session.scalars(rows.order_by(*order)))


def named_or_reached(words: str) -> ColumnElement[bool]:
    """A condition on contacts: the name, or a mail address, holds these words."""
    mail = exists(
        select(ContactWay.id)
        .where(ContactWay.contact_id == Contact.id, ContactWay.kind == WayKind.EMAIL)
        .where(ContactWay.withdrawn_at.is_(None), ContactWay.is_private.is_(False), contains(ContactWay.value, words))
        .correlate(Contact)
    )
    return or_(matches_folded(Contact.folded_name, words), mail)


def at_organization(words: str, viewer: Viewer) -> ColumnElement[bool]:
    """A condition on contacts: they hold a position now at an organization of that name or abbreviation."""
    named = or_(matches_folded(Organization.folded_name, words), contains(Organization.abbreviation, words))
    organizations = select(Organization.id).where(named, Organization.visible_to(viewer))
    return exists(
        select(Position.id)
        .where(Position.contact_id == Contact.id, Position.organization_id.in_(organizations), is_current())
        .correlate(Contact)
    )
