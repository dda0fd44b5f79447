"""Nothing is deleted: it is withdrawn, as a dated fact, and undo is another."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Index, Select, String, Text, and_, exists, false, func, or_, select
from sqlalchemy.orm import Mapped, aliased, mapped_column

from mobi_tracker.core import clock
from mobi_tracker.core.database import Model, Recorded, db
from mobi_tracker.core.errors import RuleBroken

MOST_REASON = 2_000  # characters; a button's form has no place to say that there were more


class Withdrawable:
    """A record that can be withdrawn and brought back. ``withdrawn_at`` is how it stands now."""

    withdrawn_at: Mapped[datetime | None] = mapped_column(default=None)

    @property
    def is_withdrawn(self) -> bool:
        """Whether the record is withdrawn now."""
        return self.withdrawn_at is not None


class Withdrawal(Recorded, Model):
    """One withdrawing (or bringing back) of one record."""

    __tablename__ = "withdrawal"
    __table_args__ = (Index("ix_withdrawal_pointer", "kind", "record_id", "recorded_at"),)

    kind: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[int]
    is_withdrawal: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text, default="")


def withdraw(record: Any, reason: str = "") -> None:
    """Withdraw a record: it leaves lists, counts and charts from now on; past days still show it."""
    if record.withdrawn_at is not None:
        raise RuleBroken("This is withdrawn already.")
    record.withdrawn_at = clock.now()
    _note(record, True, reason)


def bring_back(record: Any, reason: str = "") -> None:
    """Undo a withdrawal; the record holds again from now on."""
    if record.withdrawn_at is None:
        raise RuleBroken("This is not withdrawn.")
    record.withdrawn_at = None
    _note(record, False, reason)


def _note(record: Any, is_withdrawal: bool, reason: str) -> None:
    kind, words = type(record).__kind__, reason.replace("\x00", "").strip()[:MOST_REASON]
    db.session.add(Withdrawal(kind=kind, record_id=record.id, is_withdrawal=is_withdrawal, reason=words))
    db.session.flush()


def stood_at(model: Any, moment: datetime | None) -> ColumnElement[bool]:
    """Rows of ``model`` that were stored and not withdrawn at ``moment`` (None: now)."""
    if moment is None:
        return model.withdrawn_at.is_(None)
    latest = (
        select(Withdrawal.is_withdrawal)
        .where(
            Withdrawal.kind == model.__kind__,
            Withdrawal.record_id == model.id,
            Withdrawal.recorded_at <= moment,
        )
        .order_by(Withdrawal.recorded_at.desc(), Withdrawal.id.desc())
        .limit(1)
        .correlate(model)
        .scalar_subquery()
    )
    return (model.recorded_at <= moment) & ~func.coalesce(latest, false())


def stood_among(model: Any, moment: datetime) -> ColumnElement[bool]:
    """The same as ``stood_at`` for selects of very many rows: what was withdrawn is asked once, not row by row."""
    return (model.recorded_at <= moment) & model.id.not_in(withdrawn_by(model, moment))


def withdrawn_by(model: Any, moment: Any) -> Select[Any]:
    """The ids of the rows of ``model`` that were withdrawn at that instant."""
    last, later = aliased(Withdrawal), aliased(Withdrawal)
    is_later = or_(
        later.recorded_at > last.recorded_at, and_(later.recorded_at == last.recorded_at, later.id > last.id)
    )
    was_undone = exists(
        select(later.id)
        .where(later.kind == last.kind, later.record_id == last.record_id, later.recorded_at <= moment)
        .where(is_later)
        .correlate(last)
    )
    return select(last.record_id).where(
        last.kind == model.__kind__, last.recorded_at <= moment, last.is_withdrawal.is_(True), ~was_undone
    )
