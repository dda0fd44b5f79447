"""Which day the dashboard shows and which it compares with, as the address says it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from mobi_tracker.city.clock_zone import day_of, to_local
from mobi_tracker.city.dates import format_day, format_full_day, format_short_day, format_time
from mobi_tracker.city.fiscal_year import fiscal_year_of
from mobi_tracker.dashboard.rules.past_days import read_past_day

TODAY, WEEK, FOUR_WEEKS, MONTH, YEAR, LOOK, BUDGET = "today", "week", "weeks", "month", "year", "look", "budget"
STRIP_WEEKS = 26
SHOWING_DAYS = frozenset(("profiles.project", "profiles.initiative", "profiles.department"))


def a_month_before(day: date) -> date:
    """The same day of the month before, or its last where it is shorter: Mar 31 gives Feb 28."""
    year, month = (day.year, day.month - 1) if day.month > 1 else (day.year - 1, 12)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


EARLIER: dict[str, Callable[[date], date]] = {
    WEEK: lambda day: day - timedelta(days=7),
    FOUR_WEEKS: lambda day: day - timedelta(weeks=4),
    MONTH: a_month_before,
    YEAR: lambda day: fiscal_year_of(day).first_day,
}


@dataclass(frozen=True)
class Landmarks:
    """What the presets need to know: when this person last looked, before this visit, and the days by which budgets
    were adopted, by the year that their fiscal year begins in; of a year that is not named it is June 1 (Charter
    section 314). ``is_known``: a page that offers the presets only looks none of it up, and names no days for them.
    """

    looked_at: datetime | None = None
    adopted: Mapping[int, date] = field(default_factory=dict)
    is_known: bool = True

    def before_budget(self, day: date) -> date:
        """The eve of the last adoption of a budget before a day."""
        eves = (self.adopted.get(year, date(year, 6, 1)) - timedelta(days=1) for year in (day.year, day.year - 1))
        return max((eve for eve in eves if eve < day), default=date(day.year - 2, 5, 31))

    def day(self, key: str, day: date) -> date | None:
        """The day that a preset means, counted from a day; None where there is no such preset or day."""
        if key in EARLIER:
            return EARLIER[key](day)
        if key == BUDGET:
            return self.before_budget(day)
        return day_of(self.looked_at) if key == LOOK and self.looked_at else None


TO_LOOK_UP = frozenset((LOOK, BUDGET))
PRESETS = frozenset((*EARLIER, *TO_LOOK_UP))
UNKNOWN = Landmarks(is_known=False)


@dataclass(frozen=True)
class Choice:
    """One entry of a menu: its words, its address, whether it is chosen."""

    label: str
    url: str
    is_chosen: bool


@dataclass(frozen=True)
class Week:
    """The end of a week in the strip: ``label`` is what is seen, ``aside`` what stands before it for who only hears."""

    day: date
    aside: str
    label: str
    url: str
    is_shown: bool


@dataclass(frozen=True)
class Days:
    """The days chosen. The keys are what stands in the address; ``messages`` say where it could not be followed.

    ``others`` is whatever else the address says, and goes along with every other address. ``before_at`` is the instant
    compared with, where that is within a day. ``says_all``: nothing goes without saying in an address, since without
    its days it is that of another page.
    """

    today: date
    as_of: date
    before: date
    as_of_key: str
    before_key: str
    messages: tuple[str, ...] = ()
    landmarks: Landmarks = Landmarks()
    others: tuple[tuple[str, str], ...] = ()
    says_all: bool = False

    @property
    def is_past(self) -> bool:
        """Whether a day before today is shown."""
        return self.as_of < self.today

    @property
    def before_at(self) -> datetime | None:
        """The instant compared with, where it is when this person last looked."""
        return self.landmarks.looked_at if self.before_key == LOOK else None

    @property
    def since(self) -> str:
        """The day compared with, in words that follow "since"."""
        if self.before_key == WEEK:
            return "the week before" if self.is_past else "last week"
        if self.before_key == MONTH:
            return "the month before" if self.is_past else "last month"
        if self.before_key == LOOK:
            return "you last looked"
        return format_day(self.before, self.today)

    @property
    def compared(self) -> str:
        """The day compared with as a date, where ``since`` does not name it: "compared with Mon, Nov 23"."""
        if self.before_at is not None:
            return (
                f"compared with {format_day(self.before, self.today)}, {format_time(to_local(self.before_at).time())}"
            )
        return f"compared with {format_day(self.before, self.today)}" if self.before_key in (WEEK, MONTH) else ""

    @property
    def before_words(self) -> str:
        """The day compared with, in words that follow "compared with"."""
        if self.before_key == LOOK:
            return f"when {self.since}"
        return self.since if self.before_key in (WEEK, MONTH) else format_short_day(self.before, self.today)

    @property
    def as_of_words(self) -> str:
        """The day shown, in words."""
        return "as of today" if not self.is_past else f"as of {format_day(self.as_of, self.today)}"

    def address(self, as_of: str | None = None, compare: str | None = None, **others: str | int) -> str:
        """The query of an address that shows these days, or others; what goes without saying is left out."""
        wanted = {
            "as_of": as_of or self.as_of_key,
            "compare": compare or self.before_key,
            **dict(self.others),
            **others,
        }
        unsaid = set() if self.says_all else {("as_of", TODAY), ("compare", WEEK)}
        return f"?{urlencode({key: value for key, value in wanted.items() if (key, value) not in unsaid})}"

    @property
    def carried(self) -> dict[str, str]:
        """What the address of another record's page says, so that it shows these days too: nothing of what it shows
        anyhow.
        """
        said = {"as_of": self.as_of.isoformat()} if self.is_past else {}
        return said if self.before_key == WEEK else said | {"compare": self.before_key}

    def keeping(self, endpoint: str, argument: Mapping[str, Any]) -> dict[str, Any]:
        """The arguments of a link to a record's page, with these days where that page shows any day."""
        return {**argument, **self.carried} if endpoint in SHOWING_DAYS else dict(argument)

    @property
    def address_of_all(self) -> str:
        """The query of an address that shows these days and nothing else that the address says now."""
        return Days(self.today, self.as_of, self.before, self.as_of_key, self.before_key).address()

    def as_of_choices(self) -> list[Choice]:
        """The menu of days to show."""
        words = {WEEK: "a week ago", FOUR_WEEKS: "four weeks ago", MONTH: "a month ago", LOOK: "when you last looked"}
        words |= {YEAR: "start of the fiscal year", BUDGET: "before the budget"}
        labels = {TODAY: "as of today"}
        for key, said in words.items():
            day = self.landmarks.day(key, self.today)
            if key in TO_LOOK_UP and not self.landmarks.is_known:
                labels[key] = f"as of {said}"
            elif day is not None and day < self.today:
                labels[key] = f"as of {format_short_day(day, self.today)}, {said}"
        return [Choice(label, self.address(as_of=key), key == self.as_of_key) for key, label in labels.items()]

    def before_choices(self) -> list[Choice]:
        """The menu of days to compare with, each counted from the day shown."""
        words = {WEEK: "last week", MONTH: "last month"}
        if self.is_past:
            words = {WEEK: "a week before", MONTH: "a month before"}
        for key, said in (
            (LOOK, "when you last looked"),
            (YEAR, "start of the fiscal year"),
            (BUDGET, "before the budget"),
        ):
            day = self.landmarks.day(key, self.as_of)
            if key in TO_LOOK_UP and not self.landmarks.is_known:
                words[key] = said
            elif day is not None and _is_before(key, day, self.as_of):
                words[key] = f"{format_short_day(day, self.today)}, {said}"
        return [
            Choice(f"compared with {label}", self.address(compare=key), key == self.before_key)
            for key, label in words.items()
        ]

    def weeks(self) -> list[Week]:
        """The ends of the weeks around the day shown, Sundays, and today: half a year to walk through."""
        is_recent = self.as_of > self.today - timedelta(weeks=STRIP_WEEKS)
        last = self.today if is_recent else self.as_of + timedelta(weeks=STRIP_WEEKS // 2)
        sunday = last - timedelta(days=(last.weekday() + 1) % 7)
        days = [sunday - timedelta(weeks=back) for back in range(STRIP_WEEKS - 1, -1, -1)]
        return [self._week(day, days[0]) for day in (*days, *([self.today] if last == self.today != sunday else []))]

    def _week(self, day: date, first: date) -> Week:
        key = TODAY if day == self.today else day.isoformat()
        short = format_short_day(day, self.today)
        month, number = f"{short.split()[0]} ", str(day.day)
        is_named = day.day <= 7 or day == first
        return Week(day, "" if is_named else month, f"{month}{number}" if is_named else number,
                    self.address(as_of=key), day == self.as_of)  # fmt: skip

    @property
    def earlier_url(self) -> str:
        """The address of the last end of a week before the day shown."""
        day = self.as_of - timedelta(days=(self.as_of.weekday() + 1) % 7 or 7)
        return self.address(as_of=day.isoformat())

    @property
    def later_url(self) -> str | None:
        """The address of the next end of a week after the day shown, or of today; None where that is shown."""
        if not self.is_past:
            return None
        day = self.as_of + timedelta(days=7 - (self.as_of.weekday() + 1) % 7)
        return self.address(as_of=TODAY if day >= self.today else day.isoformat())


def choose(
    as_of: str, compare: str, today: date, landmarks: Landmarks = Landmarks(), others: Mapping[str, str] | None = None
) -> Days:
    """The days that two values of the address ask for: a preset's name or a date. A wrong one falls back."""
    messages: list[str] = []
    shown, shown_key = _shown(as_of.strip(), today, landmarks, messages)
    before, before_key = _before(compare.strip(), shown, today, landmarks, messages)
    return Days(today, shown, before, shown_key, before_key, tuple(messages), landmarks, tuple((others or {}).items()))


def _shown(text: str, today: date, landmarks: Landmarks, messages: list[str]) -> tuple[date, str]:
    if text in ("", TODAY):
        return today, TODAY
    day = landmarks.day(text, today) if text in PRESETS else read_past_day(text, today)
    if day is None and text == LOOK:
        messages.append("No earlier look of yours at the dashboard is known, so this is today.")
    elif day is None:
        messages.append(f"“{text[:40]}” is not a day, so this is today. Write a date like 11/23/2026.")
    elif day > today:
        messages.append(f"{format_full_day(day)} is still to come, so this is today.")
    elif day < today:
        return day, text if text in PRESETS else day.isoformat()
    return today, TODAY


def _before(text: str, shown: date, today: date, landmarks: Landmarks, messages: list[str]) -> tuple[date, str]:
    day = landmarks.day(text, shown) if text in PRESETS else read_past_day(text, today)
    if text == LOOK and day is None:
        messages.append("No earlier look of yours at the dashboard is known, so this is compared with a week before.")
    elif text and day is None:
        messages.append(f"“{text[:40]}” is not a day, so this is compared with a week before.")
    elif day is not None and not _is_before(text, day, shown):
        messages.append("The day to compare with must come before the day shown, so it is a week before.")
    elif day is not None:
        return day, text if text in PRESETS else day.isoformat()
    return EARLIER[WEEK](shown), WEEK


def _is_before(key: str, day: date, shown: date) -> bool:
    """Whether a day can be compared with: a look earlier on the day shown can, for it is an instant."""
    return day <= shown if key == LOOK else day < shown
