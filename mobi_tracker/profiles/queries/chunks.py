"""Asking for many ids in pieces that every database takes: SQLite allows 32,766 values in one statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

AT_ONCE = 5_000


def in_chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """The ids in pieces of at most ``AT_ONCE``; nothing for none."""
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]
