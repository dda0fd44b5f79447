"""Projects as the pages of initiatives, departments, priorities, organizations and people show them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from mobi_tracker.access.policy import Viewer
from mobi_tracker.core.database import db
from mobi_tracker.portfolio.models import Department
from mobi_tracker.projects.models.funding import FundingAmount, FundingLine
from mobi_tracker.projects.models.measure import Measure, MeasureReading
from mobi_tracker.projects.models.project import Project, ProjectDepartment, ProjectPriority
from mobi_tracker.projects.models.status import StatusUpdate
from mobi_tracker.projects.queries.milestones import DatedMilestone, next_milestones
from mobi_tracker.projects.queries.updates import held, reported_rating
from mobi_tracker.projects.rules import Money, money_of
from mobi_tracker.projects.vocabulary import ENDED_PHASES, AmountKind, Rating


@dataclass(frozen=True)
class RatedProject:
    """A project with the update that holds and, where asked for, its next milestone."""

    project: Project
    update: StatusUpdate | None
    milestone: DatedMilestone | None = None

    @property
    def rating(self) -> Rating | None:
        """What is reported; None where nothing is."""
        return self.update.overall if self.update is not None else None


def rated_projects(
    condition: ColumnElement[bool], viewer: Viewer, most: int, *, with_milestones: bool = False
) -> list[RatedProject]:
    """The standing projects that meet a condition: under way first, then the worst reported."""
    ended = case((Project.phase.in_(ENDED_PHASES), 1), else_=0)
    update = aliased(StatusUpdate)
    severity = case(
        {Rating.OFF_TRACK.value: 0, Rating.AT_RISK.value: 1, Rating.ON_TRACK.value: 2}, value=update.overall, else_=3
    )
    rows = (
        select(Project, update)
        .outerjoin(update, update.id == held(viewer, StatusUpdate.id))
        .where(condition, Project.withdrawn_at.is_(None), Project.visible_to(viewer))
        .options(joinedload(Project.lead_department), joinedload(Project.initiative))
        .order_by(ended, severity, Project.name, Project.id)
        .limit(most)
    )
    found = db.session.execute(rows).all()
    ids = [each.id for each, _update in found]
    milestones = next_milestones(ids, viewer) if ids and with_milestones else {}
    return [RatedProject(each, latest, milestones.get(each.id)) for each, latest in found]


def supports(department_id: int) -> ColumnElement[bool]:
    """A condition on projects: the department supports it now."""
    return exists(
        select(ProjectDepartment.id)
        .where(ProjectDepartment.project_id == Project.id, ProjectDepartment.ended_at.is_(None))
        .where(ProjectDepartment.department_id == department_id)
        .correlate(Project)
    )


def serves(priority_id: int) -> ColumnElement[bool]:
    """A condition on projects: it serves the priority now."""
    return exists(
        select(ProjectPriority.id)
        .where(ProjectPriority.project_id == Project.id, ProjectPriority.ended_at.is_(None))
        .where(ProjectPriority.priority_id == priority_id)
        .correlate(Project)
    )


def managed_by(contact_id: int) -> ColumnElement[bool]:
    """A condition on projects: the contact manages or sponsors it."""
    return or_(Project.manager_id == contact_id, Project.sponsor_id == contact_id)


def of_organization(organization_id: int) -> ColumnElement[bool]:
    """A condition on projects: it is the organization's, or led by the department that the organization is."""
    departments = select(Department.id).where(Department.organization_id == organization_id)
    return or_(Project.organization_id == organization_id, Project.lead_department_id.in_(departments))


def _under_way(viewer: Viewer) -> ColumnElement[bool]:
    return and_(Project.withdrawn_at.is_(None), Project.phase.not_in(ENDED_PHASES), Project.visible_to(viewer))


def ratings_by_initiative(viewer: Viewer) -> dict[int | None, Counter[Rating]]:
    """How many projects under way are reported how, by initiative; nothing reported counts as not rated."""
    rating = func.coalesce(reported_rating(viewer), Rating.NOT_RATED.value)
    rated = select(Project.initiative_id, rating.label("rating")).where(_under_way(viewer)).subquery()
    rows = select(rated.c.initiative_id, rated.c.rating, func.count()).group_by(rated.c.initiative_id, rated.c.rating)
    found: dict[int | None, Counter[Rating]] = {}
    for initiative_id, value, count in db.session.execute(rows):
        found.setdefault(initiative_id, Counter())[Rating(value)] += count
    return found


