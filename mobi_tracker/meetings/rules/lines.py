"""Which line of newly saved notes is which line of the notes before (product.md, Notes that become records)."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from mobi_tracker.meetings.notes.lines import split_lines

# Two lines this alike (0 to 1, difflib's ratio) are one line reworded.
CLOSE_ENOUGH = 0.6
COMPARED_FREELY = 2500  # pairs
COMPARED_EACH = 5
LINES_OF_A_PART = 60  # long notes are shown part by part


@dataclass(frozen=True)
class CapturedLine:
    """A line, or an item's lines joined: the kind of item it made, its words, its ordinal among equal ones."""

    kind: str
    text: str
    ordinal: int
    line: int


def line_texts(notes: str) -> list[str]:
    """The lines of notes without what ends them; line 1 is at index 0."""
    return [each.text for each in split_lines(notes)]


def part_of(line: int) -> int | None:
    """The first line of the part of long notes that shows a line; None for the first part, which is shown anyway."""
    first = (line - 1) // LINES_OF_A_PART * LINES_OF_A_PART + 1
    return first if first > 1 else None


def same_but_for_line_ends(one: str, other: str) -> bool:
    """Whether two texts differ at most in how their lines end: a browser sends CRLF whatever it was given."""
    return one == other or line_texts(one) == line_texts(other)


def key_of(prefix: str, text: str, ordinal: int = 0) -> str:
    """A short name that stays the same for the same words, wherever they stand: fields of a form are named by it."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return f"{prefix}{digest}-{ordinal}"


def ordinals(texts: Sequence[Hashable]) -> list[int]:
    """Of each text, how many equal ones stand before it."""
    seen: Counter[Hashable] = Counter()
    found = []
    for text in texts:
        found.append(seen[text])
        seen[text] += 1
    return found


def match_lines(before: Sequence[CapturedLine], after: Sequence[CapturedLine]) -> dict[int, int]:
    """For each place in ``after`` the place in ``before`` of the line that it is; new lines are left out.

    Equal text and ordinal first, then equal text moved, then the closest line of the same kind.
    """
    matched: dict[int, int] = {}
    _match_equal(before, after, matched, lambda each: (each.kind, each.text, each.ordinal))
    _match_equal(before, after, matched, lambda each: (each.kind, each.text))
    _match_close(before, after, matched)
    return matched


def _match_equal(
    before: Sequence[CapturedLine],
    after: Sequence[CapturedLine],
    matched: dict[int, int],
    key: Callable[[CapturedLine], Hashable],
) -> None:
    taken = set(matched.values())
    free: dict[Hashable, list[int]] = {}
    for at, each in enumerate(before):
        if at not in taken:
            free.setdefault(key(each), []).append(at)
    for at, each in enumerate(after):
        if at not in matched and free.get(key(each)):
            matched[at] = free[key(each)].pop(0)


def _match_close(before: Sequence[CapturedLine], after: Sequence[CapturedLine], matched: dict[int, int]) -> None:
    taken = set(matched.values())
    close = []
    for new, old in _worth_comparing(before, after, matched):
        likeness = _likeness(before[old].text, after[new].text)
        if likeness >= CLOSE_ENOUGH:
            close.append((-likeness, abs(before[old].line - after[new].line), new, old))
    for *_, new, old in sorted(close):
        if new not in matched and old not in taken:
            matched[new] = old
            taken.add(old)


def _worth_comparing(
    before: Sequence[CapturedLine], after: Sequence[CapturedLine], matched: dict[int, int]
) -> list[tuple[int, int]]:
    """Pairs (new, old) of lines of one kind that are not found yet.

    Of very many lines only those are compared that share most words, the nearest first: to hold each of 500 reworded
    lines against 500 others letter by letter takes a minute.
    """
    taken = set(matched.values())
    free_new = [at for at in range(len(after)) if at not in matched]
    free_old = [at for at in range(len(before)) if at not in taken]
    if len(free_new) * len(free_old) <= COMPARED_FREELY:
        return [(new, old) for new in free_new for old in free_old if before[old].kind == after[new].kind]
    holding: dict[tuple[str, str], list[int]] = {}
    for old in free_old:
        for word in set(before[old].text.casefold().split()):
            holding.setdefault((before[old].kind, word), []).append(old)
    pairs = []
    for new in free_new:
        shared = Counter(
            old for word in set(after[new].text.casefold().split()) for old in holding.get((after[new].kind, word), ())
        )
        nearest = sorted(shared, key=lambda old: (-shared[old], abs(before[old].line - after[new].line), old))
        pairs += [(new, old) for old in nearest[:COMPARED_EACH]]
    return pairs


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False)
    if matcher.real_quick_ratio() < CLOSE_ENOUGH or matcher.quick_ratio() < CLOSE_ENOUGH:
        return 0.0
    return matcher.ratio()
