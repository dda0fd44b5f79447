"""The Deputy Mayor's dashboard: the portfolio of a day, and what changed since another."""

from __future__ import annotations

from flask import Response, abort, current_app, jsonify, render_template, request

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.core.numbers import read_id
from mobi_tracker.dashboard.asked import asked_sheet
from mobi_tracker.dashboard.pressing import explain_urls, fact_address
from mobi_tracker.dashboard.rules.mismatches import addresses, mismatches_heading
from mobi_tracker.dashboard.sheet import Sheet
from mobi_tracker.dashboard.tables import TABLES, figures_as_csv, figures_as_data, notice_of
from mobi_tracker.dashboard.views.blueprint import blueprint
from mobi_tracker.paper.lists import EXCEL
from mobi_tracker.paper.tables.write import write_csv, write_excel

# How many rows of each the page shows; the rest is one press away.
SHOWN = {"decisions": 3, "lines": 4, "mismatches": 2, "coming": 3}
CHANGES_A_PAGE = 50
MISMATCHES_A_PAGE = 10
REASONS_A_PROJECT = 6


@blueprint.get("/dashboard")
@requires(Permission.SEE)
def show() -> str | Response:
    """The dashboard of a day (``as_of``), compared with another (``compare``); ``?format=csv`` and ``json`` give its
    figures.
    """
    sheet = asked_sheet(request.args, viewer())
    wanted = request.args.get("format")
    if wanted == "csv":
        return _file(figures_as_csv(sheet, _notice()), sheet, "dashboard", "csv", CSV)
    if wanted == "json":
        return jsonify(figures_as_data(sheet, _notice()))
    urls = addresses(sheet.mismatches[: SHOWN["mismatches"]], fact_address)
    return render_template("dashboard/show.html", sheet=sheet, days=sheet.days, most=SHOWN, urls=urls)


@blueprint.get("/dashboard/tables/<name>")
@requires(Permission.SEE)
def table(name: str) -> Response:
    """A table of the dashboard as a file: CSV, or Excel with ``?format=xlsx``."""
    if name not in TABLES:
        abort(404)
    sheet, chosen = asked_sheet(request.args, viewer()), TABLES[name]
    rows, notice = list(chosen.rows(sheet)), notice_of(sheet, _notice())
    if request.args.get("format") == "xlsx":
        return _file(write_excel(chosen.columns, rows, chosen.title, notice), sheet, name, "xlsx", EXCEL)
    return _file(write_csv(chosen.columns, rows, notice), sheet, name, "csv", CSV)


@blueprint.get("/dashboard/changes")
@requires(Permission.SEE)
def changes() -> str:
    """Every change between the two days, where the dashboard has room for the worst only."""
    sheet = asked_sheet(request.args, viewer())
    page, pages = _page(len(sheet.lines), CHANGES_A_PAGE)
    lines = sheet.lines[(page - 1) * CHANGES_A_PAGE : page * CHANGES_A_PAGE]
    return render_template(
        "dashboard/changes.html", sheet=sheet, days=sheet.days, lines=lines, page_number=page, pages=pages
    )


@blueprint.get("/dashboard/mismatches")
@requires(Permission.SEE)
def mismatches() -> str:
    """Every project whose evidence is worse than its report, each reason with its record, and explained where it is."""
    sheet = asked_sheet(request.args, viewer())
    page, pages = _page(len(sheet.mismatches), MISMATCHES_A_PAGE)
    rows = list(sheet.mismatches[(page - 1) * MISMATCHES_A_PAGE : page * MISMATCHES_A_PAGE])  # worded once for all
    explain = {} if sheet.days.is_past else explain_urls(rows, viewer(), request.full_path.rstrip("?"))
    return render_template(
        "dashboard/mismatches.html", sheet=sheet, days=sheet.days, rows=rows, heading=mismatches_heading(sheet.shown),
        urls=addresses(rows, fact_address), explain=explain, page_number=page, pages=pages,
        most_reasons=REASONS_A_PROJECT,
    )  # fmt: skip


CSV = "text/csv; charset=utf-8"


def _page(count: int, a_page: int) -> tuple[int, int]:
    """Which page the address asks for, and how many there are."""
    pages = max(1, -(-count // a_page))
    return min(read_id(request.args.get("page", "1")) or 1, pages), pages


def _notice() -> str | None:
    notice: str | None = current_app.config.get("NOTICE")
    return notice


def _file(content: bytes, sheet: Sheet, name: str, extension: str, mimetype: str) -> Response:
    filename = f"{name}-{sheet.days.as_of.isoformat()}.{extension}"
    headers = {"Content-Disposition": f'attachment; filename="{filename}"'}
    return Response(content, mimetype=mimetype, headers=headers)
