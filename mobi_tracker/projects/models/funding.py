"""Funding lines with dated amounts, in whole cents."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mobi_tracker.access.marking import Marked
from mobi_tracker.core import kinds
from mobi_tracker.core.database import Model, Recorded, Versioned, one_of
from mobi_tracker.core.withdrawals import Withdrawable
from mobi_tracker.projects.models.project import Project
from mobi_tracker.projects.vocabulary import AmountKind


class FundingLine(Recorded, Versioned, Withdrawable, Marked, Model):
    """Money of one source for a project in one fiscal year (the year it begins in: 2026 is 2026-27)."""

    __tablename__ = "funding_line"
    __kind__: ClassVar[str] = "funding_line"
    __hangs_on__: ClassVar[tuple[str, ...]] = ("project",)
    __table_args__ = (UniqueConstraint("project_id", "fiscal_year", "source"),)

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    fiscal_year: Mapped[int] = mapped_column(index=True)
    source: Mapped[str] = mapped_column(String(120))

    project: Mapped[Project] = relationship(foreign_keys=[project_id])

    @property
    def department_ids(self) -> frozenset[int]:
        """Whose record it is."""
        return self.project.department_ids


class FundingAmount(Recorded, Withdrawable, Model):
    """An amount of a funding line as it stood on a day. The latest of a kind holds; amounts do not add up over time."""

    __tablename__ = "funding_amount"
    __kind__: ClassVar[str] = "funding_amount"
    __history_of__: ClassVar[tuple[str, str]] = ("funding_line", "funding_line_id")
    __table_args__ = (Index("ix_funding_amount_line", "funding_line_id", "kind", "on", "recorded_at", "id"),)

    funding_line_id: Mapped[int] = mapped_column(ForeignKey("funding_line.id"))
    kind: Mapped[AmountKind] = mapped_column(one_of(AmountKind, "kind"))
    cents: Mapped[int] = mapped_column(BigInteger)
    on: Mapped[date]
    note: Mapped[str] = mapped_column(String(300), default="")

    funding_line: Mapped[FundingLine] = relationship(foreign_keys=[funding_line_id])


kinds.register(
    kinds.Kind(
        "funding_line", FundingLine, "funding line", "funding lines",
        lambda record: f"{record.source}, {record.fiscal_year}-{(record.fiscal_year + 1) % 100:02d}",
        shown_on="project",
    )
)  # fmt: skip
kinds.register(
    kinds.Kind(
        "funding_amount", FundingAmount, "amount", "amounts", lambda record: record.kind.label, shown_on="funding_line"
    )
)
