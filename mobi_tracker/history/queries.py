"""Every select of history."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, select

from mobi_tracker.access.policy import Viewer
from mobi_tracker.core import kinds
from mobi_tracker.core.as_it_was import Past, Pointer, know_past
from mobi_tracker.core.database import db
from mobi_tracker.core.editing import Saved, know_savers
from mobi_tracker.history.models import Change

SHOWN = 200


def seen_record(kind: str, record_id: int, viewer: Viewer) -> Any | None:
    """The record, if its kind has a history page and this person may see it."""
    try:
        model = kinds.kind(kind).model
    except KeyError:
        return None
    if not hasattr(model, "visible_to"):
        return None
    return db.session.scalar(select(model).where(model.id == record_id, model.visible_to(viewer)))


def changes_about(kind: str, record_id: int) -> list[Change]:
    """What happened to a record and its parts, newest first (the latest 200)."""
    rows = select(Change).where(Change.about_kind == kind, Change.about_id == record_id)
    return list(db.session.scalars(rows.order_by(Change.recorded_at.desc(), Change.id.desc()).limit(SHOWN)))


def last_saved(record: Any) -> Saved | None:
    """Who changed a record, or a part of it, last, and when."""
    kind = getattr(type(record), "__kind__", None)
    own = (Change.kind == kind) & (Change.record_id == record.id)
    about = (Change.about_kind == kind) & (Change.about_id == record.id)
    rows = (
        select(Change.actor, Change.recorded_at)
        .where(own | about)
        .order_by(Change.recorded_at.desc(), Change.id.desc())
    )
    found = db.session.execute(rows.limit(1)).first()
    return Saved(found.actor, found.recorded_at) if found is not None else None


know_savers(last_saved)


def changed_since(about: Collection[Pointer], moment: datetime) -> Past:
    """By record, what its fields held at a moment, where they were changed since: of records and their parts."""
    ids: dict[str, list[int]] = {}
    for kind, record_id in about:
        ids.setdefault(kind, []).append(record_id)
    of_these = (and_(Change.about_kind == kind, Change.about_id.in_(some)) for kind, some in sorted(ids.items()))
    rows = (
        select(Change.kind, Change.record_id, Change.fields)
        .where(or_(*of_these), Change.recorded_at > moment, Change.is_new.is_(False))
        .order_by(Change.recorded_at, Change.id)
    )
    found: Past = {}
    for kind, record_id, fields in db.session.execute(rows):
        then = found.setdefault((kind, record_id), {})
        for name, (before, _after) in fields.items():
            then.setdefault(name, before)  # the first change since the moment tells what stood at it
    return found


know_past(changed_since)


def titles(pointers: set[tuple[str, int]], viewer: Viewer) -> dict[tuple[str, int], str]:
    """The titles of records that changes point at, in one query a kind; what the reader may not see has none."""
    found: dict[tuple[str, int], str] = {}
    for kind in sorted({kind for kind, _ in pointers}):
        model = kinds.kind(kind).model
        ids = [record_id for each, record_id in pointers if each == kind]
        rows = select(model).where(model.id.in_(ids))
        if hasattr(model, "visible_to"):
            rows = rows.where(model.visible_to(viewer))
        for record in db.session.scalars(rows):
            found[kind, record.id] = kinds.title_of(record)
    return found
