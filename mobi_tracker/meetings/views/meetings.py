"""Meetings: list, log, edit, preview, withdraw, bring back."""

from __future__ import annotations

from operator import attrgetter

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from mobi_tracker.access import operations as access
from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.policy import authorize
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.access.withdrawing import add_withdrawing
from mobi_tracker.core.database import db, set_reading
from mobi_tracker.core.errors import NotAllowed, RuleBroken, StaleRecord
from mobi_tracker.core.kinds import url_of
from mobi_tracker.core.numbers import read_id
from mobi_tracker.core.pages import found, save, wants_fragment
from mobi_tracker.meetings import operations, queries
from mobi_tracker.meetings.forms import MeetingForm
from mobi_tracker.meetings.models import Meeting
from mobi_tracker.meetings.queries.captures import hides_lines
from mobi_tracker.meetings.views import notes_form, prefill
from mobi_tracker.meetings.views.beside import asks_for_preview, sent_beside
from mobi_tracker.meetings.views.listing import MEETINGS
from mobi_tracker.meetings.views.notes_form import FORM, form_page, items_context, plan_of, say_what_was_done
from mobi_tracker.meetings.views.record_fields import check_still_own, corrections_of
from mobi_tracker.paper.lists import answer_list

RECORD_STALE = (
    "Somebody else changed the record of a line after you opened it. "
    "Nothing of theirs or yours is lost: compare beside the notes, then save again."
)

blueprint = Blueprint("meetings", __name__, url_prefix="/meetings")


@blueprint.get("")
@requires(Permission.SEE)
def index() -> str | Response:
    """The meetings, the latest first."""
    return answer_list(MEETINGS, viewer(), "meetings/index.html")


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Permission.LOG)
def new() -> str | Response:
    """Log a meeting: one save records everything its notes say."""
    back = notes_form.restored() if request.method == "GET" else None
    form = back[0] if back else MeetingForm(viewer(), begins_with=prefill.for_new(viewer()))
    beside = back[1] if back else sent_beside()
    plan = plan_of(form, beside=beside)
    logged: list[tuple[Meeting, operations.SaveReport | None]] = []
    if not asks_for_preview() and save(form, lambda: logged.append(_log(form))):
        meeting, report = logged[0]
        say_what_was_done(report)
        return redirect(url_of(meeting))
    return form_page(form, plan, beside=beside)


def _log(form: MeetingForm) -> tuple[Meeting, operations.SaveReport | None]:
    """Log what the form says, once: the same form sent twice (Save pressed twice) is the meeting it became."""
    claimed, sent = notes_form.claim(form)
    earlier = queries.meeting(claimed.record_id, viewer()) if claimed.record_id and claimed.text == sent else None
    if earlier is not None:
        return earlier, None
    plan = plan_of(form)
    notes_form.check_own(plan)
    meeting, report = operations.log_meeting(form.draft(), plan)
    access.form_stored(claimed, meeting, sent)
    return meeting, report


@blueprint.route("/<int:record_id>/edit", methods=["GET", "POST"])
@requires(Permission.LOG)
def edit(record_id: int) -> str | Response:
    """Change a meeting and its notes; what its lines recorded keeps identity, edits and history."""
    meeting = editable(record_id)
    back = notes_form.restored(meeting) if request.method == "GET" else None
    form = back[0] if back else MeetingForm(viewer(), obj=meeting, begins_with=prefill.for_stored(meeting))
    reports: list[operations.SaveReport] = []
    if not asks_for_preview() and save(form, lambda: reports.append(_edit(meeting, form)), meeting):
        say_what_was_done(reports[0])
        return redirect(url_of(meeting))
    # Read anew: a save that failed let go of everything that was read before it.
    meeting, captures = editable(record_id), queries.captures_of(record_id)
    beside = back[1] if back else sent_beside()
    return form_page(form, plan_of(form, captures, beside), meeting, captures, beside)


def _edit(meeting: Meeting, form: MeetingForm) -> operations.SaveReport:
    captures = queries.captures_of(meeting.id)
    plan = plan_of(form, captures)
    notes_form.check_own(plan)
    corrections = corrections_of(sent_beside().edits, captures)
    try:
        report = operations.edit_meeting(meeting, form.draft(), plan, form.shown_version, corrections)
    except StaleRecord as stale:
        if stale.record is meeting:
            raise
        raise RuleBroken(RECORD_STALE) from stale
    check_still_own(corrections)
    notes_form.saved(form)
    return report


@blueprint.post("/preview")
@requires(Permission.LOG)
def preview() -> str | Response:
    """What the notes as typed so far would record: the part beside the notes. Nothing is stored."""
    db.session.rollback()
    set_reading(True)  # posted at every pause in typing: it must not wait for, or hold up, those who write
    meeting = editable(read_id(request.args["meeting"]) or 0) if "meeting" in request.args else None
    captures = queries.captures_of(meeting.id) if meeting is not None else []
    form = MeetingForm(viewer(), obj=meeting)
    if not wants_fragment():
        return form_page(form, plan_of(form, captures), captures=captures)
    context = items_context(plan_of(form, captures), captures, notes=form.notes.data or "")
    return render_template("meetings/_recorded.html", form=form, **context)


@blueprint.post("/drafts/discard")
@requires(Permission.LOG)
def discard_draft() -> Response:
    """Throw away what was being typed and never saved."""
    access.drop_draft(viewer().user_id, FORM, request.form.get("key", "")[:80])
    db.session.commit()
    flash("What was typed there is thrown away.", "success")
    meeting_id = read_id(request.form.get("key", ""))
    if meeting_id is not None:
        return redirect(url_of(editable(meeting_id)))
    return redirect(url_for("meetings.new"))


def editable(record_id: int) -> Meeting:
    """The meeting, if this person may change it. Somebody who may not read every line of its notes may not."""
    meeting = found(queries.meeting(record_id, viewer()))
    authorize(viewer(), Permission.LOG, meeting.department_ids)
    if hides_lines(meeting, viewer()):
        raise NotAllowed("The notes hold lines that you may not read, so you cannot change them.")
    return meeting


add_withdrawing(blueprint, editable, called=attrgetter("title"), stays="What its notes recorded stays as it is.")
