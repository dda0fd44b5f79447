"""What is typed into a search box, and how what was found is told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

MOST_TYPED = 100
MOST_WORDS = 6


class Rank(IntEnum):
    """How well a record fits the words, the best first."""

    EXACT = 0
    BEGINS = 1
    WORD_BEGINS = 2
    HOLDS = 3


@dataclass(frozen=True)
class Found:
    """A record that fits: its kind and id, what its address is made from, and words to know it by."""

    kind: str
    record_id: int
    key: str
    title: str
    detail: str
    rank: Rank


def typed_words(text: str) -> str:
    """What was typed as it is looked for: no NUL, single spaces, not endless."""
    return " ".join(text.replace("\x00", "").split()[:MOST_WORDS])[:MOST_TYPED].strip()


def told_apart(found: Sequence[Found], kinds: Sequence[str]) -> list[Found]:
    """People (or organizations) of one name get words after it that tell them apart, and that find them again."""
    names = Counter((each.kind, each.title.casefold()) for each in found)
    places = Counter((each.kind, each.title.casefold(), each.detail.casefold()) for each in found)

    def name(each: Found) -> Found:
        if each.kind not in kinds or names[(each.kind, each.title.casefold())] == 1:
            return each
        is_told_by_place = each.detail and places[(each.kind, each.title.casefold(), each.detail.casefold())] == 1
        is_person = each.kind == "contact"
        words = each.detail if is_told_by_place and is_person else f"#{each.record_id}"
        return replace(each, title=f"{each.title} ({words})")

    return [name(each) for each in found]
