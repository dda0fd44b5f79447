"""Los Angeles time: instants are stored in UTC and shown, and cut into days, in America/Los_Angeles."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LOS_ANGELES = ZoneInfo("America/Los_Angeles")


def to_local(instant: datetime) -> datetime:
    """An instant as Los Angeles clocks show it. Raises ValueError for a time without a zone."""
    if instant.tzinfo is None:
        raise ValueError("An instant needs its time zone.")
    return instant.astimezone(LOS_ANGELES)


def day_of(instant: datetime) -> date:
    """The Los Angeles day an instant falls on. Raises ValueError for a time without a zone."""
    return to_local(instant).date()


def day_start(day: date) -> datetime:
    """The first instant of a Los Angeles day, in UTC."""
    return datetime.combine(day, time(), LOS_ANGELES).astimezone(UTC)


def day_end(day: date) -> datetime:
    """The instant a Los Angeles day is over, in UTC: the start of the next, itself no part of the day.

    23, 24 or 25 hours after the start. What was recorded on the day or before is `< day_end(day)`.
    """
    return day_start(day + timedelta(days=1))


def instant_of(day: date, clock: time) -> datetime:
    """The UTC instant at which Los Angeles clocks show that day and time.

    Of a time that comes twice (the autumn change) it is the first. Raises ValueError with a sentence for
    a time that the spring change skips.
    """
    instant = datetime.combine(day, clock.replace(tzinfo=None), LOS_ANGELES).astimezone(UTC)
    if to_local(instant).time() != clock.replace(tzinfo=None):
        raise ValueError(f"Clocks skip {clock:%H:%M} on {day.isoformat()}, when daylight saving time begins.")
    return instant
