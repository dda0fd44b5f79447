"""Form fields for days, times and money, read and shown as the City writes them."""

from __future__ import annotations

from datetime import date, time

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


class TimeOfDayField(TypedField):
    """A time of day, typed as 2:30 pm or 14:30, always shown as "2:30 pm"."""

    def read_typed(self, typed: str) -> time:
        return dates.parse_time(typed)

    def shown(self) -> str:
        return dates.format_time(self.data) if self.data is not None else ""

    def _value(self) -> str:
        # What was taken from "2:36" is said back, so that nobody has to guess which half of the day it became.
        return self.shown() if self.data is not None else super()._value()


class MoneyField(TypedField):
    """An amount of dollars; the value is whole cents."""

    def read_typed(self, typed: str) -> int:
        return money.parse_money(typed)

    def shown(self) -> str:
        return money.format_money(self.data) if self.data is not None else ""
