"""A title for a meeting that was given none."""

from __future__ import annotations

import re

from mobi_tracker.meetings.notes.lines import shape_lines, split_lines
from mobi_tracker.meetings.notes.marks import read_label
from mobi_tracker.meetings.vocabulary import MeetingKind

MOST = 70
_SIGNS = re.compile(r"[*_`]+|(?<!\w)[@#](?=\w)")


def title_from(kind: MeetingKind, notes: str) -> str:
    """The kind and the first words of the notes that are no list of names: "Call: send the data map by Friday"."""
    shapes = [each for each in shape_lines(split_lines(notes)) if each.form in ("text", "heading")]
    without_names = [
        each
        for each in shapes
        if not read_label(each.text, each.start) and each.text[each.start : each.start + 1] != "@"
    ]
    for shape in [*without_names, *shapes]:
        words = " ".join(_SIGNS.sub("", shape.text[shape.start :]).split())
        if words:
            return f"{kind.label}: {_shortened(words)}"
    return kind.label


def _shortened(words: str) -> str:
    if len(words) <= MOST:
        return words
    return words[:MOST].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"
