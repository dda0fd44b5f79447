"""Tables of what is kept of past weeks. They hold nothing that the facts do not give: any of it may be thrown away."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from mobi_tracker.access.vocabulary import OPEN_MARKINGS
from mobi_tracker.commitments.models import ActionItem
from mobi_tracker.core.database import Model, one_of
from mobi_tracker.projects.models.milestone import MilestoneDate
from mobi_tracker.projects.models.status import StatusUpdate
from mobi_tracker.projects.vocabulary import Rating
from mobi_tracker.standing.vocabulary import Evidence


class KeptWeek(Model):
    """A day, the last of a reporting week, whose standing is kept whole. ``ends_at`` is its last instant.

    ``made_by`` is the version of the rules that judged it (``weekly.made_by``).
    """

    __tablename__ = "kept_week"

    day: Mapped[date] = mapped_column(primary_key=True)
    ends_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(16))


class WeeklyStanding(Model):
    """A project that ran on that day: its rating as reported and as the evidence suggests, with nothing left out.

    Both are None where records have lists of readers, so that nobody in particular sees all of them: that project is
    judged from the facts for each reader.
    """

    __tablename__ = "weekly_standing"

    day: Mapped[date] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    reported: Mapped[Rating | None] = mapped_column(one_of(Rating, "reported"))
    evidence: Mapped[Evidence | None] = mapped_column(one_of(Evidence, "evidence"))


class KnownFacts(Model):
    """The last row of a table of facts that was looked at, when what is kept was last held against the facts."""

    __tablename__ = "known_facts"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    last_id: Mapped[int]


_OPEN = ", ".join(f"'{each.value}'" for each in OPEN_MARKINGS)
IS_CLOSED = f"marking NOT IN ({_OPEN}) OR marking_floor NOT IN ({_OPEN})"
"""A row that some readers may not see, in the very words of the partial indexes, or no database would take those."""


def is_closed() -> Any:
    """The same as a condition of a select of one table. As a text: as a column of truth it would be held against 1,
    and SQLite would read the whole table.
    """
    return text(f"({IS_CLOSED})")


# The tables of facts with hundreds of thousands of rows, of which few are closed. All that decides who sees a row
# stands in the index: SQLite reads it only where it need not go to the table for each.
for _model, _column in (
    (StatusUpdate, StatusUpdate.project_id),
    (MilestoneDate, MilestoneDate.milestone_id),
    (ActionItem, ActionItem.project_id),
):
    Index(
        f"ix_{_model.__tablename__}_closed",
        *(_column, _model.marking, _model.marking_floor, _model.has_readers, _model.has_floor_readers),
        sqlite_where=text(IS_CLOSED),
        postgresql_where=text(IS_CLOSED),
    )
