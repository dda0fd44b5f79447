"""Who was there (rule 8): labelled lines, lines of nothing but names, and bullets under Attendees."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mobi_tracker.meetings.notes.directory import Directory
from mobi_tracker.meetings.notes.letters import QUOTES, fold, is_letter, skip_space
from mobi_tracker.meetings.notes.people import Named, read_at
from mobi_tracker.meetings.notes.tags import signs, tag_at, tags_in

_AND = re.compile(r"(?<![^\W_])and(?![^\W_])|&", re.IGNORECASE)
_REMARK = re.compile(r"\s[-–—](?=\s|$)|[–—]")
_CLOSERS = {"(": ")", "[": "]"}
_NOBODY = ("none", "n/a", "-", "–", "—")


@dataclass(frozen=True)
class _Piece:
    """What stands between two separators: the words that name somebody, and how they were set off."""

    words: str
    after_comma: bool
    signed: bool
    quoted: bool = False


def read_attendees(text: str, start: int, directory: Directory) -> list[Named]:
    """The people on a line whose names begin at `start`; unknown and shared ones keep their words."""
    return _people(_pieces(text, start, directory), directory)


def read_names_only(text: str, start: int, directory: Directory) -> list[Named] | None:
    """The people on a line that begins with `@` and holds nothing but names, or None when it holds more."""
    if text[start : start + 1] != "@" or start not in signs(text):
        return None
    if tags_in(text, directory):
        return None
    pieces = _pieces(text, start, directory)
    people = _people(pieces, directory)
    for piece in pieces:
        if piece.quoted or not piece.words:
            continue
        if not piece.signed and not directory.people_named(piece.words):
            return None
        if piece.signed:
            named = read_at(f"@{piece.words}", 0, directory)
            if not named or named.end < len(piece.words) + 1:
                return None
    return people or None


def _people(pieces: list[_Piece], directory: Directory) -> list[Named]:
    people: list[Named] = []
    skip = False
    for piece, following in zip(pieces, [*pieces[1:], None], strict=True):
        if skip or not piece.words:
            skip = False
            continue
        if following and following.after_comma and not (following.signed or following.quoted or piece.quoted):
            ids = directory.people_fully_named(f"{following.words} {piece.words}")
            if len(ids) == 1:
                people.append(Named(0, 0, f"{piece.words}, {following.words}", ids, None, True))
                skip = True
                continue
        if piece.quoted or piece.words.lower().rstrip(". ") not in _NOBODY:
            people.append(_person(piece, directory))
    return people


def _person(piece: _Piece, directory: Directory) -> Named:
    """The whole piece is the name, but for a full stop that ends the line."""
    words = piece.words
    if not piece.quoted and fold(words) == "me" and directory.writer:
        return Named(0, 0, words, (directory.writer,))
    ids = directory.people_named(words) or directory.people_named(words.rstrip(". "))
    return Named(0, 0, words if ids or len(words) < 3 else words.rstrip(". ") or words, ids)


def _pieces(text: str, start: int, directory: Directory) -> list[_Piece]:
    """Split a line at `,` `;` `and` `&` and before `@`, without remarks in brackets or after a dash."""
    pieces: list[_Piece] = []
    counted = signs(text)
    words: list[str] = []
    quoted: str | None = None
    after_comma = signed = remark = filled = False
    at = start

    def close() -> None:
        nonlocal words, quoted, signed, remark, filled
        written = quoted if quoted is not None else "".join(words).strip().strip("*_").strip()
        pieces.append(_Piece(written, after_comma, signed, quoted is not None))
        words, quoted, signed, remark, filled = [], None, False, False, False

    while at < len(text):
        char = text[at]
        joined = _AND.match(text, at)
        if char in _CLOSERS and (end := text.find(_CLOSERS[char], at, at + 300)) > 0:
            at = end + 1
        elif char in ",;" or (joined and (not remark or _name_begins(text, joined.end(), directory))):
            close()
            after_comma = char == ","
            at = joined.end() if joined else at + 1
        elif char == "@" and at in counted:
            if filled or signed or quoted is not None or remark:
                close()
                after_comma = False
            signed = True
            at += 1
        elif char == "#" and at in counted and (tag := tag_at(text, at, directory)):
            at = tag.end
        elif remark:
            at += 1
        elif char in QUOTES and not filled and (end := _closing(text, at)):
            quoted = text[at + 1 : end].strip()
            at = end + 1
        elif filled and (found := _REMARK.match(text, at)):
            remark = True
            at = found.end()
        else:
            if quoted is None:
                words.append(char)
                filled = filled or not char.isspace()
            at += 1
    close()
    return pieces


def _closing(text: str, at: int) -> int:
    """Where the quote opened at a place is closed, with words between; 0 when it is not."""
    ends = (text.find(closer, at + 2, at + 200) for closer in QUOTES[text[at]])
    return min((end for end in ends if end > 0), default=0)


def _name_begins(text: str, at: int, directory: Directory) -> bool:
    """Whether a name follows an `and` inside a remark, so that the remark ends there."""
    at = skip_space(text, at)
    if text[at : at + 1] == "@":
        return True
    end = at
    while end < len(text) and end - at < 80 and (is_letter(text[end]) or text[end] in " '’-."):
        end += 1
    return bool(directory.people_named(text[at:end].split(" - ")[0]))
