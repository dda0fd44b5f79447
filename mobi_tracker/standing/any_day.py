"""Any day of a record: the page that shows it, and the day that words of an address mean.

The dashboard has both; a record's own page asks for them here, since the two stand side by side and know nothing of
each other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class AnyDay:
    """``page(kind, record)`` answers a request for a project, an initiative or a department on the days that its
    address names. ``day(words)`` gives the day they mean, and messages where that could not be followed: then it is
    today.
    """

    page: Callable[[str, Any], str]
    day: Callable[[str], tuple[date, tuple[str, ...]]]


_registered: list[AnyDay] = []


def register(any_day: AnyDay) -> None:
    """Make the pages of any day known; those known before are replaced."""
    _registered[:] = [any_day]


def any_day() -> AnyDay:
    """The pages of any day. Raises LookupError where no package has registered them, a programming error."""
    if not _registered:
        raise LookupError("No package shows any day of a record.")
    return _registered[0]
