"""Selects of milestones and the dates they were given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, select
from sqlalchemy.orm import contains_eager, joinedload

from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.statements import rows_for
from mobi_tracker.core.database import db
from mobi_tracker.core.fields import folded
from mobi_tracker.projects.models.milestone import Milestone, MilestoneDate
from mobi_tracker.projects.models.project import Project, ProjectDepartment
from mobi_tracker.projects.queries.past import AsOf, of_today
from mobi_tracker.projects.rules import GivenDate, MilestoneStanding, stand
from mobi_tracker.projects.vocabulary import DateKind

LATEST_FIRST = (MilestoneDate.on.desc(), MilestoneDate.recorded_at.desc(), MilestoneDate.id.desc())
HOLDING_ORDER = (MilestoneDate.on, MilestoneDate.recorded_at, MilestoneDate.id)


@dataclass(frozen=True)
class DatedMilestone:
    """A milestone with how it stands."""

    milestone: Milestone
    standing: MilestoneStanding


def milestone(record_id: int, viewer: Viewer) -> Milestone | None:
    """The milestone with its project, if this person may see it."""
    rows = (
        select(Milestone)
        .where(Milestone.id == record_id, Milestone.visible_to(viewer))
        .options(
            joinedload(Milestone.project).joinedload(Project.departments).joinedload(ProjectDepartment.department),
            joinedload(Milestone.project).joinedload(Project.initiative),
        )
    )
    return db.session.execute(rows).unique().scalar_one_or_none()


def milestone_by_name(project_id: int, name: str, viewer: Viewer) -> Milestone | None:
    """The project's milestone of that name, whatever its case and accents."""
    rows = select(Milestone).where(
        Milestone.project_id == project_id, Milestone.withdrawn_at.is_(None), Milestone.visible_to(viewer)
    )
    named = (each for each in db.session.scalars(rows.order_by(Milestone.id)) if folded(each.name) == folded(name))
    return next(named, None)


def milestones(viewer: Viewer) -> Select[Any]:
    """The milestones that stand, of projects that stand, with their projects."""
    return (
        select(Milestone)
        .join(Milestone.project)
        .where(Milestone.withdrawn_at.is_(None), Project.withdrawn_at.is_(None), Milestone.visible_to(viewer))
        .options(contains_eager(Milestone.project))
    )


def held_day(viewer: Viewer, kind: DateKind) -> Any:
    """A correlated scalar of ``Milestone``: the day of that kind that holds now, of those this person may see.

    Only for selects that ask for ``Milestone.visible_to``.
    """
    return (
        select(MilestoneDate.day)
        .where(MilestoneDate.milestone_id == Milestone.id, MilestoneDate.kind == kind)
        .where(MilestoneDate.withdrawn_at.is_(None), MilestoneDate.visible_beside(viewer))
        .order_by(*LATEST_FIRST)
        .limit(1)
        .correlate(Milestone)
        .scalar_subquery()
    )


def expected_day(viewer: Viewer) -> Any:
    """A correlated scalar of ``Milestone``: its forecast, else its baseline."""
    return func.coalesce(held_day(viewer, DateKind.FORECAST), held_day(viewer, DateKind.BASELINE))


def is_upcoming(viewer: Viewer, today: date) -> Any:
    """Milestones that are not done and expected today or later. Dates to come are few, so they are looked up first."""
    ahead = select(MilestoneDate.milestone_id).where(MilestoneDate.day >= today)
    return and_(Milestone.id.in_(ahead), ~is_done(viewer), expected_day(viewer) >= today)


def is_past_due(viewer: Viewer, today: date) -> Any:
    """Milestones that are not done and were expected before today."""
    return and_(~is_done(viewer), expected_day(viewer) < today)


def is_done(viewer: Viewer) -> Any:
    """Milestones with an actual that was not taken back."""
    return held_day(viewer, DateKind.ACTUAL).is_not(None)


