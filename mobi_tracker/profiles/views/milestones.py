"""The page of a milestone: every date it was given."""

from __future__ import annotations

from flask import render_template

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.core.kinds import pointer
from mobi_tracker.core.pages import found
from mobi_tracker.meetings.queries import sources_of
from mobi_tracker.profiles.views.blueprint import blueprint
from mobi_tracker.projects import queries
from mobi_tracker.review.queries.questions import questions_of


@blueprint.get("/milestones/<int:record_id>")
@requires(Permission.SEE)
def milestone(record_id: int) -> str:
    """Everything that hangs on a milestone."""
    record = found(queries.milestone(record_id, viewer()))
    dates = queries.dates_of_milestone(record, viewer())
    return render_template(
        "profiles/milestone.html",
        milestone=record,
        standing=queries.standing_of_dates(dates),
        dates=dates[::-1],
        sources=sources_of([pointer(record), *map(pointer, dates)], viewer()),
        questions=questions_of(*pointer(record)),
        may_edit=viewer().can_for(Permission.LOG, record.department_ids),
        marking=record.effective_marking,
    )
