"""Answers for lists: the page, or the same rows as CSV or Excel."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app, render_template, request

from mobi_tracker.core.clock import today
from mobi_tracker.core.listing import Listing, all_rows, page_of
from mobi_tracker.paper.tables.columns import ColumnKind, TableColumn
from mobi_tracker.paper.tables.write import write_csv, write_excel

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def answer_list(listing: Listing, viewer: Any, template: str, **context: Any) -> str | Response:
    """The list as the address asks for it: ``?format=csv`` and ``?format=xlsx`` give a file, else the page."""
    wanted = request.args.get("format")
    if wanted in ("csv", "xlsx"):
        return _file(listing, viewer, wanted)
    return render_template(template, page=page_of(listing, request.args, viewer, request.path), **context)


def _file(listing: Listing, viewer: Any, wanted: str) -> Response:
    columns = [TableColumn(each.key, each.label, ColumnKind(each.kind)) for each in listing.columns]
    rows = all_rows(listing, request.args, viewer)
    return file_answer(columns, rows, listing.title, wanted)


def file_answer(columns: list[TableColumn], rows: list[list[Any]], title: str, wanted: str) -> Response:
    """Rows as a file to keep, named after its title and day, with the notice that the page would show."""
    notice = current_app.config.get("NOTICE")
    if wanted == "csv":
        content, mimetype = write_csv(columns, rows, notice), "text/csv; charset=utf-8"
    else:
        content, mimetype = write_excel(columns, rows, title, notice), EXCEL
    name = f"{title.lower().replace(' ', '-')}-{today().isoformat()}.{wanted}"
    return Response(content, mimetype=mimetype, headers={"Content-Disposition": f'attachment; filename="{name}"'})
