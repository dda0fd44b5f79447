"""How letters and words are told apart in notes."""

from __future__ import annotations

import unicodedata

from mobi_tracker.core.letters import APOSTROPHES, HYPHENS, fold

__all__ = [
    "APOSTROPHES",
    "DASHES",
    "HYPHENS",
    "QUOTES",
    "fold",
    "has_words",
    "is_capital_word",
    "is_letter",
    "skip_space",
]

DASHES = "-–—"
QUOTES = {'"': '"”“', "“": '”"“', "„": '“”"', "«": "»", "‟": '”"'}


def is_letter(char: str) -> bool:
    """Whether a character is part of a word: a letter or digit of any script, or an accent on one."""
    return char.isalnum() or unicodedata.category(char) in ("Mn", "Mc")


def is_capital_word(word: str) -> bool:
    """Whether a word begins like a name: with a letter that is not a small one (scripts without case too)."""
    return bool(word) and word[0].isalpha() and not word[0].islower()


def has_words(text: str) -> bool:
    """Whether any letter or digit is left; punctuation and pictures alone say nothing."""
    return any(c.isalnum() for c in text)


def skip_space(text: str, at: int) -> int:
    """The first place at or after `at` that is not a space of any kind."""
    while at < len(text) and text[at].isspace():
        at += 1
    return at
