"""That somebody looked at the dashboard, so that it can be compared with that at their next visit."""

from __future__ import annotations

from flask import redirect, request, url_for
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.core.database import db
from mobi_tracker.core.pages import own_page, wants_fragment
from mobi_tracker.dashboard.queries.known import PAGE
from mobi_tracker.dashboard.views.blueprint import blueprint
from mobi_tracker.review.operations.looks import note_look


@blueprint.post("/dashboard/looked")
@requires(Permission.SEE)
def looked() -> Response:
    """Note that this person looked at today's dashboard: the page's script says so, or a press where none runs."""
    try:
        note_look(viewer().user_id, PAGE)
        db.session.commit()
    except IntegrityError:
        db.session.rollback()  # another window of theirs noted the same a moment ago
    if wants_fragment():
        return Response(status=204)
    return redirect(own_page(request.form.get("next"), url_for("dashboard.show")))
