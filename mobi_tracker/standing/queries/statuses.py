"""The status update that holds for each project, and the ratings of earlier weeks."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ScalarSelect, func, select

from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import strictest
from mobi_tracker.core.withdrawals import stood_among
from mobi_tracker.projects.models.project import Project
from mobi_tracker.projects.models.status import StatusUpdate
from mobi_tracker.projects.vocabulary import Rating
from mobi_tracker.standing.facts import Report
from mobi_tracker.standing.queries.moments import Asked, At, latest, rows_at, run


def _holding(column: Any, at: At, viewer: Viewer | None) -> ScalarSelect[Any]:
    """A column of the update that held for a ``Project`` in sight; without a viewer, of the newest, seen or not."""
    rows = select(column).where(StatusUpdate.project_id == Project.id, stood_among(StatusUpdate, at.end))
    if viewer is not None:
        rows = rows.where(StatusUpdate.visible_beside(viewer))
    return latest(rows, StatusUpdate, at, Project)


def reports_at(asked: Asked) -> list[tuple[dict[int, Report], bool]]:
    """For each moment, the reports by project, and whether a newer one was left out for the reader."""
    found = []
    for rows in rows_at(_reports, asked):
        reports = {
            row.project_id: Report(*row[2:12], marking=strictest(row.marking, row.marking_floor))
            for row in rows
            if row.id is not None
        }
        found.append((reports, any(row.newest_id != row.id for row in rows)))
    return found


def _reports(at: At, viewer: Viewer) -> Any:
    kept = select(
        Project.id.label("project_id"),
        _holding(StatusUpdate.id, at, viewer).label("update_id"),
        _holding(StatusUpdate.id, at, None).label("newest_id"),
    ).where(Project.visible_to(viewer))
    # The offset keeps PostgreSQL from merging the two selects, which has it read every update there is.
    kept = at.limited(kept, Project.id).offset(0).subquery()
    update = StatusUpdate
    return (
        select(kept.c.project_id, kept.c.newest_id, update.id, update.on)
        .add_columns(update.overall, update.schedule, update.budget, update.scope)
        .add_columns(update.credited_to, update.reason, update.narrative, update.evidence_reason)
        .add_columns(update.marking, update.marking_floor)
        .join_from(kept, update, update.id == kept.c.update_id, isouter=True)
    )


def ratings_at(asked: Asked) -> dict[int, tuple[Rating | None, ...]]:
    """Each project's reported rating at each moment: not rated where no update held, None before it was stored.

    Projects that had ended by the earliest of the moments are left out.
    """
    found = {}
    for row in run(_ratings, asked, len(asked.moments), asked.scope.kind):
        rated = zip(asked.moments, row[2:], strict=True)
        found[row.id] = tuple(Rating(each) if row.recorded_at <= moment.end else None for moment, each in rated)
    return found


def _ratings(viewer: Viewer, count: int, scope: str) -> Any:
    held = (_holding(StatusUpdate.overall, At.place(number), viewer) for number in range(count))
    columns = (func.coalesce(each, Rating.NOT_RATED).label(f"rating_{number}") for number, each in enumerate(held))
    rows = select(Project.id, Project.recorded_at, *columns).where(Project.visible_to(viewer))
    at = At.place(0, scope)
    return at.limited(rows, Project.id).where(at.may_run(Project.id))
