"""Asks: list, new, edit, forward, decide, withdraw, bring back."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template
from sqlalchemy import func
from werkzeug.wrappers import Response

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.policy import authorize
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.access.withdrawing import add_withdrawing
from mobi_tracker.commitments import operations, queries, rules
from mobi_tracker.commitments.forms.asks import AskForm, DecideForm, ForwardForm
from mobi_tracker.commitments.models import Ask
from mobi_tracker.commitments.queries.asks import is_ask_late
from mobi_tracker.commitments.views.cells import CONCERN, MARKING, concern_filters, due_cell, text_cell
from mobi_tracker.commitments.views.own import check_own
from mobi_tracker.commitments.vocabulary import AskedOf, AskState
from mobi_tracker.core.clock import today
from mobi_tracker.core.errors import NotAllowed
from mobi_tracker.core.kinds import url_of
from mobi_tracker.core.listing import Cell, Column, Filter, Listing, contains
from mobi_tracker.core.pages import found, save
from mobi_tracker.paper.display import day, dollars, exact_dollars, local_day
from mobi_tracker.paper.lists import answer_list

blueprint = Blueprint("asks", __name__, url_prefix="/asks")
UNDECIDED, LATE = "undecided", "late"


def _due_cell(ask: Ask) -> Cell:
    return due_cell(ask.due, rules.days_late(ask.due, ask.state is not AskState.DECIDED, today()))


def _state_cell(ask: Ask) -> Cell:
    if ask.outcome is None or ask.decided_at is None:
        return Cell(ask.state.label)
    return Cell(f"{ask.outcome.label}, {day(local_day(ask.decided_at))}", title=ask.outcome_note or None)


def _amount_cell(ask: Ask) -> Cell:
    if ask.amount_cents is None:
        return Cell("")
    return Cell(dollars(ask.amount_cents), kind="money", title=exact_dollars(ask.amount_cents), value=ask.amount_cents)


def _in_state(value: str) -> object:
    if value == UNDECIDED:
        return Ask.state != AskState.DECIDED
    if value == LATE:
        return is_ask_late(today())
    return Ask.state == value if value in set(AskState) else None


ASKS = Listing(
    title="Asks",
    name="asks",
    rows=queries.asks,
    columns=(
        Column("text", "What is asked", text_cell, func.lower(Ask.text)),
        Column("asked_of", "Of", lambda each: Cell(each.asked_of.label), Ask.asked_of),
        Column("due", "Needed by", _due_cell, Ask.due, kind="date"),
        Column("state", "State", _state_cell, Ask.state),
        Column("amount", "Amount", _amount_cell, Ask.amount_cents, numeric=True, kind="money"),
        CONCERN,
        MARKING,
    ),
    default_sort="due",
    tie=Ask.id,
    filters=(
        Filter("q", "Words", lambda words: contains(Ask.text, words)),
        Filter(
            "state",
            "State",
            _in_state,
            lambda: [
                (UNDECIDED, "Not decided"),
                (LATE, "Not decided and late"),
                *((each.value, each.label) for each in AskState),
            ],
            default=UNDECIDED,
        ),
        Filter(
            "of",
            "Asked of",
            lambda value: Ask.asked_of == value if value in set(AskedOf) else None,
            lambda: [(each.value, each.label) for each in AskedOf],
        ),
        *concern_filters(Ask),
    ),
    empty_text="Decisions asked of the Executive Officer or Deputy Mayor would be here, with the day each is needed.",
    first_step=("asks.new", "Add an ask", Permission.LOG),
)


@blueprint.get("")
@requires(Permission.SEE)
def index() -> str | Response:
    """The asks, those not decided first shown."""
    return answer_list(ASKS, viewer(), "commitments/asks/index.html")


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Permission.LOG)
def new() -> str | Response:
    """Ask for a decision."""
    form = AskForm(viewer=viewer())
    made: list[Ask] = []
    if save(form, lambda: made.append(_added(form))):
        return redirect(url_of(made[0]))
    return render_template("commitments/asks/new.html", form=form)


@blueprint.route("/<int:record_id>/edit", methods=["GET", "POST"])
@requires(Permission.LOG)
def edit(record_id: int) -> str | Response:
    """Change an ask that is not decided."""
    ask = _editable(record_id)
    form = AskForm(obj=ask, viewer=viewer())
    if save(form, lambda: _edit(ask, form), ask):
        flash("Saved.", "success")
        return redirect(url_of(ask))
    return render_template("commitments/asks/edit.html", form=form, record=ask)


@blueprint.route("/<int:record_id>/forward", methods=["GET", "POST"])
@requires(Permission.FORWARD)
def forward(record_id: int) -> str | Response:
    """Let an ask through to the Deputy Mayor, with a note."""
    ask = found(queries.ask(record_id, viewer()))
    form = ForwardForm(obj=ask)
    if save(form, lambda: operations.forward_ask(ask, form.note.data or "", form.shown_version), ask):
        flash("Forwarded to the Deputy Mayor.", "success")
        return redirect(url_of(ask))
    return _about("commitments/asks/forward.html", form, ask)


@blueprint.route("/<int:record_id>/decide", methods=["GET", "POST"])
@requires(Permission.DECIDE)
def decide(record_id: int) -> str | Response:
    """Decide an ask. The Executive Officer decides what was asked of them, the Deputy Mayor any."""
    ask = found(queries.ask(record_id, viewer()))
    if not rules.may_be_asked(viewer().reach(Permission.DECIDE), ask.asked_of):
        raise NotAllowed("This was asked of the Deputy Mayor, who decides it.")
    form = DecideForm(obj=ask)
    if save(form, lambda: _decide(ask, form), ask):
        flash("Decided. The decision is recorded beside the ask.", "success")
        return redirect(url_of(ask))
    return _about("commitments/asks/decide.html", form, ask)


def _editable(record_id: int) -> Ask:
    ask = found(queries.ask(record_id, viewer()))
    authorize(viewer(), Permission.LOG, ask.department_ids)
    return ask


add_withdrawing(blueprint, _editable)


def _about(template: str, form: DecideForm | ForwardForm, ask: Ask) -> str:
    marking = {"marking": ask.effective_marking, "marking_basis": ask.marking_basis}
    return render_template(template, form=form, ask=ask, **marking)


def _added(form: AskForm) -> Ask:
    ask = operations.add_ask(form.draft())
    check_own(ask)
    return ask


def _edit(ask: Ask, form: AskForm) -> None:
    operations.edit_ask(ask, form.draft(), form.shown_version)
    check_own(ask)


def _decide(ask: Ask, form: DecideForm) -> None:
    operations.decide_ask(ask, form.outcome.data, form.note.data or "", form.shown_version)
