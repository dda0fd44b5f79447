"""Notes as lines: where one ends, what stands before its words, which are not read (rules 1, 2)."""

from __future__ import annotations

import re
from dataclasses import dataclass

TAB_COLUMNS = 4
_ENDING = re.compile(r"(\r\n|\n|\r)")
_FENCE = re.compile(r"(`{3,})[^`]*$|(~{3,})")
_HEADING = re.compile(r"#{1,6}(?=\s|$)")
_BULLET = re.compile(r"(?:[-*•]|[0-9]{1,9}[.)])(?=\s|$)|•|-(?=[^\W\d_]|[\[☐☑@#])")
# Marks of writing direction and the byte order mark are seen by nobody and stand before words unnoticed.
_UNSEEN = "\ufeff\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@dataclass(frozen=True)
class Line:
    """One line of the notes, counted from 1, with the characters that ended it ('' on the last)."""

    number: int
    text: str
    ending: str


@dataclass(frozen=True)
class Shape:
    """How a line is built. `form` is blank, unread, heading or text; `start` is where its words begin.

    `indent` is in columns, a tab counting four. `bullet` is whether a bullet stands before the words.
    """

    number: int
    text: str
    form: str
    indent: int
    bullet: bool
    start: int


def split_lines(text: str) -> tuple[Line, ...]:
    """The lines of a text, ended by CRLF, LF or CR and nothing else. Joining them gives the text back."""
    parts = [*_ENDING.split(text), ""]
    return tuple(Line(n // 2 + 1, parts[n], parts[n + 1]) for n in range(0, len(parts), 2))


def shape_lines(lines: tuple[Line, ...]) -> list[Shape]:
    """The shape of every line; a fence that is never closed runs to the end, as in Markdown."""
    shapes: list[Shape] = []
    fence = ""
    for line in lines:
        start, indent = _indent(line.text)
        rest = line.text[start:]
        bullet = _BULLET.match(rest)
        opening = _FENCE.match(rest[bullet.end() :].lstrip() if bullet else rest)
        if fence:
            if rest.startswith(fence) and not rest.strip().strip(fence[0]):
                fence = ""
            shapes.append(Shape(line.number, line.text, "unread", indent, False, start))
        elif opening:
            fence = opening.group(1) or opening.group(2)
            shapes.append(Shape(line.number, line.text, "unread", indent, False, start))
        else:
            shapes.append(_shape(line, start, indent))
    return shapes


def _indent(text: str) -> tuple[int, int]:
    """Where the first visible character stands, as a place in the text and as columns."""
    at = columns = 0
    while at < len(text) and (text[at].isspace() or text[at] in _UNSEEN):
        columns += TAB_COLUMNS if text[at] == "\t" else 0 if text[at] in _UNSEEN else 1
        at += 1
    return at, columns


def _shape(line: Line, start: int, indent: int) -> Shape:
    text = line.text
    if start == len(text):
        return Shape(line.number, text, "blank", indent, False, start)
    if text[start] in ">|":
        return Shape(line.number, text, "unread", indent, False, start)
    heading = _HEADING.match(text, start)
    if heading:
        return Shape(line.number, text, "heading", indent, False, heading.end())
    bullet = _BULLET.match(text, start)
    if bullet:
        start = bullet.end() + _indent(text[bullet.end() :])[0]
        if text[start : start + 1] == ">":
            return Shape(line.number, text, "unread", indent, True, start)
    return Shape(line.number, text, "text", indent, bullet is not None, start)
