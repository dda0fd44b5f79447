"""The project, its past, and what ties it to departments, priorities, districts and other projects."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, String, Text, exists, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mobi_tracker.access.marking import Marked
from mobi_tracker.core import kinds
from mobi_tracker.core.database import Model, Recorded, Versioned, one_of
from mobi_tracker.core.dated import Dated, StateRow
from mobi_tracker.core.withdrawals import Withdrawable
from mobi_tracker.portfolio.models import Department, Initiative, Priority
from mobi_tracker.projects.vocabulary import Phase
from mobi_tracker.stakeholders.models import Contact, Organization


class Project(Recorded, Versioned, Withdrawable, Marked, Dated, Model):
    """A project. Lead department, initiative and organization are each optional.

    ``external_key`` is what an imported file knows it by.
    """

    __tablename__ = "project"
    __kind__: ClassVar[str] = "project"
    __dated__: ClassVar[tuple[str, ...]] = (
        "name", "phase", "initiative_id", "lead_department_id", "manager_id", "starts_on", "ends_on",
    )  # fmt: skip
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on", name="ends_after_start"),
    )

    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(200), index=True)
    description: Mapped[str] = mapped_column(Text, default="")
    why: Mapped[str] = mapped_column(Text, default="")
    phase: Mapped[Phase] = mapped_column(one_of(Phase, "phase"), default=Phase.PROPOSED)
    initiative_id: Mapped[int | None] = mapped_column(ForeignKey("initiative.id"), index=True)
    lead_department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"), index=True)
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"), index=True)
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"), index=True)
    sponsor_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"), index=True)
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    council_files: Mapped[str] = mapped_column(String(300), default="")
    external_key: Mapped[str | None] = mapped_column(String(200), unique=True)

    initiative: Mapped[Initiative | None] = relationship(foreign_keys=[initiative_id])
    lead_department: Mapped[Department | None] = relationship(foreign_keys=[lead_department_id])
    organization: Mapped[Organization | None] = relationship(foreign_keys=[organization_id])
    manager: Mapped[Contact | None] = relationship(foreign_keys=[manager_id])
    sponsor: Mapped[Contact | None] = relationship(foreign_keys=[sponsor_id])
    departments: Mapped[list[ProjectDepartment]] = relationship(
        back_populates="project", order_by="ProjectDepartment.id", foreign_keys="ProjectDepartment.project_id"
    )
    priorities: Mapped[list[ProjectPriority]] = relationship(
        back_populates="project", order_by="ProjectPriority.id", foreign_keys="ProjectPriority.project_id"
    )
    districts: Mapped[list[ProjectDistrict]] = relationship(
        back_populates="project", order_by="ProjectDistrict.number", foreign_keys="ProjectDistrict.project_id"
    )
    waits_on: Mapped[list[ProjectDependency]] = relationship(
        back_populates="project", order_by="ProjectDependency.id", foreign_keys="ProjectDependency.project_id"
    )

    @property
    def department_ids(self) -> frozenset[int]:
        """The lead department and the supporting ones."""
        supporting = {each.department_id for each in self.departments if each.ended_at is None}
        return frozenset(supporting | ({self.lead_department_id} if self.lead_department_id else set()))

    @classmethod
    def in_departments(cls, department_ids: Iterable[int]) -> ColumnElement[bool]:
        """The project is led or supported by one of these departments."""
        ids = tuple(department_ids)
        supports = exists(
            select(ProjectDepartment.id)
            .where(ProjectDepartment.project_id == cls.id, ProjectDepartment.ended_at.is_(None))
            .where(ProjectDepartment.department_id.in_(ids))
            .correlate(cls)
        )
        return or_(cls.lead_department_id.in_(ids), supports)


class ProjectState(StateRow, Model):
    """A project's name, phase, initiative, lead, manager, start and end from a day on."""

    __tablename__ = "project_state"
    __table_args__ = (Index("ix_project_state_record", "record_id", "on", "recorded_at", "id"),)

    record_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    name: Mapped[str] = mapped_column(String(200))
    phase: Mapped[Phase] = mapped_column(one_of(Phase, "phase"))
    initiative_id: Mapped[int | None] = mapped_column(ForeignKey("initiative.id"))
    lead_department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]


Project.__states__ = ProjectState


class ProjectDepartment(Recorded, Model):
    """A department that supports a project, from ``recorded_at`` until ``ended_at``."""

    __tablename__ = "project_department"
    __kind__: ClassVar[str] = "project_department"
    __history_of__: ClassVar[tuple[str, str]] = ("project", "project_id")
    __table_args__ = (Index("ix_project_department_project", "project_id", "department_id"),)

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"), index=True)
    ended_at: Mapped[datetime | None]

    project: Mapped[Project] = relationship(back_populates="departments", foreign_keys=[project_id])
    department: Mapped[Department] = relationship(foreign_keys=[department_id])


class ProjectPriority(Recorded, Model):
    """A priority that a project serves, from ``recorded_at`` until ``ended_at``."""

    __tablename__ = "project_priority"
    __kind__: ClassVar[str] = "project_priority"
    __history_of__: ClassVar[tuple[str, str]] = ("project", "project_id")
    __table_args__ = (Index("ix_project_priority_project", "project_id", "priority_id"),)

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    priority_id: Mapped[int] = mapped_column(ForeignKey("priority.id"), index=True)
    ended_at: Mapped[datetime | None]

    project: Mapped[Project] = relationship(back_populates="priorities", foreign_keys=[project_id])
    priority: Mapped[Priority] = relationship(foreign_keys=[priority_id])


class ProjectDistrict(Recorded, Model):
    """A council district that a project serves (0 is citywide), from ``recorded_at`` until ``ended_at``."""

    __tablename__ = "project_district"
    __kind__: ClassVar[str] = "project_district"
    __history_of__: ClassVar[tuple[str, str]] = ("project", "project_id")
    __table_args__ = (Index("ix_project_district_project", "project_id", "number"),)

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    number: Mapped[int]
    ended_at: Mapped[datetime | None]

    project: Mapped[Project] = relationship(back_populates="districts", foreign_keys=[project_id])


class ProjectDependency(Recorded, Model):
    """A project that another one waits on, from ``recorded_at`` until ``ended_at``."""

    __tablename__ = "project_dependency"
    __kind__: ClassVar[str] = "project_dependency"
    __history_of__: ClassVar[tuple[str, str]] = ("project", "project_id")
    __table_args__ = (
        Index("ix_project_dependency_project", "project_id", "waits_on_id"),
        CheckConstraint("project_id <> waits_on_id", name="not_itself"),
    )

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    waits_on_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    ended_at: Mapped[datetime | None]

    project: Mapped[Project] = relationship(back_populates="waits_on", foreign_keys=[project_id])
    waits_on: Mapped[Project] = relationship(foreign_keys=[waits_on_id])


kinds.register(
    kinds.Kind(
        "project", Project, "project", "projects", lambda record: record.name,
        "profiles.project", ("slug", "slug"), finds=("name",),
    )
)  # fmt: skip
