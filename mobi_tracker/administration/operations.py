"""Verbs of administration."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mobi_tracker.access import operations as access
from mobi_tracker.access.models import User
from mobi_tracker.access.vocabulary import Role
from mobi_tracker.administration import queries
from mobi_tracker.core import clock
from mobi_tracker.core.database import db
from mobi_tracker.core.editing import check_version
from mobi_tracker.core.errors import RuleBroken
from mobi_tracker.portfolio.models import DepartmentAssignment
from mobi_tracker.stakeholders import operations as stakeholders


@dataclass(frozen=True)
class UserDraft:
    """An account as it was typed. A blank password leaves the old one."""

    email: str
    name: str
    roles: tuple[Role, ...]
    department_ids: tuple[int, ...] = ()
    password: str = ""


def add_account(draft: UserDraft) -> User:
    """Give somebody an account, make them a contact, and say which departments are their own."""
    user = access.add_user(draft.email, draft.name, draft.password, draft.roles)
    stakeholders.contact_for_user(user)
    assign_departments(user, draft.department_ids)
    return user


def edit_account(user: User, draft: UserDraft, shown_version: int | None) -> None:
    """Change an account. A new role, department or password ends the person's sessions."""
    check_version(user, shown_version)
    access.rename_user(user, draft.email, draft.name)
    access.change_roles(user, draft.roles)
    if draft.password:
        access.set_password(user, draft.password)
    assign_departments(user, draft.department_ids)


def assign_departments(user: User, department_ids: Iterable[int]) -> None:
    """Make exactly these departments the user's own from today."""
    wanted = set(department_ids)
    held = queries.assignments_of(user.id)
    for each in held:
        if each.department_id not in wanted:
            each.ended_on = clock.today()
    new = wanted - {each.department_id for each in held}
    db.session.add_all(DepartmentAssignment(user_id=user.id, department_id=each) for each in sorted(new))
    if new or any(each.ended_on for each in held):
        access.end_sessions(user)
    db.session.flush()


def close_account(user: User, own_id: int) -> None:
    """Close an account; nobody closes their own."""
    if user.id == own_id:
        raise RuleBroken("You cannot close your own account.")
    access.deactivate(user)
    db.session.flush()
