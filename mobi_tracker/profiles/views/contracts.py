"""The page of a contract."""

from __future__ import annotations

from flask import render_template

from mobi_tracker.access import queries as access
from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.core import clock
from mobi_tracker.core.kinds import pointer
from mobi_tracker.core.pages import found
from mobi_tracker.profiles.views.blueprint import blueprint
from mobi_tracker.projects import queries
from mobi_tracker.projects.rules import last_day_to_start, start_in_words
from mobi_tracker.review.queries.questions import questions_of


@blueprint.get("/contracts/<int:record_id>")
@requires(Permission.SEE)
def contract(record_id: int) -> str:
    """Everything that hangs on a contract."""
    record = found(queries.contract(record_id, viewer()))
    ends, payments = queries.ends_of(record), queries.payments_of(record)
    ends_on = ends[0].day if ends else None
    start_by = last_day_to_start(ends_on, record.renewal_days) if record.is_renewable else None
    return render_template(
        "profiles/contract.html",
        contract=record,
        ends=ends,
        payments=payments,
        start_by=start_by,
        start_words=start_in_words(start_by, record.is_renewable, clock.today()),
        has_ended=ends_on is not None and ends_on < clock.today(),
        links=access.links_of(*pointer(record)),
        questions=questions_of(*pointer(record)),
        may_edit=viewer().can_for(Permission.LOG, record.department_ids),
        marking=record.effective_marking,
    )
