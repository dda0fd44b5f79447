"""Every select of commitments, a module a noun; all are named here, as other packages call them."""

from __future__ import annotations

from mobi_tracker.commitments.queries.actions import (
    action_item,
    actions,
    actions_owed_to_us,
    closed_actions_of_contact,
    closed_actions_of_organization,
    closed_actions_of_project,
    late_actions,
    my_actions,
    open_actions,
    open_actions_of_contact,
    open_actions_of_department,
    open_actions_of_initiative,
    open_actions_of_organization,
    open_actions_of_project,
    unowned_actions,
)
from mobi_tracker.commitments.queries.asks import (
    ask,
    asks,
    asks_of_department,
    asks_of_initiative,
    asks_of_project,
    asks_to_forward,
    asks_waiting_for,
    decided_asks,
    open_asks,
)
from mobi_tracker.commitments.queries.decisions import (
    decision,
    decision_of_ask,
    decisions,
    decisions_of_department,
    decisions_of_initiative,
    decisions_of_project,
)

__all__ = [
    "action_item", "actions", "actions_owed_to_us", "ask", "asks", "asks_of_department", "asks_of_initiative",
    "asks_of_project", "asks_to_forward", "asks_waiting_for", "closed_actions_of_contact",
    "closed_actions_of_organization", "closed_actions_of_project", "decided_asks", "decision", "decision_of_ask",
    "decisions", "decisions_of_department", "decisions_of_initiative", "decisions_of_project", "late_actions",
    "my_actions", "open_actions", "open_actions_of_contact", "open_actions_of_department",
    "open_actions_of_initiative", "open_actions_of_organization", "open_actions_of_project", "open_asks",
    "unowned_actions",
]  # fmt: skip
