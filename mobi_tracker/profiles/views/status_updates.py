"""Status updates: the page of one, and the form that adds one, which stands here since it shows facts beside it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.policy import authorize
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.access.withdrawing import add_withdrawing
from mobi_tracker.core.kinds import pointer, url_of
from mobi_tracker.core.pages import found, save
from mobi_tracker.meetings.queries import source_of
from mobi_tracker.profiles.views.blueprint import blueprint as pages
from mobi_tracker.projects import operations, queries
from mobi_tracker.projects.forms.updates import MEANINGS, OwedForm, StatusForm, start_from
from mobi_tracker.projects.models.project import Project
from mobi_tracker.projects.models.status import StatusUpdate
from mobi_tracker.review.queries.questions import questions_of

blueprint = Blueprint("status_updates", __name__)


@pages.get("/updates/<int:record_id>")
@requires(Permission.SEE)
def status_update(record_id: int) -> str:
    """One status update, with what corrects it."""
    record = found(queries.status_update(record_id, viewer()))
    return render_template(
        "profiles/status_update.html",
        update=record,
        source=source_of(*pointer(record), viewer()),
        corrections=queries.corrections_of(record.id, viewer()),
        questions=questions_of(*pointer(record)),
        may_edit=viewer().can_for(Permission.LOG, record.department_ids),
        marking=record.effective_marking,
    )


@blueprint.route("/projects/<slug>/updates/new", methods=["GET", "POST"])
@requires(Permission.LOG)
def new(slug: str) -> str | Response:
    """Add a status update; ``?corrects=`` names the one that it corrects."""
    project = found(queries.project(slug, viewer()))
    authorize(viewer(), Permission.LOG, project.department_ids)
    last, corrects = queries.latest_update(project, viewer()), _corrected(project)
    form = StatusForm(data=start_from(last, corrects))
    draft = lambda: form.draft(project.id, corrects.id if corrects else None)
    if save(form, lambda: operations.publish_update(draft())):
        flash("The update is recorded.", "success")
        return redirect(url_of(project))
    return render_template(
        "projects/status_updates/new.html",
        form=form,
        project=project,
        last=corrects or last,
        corrects=corrects,
        meanings=MEANINGS,
        milestones=queries.milestones_of(project, viewer()),
        money=queries.money_by_year(project, viewer()),
    )


def _corrected(project: Project) -> StatusUpdate | None:
    asked = request.args.get("corrects", type=int)
    if asked is None:
        return None
    corrected = found(queries.status_update(asked, viewer()))
    return found(corrected if corrected.project_id == project.id else None)


@blueprint.route("/updates/<int:record_id>/complete", methods=["GET", "POST"])
@requires(Permission.LOG)
def complete(record_id: int) -> str | Response:
    """Give the reason or the path to green that an update from notes owes: a new update says it."""
    update = _loggable(record_id)
    form = OwedForm(data={"reason": update.reason, "path_to_green": update.path_to_green})
    act = lambda: operations.complete_update(update, form.reason.data or "", form.path_to_green.data or "")
    if save(form, act, update):
        flash("It is recorded with the update.", "success")
        return redirect(url_of(update.project))
    return render_template("projects/status_updates/complete.html", form=form, update=update)


def _loggable(record_id: int) -> StatusUpdate:
    update = found(queries.status_update(record_id, viewer()))
    authorize(viewer(), Permission.LOG, update.department_ids)
    return update


add_withdrawing(blueprint, _loggable, prefix="/updates", called=lambda _: "The update")
