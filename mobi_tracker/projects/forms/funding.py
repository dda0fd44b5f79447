"""Typed input of funding: several kinds of amounts at once, as people have them before them."""

from __future__ import annotations

from wtforms.validators import ValidationError

from mobi_tracker.access.forms import MarkedForm
from mobi_tracker.city.fields import DayField, MoneyField
from mobi_tracker.city.fiscal_year import FiscalYear
from mobi_tracker.core.fields import Form, TextField, TypedField
from mobi_tracker.projects.vocabulary import AmountKind


class FiscalYearField(TypedField):
    """A fiscal year, as 2026-27; the value is the calendar year it begins in."""

    def read_typed(self, typed: str) -> int:
        return FiscalYear.parse(typed).starts_in

    def shown(self) -> str:
        return str(FiscalYear(self.data))


class AmountField(MoneyField):
    """An amount of money that is not less than nothing."""

    def read_typed(self, typed: str) -> int:
        cents = super().read_typed(typed)
        if cents < 0:
            raise ValidationError("An amount here is not less than nothing.")
        return cents


class AmountsForm(Form):
    """Amounts as they stood on a day. Those left empty are not recorded: nothing changes about them."""

    appropriated = AmountField(AmountKind.APPROPRIATED.label)
    encumbered = AmountField(AmountKind.ENCUMBERED.label)
    expended = AmountField(AmountKind.EXPENDED.label)
    forecast = AmountField(AmountKind.FORECAST.label)
    on = DayField("As of", required="Give the day on which these amounts stood.")
    note = TextField("Note", most=300, description="Where the figures come from, such as the department's report.")

    def amounts(self) -> dict[AmountKind, int | None]:
        """The amounts in cents, by kind."""
        return {kind: self[kind.value].data for kind in AmountKind}


class FundingForm(AmountsForm, MarkedForm):
    """A new funding line with its first amounts."""

    fiscal_year = FiscalYearField("Fiscal year", required="Give the fiscal year, such as 2026-27.")
    source = TextField("Source", most=120, required="Say where the money comes from, such as General Fund.")
