"""Tables of the portfolio."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from sqlalchemy import ColumnElement, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mobi_tracker.access.marking import Marked
from mobi_tracker.core import kinds
from mobi_tracker.core.database import Model, Recorded, Versioned, one_of
from mobi_tracker.core.dated import Dated, StateRow
from mobi_tracker.core.withdrawals import Withdrawable
from mobi_tracker.portfolio.vocabulary import PriorityKind
from mobi_tracker.stakeholders.models import Organization


class Department(Recorded, Versioned, Withdrawable, Marked, Dated, Model):
    """One of the assigned City departments. It is an organization; it has a head by title, and perhaps a board.

    ``is_fiduciary``: a pension system whose board alone directs it; we inform it.
    """

    __tablename__ = "department"
    __kind__: ClassVar[str] = "department"
    __dated__: ClassVar[tuple[str, ...]] = ("name",)

    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    abbreviation: Mapped[str] = mapped_column(String(20), default="")
    budget_code: Mapped[str] = mapped_column(String(10), default="")
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), unique=True)
    does: Mapped[str] = mapped_column(Text, default="")
    head_title: Mapped[str] = mapped_column(String(200), default="")
    board: Mapped[str] = mapped_column(String(200), default="")
    board_meets: Mapped[str] = mapped_column(String(200), default="")
    board_members: Mapped[str] = mapped_column(String(200), default="")
    website: Mapped[str] = mapped_column(String(300), default="")
    key_messages: Mapped[str] = mapped_column(Text, default="")
    policy_issues: Mapped[str] = mapped_column(Text, default="")
    is_fiduciary: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)

    organization: Mapped[Organization] = relationship(foreign_keys=[organization_id])

    @classmethod
    def in_departments(cls, department_ids: Iterable[int]) -> ColumnElement[bool]:
        """A department belongs to itself."""
        return cls.id.in_(tuple(department_ids))

    @property
    def department_ids(self) -> frozenset[int]:
        """Whose record it is."""
        return frozenset({self.id})

    @property
    def short(self) -> str:
        """The abbreviation, or the name where there is none."""
        return self.abbreviation or self.name


class DepartmentState(StateRow, Model):
    """The name of a department from a day on."""

    __tablename__ = "department_state"
    __table_args__ = (Index("ix_department_state_record", "record_id", "on", "recorded_at"),)

    record_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    name: Mapped[str] = mapped_column(String(200))


Department.__states__ = DepartmentState


class DepartmentAssignment(Recorded, Model):
    """A user's own department. Ending it keeps the row."""

    __tablename__ = "department_assignment"
    __kind__: ClassVar[str] = "department_assignment"
    __history_of__: ClassVar[tuple[str, str]] = ("user", "user_id")
    __table_args__ = (Index("ix_department_assignment_user", "user_id", "ended_on"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    ended_on: Mapped[date | None]

    department: Mapped[Department] = relationship(foreign_keys=[department_id])


class Initiative(Recorded, Versioned, Withdrawable, Marked, Dated, Model):
    """One of the Mayor's technology initiatives. Holds projects."""

    __tablename__ = "initiative"
    __kind__: ClassVar[str] = "initiative"
    __dated__: ClassVar[tuple[str, ...]] = ("name",)

    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    abbreviation: Mapped[str] = mapped_column(String(20), default="")
    aliases: Mapped[str] = mapped_column(String(200), default="")
    description: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int] = mapped_column(default=0)

    department_ids: ClassVar[frozenset[int]] = frozenset()


class InitiativeState(StateRow, Model):
    """The name of an initiative from a day on."""

    __tablename__ = "initiative_state"
    __table_args__ = (Index("ix_initiative_state_record", "record_id", "on", "recorded_at"),)

    record_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"))
    name: Mapped[str] = mapped_column(String(200))


Initiative.__states__ = InitiativeState


class Priority(Recorded, Versioned, Withdrawable, Marked, Model):
    """A Mayor's priority, Executive Directive, budget letter or instruction that projects serve."""

    __tablename__ = "priority"
    __kind__: ClassVar[str] = "priority"

    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[PriorityKind] = mapped_column(one_of(PriorityKind, "kind"), default=PriorityKind.PRIORITY)
    description: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int] = mapped_column(default=0)

    department_ids: ClassVar[frozenset[int]] = frozenset()


