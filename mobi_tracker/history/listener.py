"""The listener that writes history. Registered once by importing this module; it needs no feature's help."""

from __future__ import annotations

import enum
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from sqlalchemy import event, insert, inspect
from sqlalchemy.orm import InstanceState, Mapper, Session

from mobi_tracker.core import actor, clock
from mobi_tracker.core.database import Base
from mobi_tracker.history.models import Change

NEVER = frozenset({"id", "recorded_at", "recorded_by_id", "version"})


def _no_operation(_target: Any, value: Any, _old: Any, _initiator: Any) -> Any:
    return value


@event.listens_for(Mapper, "mapper_configured")
def _keep_old_values(mapper: Mapper[Any], cls: type) -> None:
    # Without active history an attribute that expired with a commit forgets what it was before it is set again.
    if hasattr(cls, "__kind__"):
        for attribute in mapper.column_attrs:
            event.listen(getattr(cls, attribute.key), "set", _no_operation, active_history=True)


# A query built while a module was imported may have configured its mapper before this module was.
for _mapper in Base.registry.mappers:
    if _mapper.configured:
        _keep_old_values(_mapper, _mapper.class_)


@event.listens_for(Session, "after_flush")
def _write_history(session: Session, _context: Any) -> None:
    rows = [row for record in session.new if (row := _row(record, True))]
    rows += [row for record in session.dirty if (row := _row(record, False))]
    if rows:
        session.connection().execute(insert(Change.__table__), rows)  # type: ignore[arg-type]


def _row(record: Any, is_new: bool) -> dict[str, Any] | None:
    cls = type(record)
    if not hasattr(cls, "__kind__"):
        return None
    fields = _fields(inspect(record), frozenset(getattr(cls, "__unaudited__", ())) | NEVER, is_new)
    if not fields and not is_new:
        return None
    about_kind, about_field = getattr(cls, "__history_of__", (cls.__kind__, "id"))
    return {
        "kind": cls.__kind__,
        "record_id": record.id,
        "about_kind": about_kind,
        "about_id": getattr(record, about_field),
        "is_new": is_new,
        "actor": actor.current().label,
        "fields": fields,
        "recorded_at": clock.now(),
        "recorded_by_id": actor.current_user_id(),
    }


def _fields(state: InstanceState[Any], never: frozenset[str], is_new: bool) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for attribute in state.mapper.column_attrs:
        if attribute.key in never:
            continue
        change = state.attrs[attribute.key].history
        after = _plain(change.added[0]) if change.added else None
        if is_new:
            if change.added and after not in (None, "", False, [], {}):
                found[attribute.key] = [None, after]
        elif change.has_changes():
            before = _plain(change.deleted[0]) if change.deleted else None
            if before != after:
                found[attribute.key] = [before, after]
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    return value
