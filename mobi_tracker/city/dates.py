"""Dates and times as people here write and read them: US order in, "Fri, Mar 14" out."""

import re
from datetime import date, time, timedelta

EARLIEST_YEAR, LATEST_YEAR = 1900, 2199  # a typed date outside these is a slip of the finger
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_EXAMPLES = "3/14/2026, Mar 14 2026 or 2026-03-14"
_FULL_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTH_NUMBERS = {
    written: number for number, month in enumerate(_FULL_MONTHS, start=1) for written in (month, month[:3])
} | {"sept": 9}
_FULL_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY_NUMBERS = {
    written: number for number, weekday in enumerate(_FULL_WEEKDAYS) for written in (weekday, weekday[:3])
} | {"tues": 1, "thur": 3, "thurs": 3}
_WEEKDAY_FIRST = re.compile(r"([a-z]+)(?:\.,?|,|\s)\s*(?=\S)")
_DAY_FORMS = (
    re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})"),
    re.compile(r"(?P<month>[0-9]{1,2})[/.-](?P<day>[0-9]{1,2})[/.-](?P<year>[0-9]{4}|[0-9]{2})"),
    re.compile(r"(?P<month>[a-z]+)\.?\s*(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?(?:\s*,\s*|\s+)(?P<year>[0-9]{4})"),
    re.compile(r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?\s+(?P<month>[a-z]+)\.?,?\s+(?P<year>[0-9]{4})"),
)
_TIME = re.compile(r"(?P<hour>[0-9]{1,2})(?::(?P<minute>[0-9]{2})(?::[0-9]{2})?)?\s*(?P<half>am|pm)?")
_AFTERNOON_HOURS = frozenset("123456")
TIME_WANTED = "Give a time such as 2:30 pm or 14:30."


def format_month_day(day: date) -> str:
    """ "Mar 14"."""
    return f"{MONTHS[day.month - 1]} {day.day}"


def format_day(day: date, today: date) -> str:
    """ "Fri, Mar 14"; with the year, "Fri, Mar 14, 2025", only when it is not today's."""
    year = "" if day.year == today.year else f", {day.year}"
    return f"{WEEKDAYS[day.weekday()]}, {format_month_day(day)}{year}"


def format_short_day(day: date, today: date) -> str:
    """ "Mar 14", where the weekday does not matter; with the year only when it is not today's."""
    return format_month_day(day) + ("" if day.year == today.year else f", {day.year}")


def format_full_day(day: date) -> str:
    """ "Fri, Mar 14, 2025": always with the year, for headings and paper."""
    return f"{WEEKDAYS[day.weekday()]}, {format_month_day(day)}, {day.year}"


def format_days(count: int) -> str:
    """ "1 day", "12 days"."""
    return f"{count:,} {'day' if abs(count) == 1 else 'days'}"


def due_in_words(due: date, today: date) -> str:
    """How a due day stands today: "12 days late", "due today", "due tomorrow" or "due in 5 days"."""
    left = (due - today).days
    if left < 0:
        return f"{format_days(-left)} late"
    return {0: "due today", 1: "due tomorrow"}.get(left, f"due in {format_days(left)}")


def slip_in_words(days: int) -> str:
    """A milestone's slip from its baseline: "+41 days", "on time" or "3 days early"."""
    if days == 0:
        return "on time"
    return f"+{format_days(days)}" if days > 0 else f"{format_days(-days)} early"


def format_time(clock: time) -> str:
    """The hour of a twelve-hour clock, always marked: "10:00 am", "2:36 pm"."""
    return f"{_bare_time(clock)} {_half(clock)}"


def format_times(start: time, end: time | None = None) -> str:
    """A range of times: "10:00–10:30 am", "11:30 am–1:00 pm"; only the start where there is no end, or it is the same.

    Two times of one half of the day share its mark, unless the range runs backward and would read as a short one.
    """
    if end in (None, start):
        return format_time(start)
    is_shared = _half(start) == _half(end) and start < end
    return f"{_bare_time(start) if is_shared else format_time(start)}–{format_time(end)}"


def parse_time(text: str) -> time:
    """Read a typed time of day: "2:36 pm", "2 pm", "14:36", "9:05".

    An hour from 1 to 6 with neither mark nor leading zero is of the afternoon, as nobody here means the small hours by
    "2:36"; "02:36" is the twenty-four-hour clock. Raises ValueError with a sentence for the person.
    """
    found = _TIME.fullmatch(text.strip().lower().replace(".", ""))
    if found is None:
        raise ValueError(TIME_WANTED)
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), found["half"]
    if (half and not 1 <= hour <= 12) or (not half and found["minute"] is None):
        raise ValueError(TIME_WANTED)
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif found["hour"] in _AFTERNOON_HOURS:
        hour += 12
    try:
        return time(hour, minute)
    except ValueError:
        raise ValueError(TIME_WANTED) from None


def _bare_time(clock: time) -> str:
    return f"{(clock.hour - 1) % 12 + 1}:{clock.minute:02d}"


def _half(clock: time) -> str:
    return "am" if clock.hour < 12 else "pm"


def parse_day(text: str) -> date:
    """Read a typed date.

    US order ("3/14/2026", "3/14/26"), ISO, or in words ("Mar 14 2026", "14 March 2026"). Two digits of a year
    are of this century. A weekday before it must agree. Raises ValueError with a sentence for the person.
    """
    written = " ".join(text.split())
    weekday, bare = _without_weekday(written.lower())
    found = next((match for form in _DAY_FORMS if (match := form.fullmatch(bare))), None)
    if found is None:
        wrong = f"; “{written}” is not one." if written else "."
        raise ValueError(f"Write a date like {_EXAMPLES}{wrong}")
    day = _real_day(found["year"], found["month"], found["day"], written)
    if weekday is not None and weekday != day.weekday():
        falls_on = _FULL_WEEKDAYS[day.weekday()].title()
        raise ValueError(f"{format_month_day(day)}, {day.year} is a {falls_on}: check “{written}”.")
    return day


def _without_weekday(written: str) -> tuple[int | None, str]:
    """The number of a weekday that a date begins with, and what stands after it."""
    first = _WEEKDAY_FIRST.match(written)
    if first and first[1] in _WEEKDAY_NUMBERS:
        return _WEEKDAY_NUMBERS[first[1]], written[first.end() :]
    return None, written


def _real_day(year: str, month: str, day: str, written: str) -> date:
    """The date its parts make. Raises ValueError where there is no such month, day or plausible year."""
    number = int(month) if month.isdecimal() else _MONTH_NUMBERS.get(month, 0)
    if not 1 <= number <= 12:
        raise ValueError(f"“{written}” names no month; write the month first, like {_EXAMPLES}.")
    full_year = int(year) + (2000 if len(year) == 2 else 0)
    if not EARLIEST_YEAR <= full_year <= LATEST_YEAR:
        raise ValueError(f"Check the year in “{written}”: it should be {EARLIEST_YEAR} to {LATEST_YEAR}.")
    try:
        return date(full_year, number, int(day))
    except ValueError:
        last = (date(full_year + number // 12, number % 12 + 1, 1) - timedelta(days=1)).day
        raise ValueError(f"{MONTHS[number - 1]} {full_year} has {last} days: check “{written}”.") from None
