"""Dates as people write them in notes (rule 13): a closed grammar, counted from the meeting's date."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

JUST_PAST_DAYS = 14
# Nobody sets a deadline this far off with "in N weeks"; it is a slip of the hand and asked.
ABSURD_DAYS = 3660

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
WEEKDAY = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?"
    r"|sun(?:day)?)"
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_COUNTS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
# What may not follow a date: more of a word, of a fraction, of a clock time or of a range of days.
_END = r"(?![\w%/]|['’]\w|[-–—.:][0-9]|[-–—][^\W\d_])"
_CLOCK = r"(?:[0-9]{1,2}:[0-9]{2}(?:\s?[ap]\.?m\b\.?)?|[0-9]{1,2}\s?[ap]\.?m\b\.?|noon\b|midnight\b)"
_TIME = re.compile(
    rf"(?:(?:at|from|@)\s{{1,3}})?(?:(?:{_CLOCK}|[0-9]{{1,2}})\s?(?:-|–|—|to|until)\s?)?{_CLOCK}(?![\w/])"
    r"|(?:in\s(?:the\s)?)?(?:morning|afternoon|evening)\b|(?:EOD|COB|end\sof\s(?:the\s)?day|close\sof\sbusiness)"
    + _END,
    re.IGNORECASE,
)
_HOURS = re.compile(r"[0-9]{1,2}\s?[-–—]\s?[0-9]{1,2}(?![\w/:-])")
_DAY_END = re.compile(rf"(?:EOD|COB|end\sof\s(?:the\s)?day|close\sof\sbusiness){_END}", re.IGNORECASE)
_WEEKDAY = re.compile(rf"(?:(this|next)\s{{1,3}})?({WEEKDAY}){_END}\.?(?!\w)", re.IGNORECASE)
_JOIN = re.compile(r"\s{0,3},?\s{0,3}(?:on\s{1,3})?(\(?)", re.IGNORECASE)


@dataclass(frozen=True)
class Reading:
    """A date expression: where it ends and its day, or, when it has to be asked, why in words."""

    end: int
    day: date | None
    trouble: str = ""


@dataclass(frozen=True)
class Calendar:
    """What dates are counted from: the meeting's day and the holidays that are no business days."""

    today: date
    holidays: frozenset[date] = frozenset()

    def monday(self) -> date:
        """The Monday of the meeting's week."""
        return self.today - timedelta(days=self.today.weekday())

    def business_days_on(self, count: int) -> date:
        """The day that many business days later; weekends and holidays do not count."""
        day = self.today
        while count > 0:
            day += timedelta(days=1)
            if day.weekday() < 5 and day not in self.holidays:
                count -= 1
        return day


Found = tuple[date | None, str]


def _asked(why: str) -> Found:
    return None, why


def _exact(year: int, month: int, day: int) -> Found:
    try:
        return date(year, month, day), ""
    except ValueError:
        return _asked("there is no such day")


def _yearless(calendar: Calendar, month: int, day: int) -> Found:
    """The next such day, today counting; one that passed within the last 14 days is asked."""
    years = range(calendar.today.year - 1, min(calendar.today.year + 9, date.max.year + 1))
    days = [found for year in years if year >= 1 and (found := _exact(year, month, day)[0])]
    if not days:
        return _asked("there is no such day")
    if any(0 < (calendar.today - past).days <= JUST_PAST_DAYS for past in days):
        return _asked("that day has just passed")
    coming = [found for found in days if found >= calendar.today]
    return (coming[0], "") if coming else _asked("that day is too far away")


def _slashes(m: re.Match[str], calendar: Calendar) -> Found:
    month, day, year = int(m[1]), int(m[2]), m[3]
    if not year:
        return _yearless(calendar, month, day)
    return _exact(int(year) + (2000 if len(year) == 2 else 0), month, day)


def _iso(m: re.Match[str], calendar: Calendar) -> Found:
    return _exact(int(m[1]), int(m[2]), int(m[3]))


def _named(month: str, day: str, year: str | None, calendar: Calendar) -> Found:
    number = _MONTHS.index(month[:3].lower()) + 1
    return _exact(int(year), number, int(day)) if year else _yearless(calendar, number, int(day))


def _month_day(m: re.Match[str], calendar: Calendar) -> Found:
    return _named(m[1], m[2], m[3], calendar)


def _day_month(m: re.Match[str], calendar: Calendar) -> Found:
    return _named(m[2], m[1], m[3], calendar)


def _span(m: re.Match[str], calendar: Calendar) -> Found:
    word = m[1].lower()
    count = _COUNTS.index(word) if word in _COUNTS else 1 if word in ("a", "an") else int(word[:12])
    unit = m[3].lower()
    if count * (7 if unit.startswith("week") else 1) > ABSURD_DAYS:
        return _asked("that is too far away")
    if m[2]:
        return calendar.business_days_on(count), ""
    return calendar.today + timedelta(days=count * (7 if unit.startswith("week") else 1)), ""


