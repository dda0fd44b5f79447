"""What is kept of past weeks, as far as it still holds, and whose standing a reader cannot take from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    and_,
    delete,
    false,
    func,
    insert,
    literal_column,
    or_,
    select,
    text,
    union_all,
)

from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.commitments.models import ActionItem, ActionItemState, Ask, AskStateRow
from mobi_tracker.core.database import db
from mobi_tracker.core.settings import SettingValue
from mobi_tracker.core.withdrawals import Withdrawal
from mobi_tracker.portfolio.models import Department, Initiative
from mobi_tracker.projects.models.funding import FundingAmount, FundingLine
from mobi_tracker.projects.models.milestone import Milestone, MilestoneDate
from mobi_tracker.projects.models.project import Project, ProjectState
from mobi_tracker.projects.models.risk import Risk, RiskRating, RiskStateRow
from mobi_tracker.projects.models.status import StatusUpdate
from mobi_tracker.projects.vocabulary import Rating
from mobi_tracker.standing.kept import KeptWeek, KnownFacts, WeeklyStanding, is_closed
from mobi_tracker.standing.vocabulary import Evidence

Ratings = tuple[Rating, Evidence]

FACTS: tuple[Any, ...] = (
    Project, ProjectState, StatusUpdate, Milestone, MilestoneDate, FundingLine, FundingAmount, Risk, RiskStateRow,
    RiskRating, ActionItem, ActionItemState, Ask, AskStateRow, Withdrawal, SettingValue,
)  # fmt: skip
"""All that a reported rating and the evidence of a day rest on; each knows when it was recorded."""

WITH_PROJECT: tuple[Any, ...] = (StatusUpdate, Milestone, FundingLine, Risk, Ask)


def kept_weeks(days: Sequence[date], made_by: str) -> dict[date, dict[int, Ratings | None]]:
    """The standing of those of the days that are kept and still hold, by project; None where nobody sees all of it.

    A day does not hold any more once a fact is stored that was recorded by its end, as imports and demonstration data
    do: every row stored since the last look is asked for its ``recorded_at``.
    """
    row = WeeklyStanding
    rows = (
        select(KeptWeek.day, row.project_id, row.reported, row.evidence)
        .join_from(KeptWeek, row, row.day == KeptWeek.day, isouter=True)
        .where(KeptWeek.day.in_(days), KeptWeek.made_by == made_by)
        .where(~func.coalesce(_earliest_new() <= KeptWeek.ends_at, false()))
    )
    found: dict[date, dict[int, Ratings | None]] = {}
    for day, project_id, reported, evidence in db.session.execute(rows):
        week = found.setdefault(day, {})
        if project_id is not None:
            week[project_id] = (reported, evidence) if reported is not None and evidence is not None else None
    return found


def earliest_new() -> datetime | None:
    """When the earliest of the facts stored since the last look was recorded; None where there are none."""
    return db.session.scalar(select(_earliest_new()))


def _earliest_new() -> Any:
    known = select(func.coalesce(func.max(KnownFacts.last_id), 0))
    each = (
        select(func.min(facts.recorded_at).label("at")).where(
            facts.id > known.where(KnownFacts.name == facts.__tablename__).scalar_subquery()
        )
        for facts in FACTS
    )
    new = union_all(*each).subquery()
    return select(func.min(new.c.at)).scalar_subquery()


def sight(viewer: Viewer) -> tuple[frozenset[int], frozenset[int]]:
    """(the projects this reader may not see, those of which they may not see everything that standing rests on).

    The second are too many rather than too few: who stands on a list of readers is not asked.
    """
    is_strict = _strict(viewer)
    hidden: Any = select(Project.id, literal_column("0", Integer()).label("is_partial")).where(
        ~Project.visible_to(viewer)
    )
    one: Any = literal_column("1", Integer())
    partial = [select(each.project_id, one).where(is_strict(each)) for each in WITH_PROJECT]
    strict_dates = select(MilestoneDate.milestone_id).where(is_strict(MilestoneDate))
    partial.append(select(Milestone.project_id, one).where(Milestone.id.in_(strict_dates)))
    elsewhere = {
        each: or_(
            each.initiative_id.in_(select(Initiative.id).where(is_strict(Initiative))),
            each.department_id.in_(select(Department.id).where(is_strict(Department))),
        )
        for each in (ActionItem, Ask)
    }
    partial.append(select(Ask.project_id, one).where(elsewhere[Ask]))
    for is_unseen in (is_strict(ActionItem), elsewhere[ActionItem]):  # an item weighs on each project it was once of
        items = select(ActionItem.id).where(is_unseen)
        partial.append(select(ActionItemState.project_id, one).where(ActionItemState.record_id.in_(items)))
    found: tuple[set[int], set[int]] = (set(), set())
    for project_id, is_partial in db.session.execute(union_all(hidden, *partial)):
        if project_id is not None:
            found[is_partial].add(project_id)
    return frozenset(found[0]), frozenset(found[1] - found[0])


def _strict(viewer: Viewer) -> Callable[[Any], ColumnElement[bool]]:
    """A condition on a marked model: the reader might not see the row. It is that of the partial indexes, in words."""
    sees_restricted = viewer.can_everywhere(Permission.SEE_RESTRICTED)

    def condition(model: Any) -> ColumnElement[bool]:
        on_lists = or_(model.has_readers, model.has_floor_readers)
        return and_(is_closed(), on_lists) if sees_restricted else is_closed()

    return condition


def keep(day: date, ends_at: datetime, made_by: str, standings: Mapping[int, Ratings | None]) -> None:
    """Keep a day's standing in place of what was kept of it."""
    forget([day])
    db.session.execute(insert(KeptWeek).values(day=day, ends_at=ends_at, made_by=made_by))
    rows = [
        {"day": day, "project_id": project_id, "reported": pair and pair[0], "evidence": pair and pair[1]}
        for project_id, pair in standings.items()
    ]
    if rows:
        db.session.execute(insert(WeeklyStanding), rows)


