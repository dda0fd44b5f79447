"""Decisions: list, new, edit, withdraw, bring back."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from sqlalchemy import func
from werkzeug.wrappers import Response

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.policy import authorize
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.access.withdrawing import add_withdrawing
from mobi_tracker.commitments import operations, queries
from mobi_tracker.commitments.forms.decisions import DecisionForm
from mobi_tracker.commitments.models import Decision
from mobi_tracker.commitments.queries.decisions import Came, decided_by, what_came
from mobi_tracker.commitments.views.cells import concern_cell, concern_filters, marking_cell, text_cell
from mobi_tracker.commitments.views.own import check_own
from mobi_tracker.core.clock import today
from mobi_tracker.core.kinds import is_withheld, url_of
from mobi_tracker.core.listing import EVERYTHING, Cell, Column, Filter, Listing, contains
from mobi_tracker.core.pages import found, save
from mobi_tracker.paper.display import day
from mobi_tracker.paper.lists import answer_list

blueprint = Blueprint("decisions", __name__, url_prefix="/decisions")


def _day_cell(row: Came) -> Cell:
    return Cell(day(row.decision.on), kind="date", value=row.decision.on)


def _came_cell(row: Came) -> Cell:
    """What came of it, as a way there: the action items on its project since its day."""
    told = [f"{count} {word}" for count, word in ((row.open, "open"), (row.done, "done")) if count]
    if not told or row.decision.project is None or is_withheld(row.decision.project):
        return Cell(", ".join(told))
    address = url_for("action_items.index", project=row.decision.project.name, state=EVERYTHING)
    return Cell(", ".join(told), address, title=f"on {row.decision.project.name}")


def _decided_by(value: str) -> Any:
    return decided_by(viewer().user_id, viewer().name) if value == "mine" else None


DECISIONS = Listing(
    title="Decisions",
    name="decisions",
    rows=queries.decisions,
    columns=(
        Column("text", "What was decided", lambda row: text_cell(row.decision), func.lower(Decision.text)),
        Column("on", "When", _day_cell, Decision.on, kind="date"),
        Column("decided_by", "By", lambda row: Cell(row.decision.decided_by), Decision.decided_by),
        Column("came", "Action items since", _came_cell),
        Column("concerns", "Concerns", lambda row: concern_cell(row.decision)),
        Column("marking", "Marking", lambda row: marking_cell(row.decision)),
    ),
    default_sort="-on",
    tie=Decision.id,
    prepare=what_came,
    filters=(
        Filter("q", "Words", lambda words: contains(Decision.text, words)),
        Filter("by", "By", lambda words: contains(Decision.decided_by, words)),
        Filter("whose", "Decided", _decided_by, lambda: [("mine", "By me")]),
        *concern_filters(Decision),
    ),
    empty_text="What was decided, by whom and when would be here: from notes, and from asks that were decided.",
    first_step=("decisions.new", "Add a decision", Permission.LOG),
)


@blueprint.get("")
@requires(Permission.SEE)
def index() -> str | Response:
    """The decisions, the latest first."""
    return answer_list(DECISIONS, viewer(), "commitments/decisions/index.html")


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Permission.LOG)
def new() -> str | Response:
    """Add a decision."""
    form = DecisionForm(viewer=viewer(), data={"on": today()})
    made: list[Decision] = []
    if save(form, lambda: made.append(_added(form))):
        return redirect(url_of(made[0]))
    return render_template("commitments/decisions/new.html", form=form)


@blueprint.route("/<int:record_id>/edit", methods=["GET", "POST"])
@requires(Permission.LOG)
def edit(record_id: int) -> str | Response:
    """Change a decision."""
    decision = _editable(record_id)
    form = DecisionForm(obj=decision, viewer=viewer())
    if save(form, lambda: _edit(decision, form), decision):
        flash("Saved.", "success")
        return redirect(url_of(decision))
    return render_template("commitments/decisions/edit.html", form=form, record=decision)


def _editable(record_id: int) -> Decision:
    decision = found(queries.decision(record_id, viewer()))
    authorize(viewer(), Permission.LOG, decision.department_ids)
    return decision


add_withdrawing(blueprint, _editable)


def _added(form: DecisionForm) -> Decision:
    decision = operations.add_decision(form.draft())
    check_own(decision)
    return decision


def _edit(decision: Decision, form: DecisionForm) -> None:
    operations.edit_decision(decision, form.draft(), form.shown_version)
    check_own(decision)
