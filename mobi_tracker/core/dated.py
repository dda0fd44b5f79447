"""Dated rows: what can change and must show in the past is kept as rows, one for each change.

A record names the fields in ``__dated__`` and the table of rows in ``__states__``. Whenever one of the fields
changes, a row with all of them is stored. ``state_at`` gives the row that held at a moment, by both times.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, Select, and_, event, insert, inspect, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from mobi_tracker.core import actor, clock
from mobi_tracker.core.database import Recorded, in_chunks


class StateRow(Recorded):
    """One row of a record's past: the day it speaks of, and its fields as they were from then on.

    The table has a column ``record_id`` (foreign key to the record) and every field of the record's ``__dated__``.
    """

    on: Mapped[date] = mapped_column(default=clock.today)


class EndedStateRow(StateRow):
    """A row that knows when the next one took its place (None: it holds), for tables of which many rows are asked for
    as of a past day: those that held at an instant were recorded by then and not replaced by then.
    """

    replaced_at: Mapped[datetime | None] = mapped_column(default=None)

    @classmethod
    def held_at(cls, moment: Any) -> ColumnElement[bool]:
        """The row held at that instant. For selects that come to the rows by their record: an index by ``replaced_at``
        wants each side of the "or" for itself.
        """
        return and_(cls.recorded_at <= moment, or_(cls.replaced_at.is_(None), cls.replaced_at > moment))


class Dated:
    """A record some of whose fields are kept as dated rows."""

    __dated__: ClassVar[tuple[str, ...]]
    __states__: ClassVar[Any]


@event.listens_for(Session, "after_flush")
def _store_states(session: Session, _context: Any) -> None:
    rows: dict[Any, list[dict[str, Any]]] = {}
    now = clock.now()  # the row before ends at the very instant at which the next begins
    for record in session.new | session.dirty:
        if isinstance(record, Dated) and (record in session.new or _has_changed(record)):
            values = {field: getattr(record, field) for field in record.__dated__}
            stamp = {
                "record_id": record.id,  # type: ignore[attr-defined]
                "on": clock.today(),
                "recorded_at": now,
                "recorded_by_id": actor.current_user_id(),
            }
            rows.setdefault(record.__states__, []).append({**values, **stamp})
    for states, values_of_rows in rows.items():
        table = states.__table__
        if issubclass(states, EndedStateRow):
            ids = [values["record_id"] for values in values_of_rows]
            for some in in_chunks(ids):
                replaced = update(table).where(table.c.record_id.in_(some), table.c.replaced_at.is_(None))
                session.connection().execute(replaced.values(replaced_at=now))
        session.connection().execute(insert(table), values_of_rows)


def _has_changed(record: Dated) -> bool:
    attributes = inspect(record).attrs
    return any(attributes[field].history.has_changes() for field in record.__dated__)


def latest_state(model: Any, moment: datetime, day: date | None = None) -> ColumnElement[int]:
    """A correlated scalar: the id of the state row of ``model`` that held at ``moment``.

    Rows recorded later than ``moment`` or speaking of a later day than ``day`` do not exist yet; of the rest the
    latest ``on``, then the latest ``recorded_at``, holds.
    """
    states = model.__states__
    rows: Select[Any] = select(states.id).where(states.record_id == model.id, states.recorded_at <= moment)
    if day is not None:
        rows = rows.where(states.on <= day)
    return (
        rows.order_by(states.on.desc(), states.recorded_at.desc(), states.id.desc())
        .limit(1)
        .correlate(model)
        .scalar_subquery()
    )
