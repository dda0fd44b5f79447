"""The lists of initiatives, departments and priorities, with how their projects are reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import Blueprint
from werkzeug.wrappers import Response

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.core import clock
from mobi_tracker.core.kinds import url_of
from mobi_tracker.core.listing import Cell, Column, Filter, Listing, contains
from mobi_tracker.paper.lists import answer_list
from mobi_tracker.portfolio import queries as portfolio
from mobi_tracker.portfolio.models import Department, Initiative, Priority
from mobi_tracker.profiles.queries import projects
from mobi_tracker.projects.vocabulary import Rating

blueprint = Blueprint("portfolio", __name__)


@dataclass(frozen=True)
class ListedInitiative:
    """An initiative with how many of its projects under way are reported how."""

    initiative: Initiative
    ratings: Counter[Rating]


@dataclass(frozen=True)
class ListedPriority:
    """A priority with how many projects under way serve it, and what departments owe under it: open, and late."""

    priority: Priority
    served: int
    owed: int
    late: int


@dataclass(frozen=True)
class ListedDepartment:
    """A department with how many projects under way it leads and supports."""

    department: Department
    led: int
    supported: int


def _initiatives(rows: Sequence[Initiative], reader: Viewer) -> list[ListedInitiative]:
    ratings = projects.ratings_by_initiative(reader)
    return [ListedInitiative(each, ratings.get(each.id, Counter())) for each in rows]


def _departments(rows: Sequence[Department], reader: Viewer) -> list[ListedDepartment]:
    led, supported = projects.counts_by_department(reader)
    return [ListedDepartment(each, led.get(each.id, 0), supported.get(each.id, 0)) for each in rows]


def _priorities(rows: Sequence[Priority], reader: Viewer) -> list[ListedPriority]:
    served, owed = projects.counts_by_priority(reader), portfolio.owed_by_priority(reader, clock.today())
    return [ListedPriority(each, served.get(each.id, 0), *owed.get(each.id, (0, 0))) for each in rows]


def _number(key: str, label: str, count: Callable[..., int]) -> Column:
    def cell(row: object) -> Cell:
        number = count(row)
        return Cell(f"{number:,}" if number else "", kind="number", value=number)

    return Column(key, label, cell, numeric=True, kind="number")


def _rated(rating: Rating) -> Column:
    return _number(rating.value, rating.label, lambda row: row.ratings[rating])


INITIATIVES = Listing(
    title="Initiatives",
    name="initiatives",
    rows=portfolio.initiatives,
    columns=(
        Column(
            "name",
            "Initiative",
            lambda row: Cell(row.initiative.name, url_of(row.initiative)),
            (Initiative.position, Initiative.name),
        ),
        Column("abbreviation", "Short", lambda row: Cell(row.initiative.abbreviation), Initiative.abbreviation),
        _number("projects", "Projects under way", lambda row: row.ratings.total()),
        _rated(Rating.OFF_TRACK),
        _rated(Rating.AT_RISK),
        _rated(Rating.ON_TRACK),
        _rated(Rating.NOT_RATED),
    ),
    default_sort="name",
    tie=Initiative.id,
    filters=(Filter("q", "Name", lambda words: contains(Initiative.name, words)),),
    prepare=_initiatives,
    empty_text="The Mayor's technology initiatives would be here: reference data brings them.",
)

DEPARTMENTS = Listing(
    title="Departments",
    name="departments",
    rows=portfolio.departments,
    columns=(
        Column(
            "name",
            "Department",
            lambda row: Cell(row.department.name, url_of(row.department)),
            (Department.position, Department.name),
        ),
        Column("abbreviation", "Short", lambda row: Cell(row.department.abbreviation), Department.abbreviation),
        Column("head", "Head", lambda row: Cell(row.department.head_title), Department.head_title),
        Column("board", "Board", lambda row: Cell(row.department.board), Department.board),
        _number("led", "Leads", lambda row: row.led),
        _number("supported", "Supports", lambda row: row.supported),
    ),
    default_sort="name",
    tie=Department.id,
    filters=(Filter("q", "Name", lambda words: contains(Department.name, words)),),
    prepare=_departments,
    empty_text="The departments that this office is assigned would be here: reference data brings them.",
)

PRIORITIES = Listing(
    title="Priorities",
    name="priorities",
    rows=portfolio.priorities,
    columns=(
        Column(
            "name",
            "Priority",
            lambda row: Cell(row.priority.name, url_of(row.priority)),
            (Priority.position, Priority.name),
        ),
        Column("kind", "Kind", lambda row: Cell(row.priority.kind.label), Priority.kind),
        _number("served", "Projects under way", lambda row: row.served),
        _number("owed", "Deliverables owed", lambda row: row.owed),
        _number("late", "Late", lambda row: row.late),
    ),
    default_sort="name",
    tie=Priority.id,
    prepare=_priorities,
    filters=(Filter("q", "Name", lambda words: contains(Priority.name, words)),),
    empty_text="The Mayor's priorities would be here: reference data brings them.",
)


@blueprint.get("/initiatives")
@requires(Permission.SEE)
def initiatives() -> str | Response:
    """The initiatives."""
    return answer_list(INITIATIVES, viewer(), "profiles/lists/initiatives.html")


@blueprint.get("/departments")
@requires(Permission.SEE)
def departments() -> str | Response:
    """The departments."""
    return answer_list(DEPARTMENTS, viewer(), "profiles/lists/departments.html")


@blueprint.get("/priorities")
@requires(Permission.SEE)
def priorities() -> str | Response:
    """The priorities."""
    return answer_list(PRIORITIES, viewer(), "profiles/lists/priorities.html")
