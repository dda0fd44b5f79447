"""Days that have been, as people say them: with a date in full, or counted back from today."""

from __future__ import annotations

from calendar import day_abbr, day_name
from datetime import date, timedelta

from mobi_tracker.city.dates import parse_day

_WEEKDAYS = {name.lower(): number for names in (day_name, day_abbr) for number, name in enumerate(names)}


def read_past_day(text: str, today: date) -> date | None:
    """The day that these words mean; None where they are no day.

    A date without its year is the last such day, "Nov 5" of this year or the one before; "friday" and "last friday"
    are the last Friday before today. A date in full is read as it stands, a day to come too.
    """
    words = text.casefold().split()
    if words == ["yesterday"]:
        return today - timedelta(days=1)
    weekday = _WEEKDAYS.get(words[-1].rstrip(".")) if words else None
    if weekday is not None and words[:-1] in ([], ["last"]):
        return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
    return _read(text) or _without_its_year(text.strip(), today)


def _without_its_year(text: str, today: date) -> date | None:
    divider = "/" if text[-1:].isdecimal() and "/" in text else ", "
    found = (_read(f"{text}{divider}{year}") for year in (today.year, today.year - 1))
    return next((day for day in found if day is not None and day <= today), None)


def _read(text: str) -> date | None:
    try:
        return parse_day(text)
    except ValueError:
        return None
