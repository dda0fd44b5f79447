"""Positions of a contact over time."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.core.kinds import url_of
from mobi_tracker.core.pages import found, press, save
from mobi_tracker.core.withdrawals import bring_back, withdraw
from mobi_tracker.profiles.views import people
from mobi_tracker.stakeholders import operations
from mobi_tracker.stakeholders import queries as stakeholders
from mobi_tracker.stakeholders.forms import EndPositionForm, PositionForm
from mobi_tracker.stakeholders.models import Position


@people.positions.route("/contacts/<int:record_id>/positions/new", methods=["GET", "POST"])
@requires(Permission.LOG)
def new(record_id: int) -> str | Response:
    """Add a position; those held already go on until they are ended."""
    contact = people.editable_contact(record_id)
    form = PositionForm().bound(viewer())
    if save(form, lambda: operations.add_position(contact, form.draft())):
        flash("The position is added.", "success")
        return redirect(url_of(contact))
    return render_template(
        "profiles/contacts/position.html", form=form, record=contact, title=f"Add a position of {contact.name}"
    )


@people.positions.route("/positions/<int:record_id>/edit", methods=["GET", "POST"])
@requires(Permission.LOG)
def edit(record_id: int) -> str | Response:
    """Change a position: its title, organization or days."""
    position = _editable(record_id)
    form = PositionForm(obj=position).bound(viewer())
    if save(form, lambda: operations.edit_position(position, form.draft(), form.shown_version), position):
        flash("Saved.", "success")
        return redirect(url_of(position.contact))
    title = f"Edit a position of {position.contact.name}"
    return render_template("profiles/contacts/position.html", form=form, record=position.contact, title=title)


@people.positions.route("/positions/<int:record_id>/end", methods=["GET", "POST"])
@requires(Permission.LOG)
def end(record_id: int) -> str | Response:
    """Say on which day a position ended."""
    position = _editable(record_id)
    form = EndPositionForm()
    if save(form, lambda: operations.end_position(position, form.ended_on.data)):
        flash("The position is ended.", "success")
        return redirect(url_of(position.contact))
    return render_template("profiles/contacts/end_position.html", form=form, record=position.contact, position=position)


@people.positions.post("/positions/<int:record_id>/withdraw", endpoint="withdraw")
@requires(Permission.LOG)
def withdraw_one(record_id: int) -> Response:
    """Take out a position that was entered by mistake."""
    position = _editable(record_id)
    done = f"The position at {position.organization.name} is taken out."
    undo = url_for("positions.bring_back", record_id=position.id)
    return press(lambda: withdraw(position), done, url_of(position.contact), undo)


@people.positions.post("/positions/<int:record_id>/bring-back", endpoint="bring_back")
@requires(Permission.LOG)
def bring_back_one(record_id: int) -> Response:
    """Undo taking it out."""
    position = _editable(record_id)
    done = f"The position at {position.organization.name} is back."
    return press(lambda: bring_back(position), done, url_of(position.contact))


def _editable(record_id: int) -> Position:
    position = found(stakeholders.position(record_id, viewer()))
    people.editable_contact(position.contact_id)
    return position
