"""Typed input of action items."""

from __future__ import annotations

from typing import Any

from mobi_tracker.city.fields import DayField
from mobi_tracker.commitments.forms.concerning import ConcerningForm
from mobi_tracker.commitments.forms.owner import OwnerField
from mobi_tracker.commitments.operations.actions import ActionDraft
from mobi_tracker.core.fields import Form, LongTextField


class ActionForm(ConcerningForm):
    """An action item: what, who, when. Its state has buttons of its own."""

    text = LongTextField("What", most=2_000, required="Say what is to be done.")
    owner = OwnerField("Who owes it")
    due = DayField("Due")

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.owner.bind_to(self.viewer)

    def draft(self) -> ActionDraft:
        """What was typed."""
        kind, record_id = self.owner.data or (None, None)
        return ActionDraft(
            text=self.text.data,
            owner_contact_id=record_id if kind == "contact" else None,
            owner_organization_id=record_id if kind == "organization" else None,
            due=self.due.data,
            **self.concerns(),
        )


class CompleteForm(Form):
    """That an action item was done, and on which day."""

    on = DayField("Done on", required="Give the day it was done.")


class DropForm(Form):
    """That an action item will not be done, and why."""

    reason = LongTextField("Why it is dropped", most=2_000, required="Say why it is dropped.")
