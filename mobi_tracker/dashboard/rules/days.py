"""Which day the dashboard shows and which it compares with, as the address says it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from mobi_tracker.city.dates import format_day, format_full_day, format_short_day, parse_day
from mobi_tracker.city.fiscal_year import fiscal_year_of

TODAY, WEEK, MONTH, YEAR = "today", "week", "month", "year"


def a_month_before(day: date) -> date:
    """The same day of the month before, or its last where it is shorter: Mar 31 gives Feb 28."""
    year, month = (day.year, day.month - 1) if day.month > 1 else (day.year - 1, 12)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


EARLIER: dict[str, Callable[[date], date]] = {
    WEEK: lambda day: day - timedelta(days=7),
    MONTH: a_month_before,
    YEAR: lambda day: fiscal_year_of(day).first_day,
}


@dataclass(frozen=True)
class Choice:
    """One entry of a menu: its words, its address, whether it is chosen."""

    label: str
    url: str
    is_chosen: bool


@dataclass(frozen=True)
class Days:
    """The days chosen. The keys are what stands in the address; ``messages`` say where it could not be followed."""

    today: date
    as_of: date
    before: date
    as_of_key: str
    before_key: str
    messages: tuple[str, ...] = ()

    @property
    def is_past(self) -> bool:
        """Whether a day before today is shown."""
        return self.as_of < self.today

    @property
    def since(self) -> str:
        """The day compared with, in words that follow "since"."""
        if self.before_key == WEEK:
            return "the week before" if self.is_past else "last week"
        if self.before_key == MONTH:
            return "the month before" if self.is_past else "last month"
        return format_day(self.before, self.today)

    @property
    def compared(self) -> str:
        """The day compared with as a date, where ``since`` does not name it: "compared with Mon, Nov 23"."""
        return f"compared with {format_day(self.before, self.today)}" if self.before_key in (WEEK, MONTH) else ""

    @property
    def before_words(self) -> str:
        """The day compared with, in words that follow "compared with"."""
        return self.since if self.before_key in (WEEK, MONTH) else format_short_day(self.before, self.today)

    @property
    def as_of_words(self) -> str:
        """The day shown, in words."""
        return "as of today" if not self.is_past else f"as of {format_day(self.as_of, self.today)}"

    def address(self, as_of: str | None = None, compare: str | None = None, **others: str | int) -> str:
        """The query of an address that shows these days, or others; what goes without saying is left out."""
        wanted = {"as_of": as_of or self.as_of_key, "compare": compare or self.before_key, **others}
        unsaid = {("as_of", TODAY), ("compare", WEEK)}
        return f"?{urlencode({key: value for key, value in wanted.items() if (key, value) not in unsaid})}"

    def as_of_choices(self) -> list[Choice]:
        """The menu of days to show."""
        words = {TODAY: "as of today"} | {
            key: f"as of {format_short_day(EARLIER[key](self.today), self.today)}, {words}"
            for key, words in ((WEEK, "a week ago"), (MONTH, "a month ago"), (YEAR, "start of the fiscal year"))
        }
        return [Choice(label, self.address(as_of=key), key == self.as_of_key) for key, label in words.items()]

    def before_choices(self) -> list[Choice]:
        """The menu of days to compare with, each counted from the day shown."""
        words = {WEEK: "last week", MONTH: "last month"}
        if self.is_past:
            words = {WEEK: "a week before", MONTH: "a month before"}
        if EARLIER[YEAR](self.as_of) < self.as_of:
            words[YEAR] = f"{format_short_day(EARLIER[YEAR](self.as_of), self.today)}, start of the fiscal year"
        return [
            Choice(f"compared with {label}", self.address(compare=key), key == self.before_key)
            for key, label in words.items()
        ]


def choose(as_of: str, compare: str, today: date) -> Days:
    """The days that two values of the address ask for: a preset's name or a date. A wrong one falls back."""
    messages: list[str] = []
    shown, shown_key = _shown(as_of.strip(), today, messages)
    before, before_key = _before(compare.strip(), shown, messages)
    return Days(today, shown, before, shown_key, before_key, tuple(messages))


def _shown(text: str, today: date, messages: list[str]) -> tuple[date, str]:
    if text in ("", TODAY):
        return today, TODAY
    if text in EARLIER:
        return EARLIER[text](today), text
    day = _day(text)
    if day is None:
        messages.append(f"“{text[:40]}” is not a day, so this is today. Write a date like 11/23/2026.")
    elif day > today:
        messages.append(f"{format_full_day(day)} is still to come, so this is today.")
    if day is None or day >= today:
        return today, TODAY
    return day, day.isoformat()


def _before(text: str, shown: date, messages: list[str]) -> tuple[date, str]:
    if text in EARLIER and EARLIER[text](shown) < shown:
        return EARLIER[text](shown), text
    day = EARLIER[text](shown) if text in EARLIER else _day(text)
    if text and day is None:
        messages.append(f"“{text[:40]}” is not a day, so this is compared with a week before.")
    elif day is not None and day >= shown:
        messages.append("The day to compare with must come before the day shown, so it is a week before.")
    elif day is not None:
        return day, day.isoformat()
    return EARLIER[WEEK](shown), WEEK


def _day(text: str) -> date | None:
    try:
        return parse_day(text)
    except ValueError:
        return None
