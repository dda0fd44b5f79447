"""Moments: the end of a Los Angeles day, and how one statement is asked for several of them at once.

The statements of standing are large, so each is built once (``access.statements``); the days are bound when it runs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    ScalarSelect,
    and_,
    bindparam,
    case,
    literal_column,
    or_,
    select,
    union,
    union_all,
)

from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.statements import rows_for
from mobi_tracker.city.clock_zone import day_end, day_of
from mobi_tracker.city.fiscal_year import fiscal_year_of
from mobi_tracker.core.database import Instant
from mobi_tracker.core.withdrawals import Withdrawal
from mobi_tracker.projects.models.project import Project, ProjectDepartment, ProjectPriority, ProjectState
from mobi_tracker.projects.vocabulary import ENDED_PHASES


@dataclass(frozen=True)
class Moment:
    """The last instant of a day: what was recorded after it does not exist yet."""

    day: date
    end: datetime

    @classmethod
    def of(cls, day: date) -> Moment:
        """The end of a Los Angeles day. ``day_end`` is the first instant of the next, so the last is just before."""
        return cls(day, day_end(day) - timedelta(microseconds=1))

    @classmethod
    def at(cls, instant: datetime) -> Moment:
        """That instant, on its Los Angeles day: what was recorded up to then is there, later things are not."""
        return cls(day_of(instant), instant)

    @property
    def is_whole(self) -> bool:
        """Whether the day is over by then."""
        return self == Moment.of(self.day)


@dataclass(frozen=True)
class Scope:
    """Which projects are asked for: all, or those of one record: a "project", "initiative", "department" or "priority".

    A project that was ever there is in it; whoever asks looks at where it was on the day. The kind "projects" asks for
    the ``ids`` alone, except of the first ``whole`` moments, of which it asks for everything.
    """

    kind: str = ""
    record_id: int = 0
    ids: frozenset[int] = frozenset()
    whole: int = 0


ALL = Scope()


@dataclass(frozen=True)
class Asked:
    """What is asked for: which days, by whom, of which projects."""

    moments: tuple[Moment, ...]
    viewer: Viewer
    scope: Scope = ALL

    @property
    def earliest(self) -> int:
        """The number of the moment that comes first."""
        return min(range(len(self.moments)), key=lambda number: self.moments[number].end)


@dataclass(frozen=True)
class At:
    """The place of a moment in a statement: its day and end are bound when the statement runs.

    ``year`` is the fiscal year of the day; ``first`` the end of the earliest of the moments asked for.
    """

    number: int
    day: Any
    end: Any
    year: Any
    first: Any
    scope: str = ""

    @classmethod
    def place(cls, number: int, scope: str = "") -> At:
        """The place of the moment of that number."""
        return cls(
            number,
            bindparam(f"day_{number}", type_=Date()),
            bindparam(f"end_{number}", type_=Instant()),
            bindparam(f"year_{number}", type_=Integer()),
            bindparam("first_end", type_=Instant()),
            scope,
        )

    def limited(self, rows: Any, project_id: Any) -> Any:
        """The rows of the projects that are asked for, known by this column."""
        wanted = _in_scope(project_id, self.scope)
        return rows if wanted is None else rows.where(wanted)

    @property
    def before(self) -> Any:
        """A day some days before the moment's; who asks binds it as ``before_0``, ``before_1``, …"""
        return bindparam(f"before_{self.number}", type_=Date())

    def may_run(self, project_id: Any) -> ColumnElement[bool]:
        """The project has not ended, or its state has changed since the earliest of the moments: so it may have run
        on one of the days. Whether it did is looked at afterwards.
        """
        running = select(Project.id).where(Project.phase.not_in(ENDED_PHASES))
        changed = select(ProjectState.record_id).where(ProjectState.recorded_at > self.first)
        return project_id.in_(union(running, changed))


def _in_scope(project_id: Any, scope: str) -> ColumnElement[bool] | None:
    record_id: Any = bindparam("scope_id", type_=Integer())
    if scope == "project":
        return project_id == record_id
    if scope == "initiative":
        return project_id.in_(select(ProjectState.record_id).where(ProjectState.initiative_id == record_id))
    if scope == "department":
        led = select(ProjectState.record_id).where(ProjectState.lead_department_id == record_id)
        supported = select(ProjectDepartment.project_id).where(ProjectDepartment.department_id == record_id)
        return project_id.in_(union(led, supported))
    if scope == "projects":
        # Written into the statement as it is sent: SQLite takes no more than 32,766 values bound.
        return project_id.in_(bindparam("scope_ids", type_=Integer(), expanding=True, literal_execute=True))
    if scope == "priority":
        return project_id.in_(select(ProjectPriority.project_id).where(ProjectPriority.priority_id == record_id))
    return None


