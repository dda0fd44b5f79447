"""Status updates: the page of one, and the form that adds one, which stands here since it shows facts beside it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.policy import authorize
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.access.withdrawing import add_withdrawing
from mobi_tracker.city.fiscal_year import fiscal_year_of
from mobi_tracker.core import clock
from mobi_tracker.core.kinds import pointer, url_of
from mobi_tracker.core.pages import found, save
from mobi_tracker.meetings.queries import source_of
from mobi_tracker.profiles.judged import judged
from mobi_tracker.profiles.queries.project_page import waiting_in_short
from mobi_tracker.profiles.views.blueprint import blueprint as pages
from mobi_tracker.projects import operations, queries
from mobi_tracker.projects.forms.updates import MEANINGS, OwedForm, StatusForm, start_from
from mobi_tracker.projects.models.project import Project
from mobi_tracker.projects.models.status import StatusUpdate
from mobi_tracker.projects.queries import AsOf
from mobi_tracker.projects.rules import is_better
from mobi_tracker.projects.vocabulary import Rating, RiskState
from mobi_tracker.review.queries.questions import questions_of
from mobi_tracker.standing.evidence.words import reason_in_words, reasons_in_words
from mobi_tracker.standing.facts import ProjectStanding
from mobi_tracker.standing.queries.judging import judging_of
from mobi_tracker.standing.speaking import standing_of, suggested_to_speaker

blueprint = Blueprint("status_updates", __name__)

GIVEN_LATER = ("reason", "path_to_green", "evidence_reason")


@pages.get("/updates/<int:record_id>")
@requires(Permission.SEE)
def status_update(record_id: int) -> str:
    """One status update, with what corrects it."""
    record = found(queries.status_update(record_id, viewer()))
    return render_template(
        "profiles/status_update.html",
        update=record,
        standing=_standing(record),
        in_words=reason_in_words,
        source=source_of(*pointer(record), viewer()),
        corrections=queries.corrections_of(record.id, viewer()),
        questions=questions_of(*pointer(record)),
        may_edit=viewer().can_for(Permission.LOG, record.department_ids),
        marking=record.effective_marking,
    )


def _standing(update: StatusUpdate) -> ProjectStanding | None:
    """How its project stands today, where this is the update that holds for it now, as this reader sees it."""
    project, as_of = update.project, AsOf(clock.today())
    last = queries.latest_updates_in_short([project.id], viewer()).get(project.id)
    if project.is_withdrawn or last is None or last.id != update.id:
        return None
    actions, asks = waiting_in_short(project.id, viewer())
    facts = {
        "milestones": queries.milestones_of(project, viewer()),
        "years": queries.money_by_year(project, viewer()),
        "risks": [each for each in queries.risks_of(project, viewer()) if each.state is RiskState.OPEN],
        "actions": actions,
        "asks": asks,
    }
    judging = judging_of(project.id, as_of.day, as_of.moment, viewer())
    return judged(project, as_of, project.phase, project.starts_on, update, facts, judging)


def _holds(update: StatusUpdate, standing: ProjectStanding | None) -> bool:
    """Whether it is the update that holds for its project now, as this reader sees it."""
    return standing is not None and standing.report is not None and standing.report.id == update.id


@blueprint.route("/projects/<slug>/updates/new", methods=["GET", "POST"])
@requires(Permission.LOG)
def new(slug: str) -> str | Response:
    """Add a status update; ``?corrects=`` names the one that it corrects."""
    project = found(queries.project(slug, viewer()))
    authorize(viewer(), Permission.LOG, project.department_ids)
    last, corrects = queries.latest_update(project, viewer()), _corrected(project)
    form, standing = StatusForm(data=start_from(last, corrects)), standing_of(project.id, viewer())
    draft = lambda: form.draft(project.id, corrects.id if corrects else None, suggested_to_speaker(standing))
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
        standing=standing,
        in_words=reason_in_words,
        elapsed=fiscal_year_of(clock.today()),
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
    """Give what an update owes, such as a path to green that notes did not name: a new update says it."""
    update = _loggable(record_id)
    standing = standing_of(update.project_id, viewer())
    suggested = suggested_to_speaker(standing)
    asks_why_better = standing is not None and _holds(update, standing) and is_better(update.overall, suggested)
    if not (update.is_reason_owed or update.is_path_owed or asks_why_better):
        flash("Nothing is owed on this update.", "success")
        return redirect(url_of(update))
    form = OwedForm(data={name: getattr(update, name) for name in GIVEN_LATER})
    given = lambda: {name: getattr(form, name).data or "" for name in GIVEN_LATER}
    evidence = suggested if asks_why_better else Rating.NOT_RATED
    act = lambda: operations.complete_update(update, **given(), evidence=evidence)
    if save(form, act, update):
        flash("It is recorded with the update.", "success")
        return redirect(url_of(update.project))
    shown = {"suggested": suggested, "asks_why_better": asks_why_better, "in_words": reasons_in_words}
    return render_template(
        "projects/status_updates/complete.html", form=form, update=update, standing=standing, **shown
    )


def _loggable(record_id: int) -> StatusUpdate:
    update = found(queries.status_update(record_id, viewer()))
    authorize(viewer(), Permission.LOG, update.department_ids)
    return update


add_withdrawing(blueprint, _loggable, prefix="/updates", called=lambda _: "The update")
