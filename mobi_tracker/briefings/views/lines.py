"""One line of the draft: edit it, add one, hide it, move it. With the page's script each answers with its part."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.operations import drop_draft
from mobi_tracker.access.policy import authorize
from mobi_tracker.access.queries import draft_of
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.briefings.forms import LineForm
from mobi_tracker.briefings.models import Briefing, BriefingLine
from mobi_tracker.briefings.operations import lines as operations
from mobi_tracker.briefings.queries import briefings as queries
from mobi_tracker.briefings.views.blueprint import blueprint, briefing_here, week_of
from mobi_tracker.briefings.views.edit import edit_context
from mobi_tracker.briefings.vocabulary import Section
from mobi_tracker.core.database import db
from mobi_tracker.core.errors import RuleBroken
from mobi_tracker.core.numbers import read_id
from mobi_tracker.core.pages import found, page_or_fragment, save, wants_fragment

AUTOSAVED = "briefing-line"  # the name under which what is being typed is kept
ACTS = {
    "up": lambda line: operations.move_line(line, up=True),
    "down": lambda line: operations.move_line(line, up=False),
    "hide": operations.hide_line,
    "show": operations.show_line,
    "take_out": operations.take_out_line,
}


@blueprint.route("/<week>/lines/<int:record_id>/edit", methods=["GET", "POST"])
@requires(Permission.WRITE)
def edit_line(week: str, record_id: int) -> str | Response:
    """Give a line other words, another section or marking."""
    line = _line(week, record_id)
    form = LineForm(viewer(), obj=line)
    kept = _bring_back(form, str(line.id), line.text)
    if line.is_withdrawn and kept is None and not form.is_submitted():
        abort(404)  # whoever was typing into it keeps their words; nobody else meets it
    if save(form, lambda: _store(line, form), line):
        return _line_again(week, line)
    if line.is_withdrawn and form.stale:
        form.add_error("The line was taken out meanwhile. Save it again, and it is back with your words.")
    return page_or_fragment(
        "briefings/line.html", "briefings/_line_form.html", form=form, week=week_of(week), line=line, kept=kept,
        key=f"{AUTOSAVED}/{line.id}", cancel_url=_place(week, line),
    )  # fmt: skip


@blueprint.route("/<week>/lines/new", methods=["GET", "POST"])
@requires(Permission.WRITE)
def new_line(week: str) -> str | Response:
    """Add a line of one's own to a section."""
    briefing = briefing_here(week)
    wanted = request.args.get("section", "")
    section = Section(wanted) if wanted in set(Section) else Section.BOTTOM_LINE
    form = LineForm(viewer(), data={"section": section})
    kept = _bring_back(form, f"new-{week}", "")
    made: list[BriefingLine] = []
    if save(form, lambda: made.append(_add(briefing, form, week))):
        flash("The line is added at the foot of its section.", "success")
        return redirect(_place(week, made[0]))
    return render_template(
        "briefings/line.html", form=form, week=week_of(week), line=None, kept=kept, key=f"{AUTOSAVED}/new-{week}",
        cancel_url=url_for("briefings.edit", week=week),
    )  # fmt: skip


@blueprint.post("/<week>/arrange")
@requires(Permission.WRITE)
def arrange(week: str) -> str | Response:
    """Move a line up or down, hide it, show it, or take one's own out: ``do`` says what and which ("up:12")."""
    what, _, number = request.form.get("do", "").partition(":")
    record_id = read_id(number)
    if what not in ACTS or record_id is None:
        abort(400)
    line = _line(week, record_id)
    if line.is_withdrawn:
        abort(404)
    try:
        ACTS[what](line)
        db.session.commit()
    except RuleBroken as broken:
        db.session.rollback()
        flash(broken.message, "warning")
    if wants_fragment():
        return render_template("briefings/_draft.html", week=week_of(week), **edit_context(line.briefing))
    return redirect(_place(week, line))


@blueprint.post("/<week>/lines/<key>/discard")
@requires(Permission.WRITE)
def discard_draft(week: str, key: str) -> Response:
    """Throw away what one was typing into a line, and begin from the line as it stands."""
    drop_draft(viewer().user_id, AUTOSAVED, key)
    db.session.commit()
    if key.isdecimal():
        return redirect(url_for("briefings.edit_line", week=week, record_id=int(key)))
    return redirect(url_for("briefings.new_line", week=week))


def _line(week: str, record_id: int) -> BriefingLine:
    line = found(queries.line(record_id, viewer()))
    if line.briefing.week != week_of(week).start:
        abort(404)
    authorize(viewer(), Permission.WRITE, line.department_ids)
    return line


def _bring_back(form: LineForm, key: str, text: str) -> Any:
    """Fill the form with what this person was typing before, if that was not saved; gives the kept draft."""
    if form.is_submitted():
        return None
    kept = draft_of(viewer().user_id, AUTOSAVED, key)
    if kept is None or kept.text.strip() in ("", text):
        return None
    form.text.data = kept.text
    if kept.base_version is not None:
        form.version.data = str(kept.base_version)
    return kept


def _store(line: BriefingLine, form: LineForm) -> None:
    draft = form.draft()
    if draft.department_id is not None:
        authorize(viewer(), Permission.WRITE, (draft.department_id,))
    operations.edit_line(line, draft, viewer(), form.shown_version)
    drop_draft(viewer().user_id, AUTOSAVED, str(line.id))


def _add(briefing: Briefing, form: LineForm, week: str) -> BriefingLine:
    draft = form.draft()
    authorize(viewer(), Permission.WRITE, () if draft.department_id is None else (draft.department_id,))
    line = operations.add_line(briefing, draft)
    drop_draft(viewer().user_id, AUTOSAVED, f"new-{week}")
    return line


def _line_again(week: str, line: BriefingLine) -> str | Response:
    if not wants_fragment():
        flash("Saved.", "success")
        return redirect(_place(week, line))
    # The whole draft, not this line alone: what others changed meanwhile is seen before it is submitted with it.
    draft = render_template("briefings/_draft.html", week=week_of(week), saved=line, **edit_context(line.briefing))
    return Response(draft, mimetype="text/html", headers={"X-Fragment-Target": "#draft"})


def _place(week: str, line: BriefingLine) -> str:
    return url_for("briefings.edit", week=week, _anchor=f"line-{line.id}")
