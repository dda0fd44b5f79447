"""Typed input of contracts, of what is paid, and of the day they end."""

from __future__ import annotations

from typing import Any

from mobi_tracker.access.forms import MarkedForm
from mobi_tracker.access.policy import Viewer
from mobi_tracker.city.fields import DayField
from mobi_tracker.core.fields import Form, LongTextField, NamedField, TextField, TickField, WholeNumberField
from mobi_tracker.projects.forms.funding import AmountField
from mobi_tracker.projects.operations import ContractDraft
from mobi_tracker.stakeholders import queries as stakeholders

MOST_RENEWAL_DAYS = 3_650


class ContractEditForm(MarkedForm):
    """A contract; the day it ends and what is paid are added, never edited."""

    number = TextField("Number", most=60, required="Give the contract's number, such as C-140213.")
    vendor_id = NamedField("Vendor", suggest_kinds="organization", required="Name the vendor.")
    ceiling = AmountField("Ceiling", description="The most that may be paid under it.")
    options = TextField("Options", most=300, description="Such as: two one-year options.")
    renewal_days = WholeNumberField(
        "Days that a renewal takes", least=0, most=MOST_RENEWAL_DAYS,
        description="Calendar days, approvals included. The last day to start one is counted from it.",
    )  # fmt: skip
    is_renewable = TickField("It may be renewed", default=True)

    def __init__(self, *arguments: Any, viewer: Viewer, **options: Any) -> None:
        record = options.get("obj")
        if record is not None:
            options.setdefault("data", {"ceiling": record.ceiling_cents})
        super().__init__(*arguments, **options)
        self.viewer = viewer
        self.vendor_id.bind(
            lambda text: stakeholders.find_organization_by_name(text, viewer), stakeholders.organization_title
        )

    def filled_from(self, record: Any) -> ContractEditForm:
        return type(self)(formdata=None, obj=record, viewer=self.viewer)

    def draft(self) -> ContractDraft:
        """What was typed."""
        return ContractDraft(
            self.number.data, self.vendor_id.data, self.ceiling.data, self.options.data or "", self.renewal_days.data,
            self.is_renewable.data, self.marking_draft(),
        )  # fmt: skip


class ContractForm(ContractEditForm):
    """A new contract, with the day it ends and what is paid so far."""

    ends_on = DayField("Ends", required="Give the day the contract ends.")
    paid = AmountField("Paid so far", description="The whole amount, such as 1.2 M.")
    on = DayField("As of", required="Give the day on which this was so.")


class EndForm(Form):
    """Another day on which a contract ends."""

    day = DayField("Now ends", required="Give the day the contract ends.")
    reason = LongTextField("Why it moved", most=5_000, required="Say why, such as: first option year taken.")
    on = DayField("As of", required="Give the day on which this was so.")


class PaymentForm(Form):
    """What is paid under a contract, in all."""

    paid = AmountField("Paid so far", required="Give the whole amount paid so far, such as 1.2 M.")
    on = DayField("As of", required="Give the day on which this was so.")
    note = TextField("Note", most=300, description="Where the figure comes from, such as the invoice.")
