"""The page of a project, today or as of a past day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import render_template

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.city.council_file import council_file_address
from mobi_tracker.city.dates import format_month_day
from mobi_tracker.city.fiscal_year import FiscalYear
from mobi_tracker.city.week import ReportingWeek
from mobi_tracker.city.words import as_sentence
from mobi_tracker.core.pages import found
from mobi_tracker.profiles.judged import judged
from mobi_tracker.profiles.project_then import in_words_of_then
from mobi_tracker.profiles.queries import project_page as page
from mobi_tracker.profiles.rules import plain_number
from mobi_tracker.profiles.views.as_of import asked_days, asks_for_a_day, asks_for_changes, known_on, on_any_day
from mobi_tracker.profiles.views.blueprint import blueprint
from mobi_tracker.projects import queries
from mobi_tracker.projects.models.project import Project
from mobi_tracker.projects.models.status import StatusUpdate
from mobi_tracker.projects.queries import AsOf, DatedMilestone, FundedYear
from mobi_tracker.projects.rules import Report, WeekRating, weekly_ratings
from mobi_tracker.projects.vocabulary import Rating, RiskState
from mobi_tracker.review.queries.questions import questions_of
from mobi_tracker.standing.evidence.words import reason_in_words
from mobi_tracker.standing.queries.judging import judging_of

WEEKS_SHOWN = 12
UPDATES_IN_TIMELINE = 6


@dataclass(frozen=True)
class Head:
    """What stands above a project's page, as it is now or as it was then."""

    name: str
    phase: Any
    starts_on: date | None
    ends_on: date | None
    initiative: tuple[str, str] | None
    lead: tuple[str, str, str] | None
    manager: tuple[int, str] | None


@blueprint.get("/projects/<slug>")
@requires(Permission.SEE)
def project(slug: str) -> str:
    """Everything that hangs on a project. ``?as_of=`` shows the facts as they were known on a past day. What changed
    since the day to ``compare`` with is fetched right after, from the same address with ``part=changes``.
    """
    if asks_for_changes():
        return on_any_day("project", found(queries.project(slug, viewer())))
    days = asked_days()
    as_of = known_on(days)
    record, then = _on(slug, as_of)
    if as_of.is_past and then is None:
        return render_template("profiles/project_not_yet.html", project=record, as_of=as_of, days=days)
    may_log = viewer().can_for(Permission.LOG, record.department_ids)
    head, shown = _told(record, then, as_of)
    judging = judging_of(record.id, as_of.day, as_of.moment, viewer())
    return render_template(
        "profiles/project.html",
        project=record,
        head=head,
        as_of=as_of,
        may_log=may_log and not as_of.is_past,
        may_edit=may_log and not as_of.is_past and not record.is_withdrawn,
        marking=record.effective_marking,
        figure=plain_number,
        council_file_address=council_file_address,
        standing=judged(record, as_of, head.phase, head.starts_on, shown["latest"], shown, judging),
        in_words=reason_in_words,
        days=days,
        asks_for_a_day=asks_for_a_day(),
        why_sentence=as_sentence(record.why) if record.why else "",
        **shown,
    )


def _on(slug: str, as_of: AsOf) -> tuple[Project, queries.PastProject | None]:
    """The project, and its head as it was on a past day (None: it was not there yet, or that is today)."""
    if as_of.is_past:
        return found(queries.project_as_it_was(slug, viewer(), as_of))
    return found(queries.project(slug, viewer())), None


def _told(record: Project, then: queries.PastProject | None, as_of: AsOf) -> tuple[Head, dict[str, Any]]:
    """The project's head and all that hangs on it, in the words of the day."""
    shown = {**_status(record, as_of), **_dates_and_money(record, as_of)}
    shown |= _people_and_promises(record, as_of, shown["latest"])
    if then is None:
        return _head_now(record), shown
    then, shown = in_words_of_then(record, then, shown, as_of)
    return Head(**vars(then)), shown


def _head_now(record: Project) -> Head:
    initiative, lead, manager = record.initiative, record.lead_department, record.manager
    return Head(
        record.name, record.phase, record.starts_on, record.ends_on,
        (initiative.name, initiative.slug) if initiative else None,
        (lead.name, lead.abbreviation, lead.slug) if lead else None,
        (manager.id, manager.name) if manager else None,
    )  # fmt: skip


def _status(record: Project, as_of: AsOf) -> dict[str, Any]:
    updates = queries.updates_of(record.id, viewer(), as_of)
    latest = updates[-1] if updates else None
    reports = [Report(each.on, each.overall, each.narrative) for each in updates]
    return {
        "updates": updates[: -UPDATES_IN_TIMELINE - 1 : -1],
        "latest": latest,
        "last_week": held_on(updates, as_of.day - timedelta(weeks=1)),
        "weeks": _labelled(weekly_ratings(reports, ReportingWeek.of(as_of.day).start, WEEKS_SHOWN)),
    }


def held_on(updates: list[StatusUpdate], day: date) -> Rating | None:
    """The overall rating that held on a day; ``updates`` are in the order in which they hold."""
    before = [each for each in updates if each.on <= day]
    return before[-1].overall if before else None


def _labelled(weeks: list[WeekRating]) -> list[tuple[str, Rating | None, str]]:
    """Weeks for the strip: the month is named where it begins."""
    months = [None, *(each.monday.month for each in weeks)]
    pairs = zip(weeks, months, strict=False)
    named = (
        (each, format_month_day(each.monday) if each.monday.month != month else str(each.monday.day))
        for each, month in pairs
    )
    return [(label, each.rating, each.why[:100]) for each, label in named]


def _dates_and_money(record: Project, as_of: AsOf) -> dict[str, Any]:
    milestones = queries.milestones_of(record, viewer(), as_of)
    years = _years(record, as_of)
    return {
        "milestones": milestones,
        "years": years,
        "worst": _worst_slip(milestones),
        "money": [(FiscalYear(each.fiscal_year), each, _elapsed(each, as_of.day)) for each in years],
        "measures": queries.measures_of(viewer(), project_id=record.id, as_of=as_of),
    }


def _worst_slip(milestones: list[DatedMilestone]) -> DatedMilestone | None:
    behind = [each for each in milestones if each.standing.actual is None and (each.standing.slip or 0) > 0]
    return max(behind, key=lambda each: each.standing.slip or 0, default=None)


def _years(record: Project, as_of: AsOf) -> list[FundedYear]:
    return queries.money_by_year(record, viewer(), as_of)


def _elapsed(year: FundedYear, day: date) -> float:
    return float(FiscalYear(year.fiscal_year).elapsed_share(day))


def _people_and_promises(record: Project, as_of: AsOf, latest: StatusUpdate | None) -> dict[str, Any]:
    happened, source = page.happened_to(record.id, viewer(), as_of, latest.id if latest else None)
    risks = queries.risks_of(record, viewer(), as_of)
    asked = questions_of("project", record.id)
    if as_of.is_past:
        actions, asks = page.promised_then(record.id, viewer(), as_of)
    else:
        actions, asks = page.open_actions(record.id, viewer()), page.asks(record.id, viewer())
    return {
        "risks": [each for each in risks if each.state is RiskState.OPEN],
        "closed_risks": sum(each.state is RiskState.CLOSED for each in risks),
        "ties": page.ties_of(record.id, viewer(), as_of),
        "happened": happened,
        "latest_source": source,
        "actions": actions,
        "asks": asks,
        "questions": [each for each in asked if as_of.moment is None or each.recorded_at <= as_of.moment],
    }