def dates_of(condition: Any, viewer: Viewer, as_of: AsOf | None = None) -> dict[int, list[GivenDate]]:
    """The dates of the milestones that meet a condition, by milestone, in the order in which they hold."""
    rows = (
        select(
            MilestoneDate.milestone_id, MilestoneDate.id, MilestoneDate.kind, MilestoneDate.day, MilestoneDate.on,
            MilestoneDate.reason, MilestoneDate.is_reason_owed, MilestoneDate.credited_to,
        )
        .join(Milestone, Milestone.id == MilestoneDate.milestone_id)
        .where(condition, (as_of or of_today()).facts(MilestoneDate), MilestoneDate.visible_to(viewer))
        .order_by(*HOLDING_ORDER)
    )  # fmt: skip
    found: dict[int, list[GivenDate]] = {}
    for row in db.session.execute(rows):
        found.setdefault(row[0], []).append(GivenDate(*row[1:]))
    return found


def standings_of(
    milestone_ids: Iterable[int], viewer: Viewer, as_of: AsOf | None = None
) -> dict[int, MilestoneStanding]:
    """How each of some milestones stands, in one query."""
    ids = tuple(milestone_ids)
    dates = dates_of(Milestone.id.in_(ids), viewer, as_of)
    return {each: stand(dates.get(each, ())) for each in ids}


def standing_of_milestone(record: Milestone, viewer: Viewer, as_of: AsOf | None = None) -> MilestoneStanding:
    """How a milestone stands."""
    return standings_of([record.id], viewer, as_of)[record.id]


def milestones_of(project: Project, viewer: Viewer, as_of: AsOf | None = None) -> list[DatedMilestone]:
    """The milestones of a project with how they stand, by the day they happened or are expected, undated last.

    One query: a row for each date, and one for a milestone without any.
    """
    records: dict[int, Milestone] = {}
    dates: dict[int, list[GivenDate]] = {}
    for record, given in rows_for(viewer, _of_project, as_of or of_today(), project_id=project.id):
        records[record.id] = record
        if given is not None:
            dates.setdefault(record.id, []).append(_plain(given))
    dated = [DatedMilestone(record, stand(dates.get(each, ()))) for each, record in records.items()]
    return sorted(dated, key=lambda each: (each.standing.expected or date.max, each.milestone.id))


def _of_project(viewer: Viewer, when: AsOf) -> Any:
    given = and_(
        MilestoneDate.milestone_id == Milestone.id, when.facts(MilestoneDate), MilestoneDate.visible_to(viewer)
    )
    return (
        select(Milestone, MilestoneDate)
        .outerjoin(MilestoneDate, given)
        .where(Milestone.project_id == bindparam("project_id"), when.stood(Milestone), Milestone.visible_to(viewer))
        .order_by(Milestone.id, *HOLDING_ORDER)
    )


def standing_of_dates(dates: Sequence[MilestoneDate]) -> MilestoneStanding:
    """How a milestone stands out of dates that were asked for already, in the order in which they hold."""
    return stand([_plain(each) for each in dates])


def _plain(given: MilestoneDate) -> GivenDate:
    return GivenDate(given.id, given.kind, given.day, given.on, given.reason, given.is_reason_owed, given.credited_to)


def next_milestones(project_ids: Iterable[int], viewer: Viewer) -> dict[int, DatedMilestone]:
    """The next milestone of each of some projects (the earliest that is not done), in two queries."""
    rows = select(Milestone).where(
        Milestone.project_id.in_(tuple(project_ids)), Milestone.withdrawn_at.is_(None), Milestone.visible_to(viewer)
    )
    records = db.session.scalars(rows.where(~is_done(viewer)).order_by(Milestone.id)).all()
    standings = standings_of([each.id for each in records], viewer)
    found: dict[int, DatedMilestone] = {}
    for each in records:
        dated = DatedMilestone(each, standings[each.id])
        if dated.standing.actual is not None or dated.standing.expected is None:
            continue
        known = found.get(each.project_id)
        if known is None or dated.standing.expected < (known.standing.expected or date.max):
            found[each.project_id] = dated
    return found


@dataclass(frozen=True)
class NextMilestone:
    """What a list says of a project's next milestone: the earliest that is not done."""

    id: int
    name: str
    standing: MilestoneStanding  # its baseline and its forecast alone


