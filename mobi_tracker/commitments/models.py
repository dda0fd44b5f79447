"""Tables of commitments: action items, decisions, asks."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from mobi_tracker.access.marking import Marked
from mobi_tracker.access.models import User
from mobi_tracker.commitments.rules import side_of
from mobi_tracker.commitments.vocabulary import ActionState, AskedOf, AskState, Outcome, Side
from mobi_tracker.core import kinds
from mobi_tracker.core.database import Model, Recorded, Versioned, one_of
from mobi_tracker.core.dated import Dated, EndedStateRow, StateRow
from mobi_tracker.core.withdrawals import Withdrawable
from mobi_tracker.portfolio.models import Department, Initiative
from mobi_tracker.projects.models.project import Project
from mobi_tracker.stakeholders.models import Contact, Organization


class Concerning(Marked):
    """A commitment that concerns a project, an initiative or a department (each optional)."""

    __hangs_on__: ClassVar[tuple[str, ...]] = ("project", "initiative", "department")

    @declared_attr
    @classmethod
    def project_id(cls) -> Mapped[int | None]:
        return mapped_column(ForeignKey("project.id"), index=True)

    @declared_attr
    @classmethod
    def initiative_id(cls) -> Mapped[int | None]:
        return mapped_column(ForeignKey("initiative.id"), index=True)

    @declared_attr
    @classmethod
    def department_id(cls) -> Mapped[int | None]:
        return mapped_column(ForeignKey("department.id"), index=True)

    @declared_attr
    @classmethod
    def project(cls) -> Mapped[Project | None]:
        return relationship(foreign_keys=[cls.project_id])

    @declared_attr
    @classmethod
    def initiative(cls) -> Mapped[Initiative | None]:
        return relationship(foreign_keys=[cls.initiative_id])

    @declared_attr
    @classmethod
    def department(cls) -> Mapped[Department | None]:
        return relationship(foreign_keys=[cls.department_id])

    @property
    def department_ids(self) -> frozenset[int]:
        """The project's departments and the department it concerns."""
        own = frozenset({self.department_id}) if self.department_id else frozenset()
        return own | (self.project.department_ids if self.project is not None else frozenset())


class ActionItem(Recorded, Versioned, Withdrawable, Concerning, Dated, Model):
    """A commitment: one task, one owner (a contact or an organization, or nobody yet), one due day.

    Owed by us where the owner is one of our users, else owed to us.
    ``state_reason`` says why it was dropped.
    """

    __tablename__ = "action_item"
    __kind__: ClassVar[str] = "action_item"
    __dated__: ClassVar[tuple[str, ...]] = ("state", "due", "owner_contact_id", "owner_organization_id", "project_id")
    __table_args__ = (
        CheckConstraint("owner_contact_id IS NULL OR owner_organization_id IS NULL", name="one_owner"),
        CheckConstraint("state <> 'dropped' OR state_reason <> ''", name="dropped_with_reason"),
        # The owners stand in it too, so that looking through the open ones for somebody's reads the index alone.
        Index("ix_action_item_state_due", "state", "due", "owner_contact_id", "owner_organization_id"),
        Index("ix_action_item_project", "project_id", "state", "due"),
        Index("ix_action_item_owner_contact", "owner_contact_id", "state", "due"),
        Index("ix_action_item_owner_contact_closed", "owner_contact_id", "closed_on"),
        Index("ix_action_item_owner_organization", "owner_organization_id", "state", "due"),
    )

    text: Mapped[str] = mapped_column(Text)
    owner_contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    owner_organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"))
    due: Mapped[date | None] = mapped_column(index=True)
    state: Mapped[ActionState] = mapped_column(one_of(ActionState, "state"), default=ActionState.OPEN)
    state_reason: Mapped[str] = mapped_column(Text, default="")
    closed_on: Mapped[date | None]

    owner_contact: Mapped[Contact | None] = relationship(foreign_keys=[owner_contact_id])
    owner_organization: Mapped[Organization | None] = relationship(foreign_keys=[owner_organization_id])

    @property
    def owner(self) -> tuple[str, int] | None:
        """(kind, id) of whoever owes it; None while nobody does."""
        if self.owner_contact_id is not None:
            return "contact", self.owner_contact_id
        if self.owner_organization_id is not None:
            return "organization", self.owner_organization_id
        return None

    @property
    def side(self) -> Side:
        """Owed by us where the owner is one of our users, owed to us where it is anybody else."""
        is_user = self.owner_contact is not None and self.owner_contact.user_id is not None
        return side_of(self.owner is not None, is_user)


