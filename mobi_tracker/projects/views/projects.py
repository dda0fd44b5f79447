"""Projects: list, new, edit, withdraw, bring back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.policy import Viewer, authorize
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.core import clock, withdrawals
from mobi_tracker.core.errors import RuleBroken
from mobi_tracker.core.kinds import address, url_of
from mobi_tracker.core.listing import Cell, Column, Filter, Listing, contains
from mobi_tracker.core.pages import found, press, save
from mobi_tracker.paper.display import day, iso, short_day
from mobi_tracker.paper.lists import answer_list
from mobi_tracker.portfolio import queries as portfolio
from mobi_tracker.portfolio.models import Department, Initiative
from mobi_tracker.projects import operations, queries
from mobi_tracker.projects.forms.projects import ProjectForm
from mobi_tracker.projects.models.project import Project
from mobi_tracker.projects.queries import NextMilestone, Reported
from mobi_tracker.projects.views.cells import marking_cell, slip_text
from mobi_tracker.projects.views.loading import project_to_log
from mobi_tracker.projects.vocabulary import Phase, Rating

blueprint = Blueprint("projects", __name__, url_prefix="/projects")


@dataclass(frozen=True)
class Row:
    """A project with what its cells say."""

    project: Project
    update: Reported | None
    next: NextMilestone | None


def _prepare(records: Sequence[Project], reader: Viewer) -> list[Row]:
    ids = [each.id for each in records]
    updates, following = queries.latest_updates_in_short(ids, reader), queries.next_milestones_in_short(ids, reader)
    return [Row(each, updates.get(each.id), following.get(each.id)) for each in records]


def _lead(row: Row) -> Cell:
    lead = row.project.lead_department
    if lead is not None:
        return Cell(lead.short, url_of(lead), title=lead.name, value=lead.name)
    office = row.project.organization
    return Cell(office.name, url_of(office)) if office is not None else Cell("")


def _initiative(row: Row) -> Cell:
    initiative = row.project.initiative
    return Cell(initiative.name, url_of(initiative)) if initiative is not None else Cell("")


def _rating(row: Row) -> Cell:
    return Cell(row.update.overall.label if row.update else "Not reported", kind="rating")


def _last_update(row: Row) -> Cell:
    if row.update is None:
        return Cell("")
    url = address("profiles.status_update", "record_id", row.update.id)
    return Cell(short_day(row.update.on), url, "date", day(row.update.on), row.update.on)


def _next(row: Row) -> Cell:
    if row.next is None or row.next.standing.expected is None:
        return Cell("")
    standing = row.next.standing
    slip = f" ({slip_text(standing.slip)})" if standing.slip else ""
    text = f"{row.next.name}, {short_day(standing.expected)}{slip}"
    url = address("profiles.milestone", "record_id", row.next.id)
    if standing.is_overdue(clock.today()):
        return Cell(f"{text}, past its date", url, "late")
    return Cell(text, url, title=f"expected {iso(standing.expected)}")


def _by_rating(reader: Viewer) -> Any:
    return queries.severity(queries.reported_rating(reader))


def _of_phase(value: str) -> Any:
    return Project.phase == value if value in set(Phase) else None


def _of_rating(value: str) -> Any:
    return queries.is_reported(queries.reported_rating(viewer()), value)


RATINGS = [*((each.value, each.label) for each in Rating), ("not_reported", "Not reported")]
FILTERS = (
    Filter("q", "Name", lambda words: contains(Project.name, words)),
    Filter("initiative", "Initiative", queries.of_initiative, lambda: portfolio.initiatives_by_slug(viewer())),
    Filter("department", "Department", queries.of_department, lambda: portfolio.departments_by_slug(viewer())),
    Filter("priority", "Priority", queries.of_priority, lambda: portfolio.priorities_by_slug(viewer())),
    Filter("phase", "Phase", _of_phase, lambda: [(each.value, each.label) for each in Phase]),
    Filter("rating", "Reported", _of_rating, lambda: RATINGS),
)
PROJECTS = Listing(  # its rating and last update are of the updates that the reader may see
    title="Projects",
    name="projects",
    rows=queries.projects,
    columns=(
        Column("name", "Project", lambda row: Cell(row.project.name, url_of(row.project)), Project.name),
        Column("initiative", "Initiative", _initiative, Initiative.name),
        Column("lead", "Lead", _lead, Department.name),
        Column("phase", "Phase", lambda row: Cell(row.project.phase.label), Project.phase),
        Column("rating", "Reported", _rating, sort_for=_by_rating),
        Column("updated", "Last update", _last_update, kind="date", sort_for=queries.last_update_on),
        Column("next", "Next milestone", _next),
        Column("marking", "Marking", lambda row: marking_cell(row.project)),
    ),
    default_sort="name",
    tie=Project.id,
    filters=FILTERS,
    prepare=_prepare,
    empty_text="Projects would be here, each with its phase, its reported rating and its next milestone.",
    first_step=("projects.new", "Add a project", Permission.LOG),
)


@blueprint.get("")
@requires(Permission.SEE)
def index() -> str | Response:
    """The projects."""
    return answer_list(PROJECTS, viewer(), "projects/projects/index.html")


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Permission.LOG)
def new() -> str | Response:
    """Add a project: an analyst, one of their own departments."""
    form = ProjectForm(viewer=viewer(), data={"initiative_id": request.args.get("initiative", type=int)})
    made: list[Project] = []
    if save(form, lambda: made.append(_add(form))):
        return redirect(url_of(made[0]))
    return render_template("projects/projects/new.html", form=form)


def _add(form: ProjectForm) -> Project:
    _check_own(form)
    return operations.add_project(form.draft())


@blueprint.route("/<slug>/edit", methods=["GET", "POST"])
@requires(Permission.LOG)
def edit(slug: str) -> str | Response:
    """Change a project. It must stay one of the departments for which this person may log."""
    project = found(queries.project_to_edit(slug, viewer()))
    authorize(viewer(), Permission.LOG, project.department_ids)
    form = ProjectForm(obj=project, viewer=viewer())
    if save(form, lambda: _edit(project, form), project):
        flash("Saved.", "success")
        return redirect(url_of(project))
    return render_template("projects/projects/edit.html", form=form, record=project)


def _check_own(form: ProjectForm) -> None:
    # A rule and no refusal, so that the form keeps what was typed.
    if not viewer().can_for(Permission.LOG, form.department_ids()):
        raise RuleBroken("Choose one of your own departments to lead or support it.", "lead_department_id")


def _edit(project: Project, form: ProjectForm) -> None:
    _check_own(form)
    operations.edit_project(project, form.draft(), form.shown_version)


@blueprint.post("/<slug>/withdraw")
@requires(Permission.LOG)
def withdraw(slug: str) -> Response:
    """Withdraw a project with all that hangs on it, which can be undone on its page."""
    project = project_to_log(slug)
    act = lambda: withdrawals.withdraw(project, request.form.get("reason", ""))
    undo = url_for("projects.bring_back", slug=project.slug)
    return press(act, f"{project.name} is withdrawn.", url_of(project), undo)


@blueprint.post("/<slug>/bring-back")
@requires(Permission.LOG)
def bring_back(slug: str) -> Response:
    """Undo a withdrawal."""
    project = project_to_log(slug)
    return press(lambda: withdrawals.bring_back(project), f"{project.name} is back.", url_of(project))