def next_milestones_in_short(project_ids: Iterable[int], viewer: Viewer) -> dict[int, NextMilestone]:
    """The next milestone of each of some projects, in one query of plain rows.

    Ask only for projects that the reader may see.
    """
    rows = rows_for(viewer, _next_in_short, project_ids=tuple(project_ids))
    found: dict[int, tuple[date, NextMilestone]] = {}
    for project_id, record_id, name, baseline, forecast in rows:
        expected = forecast or baseline
        if expected is not None and (project_id not in found or expected < found[project_id][0]):
            found[project_id] = expected, NextMilestone(record_id, name, MilestoneStanding(baseline, forecast))
    return {project_id: following for project_id, (_day, following) in found.items()}


def _next_in_short(viewer: Viewer) -> Any:
    return (
        select(
            Milestone.project_id, Milestone.id, Milestone.name,
            held_day(viewer, DateKind.BASELINE), held_day(viewer, DateKind.FORECAST),
        )
        .where(Milestone.project_id.in_(bindparam("project_ids", expanding=True)), Milestone.withdrawn_at.is_(None))
        .where(Milestone.visible_to(viewer), ~is_done(viewer))
        .order_by(Milestone.id)
    )  # fmt: skip


def milestones_due(viewer: Viewer, first: date, last: date) -> list[DatedMilestone]:
    """The milestones not done that are expected from ``first`` to ``last``, both counted, by day."""
    given = select(MilestoneDate.milestone_id).where(MilestoneDate.day.between(first, last))
    rows = milestones(viewer).where(Milestone.id.in_(given)).order_by(Milestone.id)
    records = db.session.scalars(rows).all()
    standings = standings_of([each.id for each in records], viewer)
    dated = [DatedMilestone(each, standings[each.id]) for each in records]
    due = [
        each for each in dated
        if each.standing.actual is None and each.standing.expected and first <= each.standing.expected <= last
    ]  # fmt: skip
    return sorted(due, key=lambda each: (each.standing.expected or date.max, each.milestone.id))


def dates_of_milestone(record: Milestone, viewer: Viewer, as_of: AsOf | None = None) -> Sequence[MilestoneDate]:
    """Every date a milestone was given, withdrawn ones left out, in the order in which they hold."""
    rows = (
        select(MilestoneDate)
        .where(MilestoneDate.milestone_id == record.id, (as_of or of_today()).facts(MilestoneDate))
        .where(MilestoneDate.visible_to(viewer))
        .order_by(*HOLDING_ORDER)
    )
    return db.session.scalars(rows).all()


def given_date(record_id: int, viewer: Viewer) -> MilestoneDate | None:
    """A date a milestone was given, with milestone and project, if this person may see it."""
    rows = (
        select(MilestoneDate)
        .where(MilestoneDate.id == record_id, MilestoneDate.visible_to(viewer))
        .options(joinedload(MilestoneDate.milestone).joinedload(Milestone.project))
    )
    return db.session.scalar(rows)


def all_dates(milestone_id: int) -> list[GivenDate]:
    """Every date of a milestone that stands, whoever asks: for rules on what is stored."""
    rows = select(MilestoneDate).where(MilestoneDate.milestone_id == milestone_id, MilestoneDate.withdrawn_at.is_(None))
    return [_plain(each) for each in db.session.scalars(rows.order_by(*HOLDING_ORDER))]


def recent_dates(viewer: Viewer, since: datetime, until: datetime | None = None) -> Sequence[MilestoneDate]:
    """The dates recorded after ``since`` (and by ``until``), with milestone and project, in the order of recording."""
    rows = (
        select(MilestoneDate)
        .where(MilestoneDate.recorded_at > since, MilestoneDate.withdrawn_at.is_(None))
        .where(MilestoneDate.visible_to(viewer))
        .options(joinedload(MilestoneDate.milestone).joinedload(Milestone.project))
    )
    if until is not None:
        rows = rows.where(MilestoneDate.recorded_at <= until)
    return db.session.scalars(rows.order_by(MilestoneDate.recorded_at, MilestoneDate.id)).all()


def milestone_names(project_id: int, but: int | None = None) -> set[str]:
    """The case-folded names of a project's milestones that stand, whoever asks; ``but`` one of them."""
    rows = select(Milestone.name).where(Milestone.project_id == project_id, Milestone.withdrawn_at.is_(None))
    if but is not None:
        rows = rows.where(Milestone.id != but)
    return {each.casefold() for each in db.session.scalars(rows)}
