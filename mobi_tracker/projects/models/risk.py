"""Risks and issues with dated ratings."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mobi_tracker.access.marking import Marked
from mobi_tracker.core import kinds
from mobi_tracker.core.database import Model, Recorded, Versioned, one_of
from mobi_tracker.core.dated import Dated, StateRow
from mobi_tracker.core.withdrawals import Withdrawable
from mobi_tracker.projects.models.project import Project
from mobi_tracker.projects.vocabulary import Response, RiskKind, RiskState
from mobi_tracker.stakeholders.models import Contact, Organization

ONE_OWNER = "owner_contact_id IS NULL OR owner_organization_id IS NULL"


class Risk(Recorded, Versioned, Withdrawable, Marked, Dated, Model):
    """A risk (may happen) or an issue (has happened) of a project. Its owner is a contact or an organization.

    ``arose_from_id``: the risk that occurred and became this issue.
    """

    __tablename__ = "risk"
    __kind__: ClassVar[str] = "risk"
    __hangs_on__: ClassVar[tuple[str, ...]] = ("project",)
    __dated__: ClassVar[tuple[str, ...]] = ("state", "due", "owner_contact_id", "owner_organization_id")
    __table_args__ = (CheckConstraint(ONE_OWNER, name="one_owner"),)

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    kind: Mapped[RiskKind] = mapped_column(one_of(RiskKind, "kind"))
    text: Mapped[str] = mapped_column(Text)
    state: Mapped[RiskState] = mapped_column(one_of(RiskState, "state"), default=RiskState.OPEN)
    response: Mapped[Response | None] = mapped_column(one_of(Response, "response"))
    response_text: Mapped[str] = mapped_column(Text, default="")
    due: Mapped[date | None]
    owner_contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    owner_organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"))
    arose_from_id: Mapped[int | None] = mapped_column(ForeignKey("risk.id"), index=True)

    project: Mapped[Project] = relationship(foreign_keys=[project_id])
    arose_from: Mapped[Risk | None] = relationship(foreign_keys=[arose_from_id], remote_side="Risk.id")
    owner_contact: Mapped[Contact | None] = relationship(foreign_keys=[owner_contact_id])
    owner_organization: Mapped[Organization | None] = relationship(foreign_keys=[owner_organization_id])

    @property
    def department_ids(self) -> frozenset[int]:
        """Whose record it is."""
        return self.project.department_ids


class RiskStateRow(StateRow, Model):
    """A risk's state, due day and owner from a day on."""

    __tablename__ = "risk_state"
    __table_args__ = (Index("ix_risk_state_record", "record_id", "on", "recorded_at", "id"),)

    record_id: Mapped[int] = mapped_column(ForeignKey("risk.id"))
    state: Mapped[RiskState] = mapped_column(one_of(RiskState, "state"))
    due: Mapped[date | None]
    owner_contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    owner_organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"))


Risk.__states__ = RiskStateRow


class RiskRating(Recorded, Withdrawable, Model):
    """How likely and how heavy a risk is on a day, 1 to 5 each."""

    __tablename__ = "risk_rating"
    __kind__: ClassVar[str] = "risk_rating"
    __history_of__: ClassVar[tuple[str, str]] = ("risk", "risk_id")
    __table_args__ = (
        Index("ix_risk_rating_risk", "risk_id", "on", "recorded_at", "id"),
        CheckConstraint("likelihood BETWEEN 1 AND 5", name="likelihood"),
        CheckConstraint("impact BETWEEN 1 AND 5", name="impact"),
    )

    risk_id: Mapped[int] = mapped_column(ForeignKey("risk.id"))
    on: Mapped[date]
    likelihood: Mapped[int]
    impact: Mapped[int]
    reason: Mapped[str] = mapped_column(Text, default="")

    risk: Mapped[Risk] = relationship(foreign_keys=[risk_id])


kinds.register(kinds.Kind("risk", Risk, "risk", "risks and issues", lambda record: record.text, "profiles.risk"))
kinds.register(
    kinds.Kind(
        "risk_rating", RiskRating, "risk rating", "risk ratings", lambda record: record.risk.text, shown_on="risk"
    )
)