def days_kept() -> dict[date, str]:
    """The days that are kept, whether or not they hold, with the version of the rules that judged each."""
    return {row.day: row.made_by for row in db.session.execute(select(KeptWeek.day, KeptWeek.made_by))}


def forget(days: Iterable[date]) -> None:
    """Throw away what is kept of these days."""
    for day in days:
        db.session.execute(delete(WeeklyStanding).where(WeeklyStanding.day == day))
        db.session.execute(delete(KeptWeek).where(KeptWeek.day == day))


def forget_since(moment: datetime, session: Any = None) -> None:
    """Throw away what is kept of the days that end at that instant or later."""
    connection = (session or db.session).connection()
    week: Any = KeptWeek.__table__
    standing: Any = WeeklyStanding.__table__
    days = select(week.c.day).where(week.c.ends_at >= moment)
    connection.execute(delete(standing).where(standing.c.day.in_(days)))
    connection.execute(delete(week).where(week.c.ends_at >= moment))


def note_known() -> None:
    """Remember the last row of every table of facts."""
    last = {each.__tablename__: db.session.scalar(select(func.coalesce(func.max(each.id), 0))) for each in FACTS}
    db.session.execute(delete(KnownFacts))
    db.session.execute(insert(KnownFacts), [{"name": name, "last_id": number} for name, number in last.items()])


def hold_facts_still() -> None:
    """Let nobody store a fact until the transaction ends.

    On PostgreSQL a row may be stored after one with a higher number, and would not be seen by its number. SQLite lets
    one transaction write at a time as it is.
    """
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("SET LOCAL lock_timeout = '5s'"))
        tables = ", ".join(f'"{each.__tablename__}"' for each in FACTS)
        db.session.execute(text(f"LOCK TABLE {tables} IN SHARE MODE"))


def first_recorded() -> datetime | None:
    """When the first project was stored."""
    return db.session.scalar(select(func.min(Project.recorded_at)))
