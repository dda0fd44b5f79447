"""Any day of one record, at the record's own address: how a project, or those of an initiative or a department, stood,
what hung on it, and what changed since another day.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.vocabulary import Marking, Permission
from mobi_tracker.city.clock_zone import day_of
from mobi_tracker.core import clock
from mobi_tracker.core.kinds import url_of
from mobi_tracker.dashboard.pressing import fact_address
from mobi_tracker.dashboard.queries.known import known
from mobi_tracker.dashboard.rules.days import TO_LOOK_UP, UNKNOWN, WEEK, Days, choose
from mobi_tracker.dashboard.rules.mismatches import addresses
from mobi_tracker.dashboard.standing_sheet import (
    AHEAD_SHOWN,
    LINES_OF_ONE,
    LINES_SHOWN,
    MISMATCHES_SHOWN,
    share_in_words,
    standing_sheet,
)
from mobi_tracker.dashboard.views.blueprint import blueprint
from mobi_tracker.standing import any_day

CHANGES = {"part": "changes"}  # what the address of a project says, where that part of its page stands alone


@blueprint.get("/projects/<slug>/standing", defaults={"kind": "project"})
@blueprint.get("/initiatives/<slug>/standing", defaults={"kind": "initiative"})
@blueprint.get("/departments/<slug>/standing", defaults={"kind": "department"})
@requires(Permission.SEE)
def standing(kind: str, slug: str) -> Response:
    """Where any day of a record was shown before: lead to the record's own page, with the days asked for."""
    asked = {name: request.args[name] for name in ("as_of", "compare") if request.args.get(name)}
    own = CHANGES if kind == "project" else {"compare": WEEK}
    address: str = url_for(f"profiles.{kind}", slug=slug, **(own | asked))  # type: ignore[arg-type]
    return redirect(address)


def page(kind: str, record: Any) -> str:
    """How the record stood on a day (``as_of``), and what changed since another (``compare``); of a project week by
    week, of an initiative or a department with all that hung on it.
    """
    what = known(viewer(), clock.now())
    others = CHANGES if kind == "project" else {}
    days = choose(request.args.get("as_of", ""), request.args.get("compare", ""), clock.today(), what.landmarks, others)
    days = replace(days, says_all=kind != "project")
    # A board of its own is no matter of the day: its department never has figures.
    has_figure = kind == "department" and what.shows_department_figures and not record.is_fiduciary
    sheet = standing_sheet(days, kind, record, viewer())
    against = list(sheet.mismatches[:MISMATCHES_SHOWN])  # worded once for all
    strictest = sheet.marking if sheet.marking.strictness > Marking.INTERNAL.strictness else None
    return render_template(
        "dashboard/standing.html", sheet=sheet, days=days, record=record, record_url=url_of(record),
        was_recorded=day_of(record.recorded_at) <= days.as_of, against=against, urls=addresses(against, fact_address),
        lines=sheet.lines[: LINES_OF_ONE if kind == "project" else LINES_SHOWN], most_ahead=AHEAD_SHOWN,
        whole=_whole(kind, url_of(record), days),
        narrowed={} if kind == "project" else days.carried | {kind: record.slug}, strictest=strictest,
        figure=share_in_words(sheet.shown) if has_figure else "",
    )  # fmt: skip


def _whole(kind: str, address: str, days: Days) -> str:
    """Where everything that hangs on the record is shown: of a project on any day, of the others today."""
    if kind == "project":
        return f"{address}{days.address_of_all}"
    return "" if days.is_past else address


def days_asked_for(as_of: str, compare: str) -> Days:
    """The days that words of an address mean, as the dashboard reads them; only what they name is looked up."""
    asks = {as_of.strip(), compare.strip()} & TO_LOOK_UP
    landmarks = known(viewer(), clock.now()).landmarks if asks else UNKNOWN
    return choose(as_of, compare, clock.today(), landmarks)


any_day.register(any_day.AnyDay(page, days_asked_for))
