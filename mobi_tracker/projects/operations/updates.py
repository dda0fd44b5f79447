"""Publishing status updates, and giving later what notes could not give."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from mobi_tracker.access.operations import MarkingDraft, set_marking
from mobi_tracker.core.database import db
from mobi_tracker.core.errors import RuleBroken
from mobi_tracker.projects.models.status import StatusUpdate
from mobi_tracker.projects.operations.days import check_on
from mobi_tracker.projects.operations.markings import copy_marking
from mobi_tracker.projects.rules import is_better, needs_path, needs_reason
from mobi_tracker.projects.vocabulary import Rating

REASON_NEEDED = "The overall rating is better than its worst part. Say why."
EVIDENCE_REASON_NEEDED = "This is better than dates and dollars suggest. Say why."
PATH_NEEDED = "Say how the project gets back to green, or who must decide what."


@dataclass(frozen=True)
class StatusDraft:
    """A status update as it was given.

    ``from_notes``: a reason or path to green that is required and missing is recorded as owed instead of refused.
    ``corrects_id``: the update of the same project that this one corrects. ``evidence`` is what dates and dollars
    suggested to whoever reports; an overall rating better than it needs ``evidence_reason``.
    """

    project_id: int
    on: date
    overall: Rating
    schedule: Rating = Rating.NOT_RATED
    budget: Rating = Rating.NOT_RATED
    scope: Rating = Rating.NOT_RATED
    credited_to: str = ""
    reason: str = ""
    narrative: str = ""
    accomplishments: str = ""
    next_steps: str = ""
    path_to_green: str = ""
    corrects_id: int | None = None
    from_notes: bool = False
    marking: MarkingDraft = field(default_factory=MarkingDraft)
    evidence: Rating = Rating.NOT_RATED
    evidence_reason: str = ""


def publish_update(draft: StatusDraft) -> StatusUpdate:
    """Add a status update; none is ever overwritten. Raises RuleBroken as ``product.md`` (Status update) says."""
    check_on(draft.on)
    lacks_reason = needs_reason(draft.overall, draft.schedule, draft.budget, draft.scope) and not draft.reason.strip()
    lacks_path = needs_path(draft.overall) and not draft.path_to_green.strip()
    if lacks_reason and not draft.from_notes:
        raise RuleBroken(REASON_NEEDED, "reason")
    if lacks_path and not draft.from_notes:
        raise RuleBroken(PATH_NEEDED, "path_to_green")
    if is_better(draft.overall, draft.evidence) and not draft.evidence_reason.strip() and not draft.from_notes:
        raise RuleBroken(EVIDENCE_REASON_NEEDED, "evidence_reason")
    if draft.corrects_id is not None:
        _check_correction(draft)
    update = StatusUpdate(is_reason_owed=lacks_reason, is_path_owed=lacks_path)
    for name in (
        "project_id", "on", "overall", "schedule", "budget", "scope", "credited_to", "reason", "narrative",
        "accomplishments", "next_steps", "path_to_green", "corrects_id", "evidence_reason",
    ):  # fmt: skip
        setattr(update, name, getattr(draft, name))
    db.session.add(update)
    db.session.flush()
    set_marking(update, draft.marking)
    return update


def _check_correction(draft: StatusDraft) -> None:
    corrected = db.session.get(StatusUpdate, draft.corrects_id)
    if corrected is None or corrected.project_id != draft.project_id:
        raise RuleBroken("The update to correct is of another project.", "corrects_id")


def complete_update(
    update: StatusUpdate,
    reason: str,
    path_to_green: str,
    evidence_reason: str = "",
    evidence: Rating = Rating.NOT_RATED,
) -> StatusUpdate:
    """Give what an update owes, as a dated fact that corrects it: a reason, a path to green, or why it is better than
    ``evidence``.

    The correcting update says the same of the same day, and keeps the marking of the one it completes.
    """
    if update.is_reason_owed and not reason.strip():
        raise RuleBroken(REASON_NEEDED, "reason")
    if update.is_path_owed and not path_to_green.strip():
        raise RuleBroken(PATH_NEEDED, "path_to_green")
    completed = publish_update(
        StatusDraft(
            update.project_id, update.on, update.overall, update.schedule, update.budget, update.scope,
            update.credited_to, reason.strip() or update.reason, update.narrative, update.accomplishments,
            update.next_steps, path_to_green.strip() or update.path_to_green, corrects_id=update.id, evidence=evidence,
            evidence_reason=evidence_reason.strip() or update.evidence_reason,
        )
    )  # fmt: skip
    copy_marking(completed, update)
    return completed
