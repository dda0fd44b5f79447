"""The page of an organization."""

from __future__ import annotations

from flask import render_template

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.core.pages import found
from mobi_tracker.profiles.views.blueprint import blueprint
from mobi_tracker.stakeholders import queries as stakeholders


@blueprint.get("/organizations/<int:record_id>")
@requires(Permission.SEE)
def organization(record_id: int) -> str:
    """Everything that hangs on an organization."""
    record = found(stakeholders.organization(record_id, viewer()))
    return render_template("profiles/organization.html", organization=record)
