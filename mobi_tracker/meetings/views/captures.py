"""What a meeting's page asks: open questions, and lines that were taken out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import flash, redirect
from werkzeug.wrappers import Response

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.policy import authorize
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.core.database import db
from mobi_tracker.core.errors import RuleBroken
from mobi_tracker.core.kinds import url_of
from mobi_tracker.core.pages import found, page_or_fragment, wants_fragment
from mobi_tracker.meetings import operations, queries
from mobi_tracker.meetings.models import Capture, Meeting
from mobi_tracker.meetings.rules.answers import Answers
from mobi_tracker.meetings.rules.plan.shapes import Plan
from mobi_tracker.meetings.views.beside import asks_for_preview, sent_beside
from mobi_tracker.meetings.views.entries import entries_of
from mobi_tracker.meetings.views.meetings import blueprint, editable
from mobi_tracker.meetings.views.notes_form import items_context, say_what_was_done


@blueprint.get("/<int:record_id>/answers")
@requires(Permission.LOG)
def answers(record_id: int) -> str:
    """The open questions of a meeting's notes, to be answered: a page, or a part of the meeting's page."""
    meeting = editable(record_id)
    captures = queries.captures_of(meeting.id)
    context = _open_context(meeting, captures, _plan(meeting, captures, Answers()))
    return page_or_fragment("meetings/answers.html", "meetings/_answers.html", **context)


@blueprint.post("/<int:record_id>/answers")
@requires(Permission.LOG)
def answer(record_id: int) -> str | Response:
    """Take answers to the open questions of a meeting's notes; to the page's script only show what they come to."""
    meeting = editable(record_id)
    captures = queries.captures_of(meeting.id)
    plan = _plan(meeting, captures, sent_beside().answers)
    if wants_fragment() or asks_for_preview():
        context = _open_context(meeting, captures, plan)
        return page_or_fragment("meetings/answers.html", "meetings/_open_items.html", **context)
    report = operations.answer_questions(meeting, plan)
    db.session.commit()
    say_what_was_done(report)
    return redirect(url_of(meeting))


def _open_context(meeting: Meeting, captures: Sequence[Capture], plan: Plan) -> dict[str, Any]:
    """The entries that are open as the meeting is stored, as the answers given so far leave them."""
    stored = entries_of(_plan(meeting, captures, Answers()))
    open_keys = {each.key for each in stored if each.asks}
    context = items_context(plan, captures, only=open_keys)
    return {**context, "meeting": meeting, "marking": meeting.effective_marking, "marking_basis": meeting.marking_basis}


def _plan(meeting: Meeting, captures: Sequence[Capture], given: Answers) -> Plan:
    return operations.plan_for(
        meeting.notes, meeting.on, viewer(), given,
        [each.project_id for each in meeting.projects if each.ended_at is None],
        [each.department_id for each in meeting.departments if each.ended_at is None],
        [each.initiative_id for each in meeting.initiatives if each.ended_at is None], captures,
    )  # fmt: skip


@blueprint.post("/<int:record_id>/lines/<int:capture_id>/withdraw")
@requires(Permission.LOG)
def withdraw_line(record_id: int, capture_id: int) -> Response:
    """Withdraw the record of a line that was taken out."""
    meeting, capture = _gone(record_id, capture_id)
    for record in queries.records_of([capture]).values():
        authorize(viewer(), Permission.LOG, record.department_ids)
    return _decide(meeting, lambda: operations.withdraw_gone(capture), "Its record is withdrawn.")


@blueprint.post("/<int:record_id>/lines/<int:capture_id>/keep")
@requires(Permission.LOG)
def keep_line(record_id: int, capture_id: int) -> Response:
    """Keep the record of a line that was taken out."""
    meeting, capture = _gone(record_id, capture_id)
    return _decide(meeting, lambda: operations.keep_gone(capture), "Its record is kept.")


def _gone(record_id: int, capture_id: int) -> tuple[Meeting, Capture]:
    meeting = editable(record_id)
    capture = found(queries.capture(capture_id))
    return meeting, found(capture if capture.meeting_id == meeting.id else None)


def _decide(meeting: Meeting, act: Callable[[], None], words: str) -> Response:
    try:
        act()
        db.session.commit()
        flash(words, "success")
    except RuleBroken as broken:
        db.session.rollback()
        flash(broken.message, "error")
    return redirect(url_of(meeting))
