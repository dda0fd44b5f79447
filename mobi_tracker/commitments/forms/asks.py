"""Typed input of asks."""

from __future__ import annotations

from wtforms.validators import InputRequired

from mobi_tracker.access.vocabulary import Marking
from mobi_tracker.city.fields import DayField, MoneyField
from mobi_tracker.commitments.forms.concerning import ConcerningForm
from mobi_tracker.commitments.operations.asks import AskDraft
from mobi_tracker.commitments.vocabulary import AskedOf, Outcome
from mobi_tracker.core.fields import ChoiceField, Form, LongTextField


class AskForm(ConcerningForm):
    """An ask: what is to be decided, by whom, by when, and what is recommended."""

    text = LongTextField("What is asked", most=2_000, required="Say what is to be decided.")
    asked_of = ChoiceField("Asked of", AskedOf, default=AskedOf.DEPUTY_MAYOR)
    due = DayField("Needed by")
    amount_cents = MoneyField("Amount")
    recommended = LongTextField("What is recommended", most=5_000)
    background = LongTextField("Background", most=20_000)
    marking = ChoiceField("Marking", Marking, default=Marking.DELIBERATIVE)

    def draft(self) -> AskDraft:
        """What was typed."""
        return AskDraft(
            text=self.text.data,
            asked_of=self.asked_of.data,
            due=self.due.data,
            background=self.background.data or "",
            recommended=self.recommended.data or "",
            amount_cents=self.amount_cents.data,
            **self.concerns(),
        )


class ForwardForm(Form):
    """A word to the Deputy Mayor with an ask that is let through."""

    note = LongTextField("Note to the Deputy Mayor", most=5_000)


class DecideForm(Form):
    """What is decided on an ask, with a note."""

    outcome = ChoiceField("Decision", Outcome, blank="Choose", validators=[InputRequired("Choose what is decided.")])
    note = LongTextField("Note", most=5_000)
