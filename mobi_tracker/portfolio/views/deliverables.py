"""What departments owe under priorities: list, new, edit, delivered with proof, open again, withdraw."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from mobi_tracker.access.guard import check_seen, requires, viewer
from mobi_tracker.access.policy import authorize
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.access.withdrawing import add_withdrawing
from mobi_tracker.core import clock
from mobi_tracker.core.errors import RuleBroken
from mobi_tracker.core.kinds import url_of
from mobi_tracker.core.listing import Cell, Column, Filter, Listing, contains
from mobi_tracker.core.pages import found, press, save
from mobi_tracker.paper.display import day, due, short_day
from mobi_tracker.paper.lists import answer_list
from mobi_tracker.portfolio import operations, queries
from mobi_tracker.portfolio.forms import DeliverableForm, DeliveryForm
from mobi_tracker.portfolio.models import Deliverable, Department, Priority
from mobi_tracker.portfolio.operations import DeliverableDraft

blueprint = Blueprint("deliverables", __name__)

STATES = [("owed", "Owed"), ("late", "Late"), ("delivered", "Delivered")]


def _due(item: Deliverable) -> Cell:
    if item.due is None:
        return Cell("")
    is_late = item.delivered_on is None and item.due < clock.today()
    text = f"{short_day(item.due)}, {due(item.due)}" if is_late else short_day(item.due)
    return Cell(text, kind="late" if is_late else "date", title=day(item.due), value=item.due)


def _marking(item: Deliverable) -> Cell:
    marking = item.effective_marking
    return Cell(marking.label, kind="marking", value=marking.value)


DELIVERABLES = Listing(  # the earliest due first
    title="Deliverables",
    name="deliverables",
    rows=queries.deliverables,
    columns=(
        Column("text", "What is owed", lambda each: Cell(each.text, url_of(each)), Deliverable.text),
        Column(
            "department",
            "Department",
            lambda each: Cell(each.department.short, url_of(each.department), title=each.department.name),
            Department.name,
        ),
        Column(
            "priority",
            "Priority",
            lambda each: Cell(each.priority.name, url_of(each.priority)),
            (Priority.position, Priority.name),
        ),
        Column("due", "Due", _due, Deliverable.due, kind="date"),
        Column(
            "delivered",
            "Delivered",
            lambda each: Cell(short_day(each.delivered_on), kind="date", value=each.delivered_on),
            Deliverable.delivered_on,
            kind="date",
        ),
        Column("proof", "Proof", lambda each: Cell(each.proof or each.proof_address)),
        Column("marking", "Marking", _marking),
    ),
    default_sort="due",
    tie=Deliverable.id,
    filters=(
        Filter("q", "Words", lambda words: contains(Deliverable.text, words)),
        Filter("department", "Department", queries.owed_by, lambda: queries.departments_by_slug(viewer())),
        Filter("priority", "Priority", queries.of_priority, lambda: queries.priorities_by_slug(viewer())),
        Filter("state", "State", lambda value: queries.deliverable_is(value, clock.today()), lambda: STATES),
    ),
    empty_text="What departments owe under a priority, directive or budget letter would be here, with its due day "
    "and its proof. It is added on the priority's page.",
)


@blueprint.get("/deliverables")
@requires(Permission.SEE)
def index() -> str | Response:
    """What departments owe under all priorities."""
    return answer_list(DELIVERABLES, viewer(), "portfolio/deliverables/index.html")


@blueprint.route("/priorities/<slug>/deliverables/new", methods=["GET", "POST"])
@requires(Permission.LOG)
def new(slug: str) -> str | Response:
    """Add what a department owes; an analyst adds what their own departments owe."""
    priority = found(queries.priority(slug, viewer()))
    form = DeliverableForm(data={"department_id": request.args.get("department", type=int)})
    made: list[Deliverable] = []
    if save(form, lambda: made.append(_add(priority, form))):
        flash("The deliverable is added.", "success")
        return redirect(url_of(made[0]))
    return render_template("portfolio/deliverables/new.html", form=form, priority=priority)


def _add(priority: Priority, form: DeliverableForm) -> Deliverable:
    deliverable = operations.add_deliverable(priority.id, _own(form.draft()))
    check_seen(deliverable)
    return deliverable


@blueprint.route("/deliverables/<int:record_id>/edit", methods=["GET", "POST"])
@requires(Permission.LOG)
def edit(record_id: int) -> str | Response:
    """Change what is owed, by whom or by when."""
    item = _editable(record_id)
    form = DeliverableForm(obj=item)
    if save(form, lambda: _edit(item, form), item):
        flash("Saved.", "success")
        return redirect(url_of(item))
    return render_template("portfolio/deliverables/edit.html", form=form, record=item)


def _edit(item: Deliverable, form: DeliverableForm) -> None:
    operations.edit_deliverable(item, _own(form.draft()), form.shown_version)
    check_seen(item)


@blueprint.route("/deliverables/<int:record_id>/deliver", methods=["GET", "POST"])
@requires(Permission.LOG)
def deliver(record_id: int) -> str | Response:
    """Record that it was delivered, with its proof."""
    item = _editable(record_id)
    form = DeliveryForm(data={"delivered_on": clock.today()})
    act = lambda: operations.deliver(item, form.delivered_on.data, form.proof.data or "", form.proof_address.data or "")
    if save(form, act, item):
        flash("It is recorded as delivered.", "success")
        return redirect(url_of(item))
    return render_template("portfolio/deliverables/deliver.html", form=form, record=item)


@blueprint.post("/deliverables/<int:record_id>/reopen")
@requires(Permission.LOG)
def reopen(record_id: int) -> Response:
    """Say that it is owed after all."""
    item = _editable(record_id)
    return press(lambda: operations.reopen_deliverable(item), "It is owed again.", url_of(item))


def _own(draft: DeliverableDraft) -> DeliverableDraft:
    """The draft, if this person may log it for its department."""
    if not viewer().can_for(Permission.LOG, (draft.department_id,)):
        raise RuleBroken("Choose one of your own departments.", "department_id")
    return draft


def _editable(record_id: int) -> Deliverable:
    item = found(queries.deliverable(record_id, viewer()))
    authorize(viewer(), Permission.LOG, item.department_ids)
    return item


add_withdrawing(blueprint, _editable, prefix="/deliverables")
