"""Action items: list, new, edit, done, dropped, reopened, withdraw, bring back."""

from __future__ import annotations

from textwrap import shorten

from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlalchemy import func
from werkzeug.wrappers import Response

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.policy import authorize
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.access.withdrawing import add_withdrawing
from mobi_tracker.commitments import operations, queries, rules
from mobi_tracker.commitments.forms.actions import ActionForm, CompleteForm, DropForm
from mobi_tracker.commitments.models import ActionItem
from mobi_tracker.commitments.queries.actions import is_late, on_side, owner_holds
from mobi_tracker.commitments.views.cells import CONCERN, MARKING, concern_filters, due_cell, text_cell
from mobi_tracker.commitments.views.own import check_own
from mobi_tracker.commitments.vocabulary import ActionState, Side
from mobi_tracker.core.clock import today
from mobi_tracker.core.kinds import url_of
from mobi_tracker.core.listing import Cell, Column, Filter, Listing, contains
from mobi_tracker.core.pages import found, press, save, say_done
from mobi_tracker.paper.display import day
from mobi_tracker.paper.lists import answer_list

blueprint = Blueprint("action_items", __name__, url_prefix="/action-items")
LATE = "late"
TOLD_LENGTH = 100  # characters of an action in a message


def _owner_cell(action: ActionItem) -> Cell:
    owner = action.owner_contact or action.owner_organization
    return Cell(owner.name, url_of(owner)) if owner is not None else Cell("nobody yet", value="")


def _due_cell(action: ActionItem) -> Cell:
    return due_cell(action.due, rules.days_late(action.due, action.state is ActionState.OPEN, today()))


def _in_state(value: str) -> object:
    if value == LATE:
        return is_late(today())
    return ActionItem.state == value if value in set(ActionState) else None


def _state_cell(action: ActionItem) -> Cell:
    closed = f"{action.state.label}, {day(action.closed_on)}" if action.closed_on else action.state.label
    return Cell(closed, title=action.state_reason or None, value=action.state.label)


ACTION_ITEMS = Listing(
    title="Action items",
    name="action items",
    rows=queries.actions,
    columns=(
        Column("text", "What", text_cell, func.lower(ActionItem.text)),
        Column("owner", "Who", _owner_cell),
        Column("due", "Due", _due_cell, ActionItem.due, kind="date"),
        Column("state", "State", _state_cell, ActionItem.state),
        Column("side", "Side", lambda each: Cell(each.side.label)),
        CONCERN,
        MARKING,
    ),
    default_sort="due",
    tie=ActionItem.id,
    sorts_ids=True,
    filters=(
        Filter("q", "Words", lambda words: contains(ActionItem.text, words)),
        Filter(
            "state",
            "State",
            _in_state,
            lambda: [("open", "Open"), (LATE, "Open and late"), ("done", "Done"), ("dropped", "Dropped")],
            default=ActionState.OPEN.value,
        ),
        Filter(
            "side",
            "Side",
            lambda value: on_side(Side(value)) if value in set(Side) else None,
            lambda: [(each.value, each.label) for each in Side],
        ),
        Filter("owner", "Who", owner_holds),
        *concern_filters(ActionItem),
    ),
    empty_text="What somebody promised to do would be here: who owes it, and when it is due.",
    first_step=("action_items.new", "Add an action item", Permission.LOG),
)


@blueprint.get("")
@requires(Permission.SEE)
def index() -> str | Response:
    """The action items, the open ones first shown."""
    return answer_list(ACTION_ITEMS, viewer(), "commitments/action_items/index.html")


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Permission.LOG)
def new() -> str | Response:
    """Add an action item."""
    form = ActionForm(viewer=viewer())
    made: list[ActionItem] = []
    if save(form, lambda: made.append(_added(form))):
        return redirect(url_of(made[0]))
    return render_template("commitments/action_items/new.html", form=form)


@blueprint.route("/<int:record_id>/edit", methods=["GET", "POST"])
@requires(Permission.LOG)
def edit(record_id: int) -> str | Response:
    """Change an action item."""
    action = _editable(record_id)
    form = ActionForm(obj=action, viewer=viewer())
    if save(form, lambda: _edit(action, form), action):
        flash("Saved.", "success")
        return redirect(url_of(action))
    return render_template("commitments/action_items/edit.html", form=form, record=action)


@blueprint.route("/<int:record_id>/complete", methods=["GET", "POST"])
@requires(Permission.LOG)
def complete(record_id: int) -> str | Response:
    """Say that it was done: in one press today, or by the form on another day."""
    action = _editable(record_id)
    if request.method == "POST" and "on" not in request.form:
        return press(
            lambda: operations.complete_action(action), _told("Done", action), url_of(action), _reopening(action)
        )
    form = CompleteForm(obj=action, data={"on": today()})
    if save(form, lambda: operations.complete_action(action, form.on.data), action):
        say_done(_told("Done", action), _reopening(action))
        return redirect(url_of(action))
    return render_template("commitments/action_items/complete.html", form=form, record=action)


@blueprint.route("/<int:record_id>/drop", methods=["GET", "POST"])
@requires(Permission.LOG)
def drop(record_id: int) -> str | Response:
    """Say that it will not be done, and why."""
    action = _editable(record_id)
    form = DropForm()
    if save(form, lambda: operations.drop_action(action, form.reason.data), action):
        say_done(_told("Dropped", action), _reopening(action))
        return redirect(url_of(action))
    return render_template("commitments/action_items/drop.html", form=form, record=action)


@blueprint.post("/<int:record_id>/reopen")
@requires(Permission.LOG)
def reopen(record_id: int) -> Response:
    """Take a closed one up again."""
    action = _editable(record_id)
    return press(lambda: operations.reopen_action(action), _told("Open again", action), url_of(action))


def _editable(record_id: int) -> ActionItem:
    action = found(queries.action_item(record_id, viewer()))
    authorize(viewer(), Permission.LOG, action.department_ids)
    return action


def _told(what: str, action: ActionItem) -> str:
    """What was done to which one, for a list shows many: "Done: Send the data map"."""
    return f"{what}: {shorten(action.text, TOLD_LENGTH, placeholder='…')}"


def _reopening(action: ActionItem) -> str:
    return url_for("action_items.reopen", record_id=action.id)


add_withdrawing(blueprint, _editable)


def _added(form: ActionForm) -> ActionItem:
    action = operations.add_action(form.draft())
    check_own(action)
    return action


def _edit(action: ActionItem, form: ActionForm) -> None:
    operations.edit_action(action, form.draft(), form.shown_version)
    check_own(action)
