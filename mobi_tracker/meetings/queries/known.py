"""Who and what a meeting's notes may name, in a fixed number of queries.

Notes are read again at every pause in typing, and a portfolio may hold 20,000 contacts. So only those are looked up
whose first or last name is a word of the notes, and of the many who share one only some are given to the parser: a
first name alone is asked about whether two bear it or two hundred. Projects are looked up by the tags in the notes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import selectinload

from mobi_tracker.access.policy import Viewer
from mobi_tracker.core.database import db, in_chunks
from mobi_tracker.core.fields import folded
from mobi_tracker.core.letters import fold
from mobi_tracker.meetings.notes.directory import DEPARTMENT, INITIATIVE, PROJECT, Directory, Person, Slug
from mobi_tracker.meetings.rules.known import (
    Known,
    KnownContact,
    KnownDepartment,
    KnownInitiative,
    KnownMilestone,
    KnownProject,
)
from mobi_tracker.portfolio import queries as portfolio
from mobi_tracker.portfolio.models import Department, Initiative
from mobi_tracker.projects.models.milestone import Milestone
from mobi_tracker.projects.models.project import Project
from mobi_tracker.stakeholders import queries as stakeholders
from mobi_tracker.stakeholders.models import Contact, Organization, Position

_WORD = re.compile(r"\w+")
_NAME = re.compile(r"[\w'.-]+")
_TAG = re.compile(r"#([\w-]{1,80})")
_NUMBERED = re.compile(r"\(#([0-9]{1,9})\)")
MOST_OF_A_NAME = 25  # people who share a first or last name that are offered where it is asked who is meant


def known_for(
    notes: str,
    viewer: Viewer,
    owners: Iterable[str] = (),
    project_names: Iterable[str] = (),
    project_ids: Iterable[int] = (),
    contact_ids: Iterable[int] = (),
) -> Known:
    """What these notes may name, with what was typed as an owner or a project, and the contacts that a name was said
    to be, which may be called something else; only what this person may see.
    """
    typed = list(owners)
    departments = portfolio.departments_in_order(viewer)
    initiatives = portfolio.initiatives_in_order(viewer)
    named = _projects(notes, viewer, list(project_names), list(project_ids))
    shorts = {each.organization_id: each.short for each in departments}
    contacts = _contacts("\n".join([notes, *typed]), viewer, shorts, frozenset(contact_ids))
    directory = Directory(
        str(viewer.contact_id) if viewer.contact_id else None,
        tuple(Person(str(each.id), each.name, each.organization) for each in contacts),
        (*map(_initiative_slug, initiatives), *map(_department_slug, departments), *map(_project_slug, named)),
        portfolio.holiday_dates(),
    )
    return Known(
        directory,
        {each.id: each for each in contacts},
        {each.slug: KnownDepartment(each.id, each.slug, each.short, each.organization_id) for each in departments},
        {each.slug: KnownInitiative(each.id, each.slug, each.name) for each in initiatives},
        {each.slug: KnownProject(each.id, each.slug, each.name, each.department_ids) for each in named},
        _organizations(typed, viewer),
        _milestones(notes, named, viewer),
    )


def _department_slug(each: Department) -> Slug:
    return Slug(each.slug, DEPARTMENT, (each.abbreviation,) if each.abbreviation else ())


def _initiative_slug(each: Initiative) -> Slug:
    aliases = [each.abbreviation, *each.aliases.split(",")]
    return Slug(each.slug, INITIATIVE, tuple(alias.strip() for alias in aliases if alias.strip()))


def _project_slug(each: Project) -> Slug:
    return Slug(each.slug, PROJECT)


def _projects(notes: str, viewer: Viewer, names: list[str], ids: list[int]) -> list[Project]:
    """The projects that are tagged, named or chosen. A withdrawn one is known only where it was chosen before."""
    slugs = {each.casefold() for each in _TAG.findall(notes)} | {each.lstrip("#").casefold() for each in names}
    named = or_(Project.slug.in_(slugs), func.lower(Project.name).in_({each.lower() for each in names}))
    wanted = or_(Project.id.in_(ids), named & Project.withdrawn_at.is_(None))
    rows = select(Project).where(Project.visible_to(viewer), wanted)
    return list(db.session.scalars(rows.options(selectinload(Project.departments)).order_by(Project.id)))


def _contacts(text: str, viewer: Viewer, shorts: Mapping[int, str], answered: frozenset[int]) -> list[KnownContact]:
    """The contacts whose first or last name is a word of the text, those answered, and the person who writes.

    All whose whole name, or the several words of a last name, stand in the text; of the others some of each word.
    """
    words = _words(text)
    plain = f" {' '.join(_WORD.findall(fold(text)))} "
    numbered = {int(each) for each in _NUMBERED.findall(text)}
    wanted = {*answered, *numbered, *((viewer.contact_id,) if viewer.contact_id else ())}
    found, shared = [], Counter[str]()
    for contact_id, name, *ends in _bearers(words, wanted, viewer):
        read = words.intersection(ends)
        is_sure = contact_id in wanted or (ends[-1] in words and _stands_whole(plain, name))
        if is_sure or any(shared[each] < MOST_OF_A_NAME for each in read):
            found.append((contact_id, name))
            shared.update(read)
    names = sorted(found)
    positions = stakeholders.positions_of([contact_id for contact_id, _name in names], viewer) if names else {}
    return [
        KnownContact(contact_id, name, _at(positions[contact_id][0], shorts) if contact_id in positions else "")
        for contact_id, name in names
    ]


def _words(text: str) -> set[str]:
    """The words of a text that a name could be, whole ("o'neil", "smith-jones") and in pieces."""
    plain = fold(text)
    whole = {each.strip("'.-").removesuffix("'s") for each in _NAME.findall(plain)}
    return whole | set(_WORD.findall(plain))


def _stands_whole(plain: str, name: str) -> bool:
    words = _WORD.findall(fold(name))
    several = [each for each in (words, words[1:]) if len(each) > 1] or [words]
    return any(f" {' '.join(each)} " in plain for each in several)


def _bearers(words: set[str], ids: set[int], viewer: Viewer) -> list[Any]:
    """Id, name, first and last word of the name of the contacts one of whose two is among the words, and of ids."""
    rows = select(Contact.id, Contact.name, Contact.first_word, Contact.last_word).where(
        Contact.withdrawn_at.is_(None), Contact.visible_to(viewer)
    )
    found: dict[int, Any] = {}
    for several in in_chunks([*sorted(words), ""]):
        named = or_(Contact.first_word.in_(several), Contact.last_word.in_(several), Contact.id.in_(ids))
        found |= {row.id: row for row in db.session.connection().execute(rows.where(named).order_by(Contact.id))}
    return list(found.values())


def _at(position: Position, shorts: Mapping[int, str]) -> str:
    """Where somebody is, in short: a department goes by the abbreviation it has as one."""
    organization = position.organization
    return shorts.get(organization.id) or organization.abbreviation or organization.name


def _organizations(typed: list[str], viewer: Viewer) -> dict[int, str]:
    """The organizations that are named as an owner."""
    names = {folded(each) for each in typed}
    if not names:
        return {}
    rows = select(Organization.id, Organization.name, Organization.abbreviation).where(
        Organization.withdrawn_at.is_(None),
        Organization.visible_to(viewer),
        or_(Organization.folded_name.in_(names), func.lower(Organization.abbreviation).in_(names)),
    )
    return {
        organization_id: name if folded(name) in names else short
        for organization_id, name, short in db.session.execute(rows)
    }


def _milestones(notes: str, named: list[Project], viewer: Viewer) -> tuple[KnownMilestone, ...]:
    if not named or "milestone" not in notes.casefold():
        return ()
    rows = select(Milestone.id, Milestone.project_id, Milestone.name).where(
        Milestone.withdrawn_at.is_(None),
        Milestone.visible_to(viewer),
        Milestone.project_id.in_([each.id for each in named]),
    )
    return tuple(KnownMilestone(*row) for row in db.session.execute(rows.order_by(Milestone.id)))
