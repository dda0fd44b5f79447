"""A title for a meeting that was given none."""

from __future__ import annotations

import re
from datetime import date

from mobi_tracker.meetings.notes.directory import Directory
from mobi_tracker.meetings.notes.lines import shape_lines, split_lines
from mobi_tracker.meetings.notes.marks import read_label
from mobi_tracker.meetings.notes.parse import parse_notes
from mobi_tracker.meetings.vocabulary import MeetingKind

MOST = 70
_FOR_EVERYBODY = ("action", "decision")  # what lines of other kinds become may be for fewer readers than the meeting
_ANY_DAY = date(2000, 1, 1)
_SIGNS = re.compile(r"[*_`]+|(?<!\w)[@#](?=\w)")


def title_from(kind: MeetingKind, notes: str) -> str:
    """The kind and the first words of the notes that are no list of names: "Call: send the data map by Friday".

    A title is read by everybody who sees the meeting, so it takes no words from a line whose record they may not see.
    """
    for_fewer = _lines_for_fewer(notes)
    shapes = [
        each
        for number, each in enumerate(shape_lines(split_lines(notes)), start=1)
        if each.form in ("text", "heading") and number not in for_fewer
    ]
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


def _lines_for_fewer(notes: str) -> set[int]:
    """The lines of asks, of what hangs on a project, and of whatever is tagged: the project may be confidential."""
    read, lines = parse_notes(notes, _ANY_DAY, Directory()), split_lines(notes)
    return {
        line
        for item in (*read.items, *read.incomplete)
        if item.kind not in _FOR_EVERYBODY or any("#" in each.text for each in lines[item.line - 1 : item.end_line])
        for line in range(item.line, item.end_line + 1)
    }


def _shortened(words: str) -> str:
    if len(words) <= MOST:
        return words
    return words[:MOST].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"
