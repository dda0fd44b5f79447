"""Typed input of decisions."""

from __future__ import annotations

from mobi_tracker.city.fields import DayField
from mobi_tracker.commitments.forms.concerning import ConcerningForm
from mobi_tracker.commitments.operations.decisions import DecisionDraft
from mobi_tracker.core.fields import LongTextField, TextField


class DecisionForm(ConcerningForm):
    """A decision: what, by whom, when, why."""

    text = LongTextField("What was decided", most=2_000, required="Say what was decided.")
    on = DayField("Decided on", required="Give the day it was decided.")
    decided_by = TextField("Decided by")
    reason = LongTextField("Reason", most=5_000)

    def draft(self) -> DecisionDraft:
        """What was typed."""
        return DecisionDraft(
            text=self.text.data,
            on=self.on.data,
            decided_by=self.decided_by.data or "",
            reason=self.reason.data or "",
            **self.concerns(),
        )
