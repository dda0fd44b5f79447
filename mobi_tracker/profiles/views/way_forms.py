"""Further ways to reach a contact."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from mobi_tracker.access.guard import requires
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.core.kinds import url_of
from mobi_tracker.core.pages import found, press, save
from mobi_tracker.core.withdrawals import bring_back, withdraw
from mobi_tracker.profiles.views import people
from mobi_tracker.stakeholders import operations
from mobi_tracker.stakeholders import queries as stakeholders
from mobi_tracker.stakeholders.forms import WayForm


@people.ways.route("/contacts/<int:record_id>/ways/new", methods=["GET", "POST"])
@requires(Permission.LOG)
def new(record_id: int) -> str | Response:
    """Add one more way to reach a contact."""
    contact = people.editable_contact(record_id)
    form = WayForm()
    values = lambda: (form.kind.data, form.value.data, form.is_private.data)
    if save(form, lambda: operations.add_way(contact, *values())):
        flash("Saved.", "success")
        return redirect(url_of(contact))
    return render_template("profiles/contacts/way.html", form=form, record=contact)


@people.ways.post("/contact-ways/<int:record_id>/withdraw", endpoint="withdraw")
@requires(Permission.LOG)
def withdraw_one(record_id: int) -> Response:
    """Take out a way to reach somebody that holds no more."""
    way = found(stakeholders.way(record_id))
    contact = people.editable_contact(way.contact_id)
    undo = url_for("contact_ways.bring_back", record_id=way.id)
    return press(lambda: withdraw(way), f"{way.value} is taken out.", url_of(contact), undo)


@people.ways.post("/contact-ways/<int:record_id>/bring-back", endpoint="bring_back")
@requires(Permission.LOG)
def bring_back_one(record_id: int) -> Response:
    """Undo taking it out."""
    way = found(stakeholders.way(record_id))
    contact = people.editable_contact(way.contact_id)
    return press(lambda: bring_back(way), f"{way.value} is back.", url_of(contact))
