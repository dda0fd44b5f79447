"""The one rule that every dated fact keeps."""

from __future__ import annotations

from datetime import date

from mobi_tracker.core import clock
from mobi_tracker.core.errors import RuleBroken


def check_on(on: date, field: str = "on") -> None:
    """Raise RuleBroken where a fact would speak of a day that is still to come (product.md, Two times)."""
    if on > clock.today():
        raise RuleBroken("This day is still to come. A fact speaks of today or a day before.", field)
