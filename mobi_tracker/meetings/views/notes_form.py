"""What logging and editing share: the plan of the notes at hand, the page, kept drafts, what to say after."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from flask import flash, render_template, request
from markupsafe import escape

from mobi_tracker.access import operations as access
from mobi_tracker.access.guard import viewer
from mobi_tracker.access.models import Draft
from mobi_tracker.access.queries import draft_of
from mobi_tracker.access.vocabulary import Marking, Permission, strictest
from mobi_tracker.city.words import counted_in_words
from mobi_tracker.core.errors import RuleBroken
from mobi_tracker.meetings import operations, queries
from mobi_tracker.meetings.forms import MeetingForm, values_of_draft
from mobi_tracker.meetings.models import Capture, Meeting
from mobi_tracker.meetings.operations import SaveReport
from mobi_tracker.meetings.rules.plan.shapes import Plan
from mobi_tracker.meetings.views.beside import Beside, asks_for_preview, read_beside, sent_beside
from mobi_tracker.meetings.views.entries import ORGANIZATION_KINDS, entries_of, heading_of
from mobi_tracker.meetings.views.record_fields import CHOICES, refused_edits
from mobi_tracker.meetings.views.sheet import sheet_of
from mobi_tracker.projects.queries import department_ids_of

FORM = "meeting"  # the name that drafts of this form are kept under


def plan_of(form: MeetingForm, captures: Sequence[Capture] = (), beside: Beside | None = None) -> Plan:
    """What the notes in the form would record, with the answers sent along."""
    if not (form.notes.data or "").strip() and not captures:
        return Plan(
            project_ids=tuple(form.projects.data or ()),
            department_ids=tuple(form.departments.data or ()),
            initiative_ids=tuple(form.initiatives.data or ()),
        )
    return operations.plan_for(
        form.notes.data or "", form.day, viewer(), (beside or sent_beside()).answers_for(captures),
        form.projects.data or (), form.departments.data or (), form.initiatives.data or (), captures,
    )  # fmt: skip


def check_own(plan: Plan) -> None:
    """An analyst logs for their own departments only. Raises RuleBroken, so that the form keeps what was typed."""
    departments = set(plan.department_ids)
    for project_id in plan.project_ids:
        departments |= department_ids_of(project_id)
    if not viewer().can_for(Permission.LOG, departments):
        raise RuleBroken("Choose one of your own departments, or a project of theirs.", "departments")


def items_context(
    plan: Plan,
    captures: Sequence[Capture] = (),
    beside: Beside | None = None,
    notes: str = "",
    takes_newest: bool = False,
    only: Collection[str] | None = None,
) -> dict[str, Any]:
    """What the template of the items needs. ``only``: the keys of the entries that are shown, where not all are."""
    records = queries.records_of(captures, viewer()) if captures else {}
    entries = entries_of(plan, captures, records)
    if only is not None:
        entries = [replace(each, number=at) for at, each in enumerate((e for e in entries if e.key in only), start=1)]
    size = len(escape(notes).encode("utf-8", "replace"))
    return {
        "sheet": sheet_of(entries, beside or sent_beside(), captures, size, takes_newest, only is None),
        "items_heading": heading_of(plan),
        "line_count": plan.line_count,
        "choices": CHOICES,
        "organization_kinds": ORGANIZATION_KINDS,
    }


def form_page(
    form: MeetingForm,
    plan: Plan,
    meeting: Meeting | None = None,
    captures: Sequence[Capture] = (),
    beside: Beside | None = None,
) -> str:
    """The page on which a meeting is logged or edited, under the marking that it has or is about to be given."""
    form.draft_key.data = form.draft_key.data or new_key()
    marking = form.marking.data or Marking.INTERNAL
    was_refused = form.is_submitted() and not asks_for_preview()
    if was_refused and captures:
        beside = _without_refused(form, captures, beside or sent_beside())
    return render_template(
        "meetings/edit.html" if meeting else "meetings/new.html",
        form=form,
        meeting=meeting,
        offers=[] if form.is_submitted() or "restore" in request.args else _offers(meeting),
        marking=strictest(marking, meeting.effective_marking) if meeting else marking,
        marking_basis=form.marking_basis.data,
        **items_context(plan, captures, beside, form.notes.data or "", was_refused),
    )


def _without_refused(form: MeetingForm, captures: Sequence[Capture], beside: Beside) -> Beside:
    """Beside the notes without the edits that their records take no more: kept, they would be refused at every save."""
    refused = refused_edits(beside.edits, captures, queries.records_of(captures, viewer())) if beside.edits else {}
    for sentence in refused.values():
        if sentence not in " ".join(form.form_errors):
            form.add_error(sentence)
    return replace(beside, edits={each: edit for each, edit in beside.edits.items() if each not in refused})


def _offers(meeting: Meeting | None) -> list[Draft]:
    """What this person was typing here and never saved."""
    if meeting is None:
        return queries.drafts_of(viewer().user_id, FORM, "new-")
    kept = draft_of(viewer().user_id, FORM, str(meeting.id))
    return [kept] if kept is not None and values_of_draft(kept.text) is not None else []


def new_key() -> str:
    """A key for what is being typed into a new meeting, so that two tabs keep two drafts."""
    return f"new-{secrets.token_hex(6)}"


def restored(meeting: Meeting | None = None) -> tuple[MeetingForm, Beside] | None:
    """The form as a kept draft fills it, where the address asks for one; it stays kept until it is saved."""
    key = request.args.get("restore", "")
    kept = draft_of(viewer().user_id, FORM, key) if key == str(meeting.id if meeting else key) else None
    values = values_of_draft(kept.text) if kept is not None else None
    if kept is None or values is None:
        return None
    values.setlist("draft_key", [key])
    if kept.base_version is not None:
        values.setlist("version", [str(kept.base_version)])
    return MeetingForm(viewer(), formdata=values, held_by=meeting), read_beside(values.items(multi=True))


def claim(form: MeetingForm) -> tuple[Draft, str]:
    """Take hold of the form of a new meeting, with the fingerprint of what it sent."""
    sent = access.fingerprint((name, value) for name, value in request.form.items(multi=True) if name != "do")
    return access.claim_form(viewer().user_id, FORM, (form.draft_key.data or new_key())[:80], sent), sent


def saved(form: MeetingForm) -> None:
    """Drop what was kept of the form of a stored meeting: it is saved now."""
    if form.draft_key.data:
        access.drop_draft(viewer().user_id, FORM, form.draft_key.data[:80])


def say_what_was_done(report: SaveReport | None) -> None:
    """Tell what a save recorded, and what it left for the person to decide; None: it was saved before."""
    if report is None:
        flash("This meeting was saved already: here it is.", "success")
        return
    done = [
        f"{counted_in_words(count, 'item')} {words}"
        for count, words in ((report.made, "recorded"), (report.changed, "changed"), (report.corrected, "corrected"))
        if count
    ]
    flash(f"Saved: {', '.join(done)}." if done else "Saved.", "success")
    if report.pending:
        flash(f"{counted_in_words(report.pending, 'question').capitalize()} still open: answer below.", "warning")
    if report.gone:
        lines = counted_in_words(report.gone, "line")
        flash(
            f"{lines.capitalize()} with a record left the notes: say below whether to withdraw what came of it.",
            "warning",
        )
    for sentence in report.kept:
        flash(sentence, "warning")
