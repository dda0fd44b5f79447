"""Organizations: list, new, edit, withdraw, bring back."""

from __future__ import annotations

from operator import attrgetter

from flask import Blueprint, flash, redirect, render_template
from werkzeug.wrappers import Response

from mobi_tracker.access.guard import check_seen, requires, viewer
from mobi_tracker.access.policy import authorize
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.access.withdrawing import add_withdrawing
from mobi_tracker.core.kinds import url_of
from mobi_tracker.core.listing import Cell, Column, Filter, Listing, contains
from mobi_tracker.core.pages import found, save
from mobi_tracker.paper.lists import answer_list
from mobi_tracker.stakeholders import operations, queries
from mobi_tracker.stakeholders.forms import OrganizationForm
from mobi_tracker.stakeholders.models import Organization
from mobi_tracker.stakeholders.vocabulary import OrganizationKind

blueprint = Blueprint("organizations", __name__, url_prefix="/organizations")

ORGANIZATIONS = Listing(
    title="Organizations",
    name="organizations",
    rows=queries.organizations,
    columns=(
        Column("name", "Name", lambda each: Cell(each.name, url_of(each)), Organization.folded_name),
        Column("kind", "Kind", lambda each: Cell(each.kind.label), Organization.kind),
        Column("abbreviation", "Abbreviation", lambda each: Cell(each.abbreviation), Organization.abbreviation),
        Column("marking", "Marking", lambda each: Cell(each.marking.label, kind="marking", value=each.marking.value)),
    ),
    default_sort="name",
    tie=Organization.id,
    filters=(
        Filter("q", "Name", lambda words: contains(Organization.name, words)),
        Filter(
            "kind",
            "Kind",
            lambda value: Organization.kind == value if value in set(OrganizationKind) else None,
            lambda: [(each.value, each.label) for each in OrganizationKind],
        ),
    ),
    empty_text="Departments, other offices, universities, vendors and community groups would be here.",
    first_step=("organizations.new", "Add an organization", Permission.LOG),
)


@blueprint.get("")
@requires(Permission.SEE)
def index() -> str | Response:
    """The organizations."""
    return answer_list(ORGANIZATIONS, viewer(), "stakeholders/organizations/index.html")


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Permission.LOG)
def new() -> str | Response:
    """Add an organization. It has no department, so it is nobody's own: an analyst may add none."""
    authorize(viewer(), Permission.LOG)
    form = OrganizationForm()
    made: list[Organization] = []
    if save(form, lambda: made.append(_added(form))):
        return redirect(url_of(made[0]))
    return render_template("stakeholders/organizations/new.html", form=form)


@blueprint.route("/<int:record_id>/edit", methods=["GET", "POST"])
@requires(Permission.LOG)
def edit(record_id: int) -> str | Response:
    """Change an organization."""
    organization = _editable(record_id)
    form = OrganizationForm(obj=organization)
    if save(form, lambda: _edit(organization, form), organization):
        flash("Saved.", "success")
        return redirect(url_of(organization))
    return render_template("stakeholders/organizations/edit.html", form=form, record=organization)


def _added(form: OrganizationForm) -> Organization:
    organization = operations.add_organization(form.draft())
    check_seen(organization)
    return organization


def _edit(organization: Organization, form: OrganizationForm) -> None:
    operations.edit_organization(organization, form.draft(), form.shown_version)
    check_seen(organization)


def _editable(record_id: int) -> Organization:
    organization = found(queries.organization(record_id, viewer()))
    authorize(viewer(), Permission.LOG)
    return organization


add_withdrawing(blueprint, _editable, called=attrgetter("name"))
