"""Measures of projects and departments: list, new, edit, readings, withdraw."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template
from werkzeug.wrappers import Response

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.policy import authorize
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.core import clock
from mobi_tracker.core.kinds import url_of
from mobi_tracker.core.listing import Cell, Column, Filter, Listing, contains
from mobi_tracker.core.pages import found, save
from mobi_tracker.paper.lists import answer_list
from mobi_tracker.projects import operations, queries
from mobi_tracker.projects.forms.measures import MeasureForm, ReadingForm, format_figure
from mobi_tracker.projects.models.measure import Measure
from mobi_tracker.projects.models.project import Project
from mobi_tracker.projects.views.cells import marking_cell
from mobi_tracker.projects.views.loading import add_part_withdrawing, project_to_log, record_to_log

blueprint = Blueprint("measures", __name__)


def _owner(measure: Measure) -> Cell:
    owner = measure.project or measure.department
    return Cell(owner.name, url_of(owner)) if owner is not None else Cell("")


def _figure(figure: Any) -> Cell:
    return Cell(format_figure(figure), kind="number", value=figure) if figure is not None else Cell("")


MEASURES = Listing(
    title="Measures",
    name="measures",
    rows=queries.measures,
    columns=(
        Column("name", "Measure", lambda each: Cell(each.name, url_of(each)), Measure.name),
        Column("of", "Of", _owner),
        Column("program", "Budget program", lambda each: Cell(each.program), Measure.program),
        Column("unit", "Unit", lambda each: Cell(each.unit)),
        Column("baseline", "Baseline", lambda each: _figure(each.baseline), numeric=True, kind="number"),
        Column("target", "Target", lambda each: _figure(each.target), numeric=True, kind="number"),
        Column("marking", "Marking", marking_cell),
    ),
    default_sort="name",
    tie=Measure.id,
    filters=(Filter("q", "Measure", lambda words: contains(Measure.name, words)),),
    empty_text="What shows that a project or a department does its work would be here.",
)


@blueprint.get("/measures")
@requires(Permission.SEE)
def index() -> str | Response:
    """The measures of projects and departments."""
    return answer_list(MEASURES, viewer(), "projects/measures/index.html")


@blueprint.route("/projects/<slug>/measures/new", methods=["GET", "POST"])
@requires(Permission.LOG)
def new(slug: str) -> str | Response:
    """Add a measure to a project."""
    return _new(project_to_log(slug), "project_id")


@blueprint.route("/departments/<slug>/measures/new", methods=["GET", "POST"])
@requires(Permission.LOG)
def new_for_department(slug: str) -> str | Response:
    """Add a measure to a department."""
    department = found(queries.department_of_slug(slug, viewer()))
    authorize(viewer(), Permission.LOG, department.department_ids)
    return _new(department, "department_id")


def _new(owner: Project | Any, key: str) -> str | Response:
    form = MeasureForm()
    made: list[Measure] = []
    if save(form, lambda: made.append(operations.add_measure(form.draft(**{key: owner.id})))):
        flash("The measure is added. Record its first figure when there is one.", "success")
        return redirect(url_of(made[0]))
    return render_template("projects/measures/new.html", form=form, owner=owner)


@blueprint.route("/measures/<int:record_id>/edit", methods=["GET", "POST"])
@requires(Permission.LOG)
def edit(record_id: int) -> str | Response:
    """Change a measure; its readings stay."""
    measure = record_to_log(queries.measure, record_id)
    form = MeasureForm(obj=measure)
    if save(form, lambda: operations.edit_measure(measure, form.draft(), form.shown_version), measure):
        flash("Saved.", "success")
        return redirect(url_of(measure))
    return render_template("projects/measures/edit.html", form=form, record=measure)


@blueprint.route("/measures/<int:record_id>/readings/new", methods=["GET", "POST"])
@requires(Permission.LOG)
def reading(record_id: int) -> str | Response:
    """Record a figure of a measure."""
    measure = record_to_log(queries.measure, record_id)
    form = ReadingForm(data={"on_day": clock.today()})
    act = lambda: operations.add_reading(
        measure, form.kind.data, form.value.data, form.on_day.data, form.fiscal_year.data
    )
    if save(form, act, measure):
        flash("The figure is recorded.", "success")
        return redirect(url_of(measure))
    return render_template("projects/measures/reading.html", form=form, record=measure)


add_part_withdrawing(blueprint, queries.measure, "/measures")
