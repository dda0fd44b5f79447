"""Contacts: new, edit, withdraw, bring back."""

from __future__ import annotations

from operator import attrgetter

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response

from mobi_tracker.access.guard import check_seen, requires, viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.access.withdrawing import add_withdrawing
from mobi_tracker.core.errors import RuleBroken
from mobi_tracker.core.kinds import url_of
from mobi_tracker.core.pages import save
from mobi_tracker.profiles.views import people
from mobi_tracker.stakeholders import operations
from mobi_tracker.stakeholders import queries as stakeholders
from mobi_tracker.stakeholders.forms import ContactForm, NewContactForm
from mobi_tracker.stakeholders.models import Contact
from mobi_tracker.stakeholders.operations import ContactDraft


@people.contacts.route("/new", methods=["GET", "POST"])
@requires(Permission.LOG)
def new() -> str | Response:
    """Add a person; somebody of the same name or mail address is shown first."""
    form = NewContactForm(name=request.args.get("name", "")).bound(viewer())
    same = _likely_same(form)
    made: list[Contact] = []
    if not same and save(form, lambda: made.append(_added(form))):
        return redirect(url_of(made[0]))
    return render_template("profiles/contacts/new.html", form=form, same=same)


def _added(form: NewContactForm) -> Contact:
    contact = operations.add_contact(_own(form.draft()))
    check_seen(contact)
    return contact


def _likely_same(form: NewContactForm) -> list[tuple[Contact, str]]:
    """Who may be the person being added, with where they are; nobody once "Add anyway" was pressed."""
    if form.add_anyway.data or not form.validate_on_submit():
        return []
    known = stakeholders.likely_same(form.name.data or "", form.email.data or "", viewer())
    held = stakeholders.positions_of([each.id for each in known], viewer()) if known else {}
    return [(each, ", ".join(at.organization.name for at in held.get(each.id, ()))) for each in known]


def _own(draft: ContactDraft) -> ContactDraft:
    """The draft, if this person may add somebody at that organization."""
    organizations = () if draft.organization_id is None else (draft.organization_id,)
    if not viewer().can_for(Permission.LOG, people.departments_at(organizations)):
        raise RuleBroken("Name one of your own departments: you add people there.", "organization_id")
    return draft


@people.contacts.route("/<int:record_id>/edit", methods=["GET", "POST"])
@requires(Permission.LOG)
def edit(record_id: int) -> str | Response:
    """Change a contact and how to reach them."""
    contact = people.editable_contact(record_id)
    form = ContactForm(obj=contact)
    if save(form, lambda: _edit(contact, form), contact):
        flash("Saved.", "success")
        return redirect(url_of(contact))
    return render_template("profiles/contacts/edit.html", form=form, record=contact)


def _edit(contact: Contact, form: ContactForm) -> None:
    operations.edit_contact(contact, form.draft(), form.shown_version)
    check_seen(contact)


add_withdrawing(people.contacts, people.editable_contact, called=attrgetter("name"))
