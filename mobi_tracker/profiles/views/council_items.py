"""The page of a Council or commission item."""

from __future__ import annotations

from flask import render_template

from mobi_tracker.access import queries as access
from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.city.council_file import council_file_address
from mobi_tracker.core.pages import found
from mobi_tracker.portfolio import queries as portfolio
from mobi_tracker.profiles.views.blueprint import blueprint
from mobi_tracker.review.queries.questions import questions_of


@blueprint.get("/council/<int:record_id>")
@requires(Permission.SEE)
def council_item(record_id: int) -> str:
    """Everything that hangs on a Council or commission item."""
    record = found(portfolio.council_item(record_id, viewer()))
    return render_template(
        "profiles/council_item.html",
        item=record,
        file_url=council_file_address(record.council_file) if record.council_file else None,
        may_edit=viewer().can_for(Permission.LOG, record.department_ids),
        links=access.links_of("council_item", record.id),
        questions=questions_of("council_item", record.id),
    )
