"""Projects and what is reported about them: weekly updates, milestones, money, risks, measures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from mobi_tracker.city.fiscal_year import fiscal_year_of
from mobi_tracker.projects.models.funding import FundingAmount, FundingLine
from mobi_tracker.projects.models.measure import Measure, MeasureReading
from mobi_tracker.projects.models.milestone import Milestone, MilestoneDate
from mobi_tracker.projects.models.project import (
    Project,
    ProjectDepartment,
    ProjectDependency,
    ProjectDistrict,
    ProjectPriority,
    ProjectState,
)  # fmt: skip
from mobi_tracker.projects.models.risk import Risk, RiskRating, RiskStateRow
from mobi_tracker.projects.models.status import StatusUpdate
from mobi_tracker.projects.vocabulary import (
    ACTIVE_PHASES,
    AmountKind,
    DateKind,
    Phase,
    Rating,
    ReadingKind,
    Response,
    RiskKind,
    RiskState,
)  # fmt: skip
from tests.bench.portfolio import words
from tests.bench.portfolio.bulk import MARKED, Bulk
from tests.bench.portfolio.people import MARKINGS

# Ratings go on from week to week, and change about once in ten.
DRIFT = {
    Rating.ON_TRACK: (Rating.AT_RISK,),
    Rating.AT_RISK: (Rating.ON_TRACK, Rating.ON_TRACK, Rating.OFF_TRACK),
    Rating.OFF_TRACK: (Rating.AT_RISK,),
}


@dataclass(frozen=True)
class Life:
    """When a project began and ended (for one that goes on: when it should)."""

    id: int
    starts: date
    ends: date
    last_week: date  # the Monday of its last update
    is_active: bool


def add_projects(bulk: Bulk) -> list[Life]:
    """The projects with their pasts and ties. The first ones are active; most others ended long ago."""
    lives = []
    for number in range(1, bulk.size.projects + 1):
        is_active = number <= bulk.size.active_projects
        last = bulk.monday - timedelta(weeks=bulk.random.choice((0, 0, 0, 0, 1, 3)))
        if not is_active:
            last = bulk.monday - timedelta(weeks=bulk.random.randint(8, max(9, bulk.size.weeks * 2)))
        starts = last - timedelta(weeks=bulk.size.weeks)
        ends = last + timedelta(days=bulk.random.randint(60, 400) if is_active else 4)
        lives.append(_add_project(bulk, number, Life(number, starts, ends, last, is_active)))
    return lives


def _add_project(bulk: Bulk, number: int, life: Life) -> Life:
    place, work = words.PLACES[number % len(words.PLACES)], words.WORKS[number % len(words.WORKS)]
    phase = ACTIVE_PHASES[number % len(ACTIVE_PHASES)] if life.is_active else Phase.CLOSED
    kept = {
        "name": f"{place} {work} {number}",
        "phase": phase,
        "initiative_id": number % 5 + 1 if number % 7 else None,
        "lead_department_id": number % 8 + 1,
        "manager_id": bulk.random.randint(4, bulk.size.contacts),
        "starts_on": life.starts,
        "ends_on": life.ends,
    }
    marking = {**MARKED, "marking": MARKINGS[number % len(MARKINGS)]}
    bulk.add(
        Project, life.starts, slug=f"project-{number}", description=words.NARRATIVE, why=words.REASON,
        sponsor_id=bulk.random.randint(4, bulk.size.contacts), council_files="",
        organization_id=9 + number % max(1, bulk.size.organizations - 8), **kept, **marking,
    )  # fmt: skip
    days = [life.starts, life.starts + timedelta(weeks=bulk.size.weeks // 3), life.last_week]
    for day, held in zip(days, (Phase.PLANNING, Phase.DELIVERY, phase), strict=True):
        bulk.add(ProjectState, day, record_id=number, on=day, **{**kept, "phase": held})
    if bulk.one_in(2):
        bulk.add(ProjectDepartment, life.starts, project_id=number, department_id=(number + 3) % 8 + 1)
    bulk.add(ProjectPriority, life.starts, project_id=number, priority_id=number % 3 + 1)
    for district in {0} if number % 3 == 0 else {number % 15 + 1, (number + 4) % 15 + 1}:
        bulk.add(ProjectDistrict, life.starts, project_id=number, number=district)
    if number > 1 and bulk.one_in(3):
        other = bulk.random.randint(1, number - 1)
        bulk.add(ProjectDependency, life.starts, project_id=number, waits_on_id=other)
    return life


def add_updates(bulk: Bulk, lives: list[Life]) -> None:
    """One update a week for each project: ratings go on, change now and then, and say why."""
    for life in lives:
        rating = bulk.random.choice((Rating.ON_TRACK, Rating.ON_TRACK, Rating.AT_RISK))
        for week in range(bulk.size.weeks):
            day = life.last_week - timedelta(weeks=bulk.size.weeks - 1 - week)
            worse = bulk.one_in(10)
            if worse:
                rating = bulk.random.choice(DRIFT[rating])
            bad = rating is not Rating.ON_TRACK
            bulk.add(
                StatusUpdate, day, project_id=life.id, on=day, credited_to="ITA" if week % 3 == 0 else "",
                overall=rating, schedule=rating, budget=Rating.ON_TRACK, scope=Rating.ON_TRACK,
                reason=words.REASON if bad else "", narrative=words.NARRATIVE, accomplishments=words.DONE,
                next_steps=words.NEXT, path_to_green=words.PATH if bad else "", **MARKED,
            )  # fmt: skip


def add_milestones(bulk: Bulk, lives: list[Life]) -> None:
    """Milestones spread over each project, with forecasts that slip and recover, and actuals where they are past."""
    for life in lives:
        step = (life.ends - life.starts) / bulk.size.milestones
        for number in range(bulk.size.milestones):
            name = words.MILESTONES[number % len(words.MILESTONES)]
            milestone_id = bulk.add(Milestone, life.starts, project_id=life.id, name=name, **MARKED)
            baseline = life.starts + step * (number + 1)
            _add_date(bulk, milestone_id, DateKind.BASELINE, baseline, life.starts)
            day, said = baseline, life.starts
            for _ in range(bulk.random.randint(1, 4)):
                said += timedelta(weeks=bulk.random.randint(2, max(3, bulk.size.weeks // 4)))
                if said > min(day, bulk.today):
                    break
                day += timedelta(days=bulk.random.choice((-7, 7, 14, 21, 28)))
                _add_date(bulk, milestone_id, DateKind.FORECAST, day, said)
            # One in eight of those that are past was not met.
            if day < bulk.today and not bulk.one_in(8):
                _add_date(bulk, milestone_id, DateKind.ACTUAL, day, day)


def _add_date(bulk: Bulk, milestone_id: int, kind: DateKind, day: date, on: date) -> None:
    reason = words.REASON if kind is DateKind.FORECAST else ""
    on = min(on, bulk.today)
    bulk.add(MilestoneDate, on, milestone_id=milestone_id, kind=kind, day=day, on=on, reason=reason, **MARKED)


def add_money(bulk: Bulk, lives: list[Life]) -> None:
    """Funding lines for each fiscal year, with amounts as they stood quarter by quarter."""
    for life in lives:
        last = fiscal_year_of(min(life.last_week, bulk.today)).starts_in
        for year in range(last - bulk.size.fiscal_years + 1, last + 1):
            for source in words.SOURCES[: 1 + life.id % 2]:
                _add_line(bulk, life, year, source)


def _add_line(bulk: Bulk, life: Life, year: int, source: str) -> None:
    begins = date(year, 7, 1)
    line_id = bulk.add(
        FundingLine, min(begins, bulk.today), project_id=life.id, fiscal_year=year, source=source, **MARKED
    )  # fmt: skip
    whole = bulk.random.randint(50, 4_000) * 1_000_00
    amounts = [(AmountKind.APPROPRIATED, 0, 1.0), (AmountKind.FORECAST, 30, 1.0)]
    for quarter in range(4):
        amounts += [
            (AmountKind.ENCUMBERED, 60 + 90 * quarter, 0.3 + 0.2 * quarter),
            (AmountKind.EXPENDED, 85 + 90 * quarter, 0.1 + 0.22 * quarter),
        ]
    for kind, after, part in amounts:
        on = begins + timedelta(days=after)
        if on <= bulk.today:
            bulk.add(FundingAmount, on, funding_line_id=line_id, kind=kind, cents=int(whole * part), on=on)


def add_risks(bulk: Bulk, lives: list[Life]) -> None:
    """Risks and issues, rated more than once; those of ended projects are closed."""
    for life in lives:
        for number in range(bulk.size.risks):
            on = bulk.some_day(life.starts, life.last_week)
            is_open = life.is_active and number % 2 == 0
            kept = {
                "state": RiskState.OPEN if is_open else RiskState.CLOSED,
                "due": on + timedelta(days=60),
                "owner_contact_id": bulk.random.randint(1, bulk.size.contacts) if number % 3 else None,
                "owner_organization_id": None,
            }
            risk_id = bulk.add(
                Risk, on, project_id=life.id, kind=RiskKind.ISSUE if bulk.one_in(4) else RiskKind.RISK,
                text=bulk.random.choice(words.RISKS), response=Response.REDUCE, response_text=words.PATH,
                **kept, **MARKED,
            )  # fmt: skip
            bulk.add(RiskStateRow, on, record_id=risk_id, on=on, **{**kept, "state": RiskState.OPEN})
            closed = bulk.some_day(on, life.last_week)
            if not is_open:
                bulk.add(RiskStateRow, closed, record_id=risk_id, on=closed, **kept)
            for day in sorted({on, bulk.some_day(on, closed), closed}):
                likelihood, impact = bulk.random.randint(1, 5), bulk.random.randint(1, 5)
                bulk.add(RiskRating, day, risk_id=risk_id, on=day, likelihood=likelihood, impact=impact)


def add_measures(bulk: Bulk, lives: list[Life]) -> None:
    """A measure for each project with monthly readings, and four for each department with readings a year."""
    for life in lives:
        measure_id = bulk.add(
            Measure, life.starts, name="Requests answered in a day", unit="%", baseline=Decimal(40),
            target=Decimal(90), project_id=life.id, **MARKED,
        )  # fmt: skip
        for month in range(8):
            day = life.last_week - timedelta(days=30 * month)
            value = Decimal(bulk.random.randint(40, 95))
            bulk.add(MeasureReading, day, measure_id=measure_id, kind=ReadingKind.ACTUAL, value=value, on_day=day)
    for number in range(32):
        measure_id = bulk.add(
            Measure, name=f"Calls answered, line {number + 1}", unit="calls", department_id=number % 8 + 1, **MARKED
        )
        for year in range(bulk.today.year - 3, bulk.today.year):
            for kind in ReadingKind:
                value = Decimal(bulk.random.randint(1_000, 9_000))
                bulk.add(MeasureReading, measure_id=measure_id, kind=kind, value=value, fiscal_year=year)