def counts_by_department(viewer: Viewer) -> tuple[dict[int, int], dict[int, int]]:
    """How many projects under way each department leads, and how many it supports."""
    lead = Project.lead_department_id
    led = select(lead, func.count()).where(_under_way(viewer)).group_by(lead)
    supported = (
        select(ProjectDepartment.department_id, func.count(Project.id.distinct()))
        .join(Project, Project.id == ProjectDepartment.project_id)
        .where(ProjectDepartment.ended_at.is_(None), _under_way(viewer))
        .group_by(ProjectDepartment.department_id)
    )
    return _counts(led), _counts(supported)


def counts_by_priority(viewer: Viewer) -> dict[int, int]:
    """How many projects under way serve each priority."""
    served = (
        select(ProjectPriority.priority_id, func.count(Project.id.distinct()))
        .join(Project, Project.id == ProjectPriority.project_id)
        .where(ProjectPriority.ended_at.is_(None), _under_way(viewer))
        .group_by(ProjectPriority.priority_id)
    )
    return _counts(served)


def _counts(rows: Any) -> dict[int, int]:
    return {each: count for each, count in db.session.execute(rows) if each is not None}


def money_of_initiative(initiative_id: int, viewer: Viewer) -> list[tuple[int, Money]]:
    """The money of an initiative's projects by fiscal year (the year it begins in), the latest first. Cents."""
    rows = (
        select(FundingLine.fiscal_year, *(func.sum(_held_amount(kind)) for kind in AmountKind))
        .join(Project, Project.id == FundingLine.project_id)
        .where(Project.initiative_id == initiative_id, Project.withdrawn_at.is_(None))
        .where(FundingLine.withdrawn_at.is_(None), FundingLine.visible_to(viewer))
        .group_by(FundingLine.fiscal_year)
        .order_by(FundingLine.fiscal_year.desc())
    )
    years = [
        (year, [(kind, int(cents)) for kind, cents in zip(AmountKind, sums, strict=True) if cents is not None])
        for year, *sums in db.session.execute(rows)
    ]
    return [(year, money_of(amounts)) for year, amounts in years if amounts]


def _held_amount(kind: AmountKind) -> Any:
    """A correlated scalar: the cents of a kind that hold for a funding line; NULL where nobody recorded any."""
    rows = select(FundingAmount.cents).where(
        FundingAmount.funding_line_id == FundingLine.id,
        FundingAmount.kind == kind,
        FundingAmount.withdrawn_at.is_(None),
    )
    latest = (FundingAmount.on.desc(), FundingAmount.recorded_at.desc(), FundingAmount.id.desc())
    return rows.order_by(*latest).limit(1).correlate(FundingLine).scalar_subquery()


def measures_with_readings(
    department_id: int, viewer: Viewer, most: int
) -> list[tuple[Measure, Sequence[MeasureReading]]]:
    """The measures of a department with their readings of fiscal years that stand, in one query."""
    own = (
        select(Measure.id)
        .where(Measure.department_id == department_id, Measure.withdrawn_at.is_(None), Measure.visible_to(viewer))
        .order_by(Measure.id)
        .limit(most)
        .subquery()
    )
    standing = and_(
        MeasureReading.measure_id == Measure.id,
        MeasureReading.withdrawn_at.is_(None),
        MeasureReading.fiscal_year.is_not(None),
    )
    rows = (
        select(Measure, MeasureReading)
        .join(own, own.c.id == Measure.id)
        .outerjoin(MeasureReading, standing)
        .order_by(Measure.id, MeasureReading.fiscal_year, MeasureReading.recorded_at, MeasureReading.id)
    )
    found: dict[int, tuple[Measure, list[MeasureReading]]] = {}
    for measure, reading in db.session.execute(rows):
        readings = found.setdefault(measure.id, (measure, []))[1]
        if reading is not None:
            readings.append(reading)
    return list(found.values())
