"""How a view says who may open it. A view that says nothing answers 403."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import g

from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import Permission

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


def viewer() -> Viewer:
    """The person of this request. Only behind ``requires``."""
    found: Viewer = g.viewer
    return found
