"""How values are written on the page: days, instants, ages, money. Jinja filters, so that every page writes alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from markupsafe import Markup

from mobi_tracker.city import clock_zone, dates, districts, money, words
from mobi_tracker.core import clock, kinds
from mobi_tracker.paper.charts.drawing import unpainted


def day(value: date | None) -> str:
    """A day as "Fri, Mar 14", with the year only when it is not this one."""
    return dates.format_day(value, clock.today()) if value else ""


def short_day(value: date | None) -> str:
    """A day as "Mar 14"."""
    return dates.format_short_day(value, clock.today()) if value else ""


def instant(value: datetime | None) -> str:
    """An instant as Los Angeles day and time: "Fri, Mar 14, 10:00 am"."""
    if value is None:
        return ""
    local = clock_zone.to_local(value)
    return f"{dates.format_day(local.date(), clock.today())}, {dates.format_time(local.time())}"


def time_of_day(value: datetime | None) -> str:
    """The Los Angeles time of an instant."""
    return dates.format_time(clock_zone.to_local(value).time()) if value else ""


def local_day(value: datetime) -> date:
    """The Los Angeles day of an instant."""
    return clock_zone.day_of(value)


def due(value: date | None) -> str:
    """A due day in words: "due Fri, Mar 14", "12 days late"."""
    return dates.due_in_words(value, clock.today()) if value else "no due day"


def iso(value: date | datetime | None) -> str:
    """The machine's form of a day or instant."""
    return value.isoformat() if value else ""


def dollars(cents: int | None) -> str:
    """Money in short: "$2.4 M"."""
    return money.format_money_short(cents) if cents is not None else ""


def exact_dollars(cents: int | None) -> str:
    """Money to the cent."""
    return money.format_money(cents) if cents is not None else ""


_RATING_KINDS = {
    "on_track": "on", "green": "on", "at_risk": "risk", "yellow": "risk", "amber": "risk", "off_track": "off",
    "red": "off",
}  # fmt: skip
_RATING_WORDS = {"on": "On track", "risk": "At risk", "off": "Off track"}
_QUIET_WORDS = {"not_rated": "Not rated", "unknown": "Unknown"}


def rating_kind(value: Any) -> str:
    """How a rating (an enum's member, its value, or its words) is drawn: "on", "risk", "off" or "none"."""
    return _RATING_KINDS.get(_rating(value), "none")


def rating_word(value: Any) -> str:
    """A rating in words: "On track"; "Not reported" for none."""
    kind = rating_kind(value)
    return _RATING_WORDS[kind] if kind in _RATING_WORDS else _QUIET_WORDS.get(_rating(value), "Not reported")


def _rating(value: Any) -> str:
    return str(getattr(value, "value", value) or "").strip().lower().replace(" ", "_")


def record_url(record: Any) -> str:
    """The address of a record's page."""
    return kinds.url_of(record)


def record_title(record: Any) -> str:
    """A record in a few words."""
    return kinds.title_of(record)


def record_link(record: Any) -> Markup:
    """A link to a record by its title."""
    return Markup('<a href="{}">{}</a>').format(kinds.url_of(record), kinds.title_of(record))


FILTERS: dict[str, Callable[..., Any]] = {
    "unpainted": unpainted,
    "day": day,
    "short_day": short_day,
    "instant": instant,
    "time_of_day": time_of_day,
    "local_day": local_day,
    "due": due,
    "iso": iso,
    "dollars": dollars,
    "exact_dollars": exact_dollars,
    "rating_kind": rating_kind,
    "rating_word": rating_word,
    "record_url": record_url,
    "record_title": record_title,
    "record_link": record_link,
    "slip": dates.slip_in_words,
    "district": districts.district_label,
    "joined": words.join_words,
    "counted": words.counted,
    "counted_in_words": words.counted_in_words,
    "counted_of": words.counted_of,
    "singular": words.singular,
    "capitalized": words.capitalized,
    "plural": words.plural,
    "paired": zip,
    "anchor": kinds.anchor_of,
}
