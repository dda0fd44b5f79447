"""The status update that holds for each project, and the ratings of earlier weeks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ScalarSelect, Select, func, select

from mobi_tracker.access.policy import Viewer
from mobi_tracker.core.database import db
from mobi_tracker.core.withdrawals import stood_at
from mobi_tracker.projects.models.project import Project
from mobi_tracker.projects.models.status import StatusUpdate
from mobi_tracker.projects.vocabulary import Rating
from mobi_tracker.standing.facts import Report
from mobi_tracker.standing.queries.moments import Moment, latest, rows_at


def _holding(column: Any, moment: Moment, viewer: Viewer | None) -> ScalarSelect[Any]:
    """A column of the update that held for ``Project``; without a viewer, of the newest whoever may see it."""
    rows = select(column).where(StatusUpdate.project_id == Project.id, stood_at(StatusUpdate, moment.end))
    if viewer is not None:
        rows = rows.where(StatusUpdate.visible_to(viewer))
    return latest(rows, StatusUpdate, moment, Project)


def reports_at(moments: Sequence[Moment], viewer: Viewer) -> list[tuple[dict[int, Report], bool]]:
    """For each moment, the reports by project, and whether a newer one was left out for the reader."""

    def holding(moment: Moment) -> Select[Any]:
        chosen = select(
            Project.id.label("project_id"),
            _holding(StatusUpdate.id, moment, viewer).label("update_id"),
            _holding(StatusUpdate.id, moment, None).label("newest_id"),
        ).where(Project.visible_to(viewer))
        kept = chosen.subquery()
        return select(
            kept.c.project_id,
            kept.c.newest_id,
            StatusUpdate.id,
            StatusUpdate.on,
            StatusUpdate.overall,
            StatusUpdate.schedule,
            StatusUpdate.budget,
            StatusUpdate.scope,
            StatusUpdate.credited_to,
            StatusUpdate.reason,
            StatusUpdate.narrative,
        ).join_from(kept, StatusUpdate, StatusUpdate.id == kept.c.update_id, isouter=True)

    found = []
    for rows in rows_at(moments, holding):
        reports = {row.project_id: Report(*row[2:11]) for row in rows if row.id is not None}
        found.append((reports, any(row.newest_id != row.id for row in rows)))
    return found


def ratings_at(moments: Sequence[Moment], viewer: Viewer) -> dict[int, tuple[Rating, ...]]:
    """Each project's reported rating at each moment; not rated where no update held (or there was no project yet)."""
    columns = [
        func.coalesce(_holding(StatusUpdate.overall, moment, viewer), Rating.NOT_RATED).label(f"rating_{number}")
        for number, moment in enumerate(moments)
    ]
    rows = select(Project.id, *columns).where(Project.visible_to(viewer))
    return {row[0]: tuple(map(Rating, row[1:])) for row in db.session.execute(rows)}
