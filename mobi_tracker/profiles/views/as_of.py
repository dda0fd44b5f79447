"""The day that a page is asked to show."""

from __future__ import annotations

from datetime import date

from flask import request

from mobi_tracker.core import clock
from mobi_tracker.projects.queries import AsOf, of_today


def asked_day() -> AsOf:
    """The day of ``?as_of=YYYY-MM-DD``; today where there is none, it is no date, or it is not past."""
    try:
        day = date.fromisoformat(request.args.get("as_of", ""))
    except ValueError:
        return of_today()
    return AsOf.past(day) if date(1900, 1, 1) <= day < clock.today() else of_today()
