"""Decisions: list, new, edit, withdraw, bring back."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template
from sqlalchemy import func
from werkzeug.wrappers import Response

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.policy import authorize
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.access.withdrawing import add_withdrawing
from mobi_tracker.commitments import operations, queries
from mobi_tracker.commitments.forms.decisions import DecisionForm
from mobi_tracker.commitments.models import Decision
from mobi_tracker.commitments.views.cells import CONCERN, MARKING, concern_filters, text_cell
from mobi_tracker.commitments.views.own import check_own
from mobi_tracker.core.clock import today
from mobi_tracker.core.kinds import url_of
from mobi_tracker.core.listing import Cell, Column, Filter, Listing, contains
from mobi_tracker.core.pages import found, save
from mobi_tracker.paper.display import day
from mobi_tracker.paper.lists import answer_list

blueprint = Blueprint("decisions", __name__, url_prefix="/decisions")

DECISIONS = Listing(
    title="Decisions",
    name="decisions",
    rows=queries.decisions,
    columns=(
        Column("text", "What was decided", text_cell, func.lower(Decision.text)),
        Column("on", "When", lambda each: Cell(day(each.on), kind="date", value=each.on), Decision.on, kind="date"),
        Column("decided_by", "By", lambda each: Cell(each.decided_by), Decision.decided_by),
        CONCERN,
        MARKING,
    ),
    default_sort="-on",
    tie=Decision.id,
    filters=(
        Filter("q", "Words", lambda words: contains(Decision.text, words)),
        Filter("by", "By", lambda words: contains(Decision.decided_by, words)),
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
