"""Days written in whole weeks from the Monday of the week in which the data is loaded: "-3 Tue 10:00", "+6 Fri".

The same words mean the same day all through a week, so that loading is the same every time in that week.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from mobi_tracker.city import clock_zone
from mobi_tracker.city.dates import WEEKDAYS, format_month_day
from mobi_tracker.city.fiscal_year import FiscalYear, fiscal_year_of

_WRITTEN = re.compile(
    r"(?P<weeks>[+-]?[0-9]{1,3}) (?P<weekday>Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
    r"(?: (?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2}))?"
)
_IN_TEXT = re.compile(r"\{([^{}\n]{1,30})\}")
_FISCAL_YEAR = re.compile(r"FY ?(?P<years>[+-][0-9])?")
_EXAMPLE = "“-3 Tue” (Tuesday three weeks before the week of loading) or “+6 Fri”"


@dataclass(frozen=True)
class Calendar:
    """The days around one week, known by its Monday."""

    monday: date

    @classmethod
    def around(cls, day: date) -> Calendar:
        """The calendar of the week that holds a day."""
        return cls(day - timedelta(days=day.weekday()))

    def day(self, text: str) -> date:
        """The day of "-3 Tue". Raises ValueError with a sentence for anything else, a time of day too."""
        found = _WRITTEN.fullmatch(text)
        if found is None or found["hour"]:
            raise ValueError(f"write a day like {_EXAMPLE}; “{text}” is not one.")
        return self._day(found)

    def moment(self, text: str) -> datetime:
        """The instant of "-3 Tue 10:00" by Los Angeles clocks. Raises ValueError with a sentence."""
        found = _WRITTEN.fullmatch(text)
        if found is None or not found["hour"] or int(found["hour"]) > 23 or int(found["minute"]) > 59:
            raise ValueError(f"write a day and a time like “-3 Tue 10:00”; “{text}” is not that.")
        return clock_zone.instant_of(self._day(found), time(int(found["hour"]), int(found["minute"])))

    def _day(self, found: re.Match[str]) -> date:
        return self.monday + timedelta(weeks=int(found["weeks"]), days=WEEKDAYS.index(found["weekday"]))

    def fiscal_year(self, text: str) -> FiscalYear:
        """The fiscal year of "FY" (the one that holds the Monday), "FY-1" or "FY+1". Raises ValueError."""
        found = _FISCAL_YEAR.fullmatch(text)
        if found is None:
            raise ValueError(f"write FY for the fiscal year of loading, FY-1 or FY+1; “{text}” is none of them.")
        return FiscalYear(fiscal_year_of(self.monday).starts_in + int(found["years"] or 0))

    def words(self, text: str) -> str:
        """A text with each day in braces written out: "{+1 Fri}" becomes "Dec 11", "{+6 Mon month}" "January"."""
        return _IN_TEXT.sub(lambda found: self._written_out(found[1]), text)

    def _written_out(self, inner: str) -> str:
        if inner.startswith("FY"):
            return str(self.fiscal_year(inner))
        if inner.endswith(" month"):
            return f"{self.day(inner.removesuffix(' month')):%B}"
        return format_month_day(self.day(inner))
