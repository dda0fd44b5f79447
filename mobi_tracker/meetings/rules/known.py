"""Who and what is known while notes are read, as plain values; ``queries.known`` loads it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from mobi_tracker.core.fields import folded
from mobi_tracker.meetings.notes.directory import Directory

_NUMBERED = re.compile(r"\(#([0-9]{1,12})\)\s*$")  # how two of one name are told apart where names are completed
Owner = tuple[str, int]  # ("contact", 5) or ("organization", 7)


@dataclass(frozen=True)
class KnownContact:
    """Somebody who can be named; ``organization`` tells two of one name apart."""

    id: int
    name: str
    organization: str = ""

    @property
    def title(self) -> str:
        """The name, with the organization where it is known: "Lee Park (LACERS)"."""
        return f"{self.name} ({self.organization})" if self.organization else self.name


@dataclass(frozen=True)
class KnownProject:
    """A project that the notes or the form name."""

    id: int
    slug: str
    name: str
    department_ids: frozenset[int] = frozenset()


@dataclass(frozen=True)
class KnownDepartment:
    """A department, by slug."""

    id: int
    slug: str
    short: str
    organization_id: int


@dataclass(frozen=True)
class KnownInitiative:
    """An initiative, by slug."""

    id: int
    slug: str
    name: str


@dataclass(frozen=True)
class KnownMilestone:
    """A milestone of a project that the notes name."""

    id: int
    project_id: int
    name: str


@dataclass(frozen=True)
class Known:
    """Everything that reading one meeting's notes may need. Projects, departments and initiatives are by slug."""

    directory: Directory = field(default_factory=Directory)
    contacts: Mapping[int, KnownContact] = field(default_factory=dict)
    departments: Mapping[str, KnownDepartment] = field(default_factory=dict)
    initiatives: Mapping[str, KnownInitiative] = field(default_factory=dict)
    projects: Mapping[str, KnownProject] = field(default_factory=dict)
    organizations: Mapping[int, str] = field(default_factory=dict)
    milestones: tuple[KnownMilestone, ...] = ()

    def project_of_id(self, project_id: int | None) -> KnownProject | None:
        """The project with this id, as far as it is known here."""
        return next((each for each in self.projects.values() if each.id == project_id), None)

    def project_of_words(self, words: str) -> KnownProject | None:
        """The project with this slug or name."""
        wanted = folded(words.lstrip("#"))
        return next((each for each in self.projects.values() if wanted in (each.slug, folded(each.name))), None)

    def milestones_of(self, project_id: int) -> list[KnownMilestone]:
        """The milestones of a project."""
        return [each for each in self.milestones if each.project_id == project_id]

    def milestone_of_words(self, project_id: int, words: str) -> KnownMilestone | None:
        """The project's milestone of this name."""
        wanted = folded(words)
        return next((each for each in self.milestones_of(project_id) if folded(each.name) == wanted), None)

    def owners_of_words(self, words: str) -> list[Owner]:
        """Everybody whom typed words can mean: a contact (with or without the organization), else an organization."""
        bare = folded(words.lstrip("@"))
        numbered = _NUMBERED.search(words)
        if numbered is not None and int(numbered[1]) in self.contacts:
            return [("contact", int(numbered[1]))]
        titled = [each.id for each in self.contacts.values() if folded(each.title) == bare]
        people = titled or [int(each) for each in self.directory.people_named(words.lstrip("@"))]
        if people:
            return [("contact", each) for each in people]
        slug = self.directory.slug(words.lstrip("@#"))
        if slug is not None and slug.slug in self.departments:
            return [("organization", self.departments[slug.slug].organization_id)]
        return [("organization", each) for each, name in self.organizations.items() if bare and folded(name) == bare]

    def owner_title(self, owner: Owner | None) -> str:
        """An owner in words; empty for nobody."""
        if owner is None:
            return ""
        kind, record_id = owner
        if kind == "contact":
            contact = self.contacts.get(record_id)
            return self._unmistakable(contact) if contact else ""
        short = next((each.short for each in self.departments.values() if each.organization_id == record_id), None)
        return short or self.organizations.get(record_id, "")

    def _unmistakable(self, contact: KnownContact) -> str:
        return contact.name if len(self.directory.people_fully_named(contact.name)) < 2 else contact.title


@dataclass(frozen=True)
class Around:
    """What is known of the meeting beside its notes: what was chosen in the form, and whose records may be logged.

    ``may_log_for`` None: for any department.
    """

    project_ids: tuple[int, ...] = ()
    department_ids: tuple[int, ...] = ()
    initiative_ids: tuple[int, ...] = ()
    may_log_for: frozenset[int] | None = None

    def may_log(self, department_ids: frozenset[int]) -> bool:
        """Whether the person may log a record of these departments."""
        return self.may_log_for is None or bool(self.may_log_for & department_ids)
