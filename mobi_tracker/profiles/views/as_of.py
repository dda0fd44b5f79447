"""The day that a page is asked to show, and the pages that show any day."""

from __future__ import annotations

from datetime import date

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from mobi_tracker.core import clock
from mobi_tracker.projects.queries import AsOf, of_today

DAYS_IN_WORDS = frozenset(("week", "month", "look", "year", "budget"))


def asked_day() -> AsOf:
    """The day of ``?as_of=YYYY-MM-DD``; today where there is none, it is no date, or it is not past."""
    try:
        day = date.fromisoformat(request.args.get("as_of", ""))
    except ValueError:
        return of_today()
    return AsOf.past(day) if date(1900, 1, 1) <= day < clock.today() else of_today()


def asks_for_a_day() -> bool:
    """Whether the address asks for another day than today, or for two days compared."""
    return bool(request.args.get("as_of") or request.args.get("compare"))


def asks_for_a_comparison() -> bool:
    """Whether the address compares two days, or names a day by a word such as "month"."""
    as_of = request.args.get("as_of", "")
    return bool(request.args.get("compare")) or as_of in DAYS_IN_WORDS


def to_any_day(kind: str, slug: str) -> Response:
    """Lead to the page that shows any day of a project, an initiative or a department, with what the address asks."""
    asked = {name: request.args[name] for name in ("as_of", "compare") if request.args.get(name)}
    return redirect(url_for(f"dashboard.standing_of_{kind}", slug=slug, **asked))  # type: ignore[arg-type]
