"""Selects of departments, initiatives, priorities, Council items, calendars, and of whose own a department is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, load_only

from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.statements import rows_for
from mobi_tracker.access.vocabulary import OPEN_MARKINGS, Permission
from mobi_tracker.core import kinds
from mobi_tracker.core.database import db
from mobi_tracker.portfolio.models import (
    BudgetDate,
    CouncilItem,
    Department,
    DepartmentAssignment,
    Holiday,
    Initiative,
    Priority,
    SeedField,
)


def own_department_ids(user_id: int) -> frozenset[int]:
    """The departments that are a user's own today."""
    assigned = select(DepartmentAssignment.department_id).where(
        DepartmentAssignment.user_id == user_id, DepartmentAssignment.ended_on.is_(None)
    )
    return frozenset(db.session.scalars(assigned))


def department(slug: str, viewer: Viewer) -> Department | None:
    """The department with its organization, if this person may see it. Withdrawn ones are found too."""
    rows = select(Department).where(Department.slug == slug, Department.visible_to(viewer))
    return db.session.scalar(rows.options(joinedload(Department.organization)))


def departments(viewer: Viewer) -> Select[Any]:
    """The departments that stand and this person may see."""
    return select(Department).where(Department.withdrawn_at.is_(None), Department.visible_to(viewer))


def departments_in_order(viewer: Viewer) -> list[Department]:
    """The standing departments that this person may see, in the order the office keeps them."""
    return list(db.session.scalars(departments(viewer).order_by(Department.position, Department.name)))


def departments_by_slug(viewer: Viewer) -> list[tuple[str, str]]:
    """(slug, name) of the standing departments that this person may see, for choosing one."""
    return _by(viewer, "slug", departments, Department)


def departments_by_id(viewer: Viewer) -> list[tuple[str, str]]:
    """(id in digits, name) of the standing departments that this person may see, for choosing one."""
    return _by(viewer, "id", departments, Department)


def department_options() -> list[tuple[int, str]]:
    """(id, name) of the standing departments, for choosing one."""
    return _options(Department)


def _by(viewer: Viewer, key: str, records: Callable[[Viewer], Select[Any]], model: Any) -> list[tuple[str, str]]:
    return [(str(value), name) for value, name in rows_for(viewer, _keys_and_names, key, records, model)]


def _keys_and_names(viewer: Viewer, key: str, records: Callable[[Viewer], Select[Any]], model: Any) -> Any:
    return records(viewer).with_only_columns(getattr(model, key), model.name).order_by(model.position, model.name)


def _options(model: Any) -> list[tuple[int, str]]:
    # A name, and what decides whether it is shown.
    told = load_only(model.name, model.marking, model.marking_floor, model.has_readers, model.has_floor_readers)
    rows = select(model).options(told).where(model.withdrawn_at.is_(None)).order_by(model.position, model.name)
    return [(each.id, each.name) for each in db.session.scalars(rows) if not kinds.is_withheld(each)]


def department_ids_of_organizations(organization_ids: Iterable[int]) -> frozenset[int]:
    """The departments that these organizations are: whose own a contact with a position there is."""
    rows = select(Department.id).where(Department.organization_id.in_(tuple(organization_ids)))
    return frozenset(db.session.scalars(rows))


def department_of_organization(organization_id: int, viewer: Viewer) -> Department | None:
    """The department that an organization is, if it is one and this person may see it."""
    return db.session.scalar(departments(viewer).where(Department.organization_id == organization_id))


def assignments_to(department_id: int) -> list[DepartmentAssignment]:
    """Whose own department this is today."""
    rows = select(DepartmentAssignment).where(
        DepartmentAssignment.department_id == department_id, DepartmentAssignment.ended_on.is_(None)
    )
    return list(db.session.scalars(rows.order_by(DepartmentAssignment.id)))


def initiative(slug: str, viewer: Viewer) -> Initiative | None:
    """The initiative, if this person may see it. Withdrawn ones are found too."""
    return db.session.scalar(select(Initiative).where(Initiative.slug == slug, Initiative.visible_to(viewer)))


def initiatives(viewer: Viewer) -> Select[Any]:
    """The initiatives that stand and this person may see."""
    return select(Initiative).where(Initiative.withdrawn_at.is_(None), Initiative.visible_to(viewer))


def initiatives_in_order(viewer: Viewer) -> list[Initiative]:
    """The standing initiatives that this person may see, in the order the office keeps them."""
    return list(db.session.scalars(initiatives(viewer).order_by(Initiative.position, Initiative.name)))


def initiatives_by_slug(viewer: Viewer) -> list[tuple[str, str]]:
    """(slug, name) of the standing initiatives that this person may see, for choosing one."""
    return _by(viewer, "slug", initiatives, Initiative)


def initiatives_by_id(viewer: Viewer) -> list[tuple[str, str]]:
    """(id in digits, name) of the standing initiatives that this person may see, for choosing one."""
    return _by(viewer, "id", initiatives, Initiative)


def initiative_options() -> list[tuple[int, str]]:
    """(id, name) of the standing initiatives, for choosing one."""
    return _options(Initiative)


