"""Verbs of reference data, of the calendars and of Council items."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any

from mobi_tracker.access.operations import MarkingDraft, set_marking
from mobi_tracker.city.council_file import parse_council_file
from mobi_tracker.core import clock
from mobi_tracker.core.database import db
from mobi_tracker.core.editing import check_version
from mobi_tracker.core.errors import RuleBroken
from mobi_tracker.core.withdrawals import bring_back
from mobi_tracker.portfolio import queries
from mobi_tracker.portfolio.models import (
    BudgetDate,
    CouncilItem,
    Department,
    DepartmentAssignment,
    Holiday,
    Initiative,
    Priority,
)
from mobi_tracker.portfolio.rules import numbered_slug, slug_from, tidy_aliases
from mobi_tracker.portfolio.vocabulary import PriorityKind
from mobi_tracker.stakeholders import operations as stakeholders
from mobi_tracker.stakeholders import queries as stakeholder_queries
from mobi_tracker.stakeholders.models import Organization
from mobi_tracker.stakeholders.vocabulary import OrganizationKind


@dataclass(frozen=True)
class DepartmentDraft:
    """A department as it was typed; its head is given by title, never by name."""

    name: str
    abbreviation: str = ""
    budget_code: str = ""
    does: str = ""
    head_title: str = ""
    board: str = ""
    board_meets: str = ""
    board_members: str = ""
    website: str = ""
    key_messages: str = ""
    policy_issues: str = ""
    is_fiduciary: bool = False
    marking: MarkingDraft = field(default_factory=MarkingDraft)


def add_department(draft: DepartmentDraft) -> Department:
    """Store a new department; the organization of its name becomes its organization, or a new one does."""
    department = Department(slug=free_slug(Department, draft.name), position=queries.last_position(Department) + 1)
    department.organization = organization_for(draft.name, draft.abbreviation, draft.website)
    _fill_department(department, draft)
    return department


def organization_for(name: str, abbreviation: str, website: str) -> Organization:
    """The organization that a department is: the one of its name that is no department yet, or a new one."""
    known = stakeholder_queries.organization_by_name(name)
    if known is not None and not queries.department_ids_of_organizations((known.id,)):
        return known
    return stakeholders.add_organization(
        stakeholders.OrganizationDraft(name, OrganizationKind.DEPARTMENT, abbreviation, website)
    )


def edit_department(department: Department, draft: DepartmentDraft, shown_version: int | None) -> None:
    """Change a department. Raises StaleRecord where somebody else changed it since it was shown."""
    check_version(department, shown_version)
    rename_organization(department, draft.name)
    _fill_department(department, draft)


def rename_organization(department: Department, name: str) -> None:
    """Let the organization that a department is follow its name, unless somebody named it otherwise."""
    if department.organization.name == department.name:
        stakeholders.rename_organization(department.organization, name)


def _fill_department(department: Department, draft: DepartmentDraft) -> None:
    department.name = draft.name
    department.abbreviation = draft.abbreviation
    department.budget_code = draft.budget_code
    department.does = draft.does
    department.head_title = draft.head_title
    department.board = draft.board
    department.board_meets = draft.board_meets
    department.board_members = draft.board_members
    department.website = draft.website
    department.key_messages = draft.key_messages
    department.policy_issues = draft.policy_issues
    department.is_fiduciary = draft.is_fiduciary
    db.session.add(department)
    db.session.flush()
    set_marking(department, draft.marking)


@dataclass(frozen=True)
class InitiativeDraft:
    """An initiative as it was typed; ``aliases`` are other names it goes by, parted by ";"."""

    name: str
    abbreviation: str = ""
    aliases: str = ""
    description: str = ""
    marking: MarkingDraft = field(default_factory=MarkingDraft)


def add_initiative(draft: InitiativeDraft) -> Initiative:
    """Store a new initiative, the last in the office's order."""
    slug, position = free_slug(Initiative, draft.name), queries.last_position(Initiative) + 1
    initiative = Initiative(slug=slug, position=position)
    _fill_initiative(initiative, draft)
    return initiative


def edit_initiative(initiative: Initiative, draft: InitiativeDraft, shown_version: int | None) -> None:
    """Change an initiative. Raises StaleRecord where somebody else changed it since it was shown."""
    check_version(initiative, shown_version)
    _fill_initiative(initiative, draft)


def _fill_initiative(initiative: Initiative, draft: InitiativeDraft) -> None:
    initiative.name = draft.name
    initiative.abbreviation = draft.abbreviation
    initiative.aliases = tidy_aliases(draft.aliases)
    initiative.description = draft.description
    db.session.add(initiative)
    db.session.flush()
    set_marking(initiative, draft.marking)


@dataclass(frozen=True)
class PriorityDraft:
    """A priority, Executive Directive, budget letter or instruction as it was typed."""

    name: str
    kind: PriorityKind = PriorityKind.PRIORITY
    description: str = ""
    marking: MarkingDraft = field(default_factory=MarkingDraft)


def add_priority(draft: PriorityDraft) -> Priority:
    """Store a new priority, the last in the office's order."""
    slug, position = free_slug(Priority, draft.name), queries.last_position(Priority) + 1
    priority = Priority(slug=slug, position=position)
    _fill_priority(priority, draft)
    return priority


