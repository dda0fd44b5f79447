"""The table of history."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from mobi_tracker.core.database import Model, Recorded


class Change(Recorded, Model):
    """One record stored or changed in one flush: who, when, from what to what.

    ``about_kind`` and ``about_id`` are the record whose page shows it: the record itself, or the one it is a part of.
    ``fields`` maps a field to [before, after].
    """

    __tablename__ = "change"
    __table_args__ = (Index("ix_change_about", "about_kind", "about_id", "recorded_at"),)

    kind: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[int]
    about_kind: Mapped[str] = mapped_column(String(40))
    about_id: Mapped[int]
    is_new: Mapped[bool]
    actor: Mapped[str] = mapped_column(String(200))
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)
