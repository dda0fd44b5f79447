"""The words of what the Deputy Mayor will see. Plain values only."""

from __future__ import annotations

from mobi_tracker.city.words import as_sentence, counted_in_words


def surprises_heading(count: int) -> str:
    """How much the Deputy Mayor will see before anybody explains it: "Two things the Deputy Mayor will see …"."""
    if not count:
        return "Nothing the Deputy Mayor will see is unexplained."
    return as_sentence(f"{counted_in_words(count, 'thing')} the Deputy Mayor will see before you explain")
