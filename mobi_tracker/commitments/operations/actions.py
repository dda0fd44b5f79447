"""Verbs of action items. Their dated rows are written by ``core.dated``."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from mobi_tracker.access.operations import MarkingDraft
from mobi_tracker.commitments.models import ActionItem
from mobi_tracker.commitments.operations.concerning import check_not_later_than_today, fill_concerning
from mobi_tracker.commitments.vocabulary import ActionState
from mobi_tracker.core import clock
from mobi_tracker.core.database import db
from mobi_tracker.core.editing import check_version
from mobi_tracker.core.errors import RuleBroken


@dataclass(frozen=True)
class ActionDraft:
    """An action item as it was typed or read from notes.

    ``state``, ``closed_on`` and ``state_reason`` are for one that begins closed (``[x]`` in notes); editing
    passes them over.
    """

    text: str
    owner_contact_id: int | None = None
    owner_organization_id: int | None = None
    due: date | None = None
    project_id: int | None = None
    initiative_id: int | None = None
    department_id: int | None = None
    state: ActionState = ActionState.OPEN
    closed_on: date | None = None
    state_reason: str = ""
    marking: MarkingDraft = field(default_factory=MarkingDraft)


def add_action(draft: ActionDraft) -> ActionItem:
    """Store a new action item. One that begins closed was closed today unless the draft says when."""
    action = ActionItem(state=draft.state, state_reason=draft.state_reason.strip())
    if draft.state is not ActionState.OPEN:
        action.closed_on = draft.closed_on or clock.today()
        check_not_later_than_today(action.closed_on)
    if draft.state is ActionState.DROPPED and not action.state_reason:
        raise RuleBroken("Say why it is dropped.", "reason")
    _fill(action, draft)
    return action


def edit_action(action: ActionItem, draft: ActionDraft, shown_version: int | None = None) -> None:
    """Change what an action item says, whose it is, and when it is due; its state has verbs of its own.

    Raises StaleRecord where somebody else changed it since it was shown.
    """
    check_version(action, shown_version)
    _fill(action, draft)


def move_action(action: ActionItem, due: date) -> None:
    """Give an open action item another due day; the one it had stays in its past. RuleBroken where it is closed."""
    _check_open(action)
    action.due = due
    db.session.flush()


def complete_action(action: ActionItem, on: date | None = None) -> None:
    """Say that it was done, on a day (today unless said). Raises RuleBroken where it is not open."""
    _check_open(action)
    day = on or clock.today()
    check_not_later_than_today(day)
    _close(action, ActionState.DONE, day, "")


def drop_action(action: ActionItem, reason: str) -> None:
    """Say that it will not be done, and why. Raises RuleBroken without a reason or where it is not open."""
    _check_open(action)
    if not reason.strip():
        raise RuleBroken("Say why it is dropped.", "reason")
    _close(action, ActionState.DROPPED, clock.today(), reason.strip())


def reopen_action(action: ActionItem) -> None:
    """Take a closed action item up again. Raises RuleBroken where it is open, or withdrawn."""
    if action.is_withdrawn:
        raise RuleBroken("This was withdrawn.")
    if action.state is ActionState.OPEN:
        raise RuleBroken("This is open already.")
    _close(action, ActionState.OPEN, None, "")


def redate_closing(action: ActionItem, on: date) -> None:
    """Say that it was closed on another day. Raises RuleBroken where it is open, or for a day that has not come."""
    if action.state is ActionState.OPEN:
        raise RuleBroken("This is open.")
    check_not_later_than_today(on)
    action.closed_on = on
    db.session.flush()


def _check_open(action: ActionItem) -> None:
    if action.is_withdrawn:
        raise RuleBroken("This was withdrawn.")
    if action.state is not ActionState.OPEN:
        raise RuleBroken(f"This is {action.state.label.lower()} already.")


def _close(action: ActionItem, state: ActionState, day: date | None, reason: str) -> None:
    action.state, action.closed_on, action.state_reason = state, day, reason
    db.session.flush()


def _fill(action: ActionItem, draft: ActionDraft) -> None:
    if draft.owner_contact_id is not None and draft.owner_organization_id is not None:
        raise RuleBroken("An action item has one owner: a person or an organization.", "owner")
    action.owner_contact_id = draft.owner_contact_id
    action.owner_organization_id = draft.owner_organization_id
    action.due = draft.due
    fill_concerning(action, draft)
    db.session.expire(action, ["owner_contact", "owner_organization"])
