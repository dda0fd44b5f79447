"""Records for tests: ``make_*`` store one with what the test does not care about filled in, and flush and commit it."""

from __future__ import annotations

from itertools import count
from typing import Any

from mobi_tracker.access import operations as access
from mobi_tracker.access.models import User
from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import Role
from mobi_tracker.core.database import db
from mobi_tracker.core.fields import folded
from mobi_tracker.portfolio.models import Department, DepartmentAssignment, Initiative
from mobi_tracker.projects.models.project import Project
from mobi_tracker.projects.vocabulary import Phase
from mobi_tracker.stakeholders import operations as stakeholders
from mobi_tracker.stakeholders.models import Contact, Organization
from mobi_tracker.stakeholders.vocabulary import OrganizationKind

PASSWORD = "a long test password"
_numbers = count(1)


def stored(record: Any) -> Any:
    """Store a record for good."""
    db.session.add(record)
    db.session.commit()
    return record


def make_user(
    *roles: str, name: str | None = None, email: str | None = None, departments: tuple[Any, ...] = ()
) -> User:
    """A user with these roles, who is a contact too; an analyst has ``departments`` as their own."""
    number = next(_numbers)
    held = [Role(role) for role in roles or ("liaison",)]
    user = access.add_user(email or f"user{number}@example.org", name or f"Taylor Test {number}", PASSWORD, held)
    stakeholders.contact_for_user(user)
    db.session.add_all(DepartmentAssignment(user_id=user.id, department_id=each.id) for each in departments)
    db.session.commit()
    return user


def make_viewer(*roles: str, **options: Any) -> Viewer:
    """A viewer as the application would make one of a new user."""
    user = make_user(*roles, **options)
    own = frozenset(each.id for each in options.get("departments", ()))
    return Viewer(user.id, user.name, user.role_set, own, stakeholders_contact_id(user))


def stakeholders_contact_id(user: User) -> int | None:
    """The contact that a user is."""
    return db.session.query(Contact.id).filter_by(user_id=user.id).scalar()


def make_organization(name: str | None = None, **values: Any) -> Organization:
    """An organization; a vendor unless said otherwise."""
    name = name or f"Organization {next(_numbers)}"
    values.setdefault("kind", OrganizationKind.VENDOR)
    return stored(Organization(name=name, folded_name=folded(name), **values))


def make_contact(name: str | None = None, **values: Any) -> Contact:
    """A contact."""
    name = name or f"Casey Sample {next(_numbers)}"
    return stored(Contact(name=name, folded_name=folded(name), **values))


def make_department(slug: str | None = None, name: str | None = None, **values: Any) -> Department:
    """A department with its organization."""
    number = next(_numbers)
    name = name or f"Department {number}"
    organization = values.pop("organization", None) or make_organization(name, kind=OrganizationKind.DEPARTMENT)
    return stored(Department(slug=slug or f"department-{number}", name=name, organization_id=organization.id, **values))


def make_initiative(slug: str | None = None, name: str | None = None, **values: Any) -> Initiative:
    """An initiative."""
    number = next(_numbers)
    return stored(Initiative(slug=slug or f"initiative-{number}", name=name or f"Initiative {number}", **values))


def make_project(slug: str | None = None, name: str | None = None, **values: Any) -> Project:
    """A project in delivery; ``initiative`` and ``lead`` may be given as records."""
    number = next(_numbers)
    initiative, lead = values.pop("initiative", None), values.pop("lead", None)
    values.setdefault("phase", Phase.DELIVERY)
    if initiative is not None:
        values["initiative_id"] = initiative.id
    if lead is not None:
        values["lead_department_id"] = lead.id
    return stored(Project(slug=slug or f"project-{number}", name=name or f"Project {number}", **values))
