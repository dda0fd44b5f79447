"""The weekly briefings: weeks, newest first, with how each stands and who has it."""

from __future__ import annotations

from typing import Any

from flask import Response, url_for

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.briefings.models import Briefing
from mobi_tracker.briefings.queries import briefings as queries
from mobi_tracker.briefings.views.blueprint import blueprint
from mobi_tracker.city.week import ReportingWeek
from mobi_tracker.core import clock
from mobi_tracker.core.listing import Cell, Column, Filter, Listing
from mobi_tracker.paper.display import instant
from mobi_tracker.paper.lists import answer_list
from mobi_tracker.review.vocabulary import VersionState

NOT_SUBMITTED = "none"


def _state_is(value: str) -> Any:
    state = queries.newest_state(viewer())
    if value == NOT_SUBMITTED:
        return state.is_(None)
    return state == value if value in set(VersionState) else None


def _states() -> list[tuple[str, str]]:
    submitted = [each for each in VersionState if each is not VersionState.DRAFT]
    return [(NOT_SUBMITTED, "Not submitted yet"), *((each.value, each.label) for each in submitted)]


def _year_is(value: str) -> Any:
    if not (value.isdecimal() and len(value) == 4 and 1900 <= int(value) <= 2199):
        return None
    year = int(value)
    return Briefing.week.between(clock.today().replace(year=year, month=1, day=1),
                                 clock.today().replace(year=year, month=12, day=31))  # fmt: skip


def _week_cell(row: queries.BriefingRow) -> Cell:
    week = ReportingWeek(row.briefing.week)
    url = url_for("briefings.show", week=week)
    return Cell(f"Week of {week.label_on(clock.today())}", url, value=week.start)


def _state_cell(row: queries.BriefingRow) -> Cell:
    if row.version is None:
        return Cell("Draft")
    return Cell(f"Version {row.version.number} {row.version.state.value}")


def _submitted_cell(row: queries.BriefingRow) -> Cell:
    at = row.version.submitted_at if row.version else None
    return Cell(instant(at), kind="date", value=at)


BRIEFINGS = Listing(
    title="Weekly briefings",
    name="weekly briefings",
    rows=queries.briefings,
    prepare=queries.prepare_rows,
    columns=(
        Column("week", "Week", _week_cell, Briefing.week, kind="date"),
        Column("state", "State", _state_cell),
        Column("holder", "Who has it now", lambda row: Cell(row.holder)),
        Column("submitted", "Submitted", _submitted_cell, kind="instant"),
        Column("comments", "Open comments", lambda row: Cell(str(row.open_comments), kind="number",
               value=row.open_comments), numeric=True, kind="number"),
    ),
    default_sort="-week",
    tie=Briefing.id,
    filters=(Filter("state", "State", _state_is, _states), Filter("year", "Year", _year_is)),
    empty_text="One briefing a week would be here, with where it stands and who has it.",
)  # fmt: skip


@blueprint.get("")
@requires(Permission.SEE)
def index() -> str | Response:
    """The briefings, and this week's first step where it was not drafted yet."""
    this_week = ReportingWeek.of(clock.today())
    weeks = [this_week.previous, this_week]
    missing = [week for week in weeks if queries.briefing_of_week(week.start, viewer()) is None]
    may_draft = viewer().can_everywhere(Permission.WRITE)
    return answer_list(
        BRIEFINGS, viewer(), "briefings/index.html",
        missing=[(week.label_on(clock.today()), str(week)) for week in missing] if may_draft else [],
    )  # fmt: skip
