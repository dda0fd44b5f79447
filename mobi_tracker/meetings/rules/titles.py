"""A title for a meeting that was given none."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date

from mobi_tracker.city.dates import format_month_day
from mobi_tracker.city.words import capitalized, counted_in_words, join_words
from mobi_tracker.meetings.notes.lines import shape_lines, split_lines
from mobi_tracker.meetings.notes.marks import heading_kind, read_label
from mobi_tracker.meetings.vocabulary import MeetingKind

TOPIC_MOST = 48  # longer first words are a sentence of the notes, no title
NAMED_MOST = 2  # more than these are counted
_WORDS = {MeetingKind.HALLWAY: "Hallway word", MeetingKind.TEXT: "Text message"}
_SIGNS = re.compile(r"[*_`]+|(?<![\w\\])[@#](?=\w)")
_ESCAPED = re.compile(r"\\([@#\\])")
_RULE = re.compile(r"[-=_.~– —]+")  # a line drawn across the notes
_FIRST_SENTENCE = re.compile(r"(.*?[^\W\d_]{2,})[.!?;](?:\s|$)")


def title_from(
    kind: MeetingKind,
    notes: str,
    on: date,
    people: Sequence[str] = (),
    departments: Sequence[str] = (),
    taken_lines: Collection[int] = (),
) -> str:
    """What a liaison would call it: by who was there, else by the departments, else by a short topic, else by its day.

    "Call with Maria Lopez and one other", "Check-in with ITA", "Budget memo", "Hallway word, Nov 27". ``people`` are
    the others who came. A title is read by everybody who sees the meeting, so it takes no words from ``taken_lines``:
    those that become a record, which may be for fewer, or that name who came.
    """
    word = _WORDS.get(kind, kind.label)
    if people:
        return f"{word} with {_counted_off(people, 'other')}"
    if departments:
        visit = "Check-in" if kind is MeetingKind.MEETING else word
        return f"{visit} with {_counted_off(departments, 'other')}"
    topic = _topic(notes, taken_lines)
    if topic:
        return topic if kind is MeetingKind.MEETING else f"{word}: {topic}"
    return f"{word}, {format_month_day(on)}"


def _counted_off(names: Sequence[str], rest: str) -> str:
    """ "Maria Lopez", "Maria Lopez and Lee Park", "Maria Lopez and two others"."""
    if len(names) <= NAMED_MOST:
        return join_words(names)
    others = len(names) - 1
    return f"{names[0]} and {counted_in_words(others, rest)}"


def _topic(notes: str, taken_lines: Collection[int]) -> str:
    """The first words that are neither names nor a record, where they are short enough; empty where they are not."""
    for number, shape in enumerate(shape_lines(split_lines(notes)), start=1):
        text, start = shape.text, shape.start
        is_label = read_label(text, start) or heading_kind(text, start) or text[start : start + 1] == "@"
        if shape.form not in ("text", "heading") or number in taken_lines or is_label:
            continue
        words = " ".join(_ESCAPED.sub(r"\1", _SIGNS.sub("", text[start:])).split())
        if not words or _RULE.fullmatch(words):
            continue
        sentence = _FIRST_SENTENCE.match(words)
        topic = (sentence[1] if sentence else words).strip(" .,;:!?")
        return capitalized(topic) if len(topic) <= TOPIC_MOST else ""
    return ""
