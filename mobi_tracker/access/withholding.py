"""What a visible record names and the reader may not see: a project's manager, a meeting's project, who owes an action.

Every select of records has ``visible_to``; what such a record points at is loaded with it, whoever may see that. So a
person, an organization, a department, a project … that the reader may not see loses its words as it is loaded: wherever
it is named, in lists, files, charts and forms, ``NOT_SHOWN`` stands instead. The record that is stored keeps them: one
that lost its words is never written.
"""

from __future__ import annotations

from typing import Any

from flask import g, has_app_context
from sqlalchemy import Enum, String, event, inspect
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from mobi_tracker.access import queries
from mobi_tracker.access.marking import ASKED, Marked
from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import OPEN_MARKINGS, Permission, Reach
from mobi_tracker.core.errors import NotAllowed
from mobi_tracker.core.kinds import NOT_SHOWN

_TITLES = ("name", "title", "text")


@event.listens_for(Marked, "load", propagate=True)
def _loaded(record: Any, context: Any) -> None:
    if type(record) not in context.user_passed_query.get_execution_options().get(ASKED, ()):
        _withhold(record)


@event.listens_for(Marked, "refresh", propagate=True)
def _refreshed(record: Any, _context: Any, _attributes: Any) -> None:
    if has_app_context():
        g.setdefault("restricted_seen", {}).pop(type(record), None)  # it may be new, or marked anew
    _withhold(record)


def _withhold(record: Any) -> None:
    held = record.__dict__
    marking, floor = held.get("marking"), held.get("marking_floor")
    is_open = (marking is None or marking in OPEN_MARKINGS) and (floor is None or floor in OPEN_MARKINGS)
    # A part hangs on its record, and is only ever loaded with a condition of its own.
    if is_open or type(record).__hangs_on__ or not has_app_context():
        return
    viewer: Viewer | None = g.get("viewer")
    # Whoever may not see records at all keeps up reference data, and ``portfolio.queries`` narrows that for them.
    if viewer is None or not viewer.can(Permission.SEE) or _may_see(record, viewer):
        return
    held["is_withheld"] = True
    for attribute in inspect(type(record)).column_attrs:
        column = attribute.columns[0]
        if attribute.key in held and isinstance(column.type, String) and not isinstance(column.type, Enum):
            set_committed_value(record, attribute.key, NOT_SHOWN if attribute.key in _TITLES else "")


def _may_see(record: Any, viewer: Viewer) -> bool:
    reach, held = viewer.reach(Permission.SEE_RESTRICTED), record.__dict__
    if not reach:
        return False
    if Reach.ALL in reach and not held.get("has_readers") and not held.get("has_floor_readers"):
        return True
    known = g.setdefault("restricted_seen", {})
    if type(record) not in known:
        known[type(record)] = queries.restricted_ids_seen(type(record), viewer)
    return inspect(record).identity[0] in known[type(record)]


@event.listens_for(Session, "before_flush")
def _keep_what_is_withheld(session: Session, _context: Any, _instances: Any) -> None:
    for record in session.dirty:
        if record.__dict__.get("is_withheld") and session.is_modified(record):
            raise NotAllowed("You may not change what you may not see.")
