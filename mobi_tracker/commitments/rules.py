"""Rules of commitments: sides, lateness, who may decide an ask, where an ask begins."""

from __future__ import annotations

from collections.abc import Set
from datetime import date

from mobi_tracker.access.vocabulary import Reach
from mobi_tracker.commitments.vocabulary import ActionState, AskedOf, AskState, Side


def side_of(has_owner: bool, owner_is_user: bool) -> Side:
    """Owed by us where the owner is one of our users, else owed to us (product.md, Words)."""
    if not has_owner:
        return Side.UNOWNED
    return Side.BY_US if owner_is_user else Side.TO_US


def days_late(due: date | None, is_open: bool, today: date) -> int:
    """Whole days past the due day; 0 for what is due today or later, closed, or has no due day."""
    return max(0, (today - due).days) if is_open and due is not None else 0


def is_late(state: ActionState, due: date | None, today: date) -> bool:
    """Whether an action item is late today."""
    return days_late(due, state is ActionState.OPEN, today) > 0


def is_ask_late(state: AskState, due: date | None, today: date) -> bool:
    """Whether the day a decision is needed by has gone without one."""
    return days_late(due, state is not AskState.DECIDED, today) > 0


def may_be_asked(reach: Set[Reach], asked_of: AskedOf) -> bool:
    """Whether somebody whose right to decide reaches this far may decide what is asked of ``asked_of``.

    The Deputy Mayor decides any, the Executive Officer what was asked of them (product.md, Who may do what).
    """
    return Reach.ALL in reach or (Reach.ASKED_OF_THEM in reach and asked_of is AskedOf.EXECUTIVE_OFFICER)


def may_decide(reach: Set[Reach], asked_of: AskedOf, state: AskState) -> bool:
    """Whether they may decide it now: only what waits for a decision, so nothing not yet forwarded."""
    return state is AskState.OPEN and may_be_asked(reach, asked_of)


def first_state(asked_of: AskedOf, asks_pass: bool) -> AskState:
    """Where a new ask begins: one for the Deputy Mayor waits with the Executive Officer unless asks pass."""
    waits = asked_of is AskedOf.DEPUTY_MAYOR and not asks_pass
    return AskState.WITH_EXECUTIVE_OFFICER if waits else AskState.OPEN
