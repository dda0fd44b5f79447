"""Verbs of decisions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from mobi_tracker.access.operations import MarkingDraft
from mobi_tracker.commitments.models import Decision
from mobi_tracker.commitments.operations.concerning import check_not_later_than_today, fill_concerning
from mobi_tracker.core.editing import check_version


@dataclass(frozen=True)
class DecisionDraft:
    """A decision as it was typed or read from notes. ``decided_by`` is in words; ``ask_id``: its ask."""

    text: str
    on: date
    decided_by: str = ""
    reason: str = ""
    project_id: int | None = None
    initiative_id: int | None = None
    department_id: int | None = None
    ask_id: int | None = None
    marking: MarkingDraft = field(default_factory=MarkingDraft)


def add_decision(draft: DecisionDraft) -> Decision:
    """Store a new decision. Raises RuleBroken for a day that has not come."""
    decision = Decision(ask_id=draft.ask_id)
    _fill(decision, draft)
    return decision


def edit_decision(decision: Decision, draft: DecisionDraft, shown_version: int | None = None) -> None:
    """Change a decision. Raises StaleRecord where somebody else changed it since it was shown."""
    check_version(decision, shown_version)
    _fill(decision, draft)


def _fill(decision: Decision, draft: DecisionDraft) -> None:
    check_not_later_than_today(draft.on)
    decision.on = draft.on
    decision.decided_by = draft.decided_by.strip()
    decision.reason = draft.reason.strip()
    fill_concerning(decision, draft)
