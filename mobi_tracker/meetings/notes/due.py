"""When an action or an ask is due (rule 12): what is taken, what is only asked, what stays text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from mobi_tracker.meetings.notes.dates import MONTH, Calendar, Reading, read_date
from mobi_tracker.meetings.notes.directory import Directory
from mobi_tracker.meetings.notes.tags import end_before_tags, tags_in, tidy_end

# No deadline is longer than this many characters; only so much of a line's end is looked at.
_REACH = 90
_DUE_WORD = re.compile(
    r"[*_]{0,3}(?<![^\W_])(?<!-)(?:(?:by|due|(before)|no\s{1,3}later\s{1,3}than)(?::\s{0,3}|\s{1,3})(?:on\s{1,3}(?=\S))?)[*_]{0,3}"
    r"(?:(?:by|due|(before)|no\s{1,3}later\s{1,3}than)(?::\s{0,3}|\s{1,3}))?",
    re.IGNORECASE,
)
_QUARTER = r"(?:Q[1-4](?:\s{1,3}(?:FY\s?)?[0-9]{2,4})?|(?:next|this|first|second|third|fourth)\s{1,3}quarter)"
_VAGUE = re.compile(
    rf"(?:ASAP|next\s{{1,3}}(?:week|month)|{_QUARTER}"
    rf"|(?:early|mid|late|(?:the\s)?end\sof)[\s-]{{1,3}}(?:in\s)?(?:next\s(?:week|month)|{MONTH}(?:\s{{1,3}}[0-9]{{4}})?|{_QUARTER}))"
    rf"\.?$",
    re.IGNORECASE,
)
_MONTH_ALONE = re.compile(rf"({MONTH})\.?(\s{{1,3}}[0-9]{{4}})?$", re.IGNORECASE)
_LEADS_TO_MONTH = re.compile(r"\b(?:by|due|before|than|in|for|until|till|during|this|next)\s{1,3}$", re.IGNORECASE)
_SLASHES = re.compile(r"([0-9]{1,2})/([0-9]{1,2})(?![0-9/])")
# Words as well as weekdays; without a due word only a capital first letter makes a day of them.
_WORDS_TOO = ("sat", "sun", "wed", "mon", "eod", "cob", "eow", "eom")
_STOPS = ".!?;… \t\u00a0"


@dataclass(frozen=True)
class Deadline:
    """The text without its deadline; the day, or what to ask about it and the `words` it is about."""

    text: str
    day: date | None = None
    asked: str = ""
    words: str = ""


@dataclass(frozen=True)
class _Taken:
    start: int
    reading: Reading
    before: bool
    words: str


def find_deadline(text: str, first_end: int, calendar: Calendar, directory: Directory) -> Deadline:
    """Read the deadline of an item's joined text, whose first line ends at `first_end`.

    The end of the whole counts before the end of the first line; what is not at an end is asked, not taken.
    """
    ends = [len(text)] if first_end >= len(text) else [len(text), first_end]
    for end in ends:
        core = _core_end(text[:end], directory)
        taken = _deadline_before(text, core, calendar)
        if taken:
            rest = text[end:].strip()
            head = tidy_end(text[: taken.start])
            return _settle(f"{head} {rest}".strip(), taken)
    for end in ends:
        asked = _asked_end(text, _core_end(text[:end], directory), calendar, directory)
        if asked:
            return Deadline(
                text, None, f"“{asked}” was not taken for a due date. Write “by” and a day to set one.", asked
            )
    inside = _due_inside(text, calendar)
    if inside:
        return Deadline(
            text, None, f"“{inside}” does not stand at the end, so it was not taken for the due date.", inside
        )
    return Deadline(text)


def _settle(text: str, taken: _Taken) -> Deadline:
    day = taken.reading.day
    if day is None:
        return Deadline(text, None, f"“{taken.words}” cannot be the due date: {taken.reading.trouble}.", taken.words)
    if taken.before and day > date.min:
        day = date.fromordinal(day.toordinal() - 1)
    return Deadline(text, day)


def _core_end(text: str, directory: Directory) -> int:
    """Where the words end when ending tags and stops are left out."""
    offset = max(0, len(text) - 4000)
    tail = text[offset:]
    end = end_before_tags(tail, tags_in(tail, directory))
    if end < len(tail.rstrip()) and tail[end - 1 : end] == ",":
        end -= 1
    while end and tail[end - 1] in _STOPS + "*_":
        end -= 1
    return offset + end


def _deadline_before(text: str, core: int, calendar: Calendar) -> _Taken | None:
    """The due words and date, or the date in brackets, that end exactly at `core`."""
    floor = max(0, core - _REACH)
    for word in _DUE_WORD.finditer(text, floor, core):
        reading = _ends_at(text, word.end(), core, calendar)
        if reading:
            return _Taken(word.start(), reading, bool(word[1] or word[2]), text[word.start() : core])
    if core and text[core - 1] in ")]":
        opening = text.rfind("(" if text[core - 1] == ")" else "[", floor, core)
        return _bracketed(text, opening, core, calendar) if opening >= 0 else None
    return None


def _ends_at(text: str, at: int, core: int, calendar: Calendar) -> Reading | None:
    """The date that fills a stretch, a last abbreviation's full stop counting as part of it."""
    reading = read_date(text[: core + 1], at, calendar)
    if reading and reading.end >= core and text[core : reading.end] in ("", "."):
        return reading
    reading = read_date(text[:core], at, calendar)
    return reading if reading and reading.end == core else None


