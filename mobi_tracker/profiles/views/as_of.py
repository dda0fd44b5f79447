"""The day that a page is asked to show, and the page that shows any day of its record in its own address."""

from __future__ import annotations

from typing import Any

from flask import request

from mobi_tracker.core import clock
from mobi_tracker.projects.queries import AsOf, of_today
from mobi_tracker.standing.any_day import any_day


def asked_day() -> AsOf:
    """The day of ``?as_of=``: a date as people write them, or a word such as "month"; today where it is neither."""
    return asked_day_and_messages()[0]


def asked_day_and_messages() -> tuple[AsOf, tuple[str, ...]]:
    """That day, and what must be said where the words of the address are no day that can be shown."""
    words = request.args.get("as_of", "").strip()
    if not words:
        return of_today(), ()
    day, messages = any_day().day(words)
    return (AsOf.past(day) if day < clock.today() else of_today()), messages


def asks_for_a_day() -> bool:
    """Whether the address asks for a day by its name, or for two days compared."""
    return bool(request.args.get("as_of", "").strip()) or asks_for_a_comparison()


def asks_for_a_comparison() -> bool:
    """Whether the address compares two days."""
    return bool(request.args.get("compare", "").strip())


def on_any_day(kind: str, record: Any) -> str:
    """The page of a project, an initiative or a department on the days that the address asks for."""
    return any_day().page(kind, record)
