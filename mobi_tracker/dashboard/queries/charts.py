"""What the charts ask for beside the snapshots: what waits on what, and every forecast that a milestone was given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Integer, bindparam, or_, select

from mobi_tracker.access.policy import Viewer
from mobi_tracker.core.database import db
from mobi_tracker.core.withdrawals import stood_at
from mobi_tracker.projects.models.milestone import Milestone, MilestoneDate
from mobi_tracker.projects.models.project import ProjectDependency
from mobi_tracker.projects.vocabulary import DateKind
from mobi_tracker.standing.queries.moments import Moment


def waits_at(day: date) -> list[tuple[int, int]]:
    """(project, the project it waits on) as it was known at the end of a day, whoever may see them."""
    end, each = Moment.of(day).end, ProjectDependency
    rows = select(each.project_id, each.waits_on_id).where(
        each.recorded_at <= end, or_(each.ended_at.is_(None), each.ended_at > end)
    )
    return [(row.project_id, row.waits_on_id) for row in db.session.execute(rows.order_by(each.id))]


def forecasts_at(
    milestone_ids: Iterable[int], baseline_ids: Iterable[int], day: date, viewer: Viewer
) -> dict[int, list[tuple[date, date]]]:
    """(the day it was made, the day it names) of every forecast of these milestones that was known by then, in order.

    The baselines of these ids (dates of milestones) count as forecasts, made on the day they were agreed. Of several
    made on a day the one recorded last is given. The milestones must be the reader's to see.
    """
    wanted: Any = bindparam("wanted", sorted(milestone_ids), type_=Integer(), expanding=True, literal_execute=True)
    baselines: Any = bindparam("baselines", sorted(baseline_ids), type_=Integer(), expanding=True, literal_execute=True)
    each, moment = MilestoneDate, Moment.of(day)
    rows = (
        select(each.milestone_id, each.on, each.day)
        .join(Milestone, Milestone.id == each.milestone_id)
        .where(
            each.milestone_id.in_(wanted), or_(each.kind == DateKind.FORECAST, each.id.in_(baselines)), each.on <= day
        )
        .where(stood_at(each, moment.end), each.visible_beside(viewer))
    )
    found: defaultdict[int, dict[date, date]] = defaultdict(dict)
    for milestone_id, on, named in db.session.execute(rows.order_by(each.on, each.kind, each.recorded_at, each.id)):
        if named is not None:
            found[milestone_id][on] = named
        else:
            found[milestone_id].pop(on, None)
    return {key: list(days.items()) for key, days in found.items()}
