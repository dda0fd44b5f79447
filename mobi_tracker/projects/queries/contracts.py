"""Selects of contracts with their dated ends and payments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, case, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import Marking
from mobi_tracker.core import clock
from mobi_tracker.core.database import db
from mobi_tracker.core.dated import latest_state
from mobi_tracker.core.kinds import NOT_SHOWN
from mobi_tracker.core.listing import matches_folded
from mobi_tracker.projects.models.contract import Contract, ContractEnd, ContractPayment, ContractState
from mobi_tracker.projects.models.project import Project, ProjectDepartment, ProjectState
from mobi_tracker.projects.queries.past import AsOf, of_today
from mobi_tracker.projects.rules import last_day_to_start
from mobi_tracker.stakeholders.models import Organization

ENDING_WITHIN = 180  # days ahead of a contract's end that it joins the dates to come
ENDING_AT_MOST = 60


@dataclass(frozen=True)
class DatedContract:
    """A contract with the end and the payment that hold (None: none recorded)."""

    contract: Contract
    end: ContractEnd | None
    payment: ContractPayment | None

    @property
    def ends_on(self) -> date | None:
        """The day it ends."""
        return self.end.day if self.end else None

    @property
    def paid(self) -> int | None:
        """What was paid, in cents."""
        return self.payment.cents if self.payment else None

    @property
    def start_by(self) -> date | None:
        """The last day to start a renewal; None where none is meant, or how long one takes is not known."""
        return last_day_to_start(self.ends_on, self.contract.renewal_days) if self.contract.is_renewable else None


@dataclass(frozen=True)
class EndingContract:
    """A contract that ends, for lists of dates to come. ``vendor`` is in the words that its reader may see."""

    id: int
    number: str
    vendor: str
    project_id: int
    project: str
    department_id: int | None
    ends_on: date
    start_by: date | None
    is_renewable: bool
    marking: Marking
    marking_floor: Marking

    @property
    def day(self) -> date:
        """The day to act by: the last one to start a renewal, else the end."""
        return self.start_by or self.ends_on


def contract(record_id: int, viewer: Viewer) -> Contract | None:
    """The contract with its project and vendor, if this person may see it. Withdrawn ones are found too."""
    rows = (
        select(Contract)
        .where(Contract.id == record_id, Contract.visible_to(viewer))
        .options(
            joinedload(Contract.vendor),
            joinedload(Contract.project).joinedload(Project.departments).joinedload(ProjectDepartment.department),
        )
    )
    return db.session.execute(rows).unique().scalar_one_or_none()


def contract_of(project_id: int, number: str) -> Contract | None:
    """The contract of a project that has this number, withdrawn or not, whoever asks."""
    return db.session.scalar(select(Contract).where(Contract.project_id == project_id, Contract.number == number))


def contracts(viewer: Viewer) -> Select[Any]:
    """The contracts that stand, of projects that stand, with project and vendor."""
    return (
        select(Contract)
        .join(Contract.project)
        .join(Contract.vendor)
        .where(Contract.withdrawn_at.is_(None), Project.withdrawn_at.is_(None), Contract.visible_to(viewer))
        .options(contains_eager(Contract.project), contains_eager(Contract.vendor))
    )


def held_fact(facts: type[ContractEnd] | type[ContractPayment], column: Any, as_of: AsOf | None = None) -> Any:
    """A correlated scalar of ``Contract``: that column of the end, or of the payment, that holds."""
    return (
        select(column)
        .where(facts.contract_id == Contract.id, (as_of or of_today()).facts(facts))
        .order_by(facts.on.desc(), facts.recorded_at.desc(), facts.id.desc())
        .limit(1)
        .correlate(Contract)
        .scalar_subquery()
    )


def ends_on() -> Any:
    """A correlated scalar of ``Contract``: the day it ends, as that holds now."""
    return held_fact(ContractEnd, ContractEnd.day)


def paid_cents() -> Any:
    """A correlated scalar of ``Contract``: what is paid, in cents."""
    return held_fact(ContractPayment, ContractPayment.cents)


def contracts_by_id(record_ids: Iterable[int]) -> dict[int, DatedContract]:
    """Some contracts as they stand, with their vendors loaded, in one query. Ask only for those the reader may see."""
    end, payment = aliased(ContractEnd), aliased(ContractPayment)
    rows = (
        select(Contract, end, payment)
        .select_from(Contract)
        .outerjoin(end, end.id == held_fact(ContractEnd, ContractEnd.id))
        .outerjoin(payment, payment.id == held_fact(ContractPayment, ContractPayment.id))
        .where(Contract.id.in_(tuple(record_ids)))
    )
    return {row[0].id: DatedContract(*row) for row in db.session.execute(rows)}


def contracts_in_short(project_id: int, viewer: Viewer, as_of: AsOf) -> Select[Any]:
    """A select of a project's contracts as they stood: id, number, vendor in the words that this person may see, end,
    days that a renewal takes (NULL where none is meant), ceiling and what is paid in cents.
    """
    renewal = case((ContractState.is_renewable, ContractState.renewal_days))
    return (
        select(
            Contract.id, ContractState.number, vendor_words(viewer), held_fact(ContractEnd, ContractEnd.day, as_of),
            renewal, ContractState.ceiling_cents, held_fact(ContractPayment, ContractPayment.cents, as_of),
        )
        .join(ContractState, ContractState.id == latest_state(Contract, as_of.moment or clock.now(), as_of.day))
        .join(Organization, Organization.id == ContractState.vendor_id)
        .where(Contract.project_id == project_id, as_of.stood(Contract), Contract.visible_to(viewer))
    )  # fmt: skip


def vendor_words(viewer: Viewer) -> ColumnElement[str]:
    """The name of the organization that is joined, where this person may see it."""
    return case((Organization.visible_to(viewer), Organization.name), else_=NOT_SHOWN)


def contracts_with(organization_id: int, viewer: Viewer, most: int) -> list[Contract]:
    """The latest contracts with a vendor, at most ``most``, with their projects."""
    rows = contracts(viewer).where(Contract.vendor_id == organization_id).order_by(Contract.id.desc()).limit(most)
    return list(db.session.scalars(rows))


def ends_of(record: Contract) -> Sequence[ContractEnd]:
    """Every end that a contract was given, the newest first."""
    return _facts_of(record, ContractEnd)


def payments_of(record: Contract) -> Sequence[ContractPayment]:
    """What was paid under a contract by each day recorded, the newest first."""
    return _facts_of(record, ContractPayment)


def _facts_of(record: Contract, facts: Any) -> Sequence[Any]:
    rows = select(facts).where(facts.contract_id == record.id, facts.withdrawn_at.is_(None))
    newest = (facts.on.desc(), facts.recorded_at.desc(), facts.id.desc())
    return db.session.scalars(rows.order_by(*newest).limit(200)).all()


def contracts_ending(first: date, last: date, viewer: Viewer) -> list[EndingContract]:
    """The contracts that end from one day to another, as they were known on the first: the soonest to act on first.

    At most ``ENDING_AT_MOST``, in one query.
    """
    return in_order_of_ending(ending_contract(row) for row in db.session.execute(ending(first, last, viewer)))


def in_order_of_ending(rows: Iterable[EndingContract]) -> list[EndingContract]:
    """Ending contracts by the day to act by."""
    return sorted(rows, key=lambda each: (each.day, each.ends_on, each.id))


def ending(first: date, last: date, viewer: Viewer) -> Select[Any]:
    """The select of ``contracts_ending``, for a page that asks for it within another query."""
    when = AsOf.past(first) if first < clock.today() else AsOf(first)
    moment = when.moment or clock.now()
    columns: tuple[Any, ...] = (
        Contract.id, ContractState.number, vendor_words(viewer).label("vendor"), Contract.project_id,
        ProjectState.name.label("project"), ProjectState.lead_department_id.label("department_id"),
        ContractEnd.day.label("ends_on"), ContractState.renewal_days, ContractState.is_renewable,
        Contract.marking, Contract.marking_floor,
    )  # fmt: skip
    return (
        select(*columns)
        .select_from(Contract)
        .join(Project, Project.id == Contract.project_id)
        .join(ContractState, ContractState.id == latest_state(Contract, moment, when.day))
        .join(ProjectState, ProjectState.id == latest_state(Project, moment, when.day))
        .join(Organization, Organization.id == ContractState.vendor_id)
        .join(ContractEnd, ContractEnd.id == held_fact(ContractEnd, ContractEnd.id, when))
        .where(ContractEnd.day.between(first, last), when.stood(Contract), when.stood(Project))
        .where(Contract.visible_to(viewer))
        .order_by(ContractEnd.day, Contract.id)
        .limit(ENDING_AT_MOST)
    )


def ending_contract(row: Any) -> EndingContract:
    """A row of ``ending`` as a frozen value."""
    start_by = last_day_to_start(row.ends_on, row.renewal_days) if row.is_renewable else None
    return EndingContract(
        row.id, row.number, row.vendor, row.project_id, row.project, row.department_id, row.ends_on, start_by,
        row.is_renewable, row.marking, row.marking_floor,
    )  # fmt: skip


def of_vendor(words: str, viewer: Viewer) -> ColumnElement[bool]:
    """A condition on contracts: the vendor's name holds these words, and this person may see the vendor."""
    named = select(Organization.id).where(matches_folded(Organization.folded_name, words))
    return Contract.vendor_id.in_(named.where(Organization.visible_to(viewer)))


def ends_when(value: str, today: date) -> ColumnElement[bool] | None:
    """A condition on contracts: they end ``soon`` (within 180 days), ``later``, or are ``past`` their end."""
    day, soon = ends_on(), today + timedelta(days=ENDING_WITHIN)
    return {"soon": day.between(today, soon), "later": or_(day > soon, day.is_(None)), "past": day < today}.get(value)
