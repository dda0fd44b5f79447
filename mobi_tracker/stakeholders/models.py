"""Tables of stakeholders."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from mobi_tracker.access.marking import Marked
from mobi_tracker.access.models import User
from mobi_tracker.core import kinds
from mobi_tracker.core.database import Model, Recorded, Versioned, one_of
from mobi_tracker.core.dated import Dated, StateRow
from mobi_tracker.core.letters import first_and_last
from mobi_tracker.core.withdrawals import Withdrawable
from mobi_tracker.stakeholders.vocabulary import OrganizationKind, WayKind


class Organization(Recorded, Versioned, Withdrawable, Marked, Dated, Model):
    """An organization: a department, another office or agency, a university, a vendor, …

    ``folded_name`` is the name without case and accents, for finding and matching.
    """

    __tablename__ = "organization"
    __kind__: ClassVar[str] = "organization"
    __dated__: ClassVar[tuple[str, ...]] = ("name",)

    name: Mapped[str] = mapped_column(String(200))
    folded_name: Mapped[str] = mapped_column(String(200), index=True)
    abbreviation: Mapped[str] = mapped_column(String(40), default="")
    kind: Mapped[OrganizationKind] = mapped_column(one_of(OrganizationKind, "kind"))
    website: Mapped[str] = mapped_column(String(300), default="")
    notes: Mapped[str] = mapped_column(Text, default="")
    external_key: Mapped[str | None] = mapped_column(String(200), unique=True)


class OrganizationState(StateRow, Model):
    """The name of an organization from a day on."""

    __tablename__ = "organization_state"
    __table_args__ = (Index("ix_organization_state_record", "record_id", "on", "recorded_at"),)

    record_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    name: Mapped[str] = mapped_column(String(200))


Organization.__states__ = OrganizationState


class Contact(Recorded, Versioned, Withdrawable, Marked, Model):
    """A person. Kept to what the work needs. ``user_id``: the user this person is; every user is a contact.

    ``cadence_days``: how often we mean to speak with them. The last contact is derived from meetings, never typed.
    ``first_word`` and ``last_word`` of the name are kept beside it: notes name people by either.
    """

    __tablename__ = "contact"
    __kind__: ClassVar[str] = "contact"
    __private__: ClassVar[tuple[str, ...]] = ("notes",)
    __table_args__ = (CheckConstraint("cadence_days IS NULL OR cadence_days > 0", name="cadence_positive"),)

    name: Mapped[str] = mapped_column(String(200))
    folded_name: Mapped[str] = mapped_column(String(200), index=True)
    first_word: Mapped[str] = mapped_column(String(200), index=True, default="", server_default="")
    last_word: Mapped[str] = mapped_column(String(200), index=True, default="", server_default="")
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), unique=True)
    relationship_owner_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    cadence_days: Mapped[int | None]
    notes: Mapped[str] = mapped_column(Text, default="")
    external_key: Mapped[str | None] = mapped_column(String(200), unique=True)

    user: Mapped[User | None] = relationship(foreign_keys=[user_id])
    relationship_owner: Mapped[User | None] = relationship(foreign_keys=[relationship_owner_id])
    positions: Mapped[list[Position]] = relationship(
        back_populates="contact", order_by="Position.id", foreign_keys="Position.contact_id"
    )
    ways: Mapped[list[ContactWay]] = relationship(
        back_populates="contact", order_by="ContactWay.id", foreign_keys="ContactWay.contact_id"
    )

    @validates("folded_name")
    def _keep_words(self, _field: str, name: str) -> str:
        self.first_word, self.last_word = first_and_last(name)
        return name


class Position(Recorded, Versioned, Withdrawable, Model):
    """A contact's position at an organization over time. The current one has no end; one may be the main one."""

    __tablename__ = "position"
    __kind__: ClassVar[str] = "position"
    __history_of__: ClassVar[tuple[str, str]] = ("contact", "contact_id")
    __table_args__ = (
        Index("ix_position_organization", "organization_id", "ended_on"),
        CheckConstraint("ended_on IS NULL OR started_on IS NULL OR ended_on >= started_on", name="ends_after_start"),
    )

    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"), index=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    title: Mapped[str] = mapped_column(String(200), default="")
    started_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    is_main: Mapped[bool] = mapped_column(default=True)

    contact: Mapped[Contact] = relationship(back_populates="positions", foreign_keys=[contact_id])
    organization: Mapped[Organization] = relationship(foreign_keys=[organization_id])


class ContactWay(Recorded, Withdrawable, Model):
    """A way to reach a contact. A private one is not shown to observers."""

    __tablename__ = "contact_way"
    __kind__: ClassVar[str] = "contact_way"
    __private__: ClassVar[tuple[str, ...]] = ("value",)  # past numbers too, whether or not they were private then
    __history_of__: ClassVar[tuple[str, str]] = ("contact", "contact_id")
    __table_args__ = (UniqueConstraint("contact_id", "kind", "value"), Index("ix_contact_way_value", "value"))

    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"))
    kind: Mapped[WayKind] = mapped_column(one_of(WayKind, "kind"))
    value: Mapped[str] = mapped_column(String(254))
    is_private: Mapped[bool] = mapped_column(default=False)

    contact: Mapped[Contact] = relationship(back_populates="ways", foreign_keys=[contact_id])


kinds.register(
    kinds.Kind(
        "organization", Organization, "organization", "organizations", lambda record: record.name,
        "profiles.organization", finds=("name", "abbreviation"),
    )
)  # fmt: skip
kinds.register(
    kinds.Kind(
        "contact", Contact, "contact", "contacts", lambda record: record.name, "profiles.contact", finds=("name",),
    )
)  # fmt: skip
kinds.register(
    kinds.Kind("position", Position, "position", "positions", lambda record: record.title, shown_on="contact")
)
kinds.register(
    kinds.Kind(
        "contact_way", ContactWay, "way to reach", "ways to reach", lambda record: record.value, shown_on="contact"
    )
)
