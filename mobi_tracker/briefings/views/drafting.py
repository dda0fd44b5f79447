"""Draft a week's briefing, submit it, say that it was read."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.policy import authorize
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.briefings.operations.drafting import Redrafted, draft_briefing
from mobi_tracker.briefings.operations.submitting import submit_briefing
from mobi_tracker.briefings.queries.briefings import KIND
from mobi_tracker.briefings.views.blueprint import blueprint, briefing_here, week_of
from mobi_tracker.city.words import counted
from mobi_tracker.core.database import db
from mobi_tracker.core.errors import RuleBroken
from mobi_tracker.core.pages import found, press
from mobi_tracker.review.operations.versions import confirm_reading
from mobi_tracker.review.queries.versions import versions_of
from mobi_tracker.review.rules import may_see


@blueprint.post("/<week>/draft")
@requires(Permission.WRITE)
def draft(week: str) -> Response:
    """Draft the briefing from the week's records, or bring what is new into it."""
    here = week_of(week)
    authorize(viewer(), Permission.WRITE)
    try:
        _briefing, done = draft_briefing(here.start, viewer())
        db.session.commit()
    except RuleBroken as broken:
        db.session.rollback()
        flash(broken.message, "warning")
        return redirect(url_for("briefings.show", week=here))
    except (IntegrityError, StaleDataError):
        db.session.rollback()
        flash("Somebody else drafted or edited it at the same moment. Here it is; nothing is lost.", "warning")
        return redirect(url_for("briefings.edit", week=here))
    flash(_said(done), "success")
    return redirect(url_for("briefings.edit", week=here))


def _said(done: Redrafted) -> str:
    parts = [
        f"{counted(count, 'line')} {verb}"
        for count, verb in ((done.added, "came in"), (done.rewritten, "changed"), (done.retired, "went out"))
        if count
    ]
    return f"Drafted from what is logged: {', '.join(parts)}." if parts else "Nothing new is logged. No line changed."


@blueprint.post("/<week>/submit")
@requires(Permission.WRITE)
def submit(week: str) -> Response:
    """Submit the draft, as it was shown, as the next version."""
    briefing = briefing_here(week)
    authorize(viewer(), Permission.WRITE)
    try:
        version = submit_briefing(briefing, request.form.get("digest"))
        db.session.commit()
    except RuleBroken as broken:
        db.session.rollback()
        flash(broken.message, "warning")
        return redirect(url_for("briefings.edit", week=week))
    flash(f"Version {version.number} is submitted. It waits with the reviewers.", "success")
    return redirect(url_for("briefings.show", week=week, version=version.number))


@blueprint.post("/<week>/read")
@requires(Permission.SEE)
def read(week: str) -> Response:
    """ "I've read this": the version that the form names, else the newest that the reader may open."""
    briefing = briefing_here(week)
    versions = [each for each in versions_of(KIND, briefing.id) if may_see(viewer(), each.state)]
    wanted = request.form.get("version", "")
    chosen = [each for each in versions if str(each.number) == wanted] if wanted else versions[-1:]
    version = found(chosen[0] if chosen else None)
    here = url_for("briefings.show", week=week, version=version.number)
    return press(lambda: confirm_reading(version), f"Kept: you have read version {version.number}.", here)
