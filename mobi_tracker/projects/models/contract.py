"""Contracts with dated payments and dated ends."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mobi_tracker.access.marking import Marked
from mobi_tracker.core import kinds
from mobi_tracker.core.database import Model, Recorded, Versioned
from mobi_tracker.core.dated import Dated, StateRow
from mobi_tracker.core.withdrawals import Withdrawable
from mobi_tracker.projects.models.project import Project
from mobi_tracker.stakeholders.models import Organization


class Contract(Recorded, Versioned, Withdrawable, Marked, Dated, Model):
    """A contract with a vendor for a project. ``ceiling_cents`` is the most that may be paid; None is none recorded.

    ``renewal_days``: how long a renewal takes, in calendar days. ``is_renewable`` is untrue where it is meant to end.
    """

    __tablename__ = "contract"
    __kind__: ClassVar[str] = "contract"
    __hangs_on__: ClassVar[tuple[str, ...]] = ("project",)
    __dated__: ClassVar[tuple[str, ...]] = (
        "number", "vendor_id", "ceiling_cents", "options", "renewal_days", "is_renewable",
    )  # fmt: skip
    __table_args__ = (
        UniqueConstraint("project_id", "number"),
        CheckConstraint("ceiling_cents >= 0", name="ceiling"),
        CheckConstraint("renewal_days >= 0", name="renewal_days"),
    )

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    number: Mapped[str] = mapped_column(String(60))
    vendor_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    ceiling_cents: Mapped[int | None] = mapped_column(BigInteger)
    options: Mapped[str] = mapped_column(String(300), default="")
    renewal_days: Mapped[int | None]
    is_renewable: Mapped[bool] = mapped_column(default=True)

    project: Mapped[Project] = relationship(foreign_keys=[project_id])
    vendor: Mapped[Organization] = relationship(foreign_keys=[vendor_id])

    @property
    def department_ids(self) -> frozenset[int]:
        """Whose record it is."""
        return self.project.department_ids


class ContractState(StateRow, Model):
    """A contract's number, vendor, ceiling, options and way of renewal from a day on."""

    __tablename__ = "contract_state"
    __table_args__ = (Index("ix_contract_state_record", "record_id", "on", "recorded_at"),)

    record_id: Mapped[int] = mapped_column(ForeignKey("contract.id"))
    number: Mapped[str] = mapped_column(String(60))
    vendor_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    ceiling_cents: Mapped[int | None] = mapped_column(BigInteger)
    options: Mapped[str] = mapped_column(String(300))
    renewal_days: Mapped[int | None]
    is_renewable: Mapped[bool]


Contract.__states__ = ContractState


class ContractEnd(Recorded, Withdrawable, Model):
    """The day a contract ends, as that was so from the day ``on``. Every one after the first has its reason."""

    __tablename__ = "contract_end"
    __kind__: ClassVar[str] = "contract_end"
    __history_of__: ClassVar[tuple[str, str]] = ("contract", "contract_id")
    __table_args__ = (Index("ix_contract_end_contract", "contract_id", "on", "recorded_at"),)

    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"))
    day: Mapped[date] = mapped_column(index=True)
    on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text, default="")

    contract: Mapped[Contract] = relationship(foreign_keys=[contract_id])


class ContractPayment(Recorded, Withdrawable, Model):
    """All that was paid under a contract by a day, in whole cents. The latest holds; they do not add up over time."""

    __tablename__ = "contract_payment"
    __kind__: ClassVar[str] = "contract_payment"
    __history_of__: ClassVar[tuple[str, str]] = ("contract", "contract_id")
    __table_args__ = (Index("ix_contract_payment_contract", "contract_id", "on", "recorded_at"),)

    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"))
    cents: Mapped[int] = mapped_column(BigInteger)
    on: Mapped[date]
    note: Mapped[str] = mapped_column(String(300), default="")

    contract: Mapped[Contract] = relationship(foreign_keys=[contract_id])


kinds.register(
    kinds.Kind(
        "contract", Contract, "contract", "contracts", lambda record: record.number,
        "profiles.contract", finds=("number",),
    )
)  # fmt: skip
kinds.register(
    kinds.Kind(
        "contract_end", ContractEnd, "end of a contract", "ends of contracts",
        lambda record: f"End of {record.contract.number}", shown_on="contract",
    )
)  # fmt: skip
kinds.register(
    kinds.Kind(
        "contract_payment", ContractPayment, "payment", "payments",
        lambda record: f"Paid under {record.contract.number}", shown_on="contract",
    )
)  # fmt: skip
