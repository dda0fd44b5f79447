"""Users, organizations, contacts and the positions they move to."""

from __future__ import annotations

from mobi_tracker.access import operations as access
from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import Role
from mobi_tracker.core.database import db
from mobi_tracker.portfolio import operations as portfolio
from mobi_tracker.portfolio import queries as portfolio_queries
from mobi_tracker.portfolio.models import Department
from mobi_tracker.seeding import cells
from mobi_tracker.seeding.making.shapes import SeedFile
from mobi_tracker.seeding.tables import Column, Row, Table
from mobi_tracker.seeding.world import World
from mobi_tracker.stakeholders import operations as stakeholders
from mobi_tracker.stakeholders.models import Contact, Position
from mobi_tracker.stakeholders.vocabulary import OrganizationKind

USERS = Table(
    "users.csv",
    (
        cells.WHEN, cells.words("key", 80, True), cells.words("name", 200, True), cells.words("email", 254, True),
        cells.words("password", 200, True), Column("roles", cells.names, True),
        Column("departments", cells.names, empty=()),
    ),
)  # fmt: skip
ORGANIZATIONS = Table(
    "organizations.csv",
    (
        cells.WHEN, cells.BY, cells.words("name", 200, True), Column("kind", cells.choice(OrganizationKind), True),
        cells.words("abbreviation", 40), cells.words("website", 300), cells.words("notes"), *cells.MARKING,
    ),
)  # fmt: skip
CONTACTS = Table(
    "contacts.csv",
    (
        cells.WHEN, cells.BY, cells.words("name", 200, True), cells.words("organization", 200),
        cells.words("title", 200), cells.words("email", 254), cells.words("phone", 40), cells.words("mobile", 40),
        Column("cadence_days", cells.whole(1, 400)), cells.words("relationship_owner", 80), cells.words("notes"),
        *cells.MARKING,
    ),
)  # fmt: skip
POSITIONS = Table(
    "positions.csv",
    (
        cells.WHEN, cells.BY, cells.words("contact", 200, True), cells.words("organization", 200, True),
        cells.words("title", 200, True), Column("since", cells.day),
    ),
)  # fmt: skip


def add_user(row: Row, world: World) -> None:
    """An account with its roles, and the contact that every user is."""
    unknown = [each for each in row["roles"] if each not in set(Role)]
    if unknown:
        raise row.wrong(f"write some of {', '.join(Role)}; “{unknown[0]}” is none of them.", "roles")
    if row["key"] in world.people:
        raise row.wrong("an earlier line has this key.", "key")
    user = access.add_user(row["email"], row["name"], row["password"], [Role(each) for each in row["roles"]])
    contact = stakeholders.contact_for_user(user)
    own = world.ids("department", row, "departments")
    for department_id in own:
        others = {each.user_id for each in portfolio_queries.assignments_to(department_id)}
        portfolio.assign_people(db.session.get_one(Department, department_id), {*others, user.id})
    world.people[row["key"]] = Viewer(user.id, user.name, user.role_set, frozenset(own), contact.id)
    world.keep(user, row["key"])
    world.keep(contact, user.name)


def add_organization(row: Row, world: World) -> None:
    """An organization. Departments are there already: they are reference data."""
    if world.knows("organization", row["name"]):
        raise row.wrong("there is an organization of this name already.", "name")
    draft = stakeholders.OrganizationDraft(
        row["name"], row["kind"], row["abbreviation"], row["website"], row["notes"], world.marking(row)
    )
    world.keep(stakeholders.add_organization(draft), row["name"], row["abbreviation"])


def add_contact(row: Row, world: World) -> None:
    """A person, with their first position."""
    if world.knows("contact", row["name"]):
        raise row.wrong("there is a person of this name already.", "name")
    owner = world.person(row, "relationship_owner").user_id if row["relationship_owner"] else None
    draft = stakeholders.ContactDraft(
        row["name"], world.optional_id("organization", row, "organization"), row["title"], row["email"], row["phone"],
        row["mobile"], cadence_days=row["cadence_days"], relationship_owner_id=owner, notes=row["notes"],
        marking=world.marking(row),
    )  # fmt: skip
    world.keep(stakeholders.add_contact(draft), row["name"])


def move_contact(row: Row, world: World) -> None:
    """A new position; the main one held until then ends."""
    contact: Contact = world.record("contact", row, "contact")
    held: list[Position] = [each for each in contact.positions if each.is_main and each.ended_on is None]
    since = world.day_of(row, "since")
    for position in held:
        stakeholders.end_position(position, since)
    stakeholders.add_position(
        contact, stakeholders.PositionDraft(world.id_of("organization", row, "organization"), row["title"], since)
    )


FILES = (
    SeedFile(USERS, add_user, is_by_somebody=False),
    SeedFile(ORGANIZATIONS, add_organization),
    SeedFile(CONTACTS, add_contact),
    SeedFile(POSITIONS, move_contact),
)