class ActionItemState(EndedStateRow, Model):
    """An action item's state, due day, owner and project from a day on."""

    __tablename__ = "action_item_state"
    __table_args__ = (
        Index("ix_action_item_state_record", "record_id", "on", "recorded_at"),
        # All that the overdue items of a day are known by, so that the index alone is read.
        Index("ix_action_item_state_replaced", "state", "replaced_at", "due", "recorded_at", "record_id", "project_id"),
        Index("ix_action_item_state_project", "project_id", "state"),
    )

    record_id: Mapped[int] = mapped_column(ForeignKey("action_item.id"))
    state: Mapped[ActionState] = mapped_column(one_of(ActionState, "state"))
    due: Mapped[date | None]
    owner_contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    owner_organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"))
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"))


ActionItem.__states__ = ActionItemState


class Decision(Recorded, Versioned, Withdrawable, Concerning, Model):
    """What was decided, by whom, when. One that answers an ask points to it and shares its marking."""

    __tablename__ = "decision"
    __kind__: ClassVar[str] = "decision"
    __hangs_on__: ClassVar[tuple[str, ...]] = ("project", "initiative", "department", "ask")

    text: Mapped[str] = mapped_column(Text)
    on: Mapped[date] = mapped_column(index=True)
    decided_by: Mapped[str] = mapped_column(String(200), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    ask_id: Mapped[int | None] = mapped_column(ForeignKey("ask.id"), unique=True)

    ask: Mapped[Ask | None] = relationship(foreign_keys=[ask_id])


class Ask(Recorded, Versioned, Withdrawable, Concerning, Dated, Model):
    """A decision asked of the Executive Officer or the Deputy Mayor, with a day it is needed by.

    Deciding it stores the outcome, the note, who and when.
    """

    __tablename__ = "ask"
    __kind__: ClassVar[str] = "ask"
    __dated__: ClassVar[tuple[str, ...]] = ("state", "due", "asked_of")
    __table_args__ = (
        Index("ix_ask_state_due", "asked_of", "state", "due"),
        CheckConstraint("state <> 'decided' OR outcome IS NOT NULL", name="decided_with_outcome"),
    )

    text: Mapped[str] = mapped_column(Text)
    asked_of: Mapped[AskedOf] = mapped_column(one_of(AskedOf, "asked_of"))
    due: Mapped[date | None]
    state: Mapped[AskState] = mapped_column(one_of(AskState, "state"), default=AskState.OPEN)
    background: Mapped[str] = mapped_column(Text, default="")
    recommended: Mapped[str] = mapped_column(Text, default="")
    amount_cents: Mapped[int | None] = mapped_column(BigInteger)
    forwarded_at: Mapped[datetime | None]
    forwarded_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    forward_note: Mapped[str] = mapped_column(Text, default="")
    outcome: Mapped[Outcome | None] = mapped_column(one_of(Outcome, "outcome"))
    outcome_note: Mapped[str] = mapped_column(Text, default="")
    decided_at: Mapped[datetime | None] = mapped_column(index=True)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    forwarded_by: Mapped[User | None] = relationship(foreign_keys=[forwarded_by_id])
    decided_by: Mapped[User | None] = relationship(foreign_keys=[decided_by_id])


class AskStateRow(StateRow, Model):
    """An ask's state and due day from a day on."""

    __tablename__ = "ask_state"
    __table_args__ = (Index("ix_ask_state_record", "record_id", "on", "recorded_at"),)

    record_id: Mapped[int] = mapped_column(ForeignKey("ask.id"))
    state: Mapped[AskState] = mapped_column(one_of(AskState, "state"))
    due: Mapped[date | None]
    asked_of: Mapped[AskedOf] = mapped_column(one_of(AskedOf, "asked_of"))


Ask.__states__ = AskStateRow


kinds.register(
    kinds.Kind(
        "action_item", ActionItem, "action item", "action items", lambda record: record.text,
        "profiles.action_item", finds=("text",),
    )
)  # fmt: skip
kinds.register(
    kinds.Kind(
        "decision", Decision, "decision", "decisions", lambda record: record.text,
        "profiles.decision", finds=("text",),
    )
)  # fmt: skip
kinds.register(kinds.Kind("ask", Ask, "ask", "asks", lambda record: record.text, "profiles.ask", finds=("text",)))
