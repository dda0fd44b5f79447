"""What departments owe under a priority: adding, changing, delivering with proof, opening again."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from mobi_tracker.access.operations import MarkingDraft, set_marking
from mobi_tracker.core import clock
from mobi_tracker.core.database import db
from mobi_tracker.core.editing import check_version
from mobi_tracker.core.errors import RuleBroken
from mobi_tracker.portfolio.models import Deliverable

NEEDS_PROOF = "Say what shows that it was delivered, or give the address where that can be seen."


@dataclass(frozen=True)
class DeliverableDraft:
    """A deliverable as it was typed: what is owed, by which department, by when (None: no day was agreed)."""

    text: str
    department_id: int
    due: date | None = None
    marking: MarkingDraft = field(default_factory=MarkingDraft)


def add_deliverable(priority_id: int, draft: DeliverableDraft) -> Deliverable:
    """Store what a department owes under a priority."""
    deliverable = Deliverable(priority_id=priority_id)
    _fill(deliverable, draft)
    return deliverable


def edit_deliverable(deliverable: Deliverable, draft: DeliverableDraft, shown_version: int | None = None) -> None:
    """Change what is owed, by whom or by when; past days still show it as it was."""
    check_version(deliverable, shown_version)
    _fill(deliverable, draft)


def _fill(deliverable: Deliverable, draft: DeliverableDraft) -> None:
    if not draft.text.strip():
        raise RuleBroken("Say what is owed.", "text")
    deliverable.text = draft.text.strip()
    deliverable.department_id = draft.department_id
    deliverable.due = draft.due
    db.session.add(deliverable)
    db.session.flush()
    set_marking(deliverable, draft.marking)


def deliver(deliverable: Deliverable, on: date, proof: str = "", address: str = "") -> None:
    """Record that it was delivered on a day, with its proof: words, an address, or both.

    Raises RuleBroken for a day to come, without any proof, and for what was delivered already.
    """
    if deliverable.delivered_on is not None:
        raise RuleBroken("This was delivered already.")
    if on > clock.today():
        raise RuleBroken("This day is still to come. A fact speaks of today or a day before.", "delivered_on")
    if not proof.strip() and not address.strip():
        raise RuleBroken(NEEDS_PROOF, "proof")
    if address.strip() and (not address.strip().lower().startswith(("http://", "https://")) or " " in address.strip()):
        raise RuleBroken("Give an address that begins with https://.", "proof_address")
    deliverable.delivered_on = on
    deliverable.proof, deliverable.proof_address = proof.strip(), address.strip()
    db.session.flush()


def reopen_deliverable(deliverable: Deliverable) -> None:
    """Say that it is owed after all, from today on. Its proof stays in its history."""
    if deliverable.delivered_on is None:
        raise RuleBroken("This is not delivered yet.")
    deliverable.delivered_on = None
    deliverable.proof = deliverable.proof_address = ""
    db.session.flush()
