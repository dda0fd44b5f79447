"""No surprises: what the Deputy Mayor will see, each line with its answers."""

from __future__ import annotations

from flask import request, url_for

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.vocabulary import Marking, Permission
from mobi_tracker.core.numbers import read_id
from mobi_tracker.core.pages import own_page, page_or_fragment, wants_fragment
from mobi_tracker.dashboard.surprise_sheet import sheet_of
from mobi_tracker.dashboard.views.blueprint import blueprint

ROWS_A_PAGE = 20


@blueprint.get("/today/surprises")
@requires(Permission.LOG)
def surprises() -> str:
    """Each rule that fires now or within three working days, and the presses that answer it."""
    sheet = sheet_of(viewer())
    pages = max(1, -(-sheet.count // ROWS_A_PAGE))
    number = min(read_id(request.args.get("page", "1")) or 1, pages)
    own = url_for("dashboard.surprises", page=number if number > 1 else None)
    # A part of another page leads its answers back to that page.
    back = own_page(request.args.get("next"), own) if wants_fragment() else own
    strictest = sheet.marking if sheet.marking.strictness > Marking.INTERNAL.strictness else None
    first = (number - 1) * ROWS_A_PAGE
    rows = sheet.first(back) if wants_fragment() else sheet.rows(first, first + ROWS_A_PAGE, back)
    return page_or_fragment(
        "dashboard/surprises.html", "dashboard/_surprises_today.html", sheet=sheet, rows=rows, back=back,
        page_number=number, pages=pages, strictest=strictest,
    )  # fmt: skip
