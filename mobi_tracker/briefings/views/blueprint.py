"""The one blueprint of briefings, and what its pages share: the week in the address, the briefing of it."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, abort

from mobi_tracker.access.guard import viewer
from mobi_tracker.briefings.models import Briefing
from mobi_tracker.briefings.queries.briefings import briefing_of_week
from mobi_tracker.city.week import ReportingWeek
from mobi_tracker.core.pages import found

blueprint = Blueprint("briefings", __name__, url_prefix="/briefings")


def week_of(text: str, any_day: bool = False) -> ReportingWeek:
    """The week of an address (its Monday, or ``any_day`` of it); anything else is a page that is not there."""
    try:
        # Years that nobody means are no pages, whichever way the day is written.
        week = ReportingWeek.of(date.fromisoformat(text)) if any_day else text
        return ReportingWeek.parse(str(week))
    except (ValueError, OverflowError):
        abort(404)


def briefing_here(text: str) -> Briefing:
    """The briefing of the week in the address, if it was drafted and the reader may see it."""
    return found(briefing_of_week(week_of(text).start, viewer()))