def edit_priority(priority: Priority, draft: PriorityDraft, shown_version: int | None) -> None:
    """Change a priority. Raises StaleRecord where somebody else changed it since it was shown."""
    check_version(priority, shown_version)
    _fill_priority(priority, draft)


def _fill_priority(priority: Priority, draft: PriorityDraft) -> None:
    priority.name = draft.name
    priority.kind = draft.kind
    priority.description = draft.description
    db.session.add(priority)
    db.session.flush()
    set_marking(priority, draft.marking)


def free_slug(model: Any, name: str) -> str:
    """A slug of the name that no other record of the model has."""
    tries = (numbered_slug(slug_from(name), number) for number in count(1))
    return next(each for each in tries if not queries.is_slug_taken(model, each))


def assign_people(department: Department, user_ids: Collection[int]) -> None:
    """Let this be the own department of these users from today on; the rows of former ones are kept, ended."""
    wanted = set(user_ids)
    for row in queries.assignments_to(department.id):
        if row.user_id in wanted:
            wanted.discard(row.user_id)
        else:
            row.ended_on = clock.today()
    db.session.add_all(DepartmentAssignment(user_id=each, department_id=department.id) for each in sorted(wanted))
    db.session.flush()


def add_holiday(day: date, name: str) -> Holiday:
    """Store a day the City is closed; one that was taken out comes back. Raises RuleBroken where it stands already."""
    known = queries.holiday_on(day)
    if known is None:
        known = Holiday(day=day)
        db.session.add(known)
    elif known.is_withdrawn:
        bring_back(known)
    else:
        raise RuleBroken(f"That day is a holiday already: {known.name}.", "day")
    known.name = name
    db.session.flush()
    return known


def edit_holiday(holiday: Holiday, day: date, name: str, shown_version: int | None) -> None:
    """Change a holiday. Raises RuleBroken where another one has that day."""
    check_version(holiday, shown_version)
    other = queries.holiday_on(day)
    if other is not None and other is not holiday:
        raise RuleBroken(f"That day is a holiday already: {other.name}.", "day")
    holiday.day, holiday.name = day, name
    db.session.flush()


def add_budget_date(fiscal_year: int, name: str, day: date) -> BudgetDate:
    """Store a date of a fiscal year's budget calendar. Raises RuleBroken where that year has one of that name."""
    known = queries.budget_date_named(fiscal_year, name)
    if known is None:
        known = BudgetDate(fiscal_year=fiscal_year, name=name)
        db.session.add(known)
    elif known.is_withdrawn:
        bring_back(known)
    else:
        raise RuleBroken("That fiscal year has a date of this name already.", "name")
    known.day = day
    db.session.flush()
    return known


def edit_budget_date(
    budget_date: BudgetDate, fiscal_year: int, name: str, day: date, shown_version: int | None
) -> None:
    """Change a date of the budget calendar. Raises RuleBroken where that year has another one of that name."""
    check_version(budget_date, shown_version)
    other = queries.budget_date_named(fiscal_year, name)
    if other is not None and other is not budget_date:
        raise RuleBroken("That fiscal year has a date of this name already.", "name")
    budget_date.fiscal_year, budget_date.name, budget_date.day = fiscal_year, name, day
    db.session.flush()


@dataclass(frozen=True)
class CouncilItemDraft:
    """Something before the Council, a committee, a board or a commission, as it was typed.

    ``time_limit_on`` (when the matter lapses) and ``last_day_on`` (the last Council day before it) differ.
    """

    title: str
    body: str
    committee: str = ""
    council_file: str = ""
    meets_on: date | None = None
    action_sought: str = ""
    our_position: str = ""
    outcome: str = ""
    time_limit_on: date | None = None
    last_day_on: date | None = None
    department_id: int | None = None
    marking: MarkingDraft = field(default_factory=MarkingDraft)


def add_council_item(draft: CouncilItemDraft) -> CouncilItem:
    """Store a new Council or commission item."""
    item = CouncilItem()
    _fill_council_item(item, draft)
    return item


def edit_council_item(item: CouncilItem, draft: CouncilItemDraft, shown_version: int | None) -> None:
    """Change a Council item. Raises StaleRecord where somebody else changed it since it was shown."""
    check_version(item, shown_version)
    _fill_council_item(item, draft)


def _fill_council_item(item: CouncilItem, draft: CouncilItemDraft) -> None:
    try:
        item.council_file = parse_council_file(draft.council_file) if draft.council_file else ""
    except ValueError as error:
        raise RuleBroken(str(error), "council_file") from None
    if draft.time_limit_on and draft.last_day_on and draft.last_day_on > draft.time_limit_on:
        raise RuleBroken("The last day for Council action comes on or before the time limit.", "last_day_on")
    item.title = draft.title
    item.body = draft.body
    item.committee = draft.committee
    item.meets_on = draft.meets_on
    item.action_sought = draft.action_sought
    item.our_position = draft.our_position
    item.outcome = draft.outcome
    item.time_limit_on = draft.time_limit_on
    item.last_day_on = draft.last_day_on
    item.department_id = draft.department_id
    db.session.add(item)
    db.session.flush()
    set_marking(item, draft.marking)
