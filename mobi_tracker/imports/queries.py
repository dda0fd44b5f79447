"""Every select of imports. They ask for everybody: an import must know what is there, whoever may see it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from mobi_tracker.access.models import Upload
from mobi_tracker.core.database import db, in_chunks
from mobi_tracker.core.fields import folded
from mobi_tracker.imports.vocabulary import Purpose
from mobi_tracker.portfolio.models import Department, Initiative, SeedField
from mobi_tracker.projects.models.funding import FundingLine
from mobi_tracker.projects.models.measure import Measure, MeasureReading
from mobi_tracker.projects.models.milestone import Milestone
from mobi_tracker.projects.models.project import Project, ProjectDepartment


def projects_by_key(keys: Iterable[str]) -> dict[str, Project]:
    """Projects by external key, with what the preview compares."""
    found: dict[str, Project] = {}
    for chunk in in_chunks(sorted(set(keys))):
        # The key stands beside the project: one that the reader may not see has lost its own words.
        rows = select(Project.external_key, Project).where(Project.external_key.in_(chunk)).options(*_compared())
        found.update({key: each for key, each in db.session.execute(rows) if key})
    return found


def projects_by_name(names: Iterable[str]) -> dict[str, Project]:
    """Projects by name in small letters, the oldest of each."""
    found: dict[str, Project] = {}
    for chunk in in_chunks(sorted({name.lower() for name in names})):
        rows = select(Project).where(func.lower(Project.name).in_(chunk)).options(*_compared()).order_by(Project.id)
        for each in db.session.scalars(rows):
            found.setdefault(each.name.lower(), each)
    return found


def _compared() -> tuple[ExecutableOption, ...]:
    return (
        joinedload(Project.organization),
        joinedload(Project.lead_department),
        joinedload(Project.initiative),
        selectinload(Project.departments).joinedload(ProjectDepartment.department),
    )


def departments_by_word() -> dict[str, Department]:
    """Tracked departments by every word they go by: name, short names, abbreviation, slug, budget code."""
    rows = select(Department).where(Department.withdrawn_at.is_(None)).options(joinedload(Department.organization))
    found: dict[str, Department] = {}
    for each in db.session.scalars(rows):
        for word in (each.name, each.abbreviation, each.slug, each.budget_code, each.organization.name):
            if word:
                found.setdefault(folded(word), each)
        found.setdefault(_short(each.name), each)
    return found


def _short(name: str) -> str:
    """A department's name as budget files write it: "Finance", "General Services"."""
    plain = folded(name)
    for start in ("office of the ", "office of ", "department of "):
        plain = plain.removeprefix(start)
    return plain.removesuffix(" department")


def initiatives_by_word() -> dict[str, Initiative]:
    """Initiatives by name, slug, abbreviation and aliases."""
    found: dict[str, Initiative] = {}
    for each in db.session.scalars(select(Initiative).where(Initiative.withdrawn_at.is_(None))):
        for word in (each.name, each.slug, each.abbreviation, *each.aliases.split(";")):
            if word.strip():
                found.setdefault(folded(word), each)
    return found


def remembered(kind: str, keys: Iterable[str]) -> dict[str, dict[str, SeedField]]:
    """What an earlier import last gave each field, by the record's key."""
    found: dict[str, dict[str, SeedField]] = {}
    for chunk in in_chunks(sorted(set(keys))):
        rows = select(SeedField).where(SeedField.kind == kind, SeedField.key.in_(chunk))
        for each in db.session.scalars(rows):
            found.setdefault(each.key, {})[each.field] = each
    return found


def milestone_named(project_id: int, name: str) -> Milestone | None:
    """The project's milestone of that name, withdrawn or not."""
    rows = select(Milestone).where(Milestone.project_id == project_id, Milestone.name == name)
    return db.session.scalar(rows.order_by(Milestone.id).limit(1))


def funding_line(project_id: int, fiscal_year: int, source: str) -> FundingLine | None:
    """The project's line of that year and source."""
    return db.session.scalar(
        select(FundingLine).where(
            FundingLine.project_id == project_id, FundingLine.fiscal_year == fiscal_year, FundingLine.source == source
        )
    )


def measures_by_key(keys: Iterable[str]) -> dict[str, Measure]:
    """Measures by external key."""
    found: dict[str, Measure] = {}
    for chunk in in_chunks(sorted(set(keys))):
        for each in db.session.scalars(select(Measure).where(Measure.external_key.in_(chunk))):
            if each.external_key:
                found[each.external_key] = each
    return found


def readings_of(measure_ids: Iterable[int]) -> Mapping[int, list[MeasureReading]]:
    """The yearly readings of measures that stand, by measure, in the order they were recorded."""
    found: dict[int, list[MeasureReading]] = {}
    for chunk in in_chunks(sorted(set(measure_ids))):
        rows = select(MeasureReading).where(
            MeasureReading.measure_id.in_(chunk),
            MeasureReading.fiscal_year.is_not(None),
            MeasureReading.withdrawn_at.is_(None),
        )
        for each in db.session.scalars(rows.order_by(MeasureReading.recorded_at, MeasureReading.id)):
            found.setdefault(each.measure_id, []).append(each)
    return found


def upload(upload_id: int, user_id: int, to_take_in: bool = False) -> Upload | None:
    """An upload that waits, for the person who brought it alone.

    ``to_take_in``: whoever else is about to take it in goes first, and then it does not wait any more.
    """
    purposes = [each.value for each in Purpose]
    rows = select(Upload).where(Upload.id == upload_id, Upload.user_id == user_id, Upload.purpose.in_(purposes))
    return db.session.scalar(rows.with_for_update() if to_take_in else rows)


def waiting_uploads(user_id: int) -> list[tuple[int, str, str, datetime]]:
    """(id, purpose, file, when) of the uploads of a person that wait, newest first."""
    purposes = [each.value for each in Purpose]
    rows = select(Upload.id, Upload.purpose, Upload.filename, Upload.uploaded_at)
    rows = rows.where(Upload.user_id == user_id, Upload.purpose.in_(purposes)).order_by(Upload.id.desc())
    return [(each, purpose, name, at) for each, purpose, name, at in db.session.execute(rows)]


def uploads_before(moment: datetime) -> list[Upload]:
    """The uploads that have waited since before an instant."""
    return list(db.session.scalars(select(Upload).where(Upload.uploaded_at < moment)))
