"""What action items, decisions and asks share when they are filled from a draft."""

from __future__ import annotations

from datetime import date
from typing import Any, Protocol

from mobi_tracker.access.operations import MarkingDraft, set_marking
from mobi_tracker.core import clock
from mobi_tracker.core.database import db
from mobi_tracker.core.errors import RuleBroken


class ConcerningDraft(Protocol):
    """A draft of a commitment: what it says, what it concerns, its marking."""

    @property
    def text(self) -> str: ...
    @property
    def project_id(self) -> int | None: ...
    @property
    def initiative_id(self) -> int | None: ...
    @property
    def department_id(self) -> int | None: ...
    @property
    def marking(self) -> MarkingDraft: ...


def fill_concerning(record: Any, draft: ConcerningDraft) -> None:
    """Put text, links and marking into a record and store it. Raises RuleBroken for an empty text."""
    if not draft.text.strip():
        raise RuleBroken("Say it in a few words.", "text")
    record.text = draft.text.strip()
    record.project_id = draft.project_id
    record.initiative_id = draft.initiative_id
    record.department_id = draft.department_id
    db.session.add(record)
    db.session.flush()
    db.session.expire(record, ["project", "initiative", "department"])  # they may be others now
    set_marking(record, draft.marking)


def check_not_later_than_today(day: date) -> None:
    """A fact cannot speak of a day that has not come (product.md, Two times). Raises RuleBroken on ``on``."""
    if day > clock.today():
        raise RuleBroken("This day has not come yet.", "on")