Make = Callable[..., Any]


def rows_at(make: Make, asked: Asked, *options: Any, **values: Any) -> list[list[Any]]:
    """The rows of ``make(at, viewer, *options)`` for each moment, in one query.

    Options must be hashable; values are bound when the statement runs.
    """
    found: list[list[Any]] = [[] for _ in asked.moments]
    for row in run(_each, asked, make, len(asked.moments), asked.scope.kind, asked.scope.whole, *options, **values):
        found[row.moment].append(row)
    return found


def run(build: Callable[..., Any], asked: Asked, *options: Any, **values: Any) -> Sequence[Any]:
    """The rows of the statement that ``build(viewer, *options)`` gives, for these moments. It is built once."""
    moments = asked.moments
    values["scope_id"] = asked.scope.record_id
    if asked.scope.ids:
        values["scope_ids"] = sorted(asked.scope.ids)
    values["first_end"] = min(moment.end for moment in moments)
    for number, moment in enumerate(moments):
        values |= {f"day_{number}": moment.day, f"end_{number}": moment.end}
        values[f"year_{number}"] = fiscal_year_of(moment.day).starts_in
    return rows_for(asked.viewer, build, *options, **values)


def _each(viewer: Viewer, make: Make, count: int, scope: str, whole: int, *options: Any) -> Any:
    places = [At.place(number, scope if number >= whole else "") for number in range(count)]
    selects = [make(at, viewer, *options).add_columns(literal_column(str(at.number)).label("moment")) for at in places]
    return union_all(*selects) if count > 1 else selects[0]


@dataclass(frozen=True)
class Pair:
    """Two moments, of which the earlier one is asked only for what moved between them: the rest stood as on the later.

    Days compared are mostly a week apart, and in a week little moves. ``of`` gives None where there are not two.
    """

    earlier: int
    later: int

    @classmethod
    def of(cls, asked: Asked) -> Pair | None:
        """The pair of what is asked for."""
        if len(asked.moments) != 2 or asked.scope.whole:
            return None
        return cls(asked.earliest, 1 - asked.earliest)

    def applied(self, at: At, rows: Any, record: Any, fact: Any, record_id: Any) -> Any:
        """Rows of ``record``: of the earlier moment those that moved, of the later all, each saying whether it did."""
        moved = self._moved(record, fact, record_id)
        if at.number == self.earlier:
            return rows.where(moved).add_columns(literal_column("1").label("has_moved"))
        return rows.add_columns(case((moved, 1), else_=0).label("has_moved"))

    def completed(self, found: list[list[Any]]) -> list[list[Any]]:
        """The rows of both moments, in full."""
        found[self.earlier] += [row for row in found[self.later] if not row.has_moved]
        return found

    def _moved(self, record: Any, fact: Any, record_id: Any) -> ColumnElement[bool]:
        """A record that was stored, withdrawn or brought back between the two moments, or one of whose facts was, or
        speaks of a day between them.
        """
        earlier, later = At.place(self.earlier), At.place(self.later)

        def between(instant: Any) -> ColumnElement[bool]:
            return and_(instant > earlier.end, instant <= later.end)

        speaks = and_(fact.on > earlier.day, fact.on <= later.day)
        withdrawn = {
            each: select(Withdrawal.record_id).where(Withdrawal.kind == each.__kind__, between(Withdrawal.recorded_at))
            for each in (record, fact)
        }
        return or_(
            record.recorded_at > earlier.end,
            record.id.in_(select(record_id).where(or_(between(fact.recorded_at), speaks))),
            record.id.in_(select(record_id).where(fact.id.in_(withdrawn[fact]))),
            record.id.in_(withdrawn[record]),
        )


def latest(rows: Any, fact: Any, at: At, *outer: Any) -> ScalarSelect[Any]:
    """The first row of ``rows`` by both times: of what was recorded by then, the latest ``on``, then the latest
    ``recorded_at``. ``outer`` are the tables of the enclosing select that ``rows`` refers to.
    """
    return (
        rows.where(fact.recorded_at <= at.end, fact.on <= at.day)
        .order_by(fact.on.desc(), fact.recorded_at.desc(), fact.id.desc())
        .limit(1)
        .correlate(*outer)
        .scalar_subquery()
    )
