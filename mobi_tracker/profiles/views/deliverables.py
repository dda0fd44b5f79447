"""The page of a deliverable."""

from __future__ import annotations

from flask import render_template

from mobi_tracker.access import queries as access
from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.core.kinds import pointer
from mobi_tracker.core.pages import found
from mobi_tracker.portfolio import queries as portfolio
from mobi_tracker.profiles.views.blueprint import blueprint
from mobi_tracker.review.queries.questions import questions_of


@blueprint.get("/deliverables/<int:record_id>")
@requires(Permission.SEE)
def deliverable(record_id: int) -> str:
    """What a department owes under a priority, by when, and what shows that it was delivered."""
    record = found(portfolio.deliverable(record_id, viewer()))
    return render_template(
        "profiles/deliverable.html",
        deliverable=record,
        links=access.links_of(*pointer(record)),
        questions=questions_of(*pointer(record)),
        may_edit=viewer().can_for(Permission.LOG, record.department_ids),
        marking=record.effective_marking,
    )
