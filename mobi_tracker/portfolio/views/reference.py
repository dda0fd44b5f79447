"""Reference data: departments, initiatives and priorities, and whose own a department is.

An administrator may keep these up without seeing the portfolio, so these pages lead back to themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from mobi_tracker.access.forms import MarkedForm
from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.policy import authorize
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.core.clock import today
from mobi_tracker.core.numbers import read_id
from mobi_tracker.core.pages import found, press, save
from mobi_tracker.core.withdrawals import bring_back, withdraw
from mobi_tracker.portfolio import operations, queries
from mobi_tracker.portfolio.forms import AssignmentForm, DepartmentForm, InitiativeForm, PriorityForm
from mobi_tracker.portfolio.models import Department, Initiative, Priority
from mobi_tracker.portfolio.views.blueprint import blueprint


@dataclass(frozen=True)
class Noun:
    """A kind of reference data: its table, form and verbs."""

    label: str
    an: str
    model: Any
    form: type[MarkedForm]
    add: Callable[[Any], Any]
    edit: Callable[[Any, Any, int | None], None]


NOUNS = {
    "departments": Noun(
        "department", "a department", Department, DepartmentForm, operations.add_department, operations.edit_department
    ),
    "initiatives": Noun(
        "initiative",
        "an initiative",
        Initiative,
        InitiativeForm,
        operations.add_initiative,
        operations.edit_initiative,
    ),
    "priorities": Noun(
        "priority", "a priority", Priority, PriorityForm, operations.add_priority, operations.edit_priority
    ),
}


@blueprint.get("")
@requires(Permission.REFERENCE)
def index() -> str:
    """All reference data, short as it is; of the calendars one year, this one unless the address says another."""
    asked = read_id(request.args.get("year", ""))
    year = asked if asked is not None and 1900 <= asked <= 2999 else today().year
    return render_template(
        "portfolio/reference/index.html",
        groups=[(plural, noun, queries.to_keep_up(noun.model, viewer())) for plural, noun in NOUNS.items()],
        year=year,
        holidays=queries.holidays_of(year),
        budget_dates=queries.budget_dates_in(year),
        may_assign=viewer().can(Permission.ADMINISTER),
    )


@blueprint.route("/<plural>/new", methods=["GET", "POST"])
@requires(Permission.REFERENCE)
def new(plural: str) -> str | Response:
    """Add a department, an initiative or a priority."""
    authorize(viewer(), Permission.REFERENCE)
    noun = found(NOUNS.get(plural))
    form = noun.form()
    if save(form, lambda: noun.add(form.draft())):
        flash(f"The {noun.label} is added.", "success")
        return redirect(_list_of(plural))
    return render_template("portfolio/reference/form.html", form=form, title=f"Add {noun.an}", plural=plural)


@blueprint.route("/<plural>/<int:record_id>/edit", methods=["GET", "POST"])
@requires(Permission.REFERENCE)
def edit(plural: str, record_id: int) -> str | Response:
    """Change a department, an initiative or a priority."""
    record = _kept_up(plural, record_id)
    noun = NOUNS[plural]
    form = noun.form(obj=record)
    if save(form, lambda: noun.edit(record, form.draft(), form.shown_version), record):
        flash("Saved.", "success")
        return redirect(_list_of(plural))
    return render_template(
        "portfolio/reference/form.html", form=form, title=f"Edit {record.name}", plural=plural, record=record
    )


@blueprint.post("/<plural>/<int:record_id>/withdraw", endpoint="withdraw")
@requires(Permission.REFERENCE)
def withdraw_one(plural: str, record_id: int) -> Response:
    """Withdraw one, which can be undone on the list."""
    record = _kept_up(plural, record_id)
    act = lambda: withdraw(record, request.form.get("reason", ""))
    undo = url_for("reference.bring_back", plural=plural, record_id=record.id)
    return press(act, f"{record.name} is withdrawn. What hangs on it stays.", _list_of(plural), undo)


@blueprint.post("/<plural>/<int:record_id>/bring-back", endpoint="bring_back")
@requires(Permission.REFERENCE)
def bring_back_one(plural: str, record_id: int) -> Response:
    """Undo a withdrawal."""
    record = _kept_up(plural, record_id)
    return press(lambda: bring_back(record), f"{record.name} is back.", _list_of(plural))


@blueprint.route("/departments/<int:record_id>/people", methods=["GET", "POST"])
@requires(Permission.ADMINISTER)
def assign(record_id: int) -> str | Response:
    """Say whose own department this is."""
    authorize(viewer(), Permission.ADMINISTER)
    department = _kept_up("departments", record_id)
    form = AssignmentForm(user_ids=[each.user_id for each in queries.assignments_to(department.id)])
    if save(form, lambda: operations.assign_people(department, form.user_ids.data or ())):
        flash("Saved.", "success")
        return redirect(_list_of("departments"))
    return render_template("portfolio/reference/assign.html", form=form, record=department)


def _kept_up(plural: str, record_id: int) -> Any:
    authorize(viewer(), Permission.REFERENCE)
    noun = found(NOUNS.get(plural))
    return found(queries.one_to_keep_up(noun.model, record_id, viewer()))


def _list_of(plural: str) -> str:
    return url_for("reference.index", _anchor=plural)
