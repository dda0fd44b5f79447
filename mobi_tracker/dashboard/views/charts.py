"""The charts that the dashboard has no room for."""

from __future__ import annotations

from flask import render_template, request

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.dashboard.asked import asked_sheet
from mobi_tracker.dashboard.views.blueprint import blueprint


@blueprint.get("/dashboard/charts")
@requires(Permission.SEE)
def charts() -> str:
    """The charts that the dashboard has no room for: money, and ratings week by week."""
    sheet = asked_sheet(request.args, viewer())
    return render_template("dashboard/charts.html", sheet=sheet, days=sheet.days)
