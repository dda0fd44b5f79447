"""Second opinions: new, withdraw."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.policy import authorize
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.core.kinds import url_of
from mobi_tracker.core.pages import found, press, save, say_done
from mobi_tracker.core.withdrawals import bring_back, withdraw
from mobi_tracker.projects import queries as projects
from mobi_tracker.standing.forms import OpinionForm
from mobi_tracker.standing.models import SecondOpinion
from mobi_tracker.standing.operations import give_opinion
from mobi_tracker.standing.queries.explanations import second_opinion

blueprint = Blueprint("second_opinions", __name__)


@blueprint.route("/projects/<slug>/second-opinions/new", methods=["GET", "POST"])
@requires(Permission.FORWARD)
def new(slug: str) -> str | Response:
    """Set a second opinion beside the reported rating."""
    project = found(projects.project(slug, viewer()))
    authorize(viewer(), Permission.FORWARD, project.department_ids)
    report, form = projects.latest_update(project, viewer()), OpinionForm()
    made: list[SecondOpinion] = []
    if save(form, lambda: made.append(give_opinion(form.draft(project.id)))):
        back = f"{url_of(project)}#evidence"
        say_done("Your second opinion is set.", url_for("second_opinions.withdraw", record_id=made[0].id), back)
        return redirect(back)
    return render_template("standing/opinions/new.html", form=form, project=project, report=report)


@blueprint.post("/second-opinions/<int:record_id>/withdraw", endpoint="withdraw")
@requires(Permission.FORWARD)
def withdraw_opinion(record_id: int) -> Response:
    """Take a second opinion back; past days still show it."""
    opinion = found(second_opinion(record_id, viewer()))
    authorize(viewer(), Permission.FORWARD, opinion.department_ids)
    undo = url_for("second_opinions.bring_back", record_id=opinion.id)
    return press(lambda: withdraw(opinion), "The second opinion is withdrawn.", url_of(opinion.project), undo)


@blueprint.post("/second-opinions/<int:record_id>/bring-back", endpoint="bring_back")
@requires(Permission.FORWARD)
def bring_opinion_back(record_id: int) -> Response:
    """Undo the withdrawal of a second opinion."""
    opinion = found(second_opinion(record_id, viewer()))
    authorize(viewer(), Permission.FORWARD, opinion.department_ids)
    return press(lambda: bring_back(opinion), "The second opinion is back.", url_of(opinion.project))
