"""The page of a meeting: what it was, its notes line by line, and what came of each line as it stands today."""

from __future__ import annotations

from flask import render_template, request

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.queries import links_of
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.core.clock import today
from mobi_tracker.core.errors import NotAllowed
from mobi_tracker.core.numbers import read_id
from mobi_tracker.core.pages import found
from mobi_tracker.meetings import queries
from mobi_tracker.meetings.queries.captures import hidden_among, hides_lines
from mobi_tracker.meetings.rules.lines import part_of
from mobi_tracker.profiles.meeting_parts import ITEMS, parts_of, times_of
from mobi_tracker.profiles.views.blueprint import blueprint
from mobi_tracker.review.queries.questions import questions_of


@blueprint.get("/meetings/<int:record_id>")
@requires(Permission.SEE)
def meeting(record_id: int) -> str:
    """A meeting, its notes, and everything that came of them."""
    record = found(queries.meeting(record_id, viewer()))
    captures = queries.captures_of(record.id)
    records = queries.records_of([each for each in captures if each.item_kind in ITEMS], viewer())
    hidden = hidden_among(record, captures, records, viewer())
    return render_template(
        "profiles/meeting.html",
        meeting=record,
        times=times_of(record),
        parts=parts_of(record, captures, hidden, records, today(), read_id(request.args.get("first", "")) or 1),
        part_of=part_of,
        may_edit=viewer().can_for(Permission.LOG, record.department_ids) and not hidden,
        questions=questions_of("meeting", record.id),
        links=links_of("meeting", record.id),
        marking=record.effective_marking,
        marking_basis=record.marking_basis,
    )


@blueprint.get("/meetings/<int:record_id>/notes/<int:number>")
@requires(Permission.SEE)
def meeting_notes(record_id: int, number: int) -> str:
    """The notes as they were saved once, word for word."""
    record = found(queries.meeting(record_id, viewer()))
    if hides_lines(record, viewer()):
        raise NotAllowed("The notes hold lines that you may not read; the meeting's page shows the others.")
    revision = found(queries.revision(record.id, number))
    return render_template(
        "profiles/meeting_notes.html", meeting=record, revision=revision, marking=record.effective_marking
    )
