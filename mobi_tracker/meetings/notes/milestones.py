"""A milestone's name, new forecast and reason (rule 16)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from mobi_tracker.meetings.notes.dates import Calendar, Reading, read_date
from mobi_tracker.meetings.notes.directory import Directory
from mobi_tracker.meetings.notes.due import is_bare_date
from mobi_tracker.meetings.notes.tags import Tag, strip_end

_NAME = re.compile(
    r"[\"“”„‟]([^\"“”„‟]{1,300})[\"“”‟]|«([^«»]{1,300})»|(?<!\w)['‘‛]([^'‘’]{1,300}(?:['’]\w[^'‘’]{0,300}){0,5})['’](?!\w)"
)
_BECAUSE = re.compile(r"(?<!\w)(?:because)(?!\w)", re.IGNORECASE)
_LED_BY = re.compile(r"(?<!\w)(?:to|now)(?::|\s+(?:on|by|in|the)(?=\s))?[\s*_]*$", re.IGNORECASE)
_WORD_START = re.compile(r"(?<![\w/.'’-])(?=[^\W_])")
_REASON_LEAD = re.compile(r"[\s,;:.–—-]*(?:because(?:\s+of)?(?!\w))?[\s:]*", re.IGNORECASE)
_NO_DATE = "When is it now expected? Write one date, or the new one after “to”."


@dataclass(frozen=True)
class Milestone:
    """What was read; what is missing is None, and `asked` says what to ask about the date."""

    name: str | None
    forecast: date | None
    reason: str | None
    asked: str = ""


@dataclass(frozen=True)
class _Dated:
    start: int
    reading: Reading
    led: bool


def read_milestone(text: str, project: Tag | None, calendar: Calendar, directory: Directory) -> Milestone:
    """Read a milestone's joined text: its name in quotes, its date, and what follows as the reason."""
    quoted = next((m for m in _NAME.finditer(text) if any(group and group.strip() for group in m.groups())), None)
    name = next(group.strip() for group in quoted.groups() if group) if quoted else None
    # Blanked, not cut, so that neither the name nor the tag can hold a date or end up in the reason.
    if quoted:
        text = _blank(text, quoted.start(), quoted.end())
    if project:
        text = _blank(text, project.start, project.end)
    dates = _dates(text, calendar)
    led = [one for one in dates if one.led]
    chosen = led[-1] if led else dates[0] if len(dates) == 1 else None
    if chosen is None:
        several = "Several dates stand here. " if dates else ""
        return Milestone(
            name, None, _reason(text, dates[-1].reading.end, directory) if dates else None, several + _NO_DATE
        )
    reason = _reason(text, max(one.reading.end for one in dates), directory)
    if chosen.reading.day is None:
        words = text[chosen.start : chosen.reading.end]
        return Milestone(name, None, reason, f"“{words}” cannot be the date: {chosen.reading.trouble}.")
    return Milestone(name, chosen.reading.day, reason)


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]


def _dates(text: str, calendar: Calendar) -> list[_Dated]:
    """The dates before any reason; what stands behind `because` tells of something else."""
    found: list[_Dated] = []
    end = 0
    stop = _BECAUSE.search(text)
    limit = stop.start() if stop else len(text)
    if stop and not _WORD_START.search(text[: stop.start()]):
        limit = len(text)
    for word in _WORD_START.finditer(text):
        at = word.start()
        if at < end or at >= limit:
            continue
        reading = read_date(text, at, calendar)
        if reading and is_bare_date(text, at, reading):
            found.append(_Dated(at, reading, bool(_LED_BY.search(text[max(0, at - 12) : at]))))
            end = reading.end
    return found


def _reason(text: str, end: int, directory: Directory) -> str | None:
    lead = _REASON_LEAD.match(text, end)
    reason = strip_end(text[lead.end() if lead else end :], directory)
    if reason[:1] in "([" and reason.rstrip(".")[-1:] in ")]" and not re.search(r"[)\]].*[(\[]", reason):
        reason = reason.rstrip(".")[1:-1].strip()
        inner = _REASON_LEAD.match(reason)
        reason = reason[inner.end() :] if inner else reason
    return " ".join(reason.split("  ")).strip() or None
