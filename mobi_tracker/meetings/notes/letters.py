"""How written words are compared: without case, accents or the shape of an apostrophe."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

APOSTROPHES = "'’‘ʼ‛´`′＇"
DASHES = "-–—"
HYPHENS = "-‐‑"
QUOTES = {'"': '"”“', "“": '”"“', "„": '“”"', "«": "»", "‟": '”"'}
# Letters with a stroke or joined letters have no decomposition in Unicode, but people leave the stroke out.
_STROKES = {
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ı": "i",
    "æ": "ae",
    "œ": "oe",
    "ħ": "h",
    "ŧ": "t",
    "ð": "d",
    "þ": "th",
}


@lru_cache(maxsize=4096)
def _fold_letter(letter: str) -> str:
    """One character as it is compared; may be empty (an accent) or longer (a joined letter)."""
    if letter in APOSTROPHES:
        return "'"
    if letter in HYPHENS:
        return "-"
    plain = "".join(c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c))
    folded = plain.casefold()
    return "".join(_STROKES.get(c, c) for c in folded)


def fold(text: str) -> str:
    """The text as it is compared: no case, accents or apostrophe shapes, one space between words."""
    if text.isascii():
        return " ".join(text.replace("`", "'").lower().split())
    return " ".join("".join(map(_fold_letter, text)).split())


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
