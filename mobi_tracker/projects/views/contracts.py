"""Contracts: the list across projects, new, edit, paid, another end, withdraw."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.core import clock
from mobi_tracker.core.kinds import url_of
from mobi_tracker.core.listing import Cell, Column, Filter, Listing, contains
from mobi_tracker.core.pages import save
from mobi_tracker.paper.display import dollars, exact_dollars
from mobi_tracker.paper.lists import answer_list
from mobi_tracker.portfolio import queries as portfolio
from mobi_tracker.projects import operations, queries
from mobi_tracker.projects.forms.contracts import ContractEditForm, ContractForm, EndForm, PaymentForm
from mobi_tracker.projects.models.contract import Contract
from mobi_tracker.projects.models.project import Project
from mobi_tracker.projects.queries import DatedContract
from mobi_tracker.projects.views.cells import day_cell, marking_cell, project_cell
from mobi_tracker.projects.views.loading import add_part_withdrawing, back_to, project_to_log, record_to_log
from mobi_tracker.stakeholders.models import Organization

blueprint = Blueprint("contracts", __name__)


def _prepare(records: Sequence[Contract], _reader: Viewer) -> list[DatedContract]:
    found = queries.contracts_by_id([each.id for each in records])
    return [found[each.id] for each in records]


def _money(cents: int | None) -> Cell:
    return Cell("") if cents is None else Cell(dollars(cents), kind="money", title=exact_dollars(cents), value=cents)


def _ceiling(row: DatedContract) -> Cell:
    return _money(row.contract.ceiling_cents)


def _vendor(row: DatedContract) -> Cell:
    return Cell(row.contract.vendor.name, url_of(row.contract.vendor))


def _start_by(row: DatedContract) -> Cell:
    cell = day_cell(row.start_by)
    is_late = row.start_by is not None and row.ends_on is not None and row.start_by < clock.today() <= row.ends_on
    return Cell(cell.text, kind="late", title=cell.title, value=cell.value) if is_late else cell


CONTRACTS = Listing(  # the one that ends first before others
    title="Contracts",
    name="contracts",
    rows=queries.contracts,
    columns=(
        Column("number", "Contract", lambda row: Cell(row.contract.number, url_of(row.contract)), Contract.number),
        Column("vendor", "Vendor", _vendor, Organization.name),
        Column("project", "Project", lambda row: project_cell(row.contract), Project.name),
        Column("ceiling", "Ceiling", _ceiling, Contract.ceiling_cents, True, "money"),
        Column("paid", "Paid", lambda row: _money(row.paid), queries.paid_cents(), True, "money"),
        Column("ends", "Ends", lambda row: day_cell(row.ends_on), queries.ends_on(), kind="date"),
        Column("start", "Last day to start a renewal", _start_by, kind="date"),
        Column("options", "Options", lambda row: Cell(row.contract.options)),
        Column("marking", "Marking", lambda row: marking_cell(row.contract)),
    ),
    default_sort="ends",
    tie=Contract.id,
    filters=(
        Filter("q", "Number", lambda words: contains(Contract.number, words)),
        Filter("vendor", "Vendor", lambda words: queries.of_vendor(words, viewer())),
        Filter("department", "Department", queries.of_department, lambda: portfolio.departments_by_slug(viewer())),
        Filter(
            "ends",
            "Ends",
            lambda value: queries.ends_when(value, clock.today()),
            lambda: [
                ("soon", f"within {queries.ENDING_WITHIN} days"), ("later", "later"), ("past", "ended already")
            ],
        ),
    ),
    prepare=_prepare,
    empty_text="Contracts would be here, each with its end and the last day to start a renewal. "
    "They are added on a project's page.",
)  # fmt: skip


@blueprint.get("/contracts")
@requires(Permission.SEE)
def index() -> str | Response:
    """The contracts of all projects."""
    return answer_list(CONTRACTS, viewer(), "projects/contracts/index.html")


@blueprint.route("/projects/<slug>/contracts/new", methods=["GET", "POST"])
@requires(Permission.LOG)
def new(slug: str) -> str | Response:
    """Add a contract with the day it ends and what is paid so far."""
    project = project_to_log(slug)
    form = ContractForm(viewer=viewer(), data={"on": clock.today()})
    made: list[Contract] = []
    if save(form, lambda: made.append(_add(project, form))):
        return back_to(made[0], f"Contract {made[0].number} is added.")
    return render_template("projects/contracts/new.html", form=form, project=project)


def _add(project: Project, form: ContractForm) -> Contract:
    contract = operations.add_contract(project.id, form.draft(), form.ends_on.data, form.on.data)
    if form.paid.data is not None:
        operations.record_payment(contract, form.paid.data, form.on.data)
    return contract


@blueprint.route("/contracts/<int:record_id>/edit", methods=["GET", "POST"])
@requires(Permission.LOG)
def edit(record_id: int) -> str | Response:
    """Change a contract; its ends and payments stay."""
    contract = record_to_log(queries.contract, record_id)
    form = ContractEditForm(obj=contract, viewer=viewer())
    if save(form, lambda: operations.edit_contract(contract, form.draft(), form.shown_version), contract):
        return back_to(contract, "Saved.")
    return render_template("projects/contracts/edit.html", form=form, record=contract)


@blueprint.route("/contracts/<int:record_id>/payments/new", methods=["GET", "POST"])
@requires(Permission.LOG)
def pay(record_id: int) -> str | Response:
    """Record what is paid in all."""
    contract = record_to_log(queries.contract, record_id)
    form = PaymentForm(data={"on": clock.today()})
    act = lambda: operations.record_payment(contract, form.paid.data, form.on.data, form.note.data or "")
    if save(form, act, contract):
        return back_to(contract, "The amount is recorded.")
    return render_template("projects/contracts/pay.html", form=form, record=contract)


@blueprint.route("/contracts/<int:record_id>/end", methods=["GET", "POST"])
@requires(Permission.LOG)
def end(record_id: int) -> str | Response:
    """Say that a contract ends on another day, and why."""
    contract = record_to_log(queries.contract, record_id)
    form = EndForm(data={"on": clock.today()})
    act = lambda: operations.move_end(contract, form.day.data, form.on.data, form.reason.data or "")
    if save(form, act, contract):
        return back_to(contract, "The new end is recorded.")
    ends = queries.ends_of(contract)
    return render_template("projects/contracts/end.html", form=form, record=contract, held=ends[0] if ends else None)


add_part_withdrawing(blueprint, queries.contract, "/contracts")
