"""Answering what the Deputy Mayor will see: it happened, a new date, still open, explained; and taking that back."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.policy import authorize
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.core.numbers import read_id
from mobi_tracker.core.pages import found, own_page, page_or_fragment, press, save, say_done
from mobi_tracker.core.withdrawals import withdraw
from mobi_tracker.dashboard.answering import WAYS, Done, Line, Way, move_back, record_of, still_open
from mobi_tracker.dashboard.forms import AnswerForm
from mobi_tracker.dashboard.views.blueprint import blueprint
from mobi_tracker.projects import queries as projects
from mobi_tracker.projects.models.project import Project
from mobi_tracker.projects.vocabulary import DateKind
from mobi_tracker.standing.coming import reason_ahead
from mobi_tracker.standing.queries.explanations import explanation
from mobi_tracker.standing.vocabulary import Rule

ANSWERED = "That was answered in the meantime, or its facts changed: it is not among what will be seen any more."


@blueprint.route("/projects/<slug>/answers/<way>", methods=["GET", "POST"])
@requires(Permission.LOG)
def answer(slug: str, way: str) -> str | Response:
    """Answer one rule that fires for one record (``rule``, ``kind``, ``id`` in the address) by a small form."""
    known, project = found(WAYS.get(way)), _project(slug)
    line = _line(project, known)
    if line is None:
        return _too_late()
    form = known.form(line)
    done: list[Done] = []
    if form.agrees(line.words) and save(form, lambda: done.append(known.act(line, form))):
        say_done(done[0].words, done[0].undo, _back())
        return redirect(_back())
    return _form_page(known, line, form)


def _form_page(way: Way, line: Line, form: AnswerForm) -> str:
    for field in form:  # several may be open on a page
        field.id = f"{line.rule}-{line.pointer[0]}-{line.pointer[1]}-{field.id}"
    address = request.full_path
    return page_or_fragment(
        "dashboard/answer.html", "dashboard/_answer.html", way=way, line=line, form=form, address=address, back=_back()
    )


@blueprint.post("/projects/<slug>/still-open")
@requires(Permission.LOG)
def still(slug: str) -> Response:
    """Say of a rule that fires that the matter is still open: it is explained for a week."""
    line = _line(_project(slug))
    if line is None:
        return _too_late()
    form = AnswerForm()
    done: list[Done] = []
    if save(form, lambda: done.append(still_open(line))):
        say_done(done[0].words, done[0].undo, _back())
    else:
        flash(" ".join(form.form_errors), "error")
    return redirect(_back())


def _project(slug: str) -> Project:
    project = found(projects.project(slug, viewer()))
    authorize(viewer(), Permission.LOG, project.department_ids)
    return project


def _line(project: Project, way: Way | None = None) -> Line | None:
    """The line that was asked for; None where it fires no more for this reader. 404 where it is not answered so."""
    rule, kind, number = (request.values.get(name, "") for name in ("rule", "kind", "id"))
    record_id = read_id(number)
    if rule not in set(Rule) or record_id is None:
        abort(400)
    pointer = (kind, record_id)
    if way is not None and not way.fits(pointer):
        abort(404)
    reason = reason_ahead(project.id, Rule(rule), pointer, viewer())
    if reason is None:
        return None
    record = record_of(pointer, viewer())
    if record is not None:
        authorize(viewer(), Permission.LOG, record.department_ids)
    return Line(project, Rule(rule), pointer, reason, record)


def _too_late() -> Response:
    if request.method == "GET":
        abort(404)
    flash(ANSWERED, "error")
    return redirect(_back())


def _back() -> str:
    return own_page(request.values.get("next"), url_for("dashboard.surprises"))


@blueprint.post("/milestone-dates/<int:record_id>/undo")
@requires(Permission.LOG)
def undo_date(record_id: int) -> Response:
    """Take back a day on which a milestone was said to be reached or expected: what held before holds again."""
    given = found(projects.given_date(record_id, viewer()))
    authorize(viewer(), Permission.LOG, given.department_ids)
    if given.kind is DateKind.BASELINE:
        abort(404)
    done = f"“{given.milestone.name}” stands as it did before."
    return press(lambda: withdraw(given, "Undone."), done, url_for("dashboard.surprises"))


@blueprint.post("/due-days/<kind>/<int:record_id>/undo")
@requires(Permission.LOG)
def undo_due(kind: str, record_id: int) -> Response:
    """Give a commitment the due day back that it had before a new one (``was``), while nobody changed it since."""
    record: Any = found(record_of((kind, record_id), viewer()) if kind in ("action_item", "ask") else None)
    authorize(viewer(), Permission.LOG, record.department_ids)
    was, version = _day(request.args.get("was", "")), read_id(request.args.get("version", ""))
    if was is None or version is None:
        abort(400)
    kept_id = read_id(request.args.get("why", ""))
    why = explanation(kept_id, viewer()) if kept_id is not None else None
    if why is not None and (why.about_kind, why.about_id) != (kind, record_id):
        abort(404)
    act = lambda: move_back(record, was, version, why)
    return press(act, "The earlier day holds again.", url_for("dashboard.surprises"))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
