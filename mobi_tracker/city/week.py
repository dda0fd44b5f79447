"""The reporting week: Monday to Sunday by the Los Angeles calendar."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from mobi_tracker.city.dates import EARLIEST_YEAR, LATEST_YEAR, format_month_day

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, order=True)
class ReportingWeek:
    """One week, known by its Monday; sorts by time. Raises ValueError for another day of the week."""

    start: date

    def __post_init__(self) -> None:
        if self.start.weekday() != 0:
            raise ValueError(f"A week is written as its Monday; {self.start} is a {_WEEKDAYS[self.start.weekday()]}.")

    @classmethod
    def of(cls, day: date) -> Self:
        """The week that holds a day."""
        return cls(day - timedelta(days=day.weekday()))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the ISO date of a Monday ("2026-11-23"), as addresses carry it. Raises ValueError."""
        try:
            day = date.fromisoformat(text.strip())
        except ValueError:
            raise ValueError(f"Write a week as its Monday, like 2026-11-23; “{text}” is not one.") from None
        if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
            raise ValueError(f"Choose a week in the years {EARLIEST_YEAR} to {LATEST_YEAR}.")
        return cls(day)

    def __str__(self) -> str:
        """The Monday's ISO date, which parse reads back."""
        return self.start.isoformat()

    @property
    def end(self) -> date:
        """Its Sunday."""
        return self.start + timedelta(days=6)

    @property
    def days(self) -> tuple[date, ...]:
        """Its seven days, Monday first."""
        return tuple(self.start + timedelta(days=offset) for offset in range(7))

    @property
    def next(self) -> "ReportingWeek":
        """The week after this one."""
        return ReportingWeek(self.start + timedelta(days=7))

    @property
    def previous(self) -> "ReportingWeek":
        """The week before this one."""
        return ReportingWeek(self.start - timedelta(days=7))

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    @property
    def label(self) -> str:
        """Without the year: "Nov 23–29", or "Nov 30–Dec 6" across two months."""
        last = str(self.end.day) if self.end.month == self.start.month else format_month_day(self.end)
        return f"{format_month_day(self.start)}–{last}"

    def label_on(self, today: date) -> str:
        """The label a reader needs today: with the year where the week is not wholly in this one."""
        if self.start.year != self.end.year:
            first, last = (f"{format_month_day(day)}, {day.year}" for day in (self.start, self.end))
            return f"{first}–{last}"
        return self.label if self.start.year == today.year else f"{self.label}, {self.start.year}"
