"""Reference data: holidays and the budget calendar."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.policy import authorize
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.core.fields import Form
from mobi_tracker.core.pages import found, press, save
from mobi_tracker.core.withdrawals import bring_back, withdraw
from mobi_tracker.portfolio import operations, queries
from mobi_tracker.portfolio.forms import BudgetDateForm, HolidayForm
from mobi_tracker.portfolio.models import BudgetDate, Holiday
from mobi_tracker.portfolio.views.blueprint import blueprint


@blueprint.route("/holidays/new", methods=["GET", "POST"])
@requires(Permission.REFERENCE)
def new_holiday() -> str | Response:
    """Add a day on which City offices are closed."""
    authorize(viewer(), Permission.REFERENCE)
    form = HolidayForm()
    return _answer(form, lambda: operations.add_holiday(form.day.data, form.name.data), "Add a holiday", "holidays")


@blueprint.route("/holidays/<int:record_id>/edit", methods=["GET", "POST"])
@requires(Permission.REFERENCE)
def edit_holiday(record_id: int) -> str | Response:
    """Change a holiday's day or name."""
    record = _holiday(record_id)
    form = HolidayForm(obj=record)
    act = lambda: operations.edit_holiday(record, form.day.data, form.name.data, form.shown_version)
    return _answer(form, act, f"Edit {record.name}", "holidays", record)


@blueprint.post("/holidays/<int:record_id>/withdraw")
@requires(Permission.REFERENCE)
def withdraw_holiday(record_id: int) -> Response:
    """Take a holiday out: due dates count that day as a business day from now on."""
    return _set_withdrawn(_holiday(record_id), True, "holidays")


@blueprint.post("/holidays/<int:record_id>/bring-back")
@requires(Permission.REFERENCE)
def bring_back_holiday(record_id: int) -> Response:
    """Undo taking a holiday out."""
    return _set_withdrawn(_holiday(record_id), False, "holidays")


@blueprint.route("/budget-dates/new", methods=["GET", "POST"])
@requires(Permission.REFERENCE)
def new_budget_date() -> str | Response:
    """Add a date of the budget calendar."""
    authorize(viewer(), Permission.REFERENCE)
    form = BudgetDateForm()
    act = lambda: operations.add_budget_date(form.fiscal_year.data, form.name.data, form.day.data)
    return _answer(form, act, "Add a budget date", "budget-dates")


@blueprint.route("/budget-dates/<int:record_id>/edit", methods=["GET", "POST"])
@requires(Permission.REFERENCE)
def edit_budget_date(record_id: int) -> str | Response:
    """Change a date of the budget calendar."""
    record = _budget_date(record_id)
    form = BudgetDateForm(obj=record)
    values = lambda: (form.fiscal_year.data, form.name.data, form.day.data)
    act = lambda: operations.edit_budget_date(record, *values(), form.shown_version)
    return _answer(form, act, f"Edit {record.name}", "budget-dates", record)


@blueprint.post("/budget-dates/<int:record_id>/withdraw")
@requires(Permission.REFERENCE)
def withdraw_budget_date(record_id: int) -> Response:
    """Take a date out of the budget calendar."""
    return _set_withdrawn(_budget_date(record_id), True, "budget-dates")


@blueprint.post("/budget-dates/<int:record_id>/bring-back")
@requires(Permission.REFERENCE)
def bring_back_budget_date(record_id: int) -> Response:
    """Undo taking a date out."""
    return _set_withdrawn(_budget_date(record_id), False, "budget-dates")


def _holiday(record_id: int) -> Holiday:
    authorize(viewer(), Permission.REFERENCE)
    return found(queries.holiday(record_id))


def _budget_date(record_id: int) -> BudgetDate:
    authorize(viewer(), Permission.REFERENCE)
    return found(queries.budget_date(record_id))


def _answer(form: Form, act: Callable[[], object], title: str, place: str, record: Any = None) -> str | Response:
    """Save the form and go back to its place on the list, or show it (again)."""
    if save(form, act, record):
        flash("Saved.", "success")
        return redirect(url_for("reference.index", _anchor=place))
    return render_template("portfolio/reference/day.html", form=form, title=title, place=place, record=record)


def _set_withdrawn(record: Any, is_withdrawn: bool, place: str) -> Response:
    act, done = (withdraw, "taken out") if is_withdrawn else (bring_back, "back")
    back = "reference.bring_back_holiday" if place == "holidays" else "reference.bring_back_budget_date"
    undo = url_for(back, record_id=record.id) if is_withdrawn else None
    return press(lambda: act(record), f"{record.name} is {done}.", url_for("reference.index", _anchor=place), undo)