def _ordinal(m: re.Match[str], calendar: Calendar) -> Found:
    """The next such day of a month; the past one is never meant, so it is never asked."""
    year, month = calendar.today.year, calendar.today.month
    for _ in range(12):
        day = _exact(year, month, int(m[1]))[0]
        if day and day >= calendar.today:
            return day, ""
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return _asked("there is no such day")


def _month_end(year: int, month: int) -> date:
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)


def _word(m: re.Match[str], calendar: Calendar) -> Found:
    """Today, tomorrow, the ends of the week, month, quarter and the City's fiscal year (30 June)."""
    today, word = calendar.today, " ".join(m[0].lower().replace("the ", "").replace("this ", "").split())
    if word == "today":
        return today, ""
    if word == "tomorrow":
        return today + timedelta(days=1), ""
    if word in ("eow", "end of week"):
        friday = calendar.monday() + timedelta(days=4)
        return friday if friday >= today else friday + timedelta(days=7), ""
    if word in ("eom", "end of month"):
        return _month_end(today.year, today.month), ""
    if word == "end of quarter":
        return _month_end(today.year, (today.month + 2) // 3 * 3), ""
    return date(today.year + (today.month > 6), 6, 30), ""


_NTH = r"(?:st|nd|rd|th)"
_CORES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Calendar], Found]], ...] = tuple(
    (re.compile(pattern + _END, re.IGNORECASE), read)
    for pattern, read in (
        (r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", _iso),
        (r"([0-9]{1,2})/([0-9]{1,2})(?:/([0-9]{4}|[0-9]{2}))?", _slashes),
        (rf"({MONTH})\.?\s{{0,3}}([0-9]{{1,2}}){_NTH}?(?:,?\s{{1,3}}([0-9]{{4}}))?", _month_day),
        (rf"([0-9]{{1,2}}){_NTH}?\s{{1,3}}(?:of\s)?({MONTH})\.?(?:,?\s{{1,3}}([0-9]{{4}}))?", _day_month),
        (
            rf"in\s{{1,3}}([0-9]+|an?|{'|'.join(_COUNTS[1:])})\s{{1,3}}(business\s{{1,3}}(?=day))?(days?|weeks?)",
            _span,
        ),
        (rf"the\s{{1,3}}([0-9]{{1,2}}){_NTH}", _ordinal),
        (
            r"today|tomorrow|EOW|EOM|(?:the\s)?end\sof\s(?:the\s|this\s)?(?:week|month|quarter|FY|fiscal\syear)",
            _word,
        ),
    )
)


def _weekday_day(m: re.Match[str], calendar: Calendar) -> Found:
    number = _WEEKDAYS.index(m[2][:3].lower())
    which = (m[1] or "").lower()
    if not which:
        ahead = (number - calendar.today.weekday() - 1) % 7 + 1
        return calendar.today + timedelta(days=ahead), ""
    day = calendar.monday() + timedelta(days=number + (7 if which == "next" else 0))
    return (day, "") if day >= calendar.today else _asked("that day has just passed")


def read_date(text: str, at: int, calendar: Calendar) -> Reading | None:
    """The longest date expression that begins at a place, or None.

    A time of day and a weekday beside the date belong to it and are dropped; a weekday that disagrees, a day
    just past, an impossible or an absurd one give a reading without a day but with its trouble.
    """
    try:
        return _read(text, at, calendar)
    except (OverflowError, ValueError):
        # A meeting at the very end of the calendar: there is no later day to name.
        return None


def _read(text: str, at: int, calendar: Calendar) -> Reading | None:
    core: Found | None = None
    weekday: re.Match[str] | None = None
    day_end = False
    end = place = at
    closing = ""
    while True:
        step = _component(text, place, core is not None, weekday is not None, bool(core or weekday), calendar)
        if step is None or (closing and text[step[0] : step[0] + 1] != closing):
            break
        end = step[0] + len(closing)
        core = step[1] or core
        weekday = step[2] or weekday
        day_end = day_end or bool(_DAY_END.match(text, place))
        join = _JOIN.match(text, end)
        if not join or join.end() == end or join.end() >= len(text):
            break
        place, closing = join.end(), ")" if join[1] else ""
    found = core or (_weekday_day(weekday, calendar) if weekday else (calendar.today, "") if day_end else None)
    if found is None:
        return None
    if core and weekday and core[0] and core[0].weekday() != _WEEKDAYS.index(weekday[2][:3].lower()):
        found = _asked("the weekday is not that of the date")
    return Reading(end, found[0], found[1])


def _component(
    text: str, at: int, has_core: bool, has_weekday: bool, has_day: bool, calendar: Calendar
) -> tuple[int, Found | None, re.Match[str] | None] | None:
    """One part of a date expression at a place: where it ends, and what it is (neither: a time of day)."""
    if not has_core:
        for pattern, read in _CORES:
            core = pattern.match(text, at)
            if core:
                return core.end(), read(core, calendar), None
    if not has_weekday and (weekday := _WEEKDAY.match(text, at)):
        return weekday.end(), None, weekday
    time = _TIME.match(text, at) or (_HOURS.match(text, at) if has_day else None)
    return (time.end(), None, None) if time else None
