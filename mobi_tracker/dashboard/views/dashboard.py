"""The Deputy Mayor's dashboard: the portfolio of a day, and what changed since another."""

from __future__ import annotations

from flask import Response, current_app, render_template, request

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.core import clock
from mobi_tracker.dashboard.rules.days import choose
from mobi_tracker.dashboard.sheet import Sheet, sheet_of
from mobi_tracker.dashboard.tables import figures_as_csv
from mobi_tracker.dashboard.views.blueprint import blueprint

# How many rows of each the page shows; the rest is one press away.
SHOWN = {"decisions": 3, "lines": 4, "coming": 5}
CHANGES_A_PAGE = 100


@blueprint.get("/dashboard")
@requires(Permission.SEE)
def show() -> str | Response:
    """The dashboard of a day (``as_of``), compared with another (``compare``); ``?format=csv`` gives its figures."""
    sheet = _sheet()
    if request.args.get("format") == "csv":
        return _csv(sheet)
    return render_template("dashboard/show.html", sheet=sheet, days=sheet.days, most=SHOWN)


@blueprint.get("/dashboard/changes")
@requires(Permission.SEE)
def changes() -> str:
    """Every change between the two days, where the dashboard has room for the worst only."""
    sheet = _sheet()
    pages = max(1, -(-len(sheet.lines) // CHANGES_A_PAGE))
    wanted = request.args.get("page", "1")
    page = min(int(wanted), pages) if wanted.isdecimal() and len(wanted) < 6 and int(wanted) else 1
    lines = sheet.lines[(page - 1) * CHANGES_A_PAGE : page * CHANGES_A_PAGE]
    return render_template(
        "dashboard/changes.html", sheet=sheet, days=sheet.days, lines=lines, page_number=page, pages=pages
    )


def _sheet() -> Sheet:
    days = choose(request.args.get("as_of", ""), request.args.get("compare", ""), clock.today())
    return sheet_of(days, viewer())


def _csv(sheet: Sheet) -> Response:
    name = f"dashboard-{sheet.days.as_of.isoformat()}.csv"
    content = figures_as_csv(sheet, current_app.config.get("NOTICE"))
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype="text/csv; charset=utf-8", headers=headers)
