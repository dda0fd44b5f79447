"""No surprises: what the Deputy Mayor will see, each answered in one press."""

from __future__ import annotations

from datetime import timedelta

from flask import abort, request, url_for
from werkzeug.wrappers import Response

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.policy import authorize
from mobi_tracker.access.vocabulary import Marking, Permission
from mobi_tracker.city.dates import format_day
from mobi_tracker.core import clock
from mobi_tracker.core.numbers import read_id
from mobi_tracker.core.pages import found, own_page, page_or_fragment, press
from mobi_tracker.dashboard.surprise_sheet import sheet_of
from mobi_tracker.dashboard.views.blueprint import blueprint
from mobi_tracker.projects import operations
from mobi_tracker.projects import queries as projects
from mobi_tracker.standing.coming import reason_ahead
from mobi_tracker.standing.operations import ExplanationDraft, explain
from mobi_tracker.standing.vocabulary import Rule

ROWS_A_PAGE = 20
LOOKED_AT_AGAIN = timedelta(days=7)


@blueprint.get("/today/surprises")
@requires(Permission.LOG)
def surprises() -> str:
    """Each rule that fires now or within three working days, and the presses that answer it."""
    sheet = sheet_of(viewer(), own_page(request.args.get("next"), url_for("dashboard.surprises")))
    pages = max(1, -(-len(sheet.rows) // ROWS_A_PAGE))
    number = min(read_id(request.args.get("page", "1")) or 1, pages)
    rows = sheet.rows[(number - 1) * ROWS_A_PAGE : number * ROWS_A_PAGE]
    strictest = sheet.marking if sheet.marking.strictness > Marking.INTERNAL.strictness else None
    return page_or_fragment(
        "dashboard/surprises.html", "dashboard/_surprises_today.html", sheet=sheet, rows=rows, page_number=number,
        pages=pages, strictest=strictest,
    )  # fmt: skip


@blueprint.post("/milestones/<int:record_id>/happened")
@requires(Permission.LOG)
def happened(record_id: int) -> Response:
    """Say that a milestone was reached, today as far as is known."""
    milestone = found(projects.milestone(record_id, viewer()))
    authorize(viewer(), Permission.LOG, milestone.department_ids)
    today = clock.today()
    done = f"“{milestone.name}” is recorded as reached {format_day(today, today)}. Give another day on its page."
    act = lambda: operations.complete_milestone(milestone, today)
    return press(act, done, url_for("profiles.milestone", record_id=milestone.id))


@blueprint.post("/projects/<slug>/still-open")
@requires(Permission.LOG)
def still_open(slug: str) -> Response:
    """Say of a rule that fires that the matter is still open: it is explained for a week."""
    project = found(projects.project(slug, viewer()))
    authorize(viewer(), Permission.LOG, project.department_ids)
    rule, number = request.form.get("rule", ""), read_id(request.form.get("id", ""))
    if rule not in set(Rule) or number is None:
        abort(400)
    about = (request.form.get("kind", ""), number)
    found(reason_ahead(project.id, Rule(rule), about, viewer()))
    today = clock.today()
    review_on = today + LOOKED_AT_AGAIN
    draft = ExplanationDraft(project.id, Rule(rule), about, f"Still open on {format_day(today, today)}.", review_on)
    done = f"It is noted as still open, to be looked at again on {format_day(review_on, today)}."
    return press(lambda: explain(draft), done, url_for("dashboard.surprises"))
