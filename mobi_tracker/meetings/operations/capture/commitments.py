"""Actions, decisions and asks out of notes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from mobi_tracker.commitments.models import ActionItem, Ask, Decision
from mobi_tracker.commitments.operations.actions import (
    ActionDraft,
    add_action,
    complete_action,
    edit_action,
    redate_closing,
    reopen_action,
)
from mobi_tracker.commitments.operations.asks import AskDraft, add_ask, edit_ask
from mobi_tracker.commitments.operations.decisions import DecisionDraft, add_decision, edit_decision
from mobi_tracker.commitments.vocabulary import ActionState, AskedOf
from mobi_tracker.meetings.operations.capture.moment import Moment, Values, own_marking
from mobi_tracker.meetings.queries.held import Held

_CONCERNS = {"project": "project_id", "initiative": "initiative_id", "department": "department_id"}


def _concerns(values: Values) -> dict[str, Any]:
    return {column: values.get(name) for name, column in _CONCERNS.items()}


def _concerns_now(record: Any) -> dict[str, Any]:
    return {name: getattr(record, column) for name, column in _CONCERNS.items()}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _owner(values: Values) -> dict[str, Any]:
    kind, record_id = values.get("owner") or (None, None)
    return {
        "owner_contact_id": record_id if kind == "contact" else None,
        "owner_organization_id": record_id if kind == "organization" else None,
    }


class Commitment:
    """What the three share: one that is reworded stays the same record."""

    def is_same(self, before: Values, after: Values) -> bool:
        return True


class Actions(Commitment):
    """Action items. A checkbox ticked later completes the item; the day it was done is the meeting's."""

    def make(self, values: Values, moment: Moment) -> ActionItem:
        done = bool(values.get("done"))
        return add_action(
            ActionDraft(
                values["text"], due=_day(values.get("due")), **_owner(values), **_concerns(values),
                state=ActionState.DONE if done else ActionState.OPEN, closed_on=moment.on if done else None,
                marking=moment.marking,
            )
        )  # fmt: skip

    def now(self, record: ActionItem, held: Held | None = None) -> dict[str, Any]:
        done = {ActionState.OPEN: False, ActionState.DONE: True}.get(record.state, record.state.value)
        owner = list(record.owner) if record.owner else None
        words = {"text": record.text, "owner": owner, "due": _iso(record.due), "done": done}
        closed = {"on": _iso(record.closed_on)} if record.state is ActionState.DONE else {}
        return {**words, **closed, **_concerns_now(record)}

    def change(self, record: ActionItem, changes: Values, values: Values, moment: Moment) -> ActionItem:
        wanted = {**self.now(record), **changes}
        if set(changes) - {"done", "on"}:
            draft = ActionDraft(wanted["text"], due=_day(wanted["due"]), **_owner(wanted), **_concerns(wanted))
            edit_action(record, replace(draft, marking=own_marking(record)))
        if changes.get("done") is True:
            complete_action(record, moment.on)
        elif changes.get("done") is False:
            reopen_action(record)
        elif "on" in changes:
            redate_closing(record, date.fromisoformat(changes["on"]))
        return record


class Decisions(Commitment):
    """Decisions, of the meeting's day."""

    def make(self, values: Values, moment: Moment) -> Decision:
        return add_decision(DecisionDraft(values["text"], moment.on, **_concerns(values), marking=moment.marking))

    def now(self, record: Decision, held: Held | None = None) -> dict[str, Any]:
        return {"text": record.text, "on": _iso(record.on), **_concerns_now(record)}

    def change(self, record: Decision, changes: Values, values: Values, moment: Moment) -> Decision:
        wanted = {**self.now(record), **changes}
        draft = DecisionDraft(
            wanted["text"], _day(wanted["on"]) or record.on, record.decided_by, record.reason, **_concerns(wanted),
            ask_id=record.ask_id, marking=own_marking(record),
        )  # fmt: skip
        edit_decision(record, draft)
        return record


class Asks(Commitment):
    """Asks of the Deputy Mayor or the Executive Officer."""

    def make(self, values: Values, moment: Moment) -> Ask:
        draft = AskDraft(values["text"], AskedOf(values["of"]), _day(values.get("due")), **_concerns(values))
        return add_ask(draft)

    def now(self, record: Ask, held: Held | None = None) -> dict[str, Any]:
        return {"text": record.text, "of": record.asked_of.value, "due": _iso(record.due), **_concerns_now(record)}

    def change(self, record: Ask, changes: Values, values: Values, moment: Moment) -> Ask:
        wanted = {**self.now(record), **changes}
        draft = AskDraft(
            wanted["text"], AskedOf(wanted["of"]), _day(wanted["due"]), record.background, record.recommended,
            record.amount_cents, **_concerns(wanted), marking=own_marking(record),
        )  # fmt: skip
        edit_ask(record, draft)
        return record
