"""The page of a risk or an issue."""

from __future__ import annotations

from flask import render_template

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.core.kinds import pointer
from mobi_tracker.core.pages import found
from mobi_tracker.meetings.queries import source_of
from mobi_tracker.profiles.views.blueprint import blueprint
from mobi_tracker.projects import queries
from mobi_tracker.review.queries.questions import questions_of


@blueprint.get("/risks/<int:record_id>")
@requires(Permission.SEE)
def risk(record_id: int) -> str:
    """Everything that hangs on a risk or an issue."""
    record = found(queries.risk(record_id, viewer()))
    return render_template(
        "profiles/risk.html",
        risk=record,
        ratings=queries.ratings_of(record)[::-1],
        issues=queries.issues_from(record, viewer()),
        source=source_of(*pointer(record), viewer()),
        questions=questions_of(*pointer(record)),
        may_edit=viewer().can_for(Permission.LOG, record.department_ids),
        marking=record.effective_marking,
    )
