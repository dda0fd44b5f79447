"""The charts that the dashboard has no room for."""

from __future__ import annotations

from flask import render_template, request

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.core import clock
from mobi_tracker.dashboard.rules.days import choose
from mobi_tracker.dashboard.sheet import sheet_of
from mobi_tracker.dashboard.views.blueprint import blueprint


@blueprint.get("/dashboard/charts")
@requires(Permission.SEE)
def charts() -> str:
    """The charts that the dashboard has no room for: money, and ratings week by week."""
    days = choose(request.args.get("as_of", ""), request.args.get("compare", ""), clock.today())
    sheet = sheet_of(days, viewer())
    return render_template("dashboard/charts.html", sheet=sheet, days=sheet.days)
