"""Commitments for tests: ``make_*`` store one with what the test does not care about filled in."""

from __future__ import annotations

from datetime import date
from typing import Any

from mobi_tracker.access.operations import MarkingDraft
from mobi_tracker.access.vocabulary import Basis, Marking
from mobi_tracker.commitments import operations
from mobi_tracker.commitments.models import ActionItem, Ask, Decision
from mobi_tracker.commitments.vocabulary import AskedOf
from mobi_tracker.core.database import db

CONFIDENTIAL = MarkingDraft(Marking.CONFIDENTIAL, Basis.PERSONNEL)


def make_action(text: str = "Send the data map", **values: Any) -> ActionItem:
    """An open action item that nobody owns, unless said otherwise."""
    action = operations.add_action(operations.ActionDraft(text, **values))
    db.session.commit()
    return action


def make_decision(
    text: str = "Keep the old portal until June", on: date = date(2026, 11, 20), **values: Any
) -> Decision:
    """A decision of ten days ago."""
    decision = operations.add_decision(operations.DecisionDraft(text, on, **values))
    db.session.commit()
    return decision


def make_ask(text: str = "Approve the interim contract", asked_of: str = "deputy_mayor", **values: Any) -> Ask:
    """An ask of the Deputy Mayor; ``forwarded`` lets it through."""
    forwarded = values.pop("forwarded", False)
    ask = operations.add_ask(operations.AskDraft(text, AskedOf(asked_of), **values))
    if forwarded:
        operations.forward_ask(ask, "")
    db.session.commit()
    return ask
