"""The charts that the dashboard has no room for: a page each, and each as SVG, CSV, Excel and for the page's script."""

from __future__ import annotations

from flask import Response, current_app, jsonify, render_template, request

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.dashboard.chart_sheet import CHARTS, ChartSheet, chart_sheet
from mobi_tracker.dashboard.views.blueprint import blueprint
from mobi_tracker.paper.lists import EXCEL
from mobi_tracker.paper.tables.write import write_csv, write_excel

SVG_WIDTH = 960
MOST_CELLS = 160  # of a table on the page of its chart; a larger one is a press away
MOST_CELLS_ALONE = 600
CSV = "text/csv; charset=utf-8"


@blueprint.get("/dashboard/charts")
@requires(Permission.SEE)
def charts() -> str | Response:
    """Ratings week by week, as reported and as suggested; ``weeks=52`` for a year."""
    return _answer("charts")


@blueprint.get("/dashboard/charts/grid")
@requires(Permission.SEE)
def chart_grid() -> str | Response:
    """Each project over twelve weeks, with each week's why."""
    return _answer("chart_grid")


@blueprint.get("/dashboard/charts/timeline")
@requires(Permission.SEE)
def chart_timeline() -> str | Response:
    """Milestones, baseline against forecast; ``group=department`` groups them so."""
    return _answer("chart_timeline")


@blueprint.get("/dashboard/charts/carrying")
@requires(Permission.SEE)
def chart_carrying() -> str | Response:
    """Departments by initiatives: how many projects, how rated, and where there is nobody."""
    return _answer("chart_carrying")


@blueprint.get("/dashboard/charts/money")
@requires(Permission.SEE)
def chart_money() -> str | Response:
    """Money by initiative and fiscal year."""
    return _answer("chart_money")


@blueprint.get("/dashboard/charts/slips")
@requires(Permission.SEE)
def chart_slips() -> str | Response:
    """How the forecasts of milestones moved."""
    return _answer("chart_slips")


def _answer(name: str) -> str | Response:
    """The page, or what ``format`` asks for: svg, csv, xlsx, json (what Plotly draws)."""
    sheet, wanted = chart_sheet(name, request.args, viewer()), request.args.get("format")
    if wanted == "json":
        return jsonify(sheet.drawn.chart.plotly())
    if wanted in ("svg", "csv", "xlsx"):
        return _file(sheet, name, wanted)
    return render_template(
        "dashboard/charts.html", sheet=sheet, days=sheet.days, drawn=sheet.drawn, figure=sheet.drawn.chart,
        name=name, pages_of_charts=CHARTS, is_grid=name == "chart_grid", **_table(sheet),
    )  # fmt: skip


def _table(sheet: ChartSheet) -> dict[str, object]:
    """How much of the table the page holds: all of what is drawn beside the chart, or more of it alone."""
    table, width = sheet.drawn.chart.table(), len(sheet.drawn.table.headings)
    is_alone = request.args.get("view") == "table"
    is_large = len(table.rows) * width > MOST_CELLS
    rows = sheet.drawn.table.rows[: MOST_CELLS_ALONE // width] if is_alone else table.rows
    return {
        "is_table": is_alone,
        "is_large": is_large,
        "rows": rows,
        "rows_more": len(sheet.drawn.table.rows) - len(rows),
    }


def _notice(sheet: ChartSheet) -> str:
    """What a file says of itself: its day, which projects, its marking, what is left out."""
    day = f"Portfolio as of {sheet.days.as_of.isoformat()}"
    left_out = "Figures leave out records you may not see" if sheet.leaves_out else ""
    said = (
        current_app.config.get("NOTICE"),
        day,
        sheet.narrowing.sentence,
        f"Marked {sheet.marking.label.lower()}",
        left_out,
    )
    return ". ".join(part for part in said if part)


def _file(sheet: ChartSheet, name: str, wanted: str) -> Response:
    chart, table = sheet.drawn.chart, sheet.drawn.table
    title = CHARTS[name]
    notice = _notice(sheet)
    if wanted == "svg":
        content, mimetype = chart.svg(SVG_WIDTH).encode(), "image/svg+xml"
    elif wanted == "csv":
        content, mimetype = write_csv(table.columns(), table.row_mappings(), notice), CSV
    else:
        content, mimetype = write_excel(table.columns(), table.row_mappings(), title, notice), EXCEL
    stem = f"{title.lower().replace(' × ', '-by-').replace(' ', '-')}-{sheet.days.as_of.isoformat()}"
    return Response(
        content, mimetype=mimetype, headers={"Content-Disposition": f'attachment; filename="{stem}.{wanted}"'}
    )
