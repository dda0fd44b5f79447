"""Verbs of commitments, a module a noun; all are named here, as other packages call them."""

from __future__ import annotations

from mobi_tracker.commitments.operations.actions import (
    ActionDraft,
    add_action,
    complete_action,
    drop_action,
    edit_action,
    move_action,
    reopen_action,
)
from mobi_tracker.commitments.operations.asks import (
    ASKS_PASS,
    AskDraft,
    add_ask,
    decide_ask,
    edit_ask,
    forward_ask,
    move_ask,
)
from mobi_tracker.commitments.operations.decisions import DecisionDraft, add_decision, edit_decision

__all__ = [
    "ASKS_PASS", "ActionDraft", "AskDraft", "DecisionDraft", "add_action", "add_ask", "add_decision",
    "complete_action", "decide_ask", "drop_action", "edit_action", "edit_ask", "edit_decision", "forward_ask",
    "move_action", "move_ask", "reopen_action",
]  # fmt: skip
