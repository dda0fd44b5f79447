"""Risks and issues: the list across projects, new, edit, rate, close, reopen, occur, withdraw."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, render_template, url_for
from werkzeug.wrappers import Response

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.core import clock
from mobi_tracker.core.kinds import url_of
from mobi_tracker.core.listing import Cell, Column, Filter, Listing, contains
from mobi_tracker.core.pages import press, save
from mobi_tracker.paper.lists import answer_list
from mobi_tracker.projects import operations, queries
from mobi_tracker.projects.forms.risks import CloseRiskForm, RatingForm, RiskEditForm, RiskForm
from mobi_tracker.projects.models.project import Project
from mobi_tracker.projects.models.risk import Risk
from mobi_tracker.projects.queries import RatedRisk
from mobi_tracker.projects.views.cells import day_cell, marking_cell, project_cell
from mobi_tracker.projects.views.loading import add_part_withdrawing, back_to, project_to_log, record_to_log
from mobi_tracker.projects.vocabulary import RiskKind, RiskState

blueprint = Blueprint("risks", __name__)


def _prepare(records: Sequence[Risk], _reader: Viewer) -> list[RatedRisk]:
    ratings = queries.latest_ratings([each.id for each in records])
    return [RatedRisk(each, ratings.get(each.id), each.state) for each in records]


def _rating(row: RatedRisk) -> Cell:
    if row.rating is None:
        return Cell("")
    return Cell(
        f"{row.rating.likelihood} × {row.rating.impact} = {row.exposure}",
        title=f"likelihood {row.rating.likelihood} × impact {row.rating.impact}, 1 to 5 each", value=row.exposure,
    )  # fmt: skip


def _owner(row: RatedRisk) -> Cell:
    owner = row.risk.owner_contact or row.risk.owner_organization
    return Cell(owner.name, url_of(owner)) if owner is not None else Cell("")


RISKS = Listing(
    title="Risks and issues",
    name="risks and issues",
    rows=queries.risks,
    columns=(
        Column("text", "What", lambda row: Cell(row.risk.text, url_of(row.risk))),
        Column("project", "Project", lambda row: project_cell(row.risk), Project.name),
        Column("kind", "Kind", lambda row: Cell(row.risk.kind.label), Risk.kind),
        Column("exposure", "Rating", _rating, queries.exposure(), numeric=True),
        Column("owner", "Owner", _owner),
        Column("due", "Due", lambda row: day_cell(row.risk.due), Risk.due, kind="date"),
        Column("state", "State", lambda row: Cell(row.state.label), Risk.state),
        Column("marking", "Marking", lambda row: marking_cell(row.risk)),
    ),
    default_sort="-exposure",
    tie=Risk.id,
    sorts_ids=True,
    filters=(
        Filter("q", "Words", lambda words: contains(Risk.text, words)),
        Filter(
            "kind",
            "Kind",
            lambda value: Risk.kind == value if value in set(RiskKind) else None,
            lambda: [(each.value, each.label) for each in RiskKind],
        ),
        Filter(
            "state",
            "State",
            lambda value: Risk.state == value if value in set(RiskState) else None,
            lambda: [(each.value, each.label) for each in RiskState],
            RiskState.OPEN.value,
        ),
    ),
    prepare=_prepare,
    empty_text="What may go wrong, or has, would be here. Risks are added on a project's page, or in notes.",
)


@blueprint.get("/risks")
@requires(Permission.SEE)
def index() -> str | Response:
    """The risks and issues of all projects, the heaviest first."""
    return answer_list(RISKS, viewer(), "projects/risks/index.html")


@blueprint.route("/projects/<slug>/risks/new", methods=["GET", "POST"])
@requires(Permission.LOG)
def new(slug: str) -> str | Response:
    """Add a risk or an issue with its first rating."""
    project = project_to_log(slug)
    form = RiskForm(viewer=viewer(), data={"on": clock.today()})
    made: list[Risk] = []
    if save(form, lambda: made.append(operations.add_risk(form.rated_draft(project.id)))):
        return back_to(made[0], f"The {made[0].kind.value} is added.")
    return render_template("projects/risks/new.html", form=form, project=project)


@blueprint.route("/risks/<int:record_id>/edit", methods=["GET", "POST"])
@requires(Permission.LOG)
def edit(record_id: int) -> str | Response:
    """Change what a risk says, who owns it and what is done about it."""
    risk = record_to_log(queries.risk, record_id)
    form = RiskEditForm(obj=risk, viewer=viewer())
    if save(form, lambda: operations.edit_risk(risk, form.draft(risk.project_id), form.shown_version), risk):
        return back_to(risk, "Saved.")
    return render_template("projects/risks/edit.html", form=form, record=risk)


@blueprint.route("/risks/<int:record_id>/rate", methods=["GET", "POST"])
@requires(Permission.LOG)
def rate(record_id: int) -> str | Response:
    """Add a rating."""
    risk = record_to_log(queries.risk, record_id)
    last = queries.latest_ratings([risk.id]).get(risk.id)
    started = {"likelihood": last.likelihood, "impact": last.impact} if last else {}
    form = RatingForm(data={**started, "on": clock.today()})
    act = lambda: operations.rate_risk(
        risk, form.likelihood.data, form.impact.data, form.on.data, form.reason.data or ""
    )
    if save(form, act, risk):
        return back_to(risk, "The rating is recorded.")
    return render_template("projects/risks/rate.html", form=form, record=risk, last=last)


@blueprint.route("/risks/<int:record_id>/close", methods=["GET", "POST"])
@requires(Permission.LOG)
def close(record_id: int) -> str | Response:
    """Close a risk or an issue."""
    risk = record_to_log(queries.risk, record_id)
    form = CloseRiskForm()
    if save(form, lambda: operations.close_risk(risk, form.reason.data or ""), risk):
        undo = url_for("risks.reopen", record_id=risk.id)
        return back_to(risk, f"The {risk.kind.value} is closed.", undo)
    return render_template("projects/risks/close.html", form=form, record=risk)


@blueprint.post("/risks/<int:record_id>/reopen")
@requires(Permission.LOG)
def reopen(record_id: int) -> Response:
    """Open a closed risk or issue again."""
    risk = record_to_log(queries.risk, record_id)
    return press(lambda: operations.reopen_risk(risk), f"The {risk.kind.value} is open again.", url_of(risk))


@blueprint.post("/risks/<int:record_id>/occur")
@requires(Permission.LOG)
def occur(record_id: int) -> Response:
    """A risk occurred: it is closed, and an issue that arose from it opened."""
    risk = record_to_log(queries.risk, record_id)
    act = lambda: operations.turn_into_issue(risk, clock.today())
    return press(act, "The risk is closed, and an issue that arose from it is opened.", url_of(risk))


add_part_withdrawing(blueprint, queries.risk, "/risks")
