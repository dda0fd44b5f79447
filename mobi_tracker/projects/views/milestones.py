"""Milestones: the list across projects, new, forecast, reached, taken back, re-baselined, renamed, withdrawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.core import clock
from mobi_tracker.core.fields import Form
from mobi_tracker.core.kinds import url_of
from mobi_tracker.core.listing import Cell, Column, Filter, Listing, contains
from mobi_tracker.core.pages import own_page, save, say_done
from mobi_tracker.paper.lists import answer_list
from mobi_tracker.projects import operations, queries
from mobi_tracker.projects.forms import milestones as forms
from mobi_tracker.projects.models.milestone import Milestone
from mobi_tracker.projects.models.project import Project
from mobi_tracker.projects.queries import DatedMilestone
from mobi_tracker.projects.views.cells import day_cell, marking_cell, project_cell, slip_cell
from mobi_tracker.projects.views.loading import (
    add_part_withdrawing,
    back_to,
    place_on_project,
    project_to_log,
    record_to_log,
)

blueprint = Blueprint("milestones", __name__)


def _prepare(records: Sequence[Milestone], reader: Viewer) -> list[DatedMilestone]:
    standings = queries.standings_of([each.id for each in records], reader)
    return [DatedMilestone(each, standings[each.id]) for each in records]


def _forecast(row: DatedMilestone) -> Cell:
    return day_cell(row.standing.forecast)


WHEN = {"upcoming": "To come", "overdue": "Past their date", "done": "Reached"}


def _when(value: str) -> Any:
    """Those to come, those past their date, or those reached."""
    if value == "upcoming":
        return queries.is_upcoming(viewer(), clock.today())
    if value == "overdue":
        return queries.is_past_due(viewer(), clock.today())
    return queries.is_done(viewer()) if value == "done" else None


MILESTONES = Listing(  # by the day that is expected; it begins with those to come
    title="Milestones",
    name="milestones",
    rows=queries.milestones,
    columns=(
        Column("name", "Milestone", lambda row: Cell(row.milestone.name, url_of(row.milestone)), Milestone.name),
        Column("project", "Project", lambda row: project_cell(row.milestone), Project.name),
        Column("baseline", "Baseline", lambda row: day_cell(row.standing.baseline), kind="date"),
        Column("expected", "Forecast", _forecast, kind="date", sort_for=queries.expected_day),
        Column("actual", "Actual", lambda row: day_cell(row.standing.actual), kind="date"),
        Column("slip", "Slip, days", lambda row: slip_cell(row.standing.slip), numeric=True, kind="number"),
        Column("marking", "Marking", lambda row: marking_cell(row.milestone)),
    ),
    default_sort="expected",
    tie=Milestone.id,
    filters=(
        Filter("q", "Milestone", lambda words: contains(Milestone.name, words)),
        Filter("when", "Shown", _when, lambda: list(WHEN.items()), "upcoming"),
    ),
    prepare=_prepare,
    empty_text="Milestones of every project would be here. They are added on a project's page.",
)


@blueprint.get("/milestones")
@requires(Permission.SEE)
def index() -> str | Response:
    """The milestones of all projects."""
    return answer_list(MILESTONES, viewer(), "projects/milestones/index.html")


@blueprint.route("/projects/<slug>/milestones/new", methods=["GET", "POST"])
@requires(Permission.LOG)
def new(slug: str) -> str | Response:
    """Add a milestone with its baseline."""
    project = project_to_log(slug)
    form = forms.MilestoneForm(data={"on": clock.today()})
    made: list[Milestone] = []
    if save(form, lambda: made.append(operations.add_milestone(form.draft(project.id)))):
        return back_to(made[0], "The milestone is added.")
    return render_template("projects/milestones/new.html", form=form, project=project)


@blueprint.route("/milestones/<int:record_id>/edit", methods=["GET", "POST"])
@requires(Permission.LOG)
def edit(record_id: int) -> str | Response:
    """Rename a milestone or mark it otherwise."""
    milestone = record_to_log(queries.milestone, record_id)
    form = forms.MilestoneNameForm(obj=milestone)
    act = lambda: operations.rename_milestone(milestone, form.name.data, form.shown_version, form.marking_draft())
    if save(form, act, milestone):
        return back_to(milestone, "Saved.")
    return _form_page("projects/milestones/edit.html", form, milestone)


@blueprint.route("/milestones/<int:record_id>/forecast", methods=["GET", "POST"])
@requires(Permission.LOG)
def forecast(record_id: int) -> str | Response:
    """Give a milestone a new forecast."""
    milestone = record_to_log(queries.milestone, record_id)
    form = forms.ForecastForm(data={"on": clock.today(), "marking": milestone.marking})
    act = lambda: operations.forecast_milestone(
        milestone, form.day.data, form.on.data, form.reason.data or "", form.credited_to.data or "",
        marking=form.marking_draft(),
    )  # fmt: skip
    return _answer("projects/milestones/forecast.html", form, milestone, "The new forecast is recorded.", act)


@blueprint.route("/milestones/<int:record_id>/rebaseline", methods=["GET", "POST"])
@requires(Permission.LOG)
def rebaseline(record_id: int) -> str | Response:
    """Agree on another baseline."""
    milestone = record_to_log(queries.milestone, record_id)
    form = forms.RebaselineForm(data={"on": clock.today(), "marking": milestone.marking})
    act = lambda: operations.rebaseline_milestone(
        milestone, form.day.data, form.on.data, form.reason.data or "", form.marking_draft()
    )
    return _answer("projects/milestones/rebaseline.html", form, milestone, "The new baseline is recorded.", act)


@blueprint.route("/milestones/<int:record_id>/complete", methods=["GET", "POST"])
@requires(Permission.LOG)
def complete(record_id: int) -> str | Response:
    """Record the day a milestone was reached."""
    milestone = record_to_log(queries.milestone, record_id)
    form = forms.CompletionForm(data={"day": clock.today()})
    act = lambda: operations.complete_milestone(milestone, form.day.data)
    return _answer("projects/milestones/complete.html", form, milestone, f"“{milestone.name}” is reached.", act)


@blueprint.route("/milestones/<int:record_id>/take-back", methods=["GET", "POST"])
@requires(Permission.LOG)
def take_back(record_id: int) -> str | Response:
    """Say that a milestone is not done after all."""
    milestone = record_to_log(queries.milestone, record_id)
    form = forms.TakeBackForm()
    act = lambda: operations.take_back_actual(milestone, clock.today(), form.reason.data)
    return _answer("projects/milestones/take_back.html", form, milestone, f"“{milestone.name}” is open again.", act)


@blueprint.route("/milestone-dates/<int:record_id>/reason", methods=["GET", "POST"])
@requires(Permission.LOG)
def reason(record_id: int) -> str | Response:
    """Give the reason that a forecast from notes still owes."""
    given = record_to_log(queries.given_date, record_id)
    form = forms.ReasonForm()
    act = lambda: operations.give_reason(given, form.reason.data)
    return _answer("projects/milestones/reason.html", form, given.milestone, "The reason is recorded.", act)


def _answer(template: str, form: Form, milestone: Milestone, message: str, act: Callable[[], object]) -> str | Response:
    if not save(form, act, milestone):
        return _form_page(template, form, milestone)
    say_done(message)
    return redirect(own_page(request.args.get("next"), place_on_project(milestone)))


def _form_page(template: str, form: Form, milestone: Milestone) -> str:
    standing = queries.standing_of_milestone(milestone, viewer())
    return render_template(template, form=form, record=milestone, standing=standing)


add_part_withdrawing(blueprint, queries.milestone, "/milestones")
