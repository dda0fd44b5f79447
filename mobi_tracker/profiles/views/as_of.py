"""The day that a page is asked to show, and the page that shows any day of its record in its own address."""

from __future__ import annotations

from typing import Any

from flask import request

from mobi_tracker.projects.queries import AsOf, of_today
from mobi_tracker.standing.any_day import any_day


def asked_day() -> AsOf:
    """The day of ``?as_of=``: a date as people write them, or a word such as "month"; today where it is neither."""
    return known_on(asked_days())


def asked_days() -> Any:
    """The days of ``?as_of=`` and ``?compare=``, for the bar of days; today and a week before where nothing is said."""
    return any_day().days(request.args.get("as_of", ""), request.args.get("compare", ""))


def known_on(days: Any) -> AsOf:
    """What is known on the day that is shown."""
    return AsOf.past(days.as_of) if days.is_past else of_today()


def asks_for_a_day() -> bool:
    """Whether the address asks for a day by its name, or for two days compared."""
    return any(request.args.get(name, "").strip() for name in ("as_of", "compare"))


def asks_for_changes() -> bool:
    """Whether the address asks for what changed between the days alone, which a project's page fetches right after."""
    return request.args.get("part") == "changes"


def on_any_day(kind: str, record: Any) -> str:
    """The page of a project, an initiative or a department on the days that the address asks for."""
    return any_day().page(kind, record)
