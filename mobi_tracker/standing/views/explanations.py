"""Explaining a rule that fires: new, withdraw."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.policy import authorize
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.access.withdrawing import add_withdrawing
from mobi_tracker.core import clock
from mobi_tracker.core.kinds import url_of
from mobi_tracker.core.numbers import read_id
from mobi_tracker.core.pages import found, own_page, save, say_done
from mobi_tracker.projects import queries as projects
from mobi_tracker.projects.models.project import Project
from mobi_tracker.standing.coming import reason_ahead
from mobi_tracker.standing.evidence.judge import Reason
from mobi_tracker.standing.evidence.words import reason_in_words
from mobi_tracker.standing.forms import ExplanationForm
from mobi_tracker.standing.models import Explanation
from mobi_tracker.standing.operations import explain
from mobi_tracker.standing.queries.explanations import explanation
from mobi_tracker.standing.vocabulary import Rule

blueprint = Blueprint("explanations", __name__)

REVIEWED_AFTER = timedelta(days=30)


@blueprint.route("/projects/<slug>/explanations/new", methods=["GET", "POST"])
@requires(Permission.LOG)
def new(slug: str) -> str | Response:
    """Explain why one rule fires for one record (``rule``, ``kind``, ``id`` in the address), now or soon."""
    project = found(projects.project(slug, viewer()))
    authorize(viewer(), Permission.LOG, project.department_ids)
    reason = found(_reason(project))
    form = ExplanationForm(data={"review_on": clock.today() + REVIEWED_AFTER})
    back = own_page(request.args.get("next"), f"{url_of(project)}#evidence")
    made: list[Explanation] = []
    pointer = reason.pointer or project_pointer(project)
    if save(form, lambda: made.append(explain(form.draft(project.id, reason.rule, pointer)))):
        say_done("It is explained.", url_for("explanations.withdraw", record_id=made[0].id), back)
        return redirect(back)
    words = reason_in_words(reason)
    return render_template(
        "standing/explanations/new.html", form=form, project=project, reason=reason, words=words, back=back
    )


def _reason(project: Project) -> Reason | None:
    """The reason that the address asks to explain, if it fires for this reader now or soon."""
    rule, kind, record_id = (request.args.get(name, "") for name in ("rule", "kind", "id"))
    number = read_id(record_id)
    if rule not in set(Rule) or number is None:
        return None
    return reason_ahead(project.id, Rule(rule), (kind, number), viewer())


def project_pointer(project: Project) -> tuple[str, int]:
    """What silence is explained of."""
    return "project", project.id


def _to_change(record_id: int) -> Explanation:
    record = found(explanation(record_id, viewer()))
    authorize(viewer(), Permission.LOG, record.department_ids)
    return record


add_withdrawing(blueprint, _to_change, prefix="/explanations", page=lambda record: f"{url_of(record.project)}#evidence")
