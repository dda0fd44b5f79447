"""Fix wording and approve, in one step."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.briefings.forms import WordingForm
from mobi_tracker.briefings.operations.submitting import approve_with_wording
from mobi_tracker.briefings.queries.briefings import KIND
from mobi_tracker.briefings.queries.cited import stamps
from mobi_tracker.briefings.rules.content import ShownLine, lines_of, shown_to
from mobi_tracker.briefings.views.blueprint import blueprint, briefing_here, week_of
from mobi_tracker.core.database import db
from mobi_tracker.core.errors import RuleBroken
from mobi_tracker.core.pages import found
from mobi_tracker.review.models import Version
from mobi_tracker.review.queries.versions import versions_of
from mobi_tracker.review.rules import may_see


@blueprint.route("/<week>/versions/<int:number>/fix", methods=["GET", "POST"])
@requires(Permission.REVIEW)
def fix(week: str, number: int) -> str | Response:
    """Change the wording of some lines, not their figures or sources, and approve."""
    briefing = briefing_here(week)
    version = _version(briefing.id, number)
    lines = _lines(version)
    form = WordingForm()
    typed = {line.id: request.form.get(line.anchor, line.text).replace("\r\n", "\n") for line in lines}
    if form.validate_on_submit():
        changed = {line.id: typed[line.id] for line in lines if typed[line.id].strip() != line.text}
        try:
            approved = approve_with_wording(briefing, version, changed, viewer().name, request.form.get("digest", ""))
            db.session.commit()
        except RuleBroken as broken:
            db.session.rollback()
            return _page(week, number, form, typed, {broken.field or "": broken.message})
        flash(f"Approved as version {approved.number}, with your wording marked in it.", "success")
        return redirect(url_for("briefings.show", week=week, version=approved.number, since=number))
    return _page(week, number, form, typed, {})


def _page(week: str, number: int, form: WordingForm, typed: Mapping[int, str], errors: Mapping[str, str]) -> str:
    version = _version(briefing_here(week).id, number)
    sections = [(section.label, list(lines)) for section, lines in groupby(_lines(version), lambda line: line.section)]
    return render_template(
        "briefings/fix.html", week=week_of(week), version=version, form=form, sections=sections, typed=typed,
        errors=errors,
    )  # fmt: skip


def _version(briefing_id: int, number: int) -> Version:
    versions = versions_of(KIND, briefing_id)
    return found(next((each for each in versions if each.number == number and may_see(viewer(), each.state)), None))


def _lines(version: Version) -> list[ShownLine]:
    lines = lines_of(version.content)
    seen = stamps({each.pointer for line in lines for each in line.sources}, viewer())
    return shown_to(lines, viewer(), seen)[0]
