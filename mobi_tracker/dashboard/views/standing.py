"""Any day of one record: how a project, or those of an initiative or a department, stood, and what changed since."""

from __future__ import annotations

from typing import Any

from flask import render_template, request

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.vocabulary import Marking, Permission
from mobi_tracker.core import clock
from mobi_tracker.core.kinds import url_of
from mobi_tracker.core.pages import found
from mobi_tracker.core.settings import value_of
from mobi_tracker.dashboard.pressing import fact_address
from mobi_tracker.dashboard.queries.known import known
from mobi_tracker.dashboard.rules.days import choose
from mobi_tracker.dashboard.rules.mismatches import addresses
from mobi_tracker.dashboard.standing_sheet import LINES_SHOWN, share_in_words, standing_sheet
from mobi_tracker.dashboard.views.blueprint import blueprint
from mobi_tracker.portfolio import queries as portfolio
from mobi_tracker.projects import queries as projects
from mobi_tracker.standing.facts import Snapshot
from mobi_tracker.standing.queries.moments import Scope
from mobi_tracker.standing.settings import DEPARTMENT_FIGURES


@blueprint.get("/projects/<slug>/standing")
@requires(Permission.SEE)
def standing_of_project(slug: str) -> str:
    """How a project stood on a day (``as_of``), week by week, and what changed since another (``compare``)."""
    return _page("project", found(projects.project(slug, viewer())))


@blueprint.get("/initiatives/<slug>/standing")
@requires(Permission.SEE)
def standing_of_initiative(slug: str) -> str:
    """How the projects of an initiative stood on a day, and what changed since another."""
    return _page("initiative", found(portfolio.initiative(slug, viewer())))


@blueprint.get("/departments/<slug>/standing")
@requires(Permission.SEE)
def standing_of_department(slug: str) -> str:
    """How the projects that a department leads or supports stood on a day, and what changed since another."""
    return _page("department", found(portfolio.department(slug, viewer())))


def _page(kind: str, record: Any) -> str:
    landmarks = known(viewer(), clock.now()).landmarks
    days = choose(request.args.get("as_of", ""), request.args.get("compare", ""), clock.today(), landmarks)
    sheet = standing_sheet(days, Scope(kind, record.id), record.name, viewer())
    figure = _figure(sheet.shown) if kind == "department" and not record.is_fiduciary else ""
    strictest = sheet.marking if sheet.marking.strictness > Marking.INTERNAL.strictness else None
    return render_template(
        "dashboard/standing.html", sheet=sheet, days=days, record=record, record_url=url_of(record),
        urls=addresses(sheet.mismatches, fact_address), most_lines=LINES_SHOWN, strictest=strictest,
        figure=figure,
    )  # fmt: skip


def _figure(shown: Snapshot) -> str:
    """What share of a department's reports is better than the evidence, where the setting asks for it."""
    return share_in_words(shown) if value_of(DEPARTMENT_FIGURES) else ""
