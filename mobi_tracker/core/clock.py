"""The one clock. Nothing else in the product asks the machine what time it is.

``travelling_to`` lets demonstration data walk the clock, so that ``recorded_at`` is true to its day.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("America/Los_Angeles")

_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)


def now() -> datetime:
    """This instant, aware, in UTC."""
    return _moment.get() or datetime.now(UTC)


def today() -> date:
    """The calendar day it is now in Los Angeles."""
    return now().astimezone(ZONE).date()


@contextmanager
def travelling_to(moment: datetime) -> Iterator[None]:
    """Within the block the clock stands at ``moment`` (must be aware)."""
    if moment.tzinfo is None:
        raise ValueError("The clock takes aware instants only.")
    token = _moment.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _moment.reset(token)
