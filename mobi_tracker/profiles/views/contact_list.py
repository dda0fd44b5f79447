"""The list of contacts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement
from werkzeug.wrappers import Response

from mobi_tracker.access import queries as access
from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.core.clock import today
from mobi_tracker.core.kinds import url_of
from mobi_tracker.core.listing import Cell, Column, Filter, Listing
from mobi_tracker.core.numbers import read_id
from mobi_tracker.meetings.models import Meeting
from mobi_tracker.paper.display import day, short_day
from mobi_tracker.paper.lists import answer_list
from mobi_tracker.profiles.queries import meetings
from mobi_tracker.profiles.queries.people import at_organization, named_or_reached, positions_of_many
from mobi_tracker.profiles.rules import is_check_in_due
from mobi_tracker.profiles.views import people
from mobi_tracker.stakeholders import queries as stakeholders
from mobi_tracker.stakeholders.models import Contact, Position


@dataclass(frozen=True)
class ListedContact:
    """A contact as the list shows it: with the main position held now, the owner's name and the last meeting."""

    contact: Contact
    position: Position | None
    owner: str
    last: Meeting | None


def _prepare(rows: Sequence[Contact], reader: Viewer) -> list[ListedContact]:
    ids = [each.id for each in rows]
    positions, last = positions_of_many(ids, reader), meetings.last_contacts(ids, reader)
    names = dict(access.user_titles())
    return [
        ListedContact(each, positions.get(each.id), names.get(each.relationship_owner_id or 0, ""), last.get(each.id))
        for each in rows
    ]


def _organization(row: ListedContact) -> Cell:
    if row.position is None:
        return Cell("")
    return Cell(row.position.organization.name, url_of(row.position.organization))


def _last(row: ListedContact) -> Cell:
    if row.last is None:
        return Cell("")
    return Cell(
        short_day(row.last.on), url_of(row.last), title=f"{day(row.last.on)}: {row.last.title}", value=row.last.on
    )


def _due(row: ListedContact) -> Cell:
    days = row.contact.cadence_days
    if days is None:
        return Cell("")
    is_due = is_check_in_due(days, row.last.on if row.last else None, today())
    return Cell(f"every {days} days{', due' if is_due else ''}", kind="late" if is_due else "text", value=days)


def _owned_by(value: str) -> ColumnElement[bool] | None:
    user_id = read_id(value)
    return None if user_id is None else Contact.relationship_owner_id == user_id


CONTACTS = Listing(
    title="People",
    name="people",
    rows=stakeholders.contacts,
    columns=(
        Column("name", "Name", lambda row: Cell(row.contact.name, url_of(row.contact)), Contact.folded_name),
        Column("position", "Main position", lambda row: Cell(row.position.title if row.position else "")),
        Column("organization", "Organization", _organization),
        Column("owner", "Relationship owner", lambda row: Cell(row.owner)),
        Column("last_contact", "Last contact", _last, kind="date"),
        Column("cadence", "Check-ins", _due, Contact.cadence_days),
    ),
    default_sort="name",
    tie=Contact.id,
    filters=(
        Filter("q", "Name or mail", lambda words: named_or_reached(words)),
        Filter("organization", "Organization", lambda words: at_organization(words, viewer())),
        Filter("owner", "Relationship owner", _owned_by, lambda: [(str(each), n) for each, n in access.user_titles()]),
        Filter(
            "due",
            "Check-in",
            lambda value: meetings.is_due_for_check_in(viewer(), today()) if value == "yes" else None,
            lambda: [("yes", "Due")],
        ),
    ),
    prepare=_prepare,
    empty_text="The people you work with would be here, with who last spoke with them.",
    first_step=("contacts.new", "Add a person", Permission.LOG),
)


@people.contacts.get("")
@requires(Permission.SEE)
def index() -> str | Response:
    """The contacts."""
    return answer_list(CONTACTS, viewer(), "profiles/contacts/index.html")
