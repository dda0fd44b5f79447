"""Levels of risks and issues (rule 14) and ratings of a status (rule 15), as people write them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mobi_tracker.meetings.notes.directory import Directory
from mobi_tracker.meetings.notes.letters import skip_space
from mobi_tracker.meetings.notes.tags import end_before_tags, tags_in, tidy_end

_LEVELS = {"low": "low", "l": "low", "medium": "medium", "med": "medium", "m": "medium", "high": "high",
           "h": "high", "critical": "critical"}  # fmt: skip
_LEVEL = r"(?:low|medium|med|high|critical|[LMH])"
_HOLDS_LEVEL = r"[(\[][^()\[\]]{0,80}(?<![^\W_])(?:low|medium|med|high|critical)(?![^\W_])[^()\[\]]{0,80}[)\]]"
LEVEL_BY_MARK = re.compile(rf"(?:{_HOLDS_LEVEL}|[(\[]\s?[LMH]\s?[)\]]|{_LEVEL})\s{{0,9}}:", re.IGNORECASE)
_BARE = re.compile(rf"\s{{0,9}}(?:[–—-]\s{{0,9}})?({_LEVEL})\s{{0,9}}:[*_]*", re.IGNORECASE)
_LEADING = re.compile(rf"\s{{0,9}}(?:[–—-]\s{{0,9}})?[(\[]\s?({_LEVEL})\s?[)\]]\s{{0,9}}(?::[*_]*)?", re.IGNORECASE)
_BRACKET = re.compile(rf"[(\[]\s?({_LEVEL})\s?[)\]]", re.IGNORECASE)
_OTHER = re.compile(rf"{_HOLDS_LEVEL}|[(\[]\s?[LMH]\s?[)\]]", re.IGNORECASE)
RATINGS = {"green": "on_track", "ontrack": "on_track", "yellow": "at_risk", "amber": "at_risk",
           "atrisk": "at_risk", "red": "off_track", "offtrack": "off_track"}  # fmt: skip
RATING = r"(green|on[\s_-]{1,3}track|yellow|amber|at[\s_-]{1,3}risk|red|off[\s_-]{1,3}track)(?![\w-])"
RATING_WORDS = re.compile(rf"[(\[]?\s?{RATING}\s?[)\]]?\s{{0,9}}:", re.IGNORECASE)
_STOPS = ".!?;… \t\u00a0"


@dataclass(frozen=True)
class Rated:
    """A risk's or issue's words without its level; `asked` is the bracket that could not be read as one."""

    text: str
    level: str | None
    asked: str = ""


def level_at(text: str, at: int, by_colon: bool) -> tuple[str | None, int]:
    """A level by the mark, in brackets, or bare before a colon of its own; and where the words begin."""
    found = _LEADING.match(text, at) or (None if by_colon else _BARE.match(text, at))
    return (_LEVELS[found[1].lower()], found.end()) if found else (None, at)


def find_level(text: str, by_mark: str | None, directory: Directory) -> Rated:
    """Read the level of a joined text: in brackets at the end, tags and stops aside, or by the mark."""
    core = end_before_tags(text, tags_in(text, directory))
    while core and text[core - 1] in _STOPS:
        core -= 1
    opening = max(text.rfind("(", max(0, core - 40), core), text.rfind("[", max(0, core - 40), core))
    found = _BRACKET.fullmatch(text, opening, core) if opening >= 0 else None
    level = by_mark
    if found and by_mark in (None, _LEVELS[found[1].lower()]):
        level = _LEVELS[found[1].lower()]
        text = tidy_end(text[:opening])
    other = _OTHER.search(text)
    if other:
        return Rated(text, None if found and by_mark else level, other[0])
    return Rated(text, level)


def rating_at(text: str, at: int) -> tuple[str, int] | None:
    """The rating written at a place, and where it ends."""
    found = re.compile(RATING, re.IGNORECASE).match(text, at)
    if not found:
        return None
    return RATINGS[re.sub(r"[\s_-]", "", found[1].lower())], found.end()


def rating_at_end(text: str, directory: Directory) -> tuple[str | None, str]:
    """A rating in brackets that ends a text, tags and stops aside, and the text without it."""
    core = end_before_tags(text, tags_in(text, directory))
    while core and text[core - 1] in _STOPS:
        core -= 1
    opening = max(text.rfind("(", max(0, core - 40), core), text.rfind("[", max(0, core - 40), core))
    found = rating_at(text, opening + 1) if opening >= 0 else None
    if not found or text[found[1] : core] not in (")", "]"):
        return None, text
    return found[0], tidy_end(text[:opening])


def skip_separators(text: str, at: int) -> int:
    """Past what parts a tag from a rating: spaces, colons, commas, dashes, brackets."""
    at = skip_space(text, at)
    while at < len(text) and (text[at] in ":,;-–—()[]*_/|=" or text[at].isspace()):
        at += 1
    return at
