"""Any day of a record: the page that shows it, and the day that words of an address mean.

The dashboard has both; a record's own page asks for them here, since the two stand side by side and know nothing of
each other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class AnyDay:
    """``page(kind, record)`` answers a request for a project, an initiative or a department on the days that its
    address names. ``days(as_of, compare)`` gives what such words mean, for the bar of days: ``as_of`` is the day to
    show, ``messages`` say where the words could not be followed.
    """

    page: Callable[[str, Any], str]
    days: Callable[[str, str], Any]


_registered: list[AnyDay] = []


def register(any_day: AnyDay) -> None:
    """Make the pages of any day known; those known before are replaced."""
    _registered[:] = [any_day]


def any_day() -> AnyDay:
    """The pages of any day. Raises LookupError where no package has registered them, a programming error."""
    if not _registered:
        raise LookupError("No package shows any day of a record.")
    return _registered[0]
