"""Users, organizations, contacts, and the reference rows of a portfolio."""

from __future__ import annotations

from datetime import date, timedelta

from mobi_tracker.access.models import User, UserRole
from mobi_tracker.access.operations import set_password
from mobi_tracker.access.vocabulary import Marking, Role
from mobi_tracker.core.fields import folded
from mobi_tracker.core.letters import first_and_last
from mobi_tracker.portfolio.models import (
    BudgetDate,
    CouncilItem,
    Department,
    DepartmentState,
    Holiday,
    Initiative,
    InitiativeState,
    Priority,
)  # fmt: skip
from mobi_tracker.stakeholders.models import Contact, ContactWay, Organization, OrganizationState, Position
from mobi_tracker.stakeholders.vocabulary import OrganizationKind, WayKind
from tests.bench.portfolio import words
from tests.bench.portfolio.bulk import MARKED, Bulk

PASSWORD = "a password for measuring"
PEOPLE = {
    Role.LIAISON: "liaison@example.org",
    Role.EXECUTIVE_OFFICER: "officer@example.org",
    Role.DEPUTY_MAYOR: "deputy@example.org",
    Role.OBSERVER: "observer@example.org",
}
OTHER_KINDS = tuple(kind for kind in OrganizationKind if kind is not OrganizationKind.DEPARTMENT)
MARKINGS = (Marking.INTERNAL,) * 17 + (Marking.PUBLIC, Marking.DELIBERATIVE, Marking.CONFIDENTIAL)


def add_users(bulk: Bulk) -> None:
    """One user for each of the three people the product is for, and an observer; all have the same password."""
    carrier = User()
    set_password(carrier, PASSWORD)
    for role, email in PEOPLE.items():
        name = f"{role.label} Sample" if role is Role.LIAISON else f"Alex {role.value.replace('_', ' ').title()}"
        user_id = bulk.add(User, email=email, name=name, password_hash=carrier.password_hash)
        bulk.add(UserRole, user_id=user_id, role=role)


def add_reference(bulk: Bulk) -> None:
    """Departments with their organizations, initiatives, priorities, holidays, budget dates."""
    for position, (name, short) in enumerate(words.DEPARTMENTS):
        organization_id = _add_organization(bulk, name, short, OrganizationKind.DEPARTMENT)
        record_id = bulk.add(
            Department, slug=f"department-{position + 1}", name=name, abbreviation=short, position=position,
            organization_id=organization_id, does=words.NARRATIVE, head_title="General Manager", **MARKED,
        )  # fmt: skip
        bulk.add(DepartmentState, record_id=record_id, on=bulk.first_day, name=name)
    for position, (name, short) in enumerate(words.INITIATIVES):
        record_id = bulk.add(
            Initiative, slug=f"initiative-{position + 1}", name=name, abbreviation=short, position=position,
            description=words.NARRATIVE, **MARKED,
        )  # fmt: skip
        bulk.add(InitiativeState, record_id=record_id, on=bulk.first_day, name=name)
    for position, name in enumerate(words.PRIORITIES):
        bulk.add(Priority, slug=f"priority-{position + 1}", name=name, position=position, **MARKED)
    for number in range(13):
        bulk.add(Holiday, day=date(bulk.today.year, 1 + number % 12, 1 + number // 12), name=f"Holiday {number + 1}")
    for number in range(4):
        day = bulk.monday + timedelta(weeks=6 * number)
        bulk.add(BudgetDate, fiscal_year=bulk.today.year, name=f"Step {number + 1} of the budget", day=day)


def _add_organization(bulk: Bulk, name: str, short: str, kind: OrganizationKind) -> int:
    record_id = bulk.add(
        Organization, name=name, folded_name=folded(name), abbreviation=short, kind=kind, **MARKED
    )  # fmt: skip
    bulk.add(OrganizationState, record_id=record_id, on=bulk.first_day, name=name)
    return record_id


def add_organizations(bulk: Bulk) -> None:
    """The organizations that are no departments of ours."""
    for number in range(bulk.size.organizations - len(words.DEPARTMENTS)):
        name = f"{bulk.random.choice(words.PLACES)} {bulk.random.choice(words.WORKS)} Works {number + 1}"
        _add_organization(bulk, name, "", OTHER_KINDS[number % len(OTHER_KINDS)])


def add_contacts(bulk: Bulk) -> None:
    """Contacts with positions past and present, and ways to reach them. The first three are the users."""
    organizations = bulk.count(Organization)
    for number in range(1, bulk.size.contacts + 1):
        first, last = bulk.random.choice(words.FIRST_NAMES), bulk.random.choice(words.LAST_NAMES)
        name = f"{first} {last} {number}"
        is_user = number <= len(PEOPLE)
        first_word, last_word = first_and_last(name)
        contact_id = bulk.add(
            Contact, name=name, folded_name=folded(name), first_word=first_word, last_word=last_word,
            user_id=number if is_user else None,
            relationship_owner_id=1 if bulk.one_in(4) else None, cadence_days=30 if bulk.one_in(4) else None,
            notes="Prefers calls in the morning." if bulk.one_in(5) else "", **MARKED,
        )  # fmt: skip
        started = bulk.first_day - timedelta(days=bulk.random.randint(0, 900))
        # One contact in four works for a department of ours, as in any contact book of a liaison.
        organization_id = number % 8 + 1 if number % 4 == 0 else bulk.random.randint(1, organizations)
        if bulk.one_in(5):
            before = {"started_on": started - timedelta(days=700), "ended_on": started, "is_main": False}
            bulk.add(
                Position, contact_id=contact_id, organization_id=bulk.random.randint(1, organizations),
                title="Analyst", **before,
            )  # fmt: skip
        bulk.add(
            Position, contact_id=contact_id, organization_id=organization_id,
            title=bulk.random.choice(words.TITLES), started_on=started, is_main=True,
        )  # fmt: skip
        bulk.add(ContactWay, contact_id=contact_id, kind=WayKind.EMAIL, value=f"contact{number}@example.org")
        phone = f"(213) 555-01{number % 100:02d}"
        bulk.add(ContactWay, contact_id=contact_id, kind=WayKind.MOBILE, value=phone, is_private=number % 2 == 0)


def add_council_items(bulk: Bulk) -> None:
    """What is and was before the Council: a few still to come."""
    for number in range(bulk.size.council_items):
        ahead = number % 10 < 3 and number < 30
        day = bulk.today + timedelta(days=3 * number) if ahead else bulk.some_day(bulk.first_day, bulk.today)
        bulk.add(
            CouncilItem, min(day, bulk.today), title=f"{bulk.random.choice(words.DECISIONS)} ({number + 1})",
            body="City Council", committee="Innovation", council_file=f"{day.year % 100:02d}-{number % 1500 + 100:04d}",
            meets_on=day, action_sought="Approve", department_id=number % 8 + 1, **MARKED,
        )  # fmt: skip
