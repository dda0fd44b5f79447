"""What drafting again does to the lines that are there: new facts come in, nobody's words are touched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from mobi_tracker.briefings.rules.drafted import Drafted
from mobi_tracker.briefings.vocabulary import Origin


@dataclass(frozen=True)
class Kept:
    """A stored line as redrafting sees it. ``is_seen``: whoever redrafts may see the line and all it cites."""

    key: str | None
    origin: Origin
    text: str
    pointers: frozenset[tuple[str, int]] = field(default=frozenset())
    stamps_changed: bool = False
    is_withdrawn: bool = False
    is_seen: bool = True


@dataclass(frozen=True)
class Plan:
    """Keys of lines to add, to write anew (and bring back where they were retired), and to retire."""

    add: tuple[str, ...] = ()
    rewrite: tuple[str, ...] = ()
    retire: tuple[str, ...] = ()


def plan(kept: Iterable[Kept], drafted: Sequence[Drafted]) -> Plan:
    """Compare the stored lines with what the records make now.

    Only lines that are as they were drafted are rewritten or retired. A line that whoever redrafts may not see is left
    alone: its records are there, though not for them.
    """
    stored = {line.key: line for line in kept if line.key is not None}
    now = {line.key: line for line in drafted}
    return Plan(
        add=tuple(key for key in now if key not in stored),
        rewrite=tuple(key for key, line in now.items() if key in stored and _is_outdated(stored[key], line)),
        retire=tuple(key for key, line in stored.items() if key not in now and _may_retire(line)),
    )


def _is_outdated(line: Kept, now: Drafted) -> bool:
    if line.origin is not Origin.DRAFTED:
        return False
    cited = frozenset(each.pointer for each in now.sources)
    return line.is_withdrawn or line.stamps_changed or line.text != now.text or line.pointers != cited


def _may_retire(line: Kept) -> bool:
    return line.origin is Origin.DRAFTED and not line.is_withdrawn and line.is_seen


def places(keys: Sequence[str], taken: Mapping[str, int]) -> dict[str, int]:
    """Where new lines of a section go: right after the drafted line before them, which keeps its place.

    ``keys`` in the order of the draft; ``taken`` the places of those that are stored. Equal places fall in order of
    being stored.
    """
    found: dict[str, int] = {}
    last = max(taken.values(), default=0) if not any(key in taken for key in keys) else 0
    for key in keys:
        if key in taken:
            last = taken[key]
        else:
            last = last + 10 if not taken else last
            found[key] = last
    return found
