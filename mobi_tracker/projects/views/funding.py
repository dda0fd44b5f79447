"""Funding: new lines, and dated amounts of several kinds at once."""

from __future__ import annotations

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.city.fiscal_year import fiscal_year_of
from mobi_tracker.core import clock
from mobi_tracker.core.pages import found, save
from mobi_tracker.projects import operations, queries
from mobi_tracker.projects.forms.funding import AmountsForm, FundingForm
from mobi_tracker.projects.models.funding import FundingLine
from mobi_tracker.projects.models.project import Project
from mobi_tracker.projects.views.loading import add_part_withdrawing, back_to, project_to_log, record_to_log

blueprint = Blueprint("funding", __name__)


@blueprint.route("/projects/<slug>/funding/new", methods=["GET", "POST"])
@requires(Permission.LOG)
def new(slug: str) -> str | Response:
    """Add a funding line with its first amounts."""
    project = project_to_log(slug)
    form = FundingForm(data={"on": clock.today(), "fiscal_year": fiscal_year_of(clock.today()).starts_in})
    made: list[FundingLine] = []
    if save(form, lambda: made.append(_add(project, form))):
        return back_to(made[0], "The funding line is added.")
    return render_template("projects/funding/new.html", form=form, project=project)


def _add(project: Project, form: FundingForm) -> FundingLine:
    line = operations.add_funding_line(project.id, form.fiscal_year.data, form.source.data, form.marking_draft())
    operations.record_amounts(line, form.amounts(), form.on.data, form.note.data or "")
    return line


@blueprint.route("/funding/<int:record_id>/amounts/new", methods=["GET", "POST"])
@requires(Permission.LOG)
def amount(record_id: int) -> str | Response:
    """Record amounts of a line as they stand on a day; those left empty stay as they were."""
    line = record_to_log(queries.funding_line, record_id)
    form = AmountsForm(data={"on": clock.today()})
    act = lambda: operations.record_amounts(line, form.amounts(), form.on.data, form.note.data or "")
    if save(form, act, line):
        return back_to(line, "The amounts are recorded.")
    now = queries.amounts_of_lines([line.id]).get(line.id, {})
    return render_template("projects/funding/amount.html", form=form, record=line, now=now)


@blueprint.get("/funding/<int:record_id>")
@requires(Permission.SEE)
def show(record_id: int) -> str:
    """Every amount of a line, the newest first."""
    line = found(queries.funding_line(record_id, viewer()))
    return render_template("projects/funding/show.html", record=line, amounts=queries.history_of_line(line))


add_part_withdrawing(blueprint, queries.funding_line, "/funding")
