"""A person's text made fit for paper, where nothing scrolls and a page ends."""

from __future__ import annotations

import re
import unicodedata

from mobi_tracker.paper.charts.drawing import clean

# Marks that turn or embed the direction of what follows: a text must not turn the rest of the sheet.
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LONG_WORD = 18
_MAY_BREAK, _ISOLATE, _END_ISOLATE = "\u200b", "\u2068", "\u2069"
# A character may carry accents, and no more: hundreds on one character would run over the lines above.
_MARKS_MOST = 4


def printable(text: object, most: int) -> str:
    """The text on one line, at most ``most`` characters, cut with an ellipsis; a very long word may break."""
    kept = _few_marks(_TURNS.sub("", clean(text)))
    if len(kept) > most:
        kept = f"{_whole_words(_whole(kept, most - 1))}…"
    shown = " ".join(_breakable(word) for word in kept.split(" "))
    # What runs from right to left is kept to itself, or it would draw the words and figures after it to its side.
    is_turned = any(unicodedata.bidirectional(character) in ("R", "AL") for character in kept)
    return f"{_ISOLATE}{shown}{_END_ISOLATE}" if is_turned else shown


def _few_marks(text: str) -> str:
    kept, marks = [], 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _MARKS_MOST:
            kept.append(character)
    return "".join(kept)


def _whole(text: str, length: int) -> str:
    """The beginning of a text, never cut within a combined character."""
    while length and (unicodedata.combining(text[length]) or "\u200d" in text[length - 1 : length + 1]):
        length -= 1
    return text[:length]


def _whole_words(text: str) -> str:
    """The text without the word it was cut in, where that costs little."""
    head, _, cut = text.rpartition(" ")
    return (head if head and len(cut) < _LONG_WORD else text).rstrip(" ,;:")


def _breakable(word: str) -> str:
    if len(word) <= _LONG_WORD:
        return word
    parts = []
    while len(word) > _LONG_WORD:
        part = _whole(word, _LONG_WORD) or word[:_LONG_WORD]
        parts.append(part)
        word = word[len(part) :]
    return _MAY_BREAK.join([*parts, word])
