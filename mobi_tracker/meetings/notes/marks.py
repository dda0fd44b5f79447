"""What begins a line: marks (rules 1, 4), labels of attendance (rule 8), headings (rule 6)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mobi_tracker.meetings.notes.directory import Directory
from mobi_tracker.meetings.notes.letters import skip_space
from mobi_tracker.meetings.notes.levels import LEVEL_BY_MARK, RATING_WORDS
from mobi_tracker.meetings.notes.owners import read_owners
from mobi_tracker.meetings.notes.people import read_at
from mobi_tracker.meetings.notes.tags import tag_at

_KINDS = {
    "action item": "action", "next step": "action", "follow up": "action", "todo": "action",
    "action": "action", "ai": "action", "decision": "decision", "decided": "decision", "risk": "risk", "issue": "issue",
    "status": "status", "milestone": "milestone", "ask": "ask",
}  # fmt: skip
_NEED_COLON = ("ai", "follow up", "next step")
# Longest first, so that ACTION ITEM is tried before ACTION.
_WORDS = tuple(
    (word, re.compile(word.replace(" ", r"\s{1,9}") + r"(?![^\W_]|_\w)", re.IGNORECASE))
    for word in sorted(_KINDS, key=len, reverse=True)
)
_CHECKBOX = re.compile(r"(?:\[(\s)\]|\[([xX])\]|(☐)|(☑))(?=\s|$)")
_EMPHASIS = re.compile(r"[*_]{1,3}(?=[^\W_]|[\[☐☑@#])")
_STARS = re.compile(r"[*_]*")
_COLON = re.compile(r"\s{0,9}:[*_]*")
_DASH = re.compile(r"\s{0,9}(?:[–—]|-(?=\s))\s{0,9}")
_LEAD = re.compile(r"\s{0,9}(?:,|[–—]|-(?=\s|$))")
_ASKED = r"(DM|EO|Deputy\s{1,9}Mayor|Executive\s{1,9}Officer)"
_ASKED_OF = re.compile(rf"\s{{0,9}}(?:-\s{{0,9}}|[–—]\s{{0,9}}|\(\s?)?{_ASKED}(?![^\W_])(?:\s?\))?[*_]*", re.IGNORECASE)
_ANOTHER_ASKED = re.compile(rf"\s{{0,9}}(?:/|&|,|and\s|or\s)\s{{0,9}}{_ASKED}(?![^\W_])", re.IGNORECASE)
_CAPS_WORD = re.compile(r"[^\W_][\w'’&-]*")
_OF = {"dm": "deputy_mayor", "deputymayor": "deputy_mayor", "eo": "executive_officer"}
_LABEL = re.compile(r"[*_]{0,3}(present|attendees|absent|regrets)[*_]{0,3}\s{0,9}:[*_]{0,3}", re.IGNORECASE)
_HEADINGS = {
    "next steps": "action", "action items": "action", "actions": "action", "to do": "action",
    "todo": "action",
    "decisions": "decision", "risks": "risk", "issues": "issue", "attendees": "present", "present": "present",
    "absent": "absent", "regrets": "absent",
}  # fmt: skip


@dataclass(frozen=True)
class Mark:
    """What a line's mark says: `body` is the line with the mark's emphasis blanked, `rest` its words' start.

    `of` is whom an ask is of, None when nobody or two are named; `colon` is whether one stood at once.
    """

    kind: str
    body: str
    rest: int
    done: bool = False
    of: str | None = None
    colon: bool = False


def heading_kind(text: str, start: int) -> str | None:
    """The kind that a line of only such a heading gives to the bullets below it, or None."""
    words = text[start : start + 80].strip()
    if len(text) - start > 200:
        return None
    words = text[start:].strip().rstrip("#").strip().strip("*_").strip()
    words = words[:-1].strip().strip("*_") if words.endswith(":") else words
    return _HEADINGS.get(" ".join(words.lower().split()))


def read_label(text: str, start: int) -> tuple[bool, int] | None:
    """Whether the people on an attendance line are present, and where their names begin."""
    found = _LABEL.match(text, start)
    return (found[1].lower() in ("present", "attendees"), found.end()) if found else None


def read_mark(text: str, start: int, directory: Directory) -> Mark | None:
    """The mark that a line begins with, or None when the line is notes."""
    body = without_emphasis(text, start)
    at = skip_space(body, start)
    box = _CHECKBOX.match(body, at)
    if not box:
        return _word_mark(body, at, directory)
    done = bool(box[2] or box[4])
    at = skip_space(body, box.end())
    inner = without_emphasis(body, at)
    mark = _word_mark(inner, skip_space(inner, at), directory)
    if mark is None:
        return Mark("action", body, at, done)
    return Mark(mark.kind, mark.body, mark.rest, done, mark.of, mark.colon)


def without_emphasis(text: str, start: int) -> str:
    """The line with `*` or `_` around its mark blanked by as many spaces, so that places stay the same."""
    opened = _EMPHASIS.match(text, start)
    if not opened:
        return text
    run = opened[0]
    blank = " " * len(run)
    text = text[:start] + blank + text[opened.end() :]
    close = text.find(run, opened.end())
    follows = text[close + len(run) : close + len(run) + 1]
    if close >= 0 and (not text[close + len(run) :].strip() or follows.isspace() or follows in ":("):
        text = text[:close] + blank + text[close + len(run) :]
    return text


def _word_mark(body: str, at: int, directory: Directory) -> Mark | None:
    for word, pattern in _WORDS:
        found = pattern.match(body, at)
        if found:
            mark = _accepted(body, found, word, directory)
            if mark:
                return mark
    return None


def _accepted(body: str, found: re.Match[str], word: str, directory: Directory) -> Mark | None:
    kind = _KINDS[word]
    end = _STARS.match(body, found.end()).end()  # type: ignore[union-attr]
    of, named = None, True
    if kind == "ask":
        of, end, named = _asked_of(body, end)
    colon = _COLON.match(body, end)
    if colon:
        return Mark(kind, body, colon.end(), of=of, colon=True)
    if _colon_follows(body, end, kind, directory):
        return Mark(kind, body, _skip_lead(body, end), of=of)
    if word in _NEED_COLON:
        return None
    if _capitals_suffice(body, found[0], end, directory) or (named and _name_follows(body, end, directory)):
        return Mark(kind, body, _skip_lead(body, end), of=of)
    return None


def _asked_of(body: str, at: int) -> tuple[str | None, int, bool]:
    """Whom an ask is of, where those words end, and whether anybody is named at all."""
    found = _ASKED_OF.match(body, at)
    if not found:
        return None, at, False
    another = _ANOTHER_ASKED.match(body, found.end())
    if another:
        return None, another.end(), True
    return _OF.get("".join(found[1].lower().split()), "executive_officer"), found.end(), True


def _skip_lead(body: str, end: int) -> int:
    """Past a comma or dash that parts the mark from its words."""
    lead = _LEAD.match(body, end)
    return lead.end() if lead else end


def _colon_follows(body: str, end: int, kind: str, directory: Directory) -> bool:
    """Whether an owner, a level or a rating stands between the mark and its colon."""
    dash = _DASH.match(body, end)
    at = dash.end() if dash else skip_space(body, end)
    if kind == "action":
        owners = read_owners(body, at, directory)
        return bool(owners and owners.colon)
    if kind in ("risk", "issue"):
        return bool(LEVEL_BY_MARK.match(body, at))
    return kind == "status" and bool(RATING_WORDS.match(body, at))


def _capitals_suffice(body: str, written: str, end: int, directory: Directory) -> bool:
    """Whether a mark in capitals stands alone as one: not before another word in capitals."""
    if not written.isupper():
        return False
    follows = body[end : end + 1]
    if follows and not follows.isspace() and follows not in '([,–—"“':
        return False
    word = _CAPS_WORD.match(body, skip_space(body, end))
    if not word or not any(c.isalpha() for c in word[0]) or word[0] != word[0].upper() or not word[0].isupper():
        return True
    plain = word[0].replace("’", "'").split("'")[0]
    return plain in ("I", "DM", "EO") or directory.is_abbreviation(plain)


def _name_follows(body: str, end: int, directory: Directory) -> bool:
    """Whether an `@name` or a known tag follows at once."""
    at = skip_space(body, end)
    if at == end:
        return False
    tag = tag_at(body, at, directory)
    return bool(tag and tag.known) or (body[at : at + 1] == "@" and read_at(body, at, directory) is not None)
