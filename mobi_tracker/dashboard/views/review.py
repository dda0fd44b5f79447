"""Review: the Executive Officer's home page."""

from __future__ import annotations

from flask import render_template

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.vocabulary import Marking, Permission
from mobi_tracker.core import clock
from mobi_tracker.dashboard.review_sheet import sheet_of
from mobi_tracker.dashboard.views.blueprint import blueprint


@blueprint.get("/review")
@requires(Permission.REVIEW)
def review() -> str:
    """What waits for this reviewer, oldest first."""
    sheet = sheet_of(viewer(), clock.today())
    strictest = sheet.marking if sheet.marking.strictness > Marking.INTERNAL.strictness else None
    return render_template("dashboard/review.html", sheet=sheet, strictest=strictest)
