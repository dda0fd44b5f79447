"""Council and commission items: list, new, edit, withdraw, bring back."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template
from werkzeug.wrappers import Response

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.policy import authorize
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.access.withdrawing import add_withdrawing
from mobi_tracker.core.errors import RuleBroken
from mobi_tracker.core.kinds import url_of
from mobi_tracker.core.listing import Cell, Column, Filter, Listing, contains
from mobi_tracker.core.numbers import read_id
from mobi_tracker.core.pages import found, save
from mobi_tracker.paper.display import short_day
from mobi_tracker.paper.lists import answer_list
from mobi_tracker.portfolio import operations, queries
from mobi_tracker.portfolio.forms import CouncilItemForm
from mobi_tracker.portfolio.models import CouncilItem
from mobi_tracker.portfolio.operations import CouncilItemDraft

blueprint = Blueprint("council", __name__, url_prefix="/council")


def _day(key: str, label: str) -> Column:
    def cell(item: CouncilItem) -> Cell:
        value = getattr(item, key)
        return Cell(short_day(value), kind="date", value=value)

    return Column(key, label, cell, getattr(CouncilItem, key), kind="date")


def _department(item: CouncilItem) -> Cell:
    return Cell(item.department.short, url_of(item.department)) if item.department else Cell("")


COUNCIL_ITEMS = Listing(
    title="Council and commission items",
    name="Council items",
    rows=queries.council_items,
    columns=(
        Column("title", "Item", lambda each: Cell(each.title, url_of(each)), CouncilItem.title),
        Column("body", "Before", lambda each: Cell(each.committee or each.body), CouncilItem.body),
        Column("council_file", "Council File", lambda each: Cell(each.council_file), CouncilItem.council_file),
        Column("department", "Department", _department),
        _day("meets_on", "Meets"),
        _day("last_day_on", "Last day to act"),
        Column("our_position", "Our position", lambda each: Cell(each.our_position), CouncilItem.our_position),
        Column("outcome", "Outcome", lambda each: Cell(each.outcome)),
    ),
    default_sort="-meets_on",
    tie=CouncilItem.id,
    filters=(
        Filter(
            "q",
            "Title or file",
            lambda text: contains(CouncilItem.title, text) | contains(CouncilItem.council_file, text),
        ),
        Filter(
            "department",
            "Department",
            lambda value: None if (each := read_id(value)) is None else CouncilItem.department_id == each,
            lambda: queries.departments_by_id(viewer()),
        ),
    ),
    empty_text="What is before the Council, its committees, and boards and commissions would be here.",
    first_step=("council.new", "Add an item", Permission.LOG),
)


@blueprint.get("")
@requires(Permission.SEE)
def index() -> str | Response:
    """The Council and commission items."""
    return answer_list(COUNCIL_ITEMS, viewer(), "portfolio/council/index.html")


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Permission.LOG)
def new() -> str | Response:
    """Add an item; an analyst adds them for their own departments."""
    form = CouncilItemForm()
    made: list[CouncilItem] = []
    if save(form, lambda: made.append(operations.add_council_item(_own(form.draft())))):
        return redirect(url_of(made[0]))
    return render_template("portfolio/council/new.html", form=form)


@blueprint.route("/<int:record_id>/edit", methods=["GET", "POST"])
@requires(Permission.LOG)
def edit(record_id: int) -> str | Response:
    """Change an item."""
    item = _editable(record_id)
    form = CouncilItemForm(obj=item)
    if save(form, lambda: operations.edit_council_item(item, _own(form.draft()), form.shown_version), item):
        flash("Saved.", "success")
        return redirect(url_of(item))
    return render_template("portfolio/council/edit.html", form=form, record=item)


def _own(draft: CouncilItemDraft) -> CouncilItemDraft:
    """The draft, if this person may log it for its department."""
    departments = () if draft.department_id is None else (draft.department_id,)
    if not viewer().can_for(Permission.LOG, departments):
        raise RuleBroken("Choose one of your own departments.", "department_id")
    return draft


def _editable(record_id: int) -> CouncilItem:
    item = found(queries.council_item(record_id, viewer()))
    authorize(viewer(), Permission.LOG, item.department_ids)
    return item


add_withdrawing(blueprint, _editable, called=lambda item: f"“{item.title}”")
