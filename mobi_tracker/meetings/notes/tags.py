"""Tags and signs: which `#` and `@` count (rule 2), and what a tag means (rule 11)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mobi_tracker.meetings.notes.directory import DEPARTMENT, Directory, Slug
from mobi_tracker.meetings.notes.letters import is_letter

_SIGN = re.compile(r"[@#]")
_TAG = re.compile(r"#(\w+(?:-\w+)*)")
_ADDRESS = re.compile(
    r"(?<![^\W_])[a-z][a-z0-9+.-]{0,20}://\S+|(?<!\w)(?:www\.|mailto:)\S+"  # written out
    r"|(?<![\w.-])(?:[\w-]++\.)+[a-z]{2,}/\S*"  # without its scheme
    r"|\]\([^()\s]*\)"  # the target of a Markdown link
    r"|(?<![\w.+-])[\w.+-]++@[\w-]++\.[\w.-]+",  # mail
    re.IGNORECASE,
)
_BARRED_BEFORE = "_.-/&\\"
_AFTER_TAG = " \t\u00a0.!?;…,"


@dataclass(frozen=True)
class Tag:
    """A `#word` in a text; `known` is what it means, None for an unknown one."""

    start: int
    end: int
    word: str
    known: Slug | None

    @property
    def is_number(self) -> bool:
        """Whether it is only a number such as `#12` or `#4B`: never asked, and no tag that leaves a text."""
        return self.known is None and self.word[0].isdigit()

    @property
    def is_department(self) -> bool:
        """Whether it means a department, which can own an action."""
        return self.known is not None and self.known.kind == DEPARTMENT


def signs(text: str) -> dict[int, str]:
    """The places of the `@` and `#` that count, in order."""
    places: dict[int, str] = {}
    addresses = [m.span() for m in _ADDRESS.finditer(text)] if "@" in text or "#" in text else []
    nearest = 0
    for found in _SIGN.finditer(text):
        at = found.start()
        while nearest < len(addresses) and addresses[nearest][1] <= at:
            nearest += 1
        # A sign just before an address (`@lee@example.org`) belongs to it.
        if nearest < len(addresses) and addresses[nearest][0] <= at + 1:
            continue
        before = text[at - 1] if at else " "
        if before not in _BARRED_BEFORE and not is_letter(before):
            places[at] = found.group()
    return places


def tag_at(text: str, at: int, directory: Directory) -> Tag | None:
    """The tag whose `#` stands at a place, or None when no word follows it."""
    found = _TAG.match(text, at)
    return Tag(at, found.end(), found.group(1), directory.slug(found.group(1))) if found else None


def tags_in(text: str, directory: Directory) -> list[Tag]:
    """Every tag of a text that counts, in order, known or not."""
    found = (tag_at(text, at, directory) for at, sign in signs(text).items() if sign == "#")
    return [tag for tag in found if tag]


def strip_end(text: str, directory: Directory) -> str:
    """The text without the tags that end it and the `. ! ? ;` after them."""
    end = end_before_tags(text, tags_in(text, directory))
    return tidy_end(text[:end]) if end < len(text.rstrip()) else text.strip()


def end_before_tags(text: str, tags: list[Tag]) -> int:
    """Where the words end when the tags that follow them, with their stops, are left out."""
    end = len(text.rstrip())
    for tag in reversed(tags):
        if tag.is_number or text[tag.end : end].strip(_AFTER_TAG):
            break
        end = tag.start
        while end and text[end - 1].isspace():
            end -= 1
    return end


def tidy_end(text: str) -> str:
    """The text without the comma, colon or dash that led to words taken from its end."""
    return text.strip().rstrip(",;:-–— \t\u00a0").strip()