class Deliverable(Recorded, Versioned, Withdrawable, Marked, Dated, Model):
    """What a department owes under a priority, by when, and what shows that it was delivered: words, an address."""

    __tablename__ = "deliverable"
    __kind__: ClassVar[str] = "deliverable"
    __hangs_on__: ClassVar[tuple[str, ...]] = ("priority", "department")
    __dated__: ClassVar[tuple[str, ...]] = ("department_id", "due", "delivered_on", "proof", "proof_address")
    __table_args__ = (Index("ix_deliverable_due", "delivered_on", "due"),)

    priority_id: Mapped[int] = mapped_column(ForeignKey("priority.id"), index=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"), index=True)
    text: Mapped[str] = mapped_column(String(500))
    due: Mapped[date | None]
    delivered_on: Mapped[date | None]
    proof: Mapped[str] = mapped_column(Text, default="")
    proof_address: Mapped[str] = mapped_column(String(2000), default="")

    priority: Mapped[Priority] = relationship(foreign_keys=[priority_id])
    department: Mapped[Department] = relationship(foreign_keys=[department_id])

    @property
    def department_ids(self) -> frozenset[int]:
        """Whose record it is."""
        return frozenset({self.department_id})


class DeliverableState(StateRow, Model):
    """Who owed a deliverable, by when, and whether it was delivered, from a day on."""

    __tablename__ = "deliverable_state"
    __table_args__ = (Index("ix_deliverable_state_record", "record_id", "on", "recorded_at"),)

    record_id: Mapped[int] = mapped_column(ForeignKey("deliverable.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    due: Mapped[date | None]
    delivered_on: Mapped[date | None]
    proof: Mapped[str] = mapped_column(Text)
    proof_address: Mapped[str] = mapped_column(String(2000))


Deliverable.__states__ = DeliverableState


class CouncilItem(Recorded, Versioned, Withdrawable, Marked, Model):
    """Something before the Council, a committee, a board or a commission."""

    __tablename__ = "council_item"
    __kind__: ClassVar[str] = "council_item"
    __table_args__ = (Index("ix_council_item_meets_on", "meets_on"),)

    title: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(String(200))
    committee: Mapped[str] = mapped_column(String(200), default="")
    council_file: Mapped[str] = mapped_column(String(20), default="")
    meets_on: Mapped[date | None]
    action_sought: Mapped[str] = mapped_column(Text, default="")
    our_position: Mapped[str] = mapped_column(String(200), default="")
    outcome: Mapped[str] = mapped_column(Text, default="")
    time_limit_on: Mapped[date | None]
    last_day_on: Mapped[date | None]
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"), index=True)

    department: Mapped[Department | None] = relationship(foreign_keys=[department_id])
    __hangs_on__: ClassVar[tuple[str, ...]] = ("department",)

    @property
    def department_ids(self) -> frozenset[int]:
        """Whose record it is."""
        return frozenset() if self.department_id is None else frozenset({self.department_id})


class Holiday(Recorded, Versioned, Withdrawable, Model):
    """A day the City is closed. An editable table: names change. One that was taken out is withdrawn."""

    __tablename__ = "holiday"
    __kind__: ClassVar[str] = "holiday"

    day: Mapped[date] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(String(100))


class BudgetDate(Recorded, Versioned, Withdrawable, Model):
    """A date of the yearly budget calendar."""

    __tablename__ = "budget_date"
    __kind__: ClassVar[str] = "budget_date"
    __table_args__ = (UniqueConstraint("fiscal_year", "name"),)

    fiscal_year: Mapped[int]  # the year it begins in: 2026 is 2026-27
    name: Mapped[str] = mapped_column(String(200))
    day: Mapped[date]


class SeedField(Model):
    """The value a reference file last gave a field: a later load updates only what nobody changed since."""

    __tablename__ = "seed_field"
    __table_args__ = (UniqueConstraint("kind", "key", "field"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(120))
    field: Mapped[str] = mapped_column(String(60))
    value: Mapped[str] = mapped_column(Text)


kinds.register(
    kinds.Kind(
        "department", Department, "department", "departments", lambda record: record.name,
        "profiles.department", ("slug", "slug"), finds=("name", "abbreviation"),
    )
)  # fmt: skip
kinds.register(
    kinds.Kind(
        "initiative", Initiative, "initiative", "initiatives", lambda record: record.name,
        "profiles.initiative", ("slug", "slug"), finds=("name", "abbreviation"),
    )
)  # fmt: skip
kinds.register(
    kinds.Kind(
        "priority", Priority, "priority", "priorities", lambda record: record.name,
        "profiles.priority", ("slug", "slug"), finds=("name",),
    )
)  # fmt: skip
kinds.register(
    kinds.Kind(
        "deliverable", Deliverable, "deliverable", "deliverables", lambda record: record.text,
        "profiles.deliverable", finds=("text",),
    )
)  # fmt: skip
kinds.register(
    kinds.Kind(
        "council_item", CouncilItem, "Council item", "Council items", lambda record: record.title,
        "profiles.council_item", finds=("title", "council_file"),
    )
)  # fmt: skip
kinds.register(
    kinds.Kind("holiday", Holiday, "holiday", "holidays", lambda record: record.name, "reference.edit_holiday")
)
kinds.register(
    kinds.Kind(
        "budget_date",
        BudgetDate,
        "budget date",
        "budget dates",
        lambda record: record.name,
        "reference.edit_budget_date",
    )
)
