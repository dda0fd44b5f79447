"""How a view says who may open it. A view that says nothing answers 403."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from flask import g

from mobi_tracker.access import queries
from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.core.database import db
from mobi_tracker.core.errors import RuleBroken

View = TypeVar("View", bound=Callable[..., Any])

NEEDS = "__needs__"
PUBLIC = "public"


def requires(permission: Permission) -> Callable[[View], View]:
    """Mark a view: whoever opens it must be signed in and have the permission for something.

    What it may do to the record at hand the view asks with ``authorize``.
    """

    def mark(view: View) -> View:
        setattr(view, NEEDS, permission)
        return view

    return mark


def public(view: View) -> View:
    """Mark a view that anybody may open without signing in."""
    setattr(view, NEEDS, PUBLIC)
    return view


_departments: dict[str, Callable[[Any], Iterable[int]]] = {}


def know_departments(kind: str, find: Callable[[Any], Iterable[int]]) -> None:
    """Say whose own the records of a kind are, where that does not stand in themselves (a contact's positions)."""
    _departments[kind] = find


def may_log(record: Any) -> bool:
    """Whether the person of this request may log on this record, as its page and everything that hangs on it ask."""
    find = _departments.get(type(record).__kind__, lambda each: getattr(each, "department_ids", ()))
    return viewer().can_for(Permission.LOG, find(record))


def check_seen(record: Any) -> None:
    """Raise RuleBroken on the marking where it takes the record out of the sight of the person who chose it.

    Nobody could undo it then but others: who may not see what is restricted chooses no restriction.
    """
    db.session.flush()
    if queries.visible_record(type(record).__kind__, record.id, viewer()) is None:
        raise RuleBroken(
            "You would not see this any more yourself: choose public or internal, or ask the liaison to mark it.",
            "marking",
        )


def viewer() -> Viewer:
    """The person of this request. Only behind ``requires``."""
    found: Viewer = g.viewer
    return found