def priority(slug: str, viewer: Viewer) -> Priority | None:
    """The priority, if this person may see it. Withdrawn ones are found too."""
    return db.session.scalar(select(Priority).where(Priority.slug == slug, Priority.visible_to(viewer)))


def priorities(viewer: Viewer) -> Select[Any]:
    """The priorities that stand and this person may see."""
    return select(Priority).where(Priority.withdrawn_at.is_(None), Priority.visible_to(viewer))


def priority_options() -> list[tuple[int, str]]:
    """(id, name) of the standing priorities, for choosing one."""
    return _options(Priority)


def priorities_by_slug(viewer: Viewer) -> list[tuple[str, str]]:
    """(slug, name) of the standing priorities that this person may see, for choosing one."""
    return _by(viewer, "slug", priorities, Priority)


def council_item(record_id: int, viewer: Viewer) -> CouncilItem | None:
    """The Council or commission item with its department, if this person may see it. Withdrawn ones are found too."""
    rows = select(CouncilItem).where(CouncilItem.id == record_id, CouncilItem.visible_to(viewer))
    return db.session.scalar(rows.options(joinedload(CouncilItem.department)))


def council_items(viewer: Viewer) -> Select[Any]:
    """The Council and commission items that stand and this person may see, with their department."""
    rows = select(CouncilItem).where(CouncilItem.withdrawn_at.is_(None), CouncilItem.visible_to(viewer))
    return rows.options(joinedload(CouncilItem.department))


def council_items_of(department_id: int, viewer: Viewer, most: int) -> list[CouncilItem]:
    """The latest Council items of a department, at most ``most``."""
    rows = council_items(viewer).where(CouncilItem.department_id == department_id)
    return list(
        db.session.scalars(rows.order_by(CouncilItem.meets_on.desc().nulls_last(), CouncilItem.id.desc()).limit(most))
    )


def holiday_dates() -> frozenset[date]:
    """The days City offices are closed."""
    return frozenset(db.session.scalars(select(Holiday.day).where(Holiday.withdrawn_at.is_(None))))


def holidays_of(year: int) -> list[Holiday]:
    """The holidays of a calendar year, in order."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    rows = select(Holiday).where(Holiday.day.between(first, last), Holiday.withdrawn_at.is_(None))
    return list(db.session.scalars(rows.order_by(Holiday.day)))


def holiday(record_id: int) -> Holiday | None:
    """The holiday of that id."""
    return db.session.get(Holiday, record_id)


def holiday_on(day: date) -> Holiday | None:
    """The holiday on a day, withdrawn or not."""
    return db.session.scalar(select(Holiday).where(Holiday.day == day))


def budget_dates_in(year: int) -> list[BudgetDate]:
    """The dates of the budget calendar that fall in a calendar year, of whichever fiscal year, in order."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    rows = select(BudgetDate).where(BudgetDate.day.between(first, last), BudgetDate.withdrawn_at.is_(None))
    return list(db.session.scalars(rows.order_by(BudgetDate.fiscal_year, BudgetDate.day, BudgetDate.id)))


def budget_date(record_id: int) -> BudgetDate | None:
    """The budget date of that id."""
    return db.session.get(BudgetDate, record_id)


def budget_date_named(fiscal_year: int, name: str) -> BudgetDate | None:
    """The budget date of that year and name."""
    return db.session.scalar(select(BudgetDate).where(BudgetDate.fiscal_year == fiscal_year, BudgetDate.name == name))


def to_keep_up(model: Any, viewer: Viewer) -> list[Any]:
    """Departments, initiatives or priorities for the pages of reference data, withdrawn ones too.

    Somebody who may not see the portfolio (an administrator) keeps up the public and internal ones.
    """
    seen = model.visible_to(viewer) if viewer.can(Permission.SEE) else model.marking.in_(OPEN_MARKINGS)
    return list(db.session.scalars(select(model).where(seen).order_by(model.position, model.name)))


def one_to_keep_up(model: Any, record_id: int, viewer: Viewer) -> Any | None:
    """One of ``to_keep_up``."""
    seen = model.visible_to(viewer) if viewer.can(Permission.SEE) else model.marking.in_(OPEN_MARKINGS)
    return db.session.scalar(select(model).where(model.id == record_id, seen))


def last_position(model: Any) -> int:
    """The highest place in the office's order; 0 where there is none."""
    return db.session.scalar(select(func.max(model.position))) or 0


def is_slug_taken(model: Any, slug: str) -> bool:
    """Whether a department, initiative or priority has this slug already."""
    return db.session.scalar(select(model.id).where(model.slug == slug)) is not None


def all_of(model: Any) -> Sequence[Any]:
    """Every row of a table of reference data, which stays short."""
    return db.session.scalars(select(model).order_by(model.id)).all()


def seed_fields() -> dict[tuple[str, str, str], SeedField]:
    """What a reference file last gave each field, by (kind, key, field)."""
    return {(each.kind, each.key, each.field): each for each in db.session.scalars(select(SeedField))}