def _bracketed(text: str, opening: int, core: int, calendar: Calendar) -> _Taken | None:
    inner = text[opening + 1 : core - 1].strip()
    word = _DUE_WORD.match(inner)
    at = word.end() if word else 0
    reading = read_date(inner, at, calendar)
    if reading is None or inner[reading.end :].strip(" .") or (not word and not is_bare_date(inner, 0, reading)):
        return None
    return _Taken(opening, reading, bool(word and (word[1] or word[2])), inner)


def is_bare_date(text: str, at: int, reading: Reading) -> bool:
    """Whether words without a due word are a date at all: `24/7`, `13/5`, `sat` and `may` are not."""
    words = text[at : reading.end]
    slashes = _SLASHES.fullmatch(words)
    if slashes:
        return 1 <= int(slashes[1]) <= 12 and 1 <= int(slashes[2]) <= 31
    word = words.rstrip(".")
    if word.lower() in _WORDS_TOO[4:]:
        return word.isupper()
    return word.lower() not in _WORDS_TOO or (word[0].isupper() and not word.isupper())


def _asked_end(text: str, core: int, calendar: Calendar, directory: Directory) -> str:
    """A vague end or a bare date at the end, as written, or ''."""
    floor = max(0, core - _REACH)
    tail = text[floor:core]
    if tail.endswith((")", "]")):
        opening = max(tail.rfind("("), tail.rfind("["))
        inner = tail[opening + 1 : -1].strip()
        return (
            inner if opening >= 0 and inner and (_VAGUE.fullmatch(inner) or _month_alone(inner, 0, directory)) else ""
        )
    for start in re.finditer(r"(?<![\w/.'’-])(?=[^\W_])", tail):
        at = start.start()
        if _VAGUE.match(tail, at) or _month_alone(tail, at, directory):
            return tail[at:]
        reading = read_date(tail, at, calendar)
        if reading and reading.end == len(tail) and is_bare_date(tail, at, reading):
            return tail[at:]
    return ""


def _month_alone(text: str, at: int, directory: Directory) -> bool:
    """Whether a month's name ends the text and means the month, no verb and nobody of that name."""
    found = _MONTH_ALONE.match(text, at)
    if not found:
        return False
    if found[2] or _LEADS_TO_MONTH.search(text[max(0, at - 12) : at]):
        return True
    word = found[1]
    return word.lower() != "may" and word.istitle() and not directory.people_named(word)


def _due_inside(text: str, calendar: Calendar) -> str:
    for word in _DUE_WORD.finditer(text):
        reading = read_date(text, word.end(), calendar)
        if reading:
            return text[word.start() : reading.end]
    return ""
