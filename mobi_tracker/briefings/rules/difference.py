"""What changed between two texts, word by word, and between two versions, line by line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

Piece = tuple[str, str]  # (same, removed or added; text)
_WORDS = re.compile(r"\s+|[^\s]+")


def word_difference(before: str, after: str) -> list[Piece]:
    """The pieces of both texts in order, each same, removed or added. Spaces go with the words before them."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    pieces: list[Piece] = []
    for tag, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(("same", "".join(new[start:end])))
            continue
        if last > first:
            pieces.append(("removed", "".join(old[first:last])))
        if end > start:
            pieces.append(("added", "".join(new[start:end])))
    return [piece for piece in pieces if piece[1]]


@dataclass(frozen=True)
class LineChange:
    """How a line differs from an earlier version: ``before`` is None for a new line."""

    before: str | None

    @property
    def is_new(self) -> bool:
        """Whether the earlier version had no such line."""
        return self.before is None


def line_changes(before: Mapping[Any, str], after: Mapping[Any, str]) -> dict[Any, LineChange]:
    """The lines of ``after`` that are new or read otherwise, by identity."""
    return {key: LineChange(before.get(key)) for key, text in after.items() if before.get(key) != text}


def removed_lines(before: Mapping[Any, Any], after: Sequence[Any]) -> list[Any]:
    """The identities of lines that are there no more, in the order they stood."""
    there = set(after)
    return [key for key in before if key not in there]
