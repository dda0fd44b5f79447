"""Every select of stakeholders."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import joinedload, selectinload

from mobi_tracker.access.policy import Viewer
from mobi_tracker.core.database import NAMED_AT_MOST, db, only_one
from mobi_tracker.core.fields import folded
from mobi_tracker.core.numbers import read_id
from mobi_tracker.stakeholders.models import Contact, ContactWay, Organization, Position
from mobi_tracker.stakeholders.vocabulary import WayKind

_NUMBERED = re.compile(r"(?P<name>.+?)\s*\(#(?P<number>\d{1,12})\)")
_AT = re.compile(r"(?P<name>.+?)\s*\((?P<organization>.+)\)")


def contact_id_of_user(user_id: int) -> int | None:
    """The contact that this user is."""
    return db.session.scalar(select(Contact.id).where(Contact.user_id == user_id))


def organization(record_id: int, viewer: Viewer) -> Organization | None:
    """The organization, if this person may see it. Withdrawn ones are found too: their page says so."""
    return db.session.scalar(select(Organization).where(Organization.id == record_id, Organization.visible_to(viewer)))


def organizations(viewer: Viewer) -> Select[Any]:
    """The organizations that stand and this person may see."""
    return select(Organization).where(Organization.withdrawn_at.is_(None), Organization.visible_to(viewer))


def organization_by_name(name: str) -> Organization | None:
    """The standing organization of exactly this name or abbreviation, whatever its case and accents; the oldest one."""
    rows = select(Organization).where(
        Organization.withdrawn_at.is_(None), or_(Organization.folded_name == folded(name), _is_abbreviation(name))
    )
    return db.session.scalars(rows.order_by(Organization.folded_name != folded(name), Organization.id).limit(1)).first()


def _is_abbreviation(name: str) -> ColumnElement[bool]:
    return (Organization.abbreviation != "") & (Organization.abbreviation.ilike(_plain(name.strip()), escape="\\"))


def find_organization_by_name(text: str, viewer: Viewer) -> int:
    """The id of the organization that these words name: by its whole name, its abbreviation, or a part only it has.

    Raises ValueError with what to do where nobody, or several, have that name.
    """
    if (numbered := _NUMBERED.fullmatch(text.strip())) is not None:
        rows = organizations(viewer).where(Organization.id == read_id(numbered["number"]))
        if (found := db.session.scalar(rows)) is not None:
            return found.id
    whole = organizations(viewer).where(or_(Organization.folded_name == folded(text), _is_abbreviation(text)))
    part = organizations(viewer).where(Organization.folded_name.contains(folded(text), autoescape=True))
    ways = [rows.order_by(Organization.folded_name, Organization.id) for rows in (whole, part)]
    nobody = f"There is no organization called “{text.strip()}”. Add it first, or leave this empty."
    return only_one(ways, lambda several: _which([_numbered(each) for each in several]), nobody).id


def _plain(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _numbered(record: Organization | Contact) -> str:
    """The words that tell a record from its namesakes, and that find it again."""
    return f"{record.name} (#{record.id})"


def _which(names: Sequence[str]) -> str:
    shown = "; ".join(names[: NAMED_AT_MOST - 1])
    more = " and more" if len(names) >= NAMED_AT_MOST else ""
    return f"Several have that name. Write one of them in full: {shown}{more}."


def organization_title(record_id: int) -> str:
    """The words that name an organization and that find it again; empty where there is none."""
    record = db.session.get(Organization, record_id)
    if record is None:
        return ""
    twins = select(Organization.id).where(
        Organization.folded_name == record.folded_name,
        Organization.id != record.id,
        Organization.withdrawn_at.is_(None),
    )
    return _numbered(record) if db.session.scalar(twins.limit(1)) is not None else record.name


def contact(record_id: int, viewer: Viewer) -> Contact | None:
    """The contact with positions, organizations and ways, if this person may see it. Withdrawn ones are found too."""
    rows = select(Contact).where(Contact.id == record_id, Contact.visible_to(viewer))
    return db.session.scalar(
        rows.options(
            selectinload(Contact.positions).joinedload(Position.organization),
            selectinload(Contact.ways),
            joinedload(Contact.relationship_owner),
        )
    )


def contacts(viewer: Viewer) -> Select[Any]:
    """The contacts that stand and this person may see."""
    return select(Contact).where(Contact.withdrawn_at.is_(None), Contact.visible_to(viewer))


def is_current() -> ColumnElement[bool]:
    """A condition on positions: it stands and has no end."""
    return Position.withdrawn_at.is_(None) & Position.ended_on.is_(None)


def find_contact_by_name(text: str, viewer: Viewer) -> int:
    """The id of the contact that these words name: "Maria Lopez", "Maria Lopez (Office of Finance)", or a part.

    Raises ValueError with what to do where nobody, or several, have that name.
    """
    typed = text.strip()
    if (numbered := _NUMBERED.fullmatch(typed)) is not None:
        found = db.session.scalar(contacts(viewer).where(Contact.id == read_id(numbered["number"])))
        if found is not None:
            return found.id
    ways = [rows.order_by(Contact.folded_name, Contact.id) for rows in _named_contacts(typed, viewer)]
    nobody = f"Nobody is called “{typed}”. Add them to the contacts first, or leave this empty."
    return only_one(ways, lambda several: _which_contact(several, viewer), nobody).id


def _which_contact(several: Sequence[Contact], viewer: Viewer) -> str:
    positions = positions_of([each.id for each in several], viewer)
    return _which([contact_words(each, positions.get(each.id, ())) for each in several])


def _named_contacts(typed: str, viewer: Viewer) -> list[Select[Any]]:
    ways = [contacts(viewer).where(Contact.folded_name == folded(typed))]
    if (at := _AT.fullmatch(typed)) is not None:
        ids = select(Organization.id).where(
            or_(Organization.folded_name == folded(at["organization"]), _is_abbreviation(at["organization"]))
        )
        held = exists(
            select(Position.id)
            .where(Position.contact_id == Contact.id, Position.organization_id.in_(ids), is_current())
            .correlate(Contact)
        )
        ways.append(contacts(viewer).where(Contact.folded_name == folded(at["name"]), held))
    ways.append(contacts(viewer).where(Contact.folded_name.contains(folded(typed), autoescape=True)))
    return ways


def contact_words(record: Contact, positions: Sequence[Position]) -> str:
    """The words that tell a contact from another of the same name, and that find it again."""
    return f"{record.name} ({positions[0].organization.name})" if positions else _numbered(record)


def contact_title(record_id: int) -> str:
    """The words that name a contact and that find it again; empty where there is none."""
    record = db.session.get(Contact, record_id)
    if record is None:
        return ""
    twins = select(Contact.id).where(
        Contact.folded_name == record.folded_name, Contact.id != record.id, Contact.withdrawn_at.is_(None)
    )
    return _numbered(record) if db.session.scalar(twins.limit(1)) is not None else record.name


def positions_of(contact_ids: Sequence[int], viewer: Viewer) -> dict[int, list[Position]]:
    """The current positions of contacts by contact, the main one first, at organizations this person may see."""
    rows = (
        select(Position)
        .join(Position.organization)
        .where(Position.contact_id.in_(contact_ids), is_current(), Organization.visible_to(viewer))
        .options(joinedload(Position.organization))
        .order_by(Position.is_main.desc(), Position.id)
    )
    found: dict[int, list[Position]] = {}
    for position in db.session.scalars(rows):
        found.setdefault(position.contact_id, []).append(position)
    return found


def position(record_id: int, viewer: Viewer) -> Position | None:
    """The position with contact and organization, if this person may see both."""
    rows = (
        select(Position)
        .join(Position.contact)
        .join(Position.organization)
        .where(Position.id == record_id, Contact.visible_to(viewer), Organization.visible_to(viewer))
    )
    return db.session.scalar(rows.options(joinedload(Position.contact), joinedload(Position.organization)))


def positions_at(organization_id: int, viewer: Viewer, most: int) -> list[Position]:
    """The positions that people this person may see hold now at an organization, by name, at most ``most``."""
    rows = (
        select(Position)
        .join(Position.contact)
        .where(Position.organization_id == organization_id, is_current())
        .where(Contact.withdrawn_at.is_(None), Contact.visible_to(viewer))
        .options(joinedload(Position.contact))
        .order_by(Contact.folded_name, Position.id)
    )
    return list(db.session.scalars(rows.limit(most)))


def standing_ways(contact_id: int, kind: WayKind | None = None) -> list[ContactWay]:
    """The ways to reach a contact that stand, in the order they were added."""
    rows = select(ContactWay).where(ContactWay.contact_id == contact_id, ContactWay.withdrawn_at.is_(None))
    if kind is not None:
        rows = rows.where(ContactWay.kind == kind)
    return list(db.session.scalars(rows.order_by(ContactWay.id)))


def way_of(contact_id: int, kind: WayKind, value: str) -> ContactWay | None:
    """This very way to reach a contact, withdrawn or not."""
    rows = select(ContactWay).where(
        ContactWay.contact_id == contact_id, ContactWay.kind == kind, ContactWay.value == value
    )
    return db.session.scalar(rows)


def likely_same(name: str, email: str, viewer: Viewer, most: int = 5) -> list[Contact]:
    """Standing contacts that may be the person being added: the same name, or the same mail address."""
    same: ColumnElement[bool] = Contact.folded_name == folded(name)
    if email.strip():
        mail = select(ContactWay.contact_id).where(
            ContactWay.kind == WayKind.EMAIL,
            ContactWay.value == email.strip().casefold(),
            ContactWay.withdrawn_at.is_(None),
        )
        same = or_(same, Contact.id.in_(mail))
    return list(db.session.scalars(contacts(viewer).where(same).order_by(Contact.id).limit(most)))


def main_positions(contact_id: int) -> list[Position]:
    """The current positions of a contact that are marked as the main one."""
    rows = select(Position).where(Position.contact_id == contact_id, Position.is_main.is_(True), is_current())
    return list(db.session.scalars(rows))


def way(record_id: int) -> ContactWay | None:
    """The way to reach somebody of that id; whether the reader may see them, ``contact`` says."""
    return db.session.get(ContactWay, record_id)
