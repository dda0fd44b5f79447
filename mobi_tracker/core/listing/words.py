"""Conditions for a filter that takes typed words."""

from __future__ import annotations

from typing import Any

from mobi_tracker.core.fields import folded


def contains(column: Any, words: str) -> Any:
    """The column holds these words somewhere, whatever the case; ``%`` and ``_`` mean themselves."""
    return column.icontains(words, autoescape=True)


def matches_folded(column: Any, words: str) -> Any:
    """A column of folded names holds these words, without regard to case and accents."""
    return column.contains(folded(words), autoescape=True)
