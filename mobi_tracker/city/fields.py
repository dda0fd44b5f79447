"""Form fields for days and money, read and shown as the City writes them."""

from __future__ import annotations

from datetime import date

from wtforms.widgets import DateInput

from mobi_tracker.city import dates, money
from mobi_tracker.core.fields import TypedField


class DayField(TypedField):
    """A day: the browser's picker sends ISO, a person may type US form."""

    widget = DateInput()

    def read_typed(self, typed: str) -> date:
        return dates.parse_day(typed)

    def shown(self) -> str:
        return self.data.isoformat() if self.data else ""


class MoneyField(TypedField):
    """An amount of dollars; the value is whole cents."""

    def read_typed(self, typed: str) -> int:
        return money.parse_money(typed)

    def shown(self) -> str:
        return money.format_money(self.data) if self.data is not None else ""
