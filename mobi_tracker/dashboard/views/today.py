"""Today: the liaison's home page."""

from __future__ import annotations

from flask import render_template

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.vocabulary import Marking, Permission
from mobi_tracker.core import clock
from mobi_tracker.dashboard.today_sheet import sheet_of
from mobi_tracker.dashboard.views.blueprint import blueprint


@blueprint.get("/today")
@requires(Permission.LOG)
def today() -> str:
    """What there is to do today, and how this week's briefing stands."""
    sheet = sheet_of(viewer(), clock.today())
    strictest = sheet.marking if sheet.marking.strictness > Marking.INTERNAL.strictness else None
    return render_template("dashboard/today.html", sheet=sheet, strictest=strictest)
