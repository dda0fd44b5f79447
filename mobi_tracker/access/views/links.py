"""Titled addresses on any record."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template
from werkzeug.wrappers import Response

from mobi_tracker.access import operations, queries
from mobi_tracker.access.forms import LinkForm
from mobi_tracker.access.guard import may_log, requires, viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.core import kinds
from mobi_tracker.core.database import db
from mobi_tracker.core.pages import found, save
from mobi_tracker.core.withdrawals import withdraw

blueprint = Blueprint("links", __name__, url_prefix="/links")


@blueprint.route("/<kind>/<int:record_id>/new", methods=["GET", "POST"])
@requires(Permission.LOG)
def new(kind: str, record_id: int) -> str | Response:
    """Put a titled address on a record."""
    record = _editable(kind, record_id)
    form = LinkForm()
    if save(form, lambda: operations.add_link(kind, record_id, form.title.data or "", form.address.data or "")):
        flash("The link is added.", "success")
        return redirect(kinds.url_of(record))
    return render_template("access/new_link.html", form=form, record=record)


@blueprint.post("/<int:link_id>/withdraw")
@requires(Permission.LOG)
def withdraw_one(link_id: int) -> Response:
    """Take a link off its record; history keeps it."""
    link = found(queries.link(link_id))
    record = _editable(link.kind, link.record_id)
    withdraw(link)
    db.session.commit()
    flash(f"{link.title} is taken off.", "success")
    return redirect(kinds.url_of(record))


def _editable(kind: str, record_id: int) -> Any:
    if kind not in {each.name for each in kinds.known_kinds()} or not hasattr(kinds.kind(kind).model, "visible_to"):
        abort(404)
    record = found(queries.visible_record(kind, record_id, viewer()))
    if not may_log(record):
        abort(403)
    return record
