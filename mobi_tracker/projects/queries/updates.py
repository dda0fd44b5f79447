"""Selects of status updates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, String, bindparam, case, cast, or_, select
from sqlalchemy.orm import aliased, joinedload

from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.statements import result_for, rows_for
from mobi_tracker.core import settings
from mobi_tracker.core.database import db
from mobi_tracker.projects.models.project import Project, ProjectDepartment
from mobi_tracker.projects.models.status import StatusUpdate
from mobi_tracker.projects.queries.past import AsOf, of_today
from mobi_tracker.projects.rules import owes_update
from mobi_tracker.projects.vocabulary import ACTIVE_PHASES, Rating

UPDATE_OWED_DAYS = settings.declare(
    settings.Setting(
        "projects.update_owed_days",
        "Days after which an active project owes a status update",
        7,
        settings.whole_number(1, 365),
        "Projects in planning, procurement or delivery whose last update is older are listed on Today.",
    )
)
LATEST_FIRST = (StatusUpdate.on.desc(), StatusUpdate.recorded_at.desc(), StatusUpdate.id.desc())


def status_update(record_id: int, viewer: Viewer) -> StatusUpdate | None:
    """The update with its project, if this person may see it."""
    return result_for(viewer, _of_id, record_id=record_id).unique().scalar_one_or_none()


def _of_id(viewer: Viewer) -> Any:
    return (
        select(StatusUpdate)
        .where(StatusUpdate.id == bindparam("record_id"), StatusUpdate.visible_to(viewer))
        .options(
            joinedload(StatusUpdate.project).joinedload(Project.departments).joinedload(ProjectDepartment.department),
            joinedload(StatusUpdate.project).joinedload(Project.initiative),
            joinedload(StatusUpdate.author),
            joinedload(StatusUpdate.corrects),
        )
    )


def corrections_of(record_id: int, viewer: Viewer) -> Sequence[StatusUpdate]:
    """The updates that correct this one, first to last."""
    rows = select(StatusUpdate).where(
        StatusUpdate.corrects_id == record_id, StatusUpdate.withdrawn_at.is_(None), StatusUpdate.visible_to(viewer)
    )
    return db.session.scalars(rows.options(joinedload(StatusUpdate.project)).order_by(StatusUpdate.id)).all()


def held(viewer: Viewer, column: Any, as_of: AsOf | None = None) -> Any:
    """A correlated scalar: that column of the update which holds for ``Project``, of those this person may see.

    Only for projects that the reader may see.
    """
    return (
        select(column)
        .where(StatusUpdate.project_id == Project.id, (as_of or of_today()).facts(StatusUpdate))
        .where(StatusUpdate.visible_beside(viewer))
        .order_by(*LATEST_FIRST)
        .limit(1)
        .correlate(Project)
        .scalar_subquery()
    )


def reported_rating(viewer: Viewer) -> Any:
    """A correlated scalar of ``Project``: the overall rating that holds now."""
    return held(viewer, StatusUpdate.overall)


def severity(rating: Any) -> Any:
    """A rating as a number to sort by: off track first, nothing reported last."""
    places = {Rating.OFF_TRACK: 0, Rating.AT_RISK: 1, Rating.ON_TRACK: 2, Rating.NOT_RATED: 3}
    return case({each.value: place for each, place in places.items()}, value=cast(rating, String), else_=4)


def is_reported(rating: Any, value: str) -> Any:
    """A condition: the rating is that one, or none where "not_reported" is asked for; None for an unknown word."""
    if value == "not_reported":
        return rating.is_(None)
    return rating == Rating(value) if value in set(Rating) else None


def last_update_on(viewer: Viewer) -> Any:
    """A correlated scalar of ``Project``: the day that its last update speaks of."""
    return held(viewer, StatusUpdate.on)


def latest_updates(project_ids: Iterable[int], viewer: Viewer, as_of: AsOf | None = None) -> dict[int, StatusUpdate]:
    """The update that holds for each of some projects, by project, in one query."""
    shown = aliased(StatusUpdate)
    rows = (
        select(shown)
        .join(Project, shown.id == held(viewer, StatusUpdate.id, as_of))
        .where(Project.id.in_(tuple(project_ids)))
    )
    return {each.project_id: each for each in db.session.scalars(rows)}


@dataclass(frozen=True)
class Reported:
    """What a list says of the update that holds for a project."""

    id: int
    on: date
    overall: Rating


def latest_updates_in_short(project_ids: Iterable[int], viewer: Viewer) -> dict[int, Reported]:
    """What the update says that holds for each of some projects, by project, in one query of plain rows."""
    rows = rows_for(viewer, _in_short, project_ids=tuple(project_ids))
    return {row[0]: Reported(*row[1:]) for row in rows}


def _in_short(viewer: Viewer) -> Any:
    shown = aliased(StatusUpdate)
    return (
        select(shown.project_id, shown.id, shown.on, shown.overall)
        .join(Project, shown.id == held(viewer, StatusUpdate.id))
        .where(Project.id.in_(bindparam("project_ids", expanding=True)))
    )


def latest_update(project: Project, viewer: Viewer, as_of: AsOf | None = None) -> StatusUpdate | None:
    """The update that holds for a project."""
    return latest_updates([project.id], viewer, as_of).get(project.id)


def updates_of(project_id: int, viewer: Viewer, as_of: AsOf | None = None, most: int = 60) -> list[StatusUpdate]:
    """The last updates of a project in the order in which they hold: the last one holds."""
    rows = rows_for(viewer, _of_project, as_of or of_today(), most, project_id=project_id)
    return [row[0] for row in reversed(rows)]


def _of_project(viewer: Viewer, when: AsOf, most: int) -> Any:
    return (
        select(StatusUpdate)
        .where(StatusUpdate.project_id == bindparam("project_id"), when.facts(StatusUpdate))
        .where(StatusUpdate.visible_to(viewer))
        .options(joinedload(StatusUpdate.author))
        .order_by(*LATEST_FIRST)
        .limit(most)
    )


def updates(viewer: Viewer) -> Select[Any]:
    """The updates that stand and this person may see, with their projects."""
    return (
        select(StatusUpdate)
        .where(StatusUpdate.withdrawn_at.is_(None), StatusUpdate.visible_to(viewer))
        .options(joinedload(StatusUpdate.project), joinedload(StatusUpdate.author))
    )


def recent_updates(viewer: Viewer, since: datetime, until: datetime | None = None) -> Sequence[StatusUpdate]:
    """The updates recorded after ``since`` (and by ``until``), in the order of recording."""
    rows = updates(viewer).where(StatusUpdate.recorded_at > since)
    if until is not None:
        rows = rows.where(StatusUpdate.recorded_at <= until)
    return db.session.scalars(rows.order_by(StatusUpdate.recorded_at, StatusUpdate.id)).all()


@dataclass(frozen=True)
class OwedUpdate:
    """A project that owes an update, and the day of its last one (None: it never had one)."""

    project: Project
    last_on: date | None


def updates_owed(viewer: Viewer, today: date, most: int | None = None) -> list[OwedUpdate]:
    """Active projects whose last update is older than the setting says, the longest silent first."""
    days = settings.value_of(UPDATE_OWED_DAYS)
    last = last_update_on(viewer)
    rows = (
        select(Project, last)
        .where(Project.withdrawn_at.is_(None), Project.phase.in_(ACTIVE_PHASES), Project.visible_to(viewer))
        .where(or_(last.is_(None), last < today - timedelta(days=days)))
        .options(joinedload(Project.departments), joinedload(Project.lead_department))
        .order_by(last.asc().nulls_first(), Project.name, Project.id)
        .limit(most)
    )
    found = [OwedUpdate(project, on) for project, on in db.session.execute(rows).unique()]
    return [each for each in found if owes_update(each.project.phase, each.last_on, today, days)]


def owed_fields(viewer: Viewer) -> list[StatusUpdate]:
    """The updates that hold now and owe a reason or a path to green (they came from notes), oldest first."""
    shown = aliased(StatusUpdate)
    rows = (
        select(shown)
        .join(Project, shown.id == held(viewer, StatusUpdate.id))
        .where(Project.withdrawn_at.is_(None), Project.visible_to(viewer))
        .where(Project.id.in_(select(StatusUpdate.project_id).where(_owes())))
        .where(or_(shown.is_path_owed, shown.is_reason_owed))
        .options(joinedload(shown.project).joinedload(Project.departments))
        .order_by(shown.on, shown.id)
    )
    return list(db.session.scalars(rows).unique())


def _owes() -> Any:
    return or_(StatusUpdate.is_path_owed, StatusUpdate.is_reason_owed)
