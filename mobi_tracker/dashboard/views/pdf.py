"""The dashboard as a one-page PDF."""

from __future__ import annotations

from flask import Response, current_app, flash, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.core import clock
from mobi_tracker.dashboard.asked import asked_sheet
from mobi_tracker.dashboard.pdf_sheet import dashboard_pdf
from mobi_tracker.dashboard.views.blueprint import blueprint
from mobi_tracker.paper.pdf.press import PdfNotMade


@blueprint.get("/dashboard.pdf")
@requires(Permission.SEE)
def pdf() -> AnyResponse:
    """The page of the same days and projects, for paper; where it cannot be made, the page says so."""
    sheet = asked_sheet(request.args, viewer())
    try:
        made = dashboard_pdf(sheet, current_app.config.get("NOTICE"), clock.now())
    except PdfNotMade as problem:
        flash(str(problem), "error")
        return redirect(f"{url_for('dashboard.show')}{sheet.days.address()}")
    name = f"dashboard-{sheet.days.as_of.isoformat()}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(made.content, mimetype="application/pdf", headers=headers)
