"""The pages of an action item, a decision and an ask: all that hangs on each, and the line of notes it came from."""

from __future__ import annotations

from typing import Any

from flask import render_template

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.queries import links_of
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.commitments import queries, rules
from mobi_tracker.core.kinds import pointer
from mobi_tracker.core.pages import found
from mobi_tracker.meetings.queries.captures import source_of
from mobi_tracker.profiles.views.blueprint import blueprint
from mobi_tracker.review.queries.questions import questions_of


@blueprint.get("/action-items/<int:record_id>")
@requires(Permission.SEE)
def action_item(record_id: int) -> str:
    """Everything that hangs on an action item."""
    record = found(queries.action_item(record_id, viewer()))
    return render_template("profiles/action_item.html", action=record, **_hanging_on(record))


@blueprint.get("/decisions/<int:record_id>")
@requires(Permission.SEE)
def decision(record_id: int) -> str:
    """Everything that hangs on a decision."""
    record = found(queries.decision(record_id, viewer()))
    return render_template("profiles/decision.html", decision=record, **_hanging_on(record))


@blueprint.get("/asks/<int:record_id>")
@requires(Permission.SEE)
def ask(record_id: int) -> str:
    """Everything that hangs on an ask, and what was decided on it."""
    record = found(queries.ask(record_id, viewer()))
    may_decide = rules.may_decide(viewer().reach(Permission.DECIDE), record.asked_of, record.state)
    return render_template(
        "profiles/ask.html",
        ask=record,
        may_decide=may_decide and not record.is_withdrawn,
        decision=queries.decision_of_ask(record.id, viewer()),
        **_hanging_on(record),
    )


def _hanging_on(record: Any) -> dict[str, Any]:
    kind, record_id = pointer(record)
    return {
        "may_edit": viewer().can_for(Permission.LOG, record.department_ids),
        "source": source_of(kind, record_id, viewer()),
        "questions": questions_of(kind, record_id),
        "links": links_of(kind, record_id),
        "marking": record.effective_marking,
        "marking_basis": record.marking_basis,
    }
