"""How written words are compared: without case, accents or the shape of an apostrophe."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

APOSTROPHES = "'’‘ʼ‛´`′＇"
HYPHENS = "-‐‑"
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


def first_and_last(name: str) -> tuple[str, str]:
    """The first and the last word of a name as they are compared; alike for a name of one word, empty for none."""
    words = fold(name).split()
    return (words[0], words[-1]) if words else ("", "")
