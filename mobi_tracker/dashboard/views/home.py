"""The root address: each person's own home page."""

from __future__ import annotations

from flask import redirect, url_for
from werkzeug.wrappers import Response

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.dashboard.rules import homes
from mobi_tracker.dashboard.views.blueprint import blueprint


@blueprint.get("/")
@requires(Permission.ACCOUNT)
def home() -> Response:
    """Go to the page this person is here for."""
    return redirect(url_for(homes(viewer())[0][1]))
