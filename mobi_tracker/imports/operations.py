"""Verbs of imports: keep an upload, change how its columns are understood, take it in, forget it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from mobi_tracker.access.models import Upload
from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.core import clock, jobs
from mobi_tracker.core.database import db
from mobi_tracker.core.errors import RuleBroken
from mobi_tracker.imports import queries
from mobi_tracker.imports.importers import IMPORTERS
from mobi_tracker.imports.plan import ImportPlan
from mobi_tracker.imports.vocabulary import Purpose
from mobi_tracker.paper.tables.read import read_table
from mobi_tracker.paper.tables.table import Table, UnreadableFile

KEPT_FOR = timedelta(hours=24)


@dataclass(frozen=True)
class Choices:
    """How a person wants a file understood: the sheet, and columns taken for other fields than guessed."""

    sheet: str | None = None
    columns: Mapping[str, str] | None = None


def keep_upload(user_id: int, purpose: Purpose, filename: str, content: bytes) -> Upload:
    """Keep a file for 24 hours. Raises RuleBroken, naming the reason, for one that cannot be read."""
    if not content:
        raise RuleBroken("The file is empty.", "file")
    _read(content, filename, None, "file")
    upload = Upload(user_id=user_id, purpose=purpose.value, filename=filename[:255], content=content)
    db.session.add(upload)
    db.session.flush()
    return upload


def choices_of(upload: Upload) -> Choices:
    """How the upload is to be understood, as chosen so far."""
    kept: dict[str, Any] = json.loads(upload.choices)
    return Choices(kept.get("sheet"), kept.get("columns") or {})


def choose(upload: Upload, choices: Choices) -> None:
    """Understand an upload differently. Raises RuleBroken where that cannot be."""
    if choices.sheet != choices_of(upload).sheet:
        choices = Choices(choices.sheet, {})  # another sheet has other columns
    importer = IMPORTERS[Purpose(upload.purpose)]
    table = _read(upload.content, upload.filename, choices.sheet, "sheet")
    try:
        importer.columns_for(table, choices.columns or {})
    except ValueError as error:
        raise RuleBroken(str(error)) from None
    upload.choices = json.dumps({"sheet": choices.sheet, "columns": dict(choices.columns or {})})


def plan_of(upload: Upload, viewer: Viewer) -> ImportPlan:
    """What taking the upload in would do now, for this person."""
    chosen = choices_of(upload)
    table = _read(upload.content, upload.filename, chosen.sheet, "sheet")

    def may(department_ids: set[int]) -> bool:
        return viewer.can_for(Permission.LOG, department_ids)

    plan = IMPORTERS[Purpose(upload.purpose)].plan_for(table, chosen.columns or {}, may)
    return replace(plan, source=upload.filename)


def take_in(upload: Upload, plan: ImportPlan) -> int:
    """Do what the plan says and forget the upload; how many rows were stored."""
    done = IMPORTERS[Purpose(upload.purpose)].apply(plan)
    db.session.delete(upload)
    db.session.flush()
    return done


def forget(upload: Upload) -> None:
    """Throw an upload away."""
    db.session.delete(upload)
    db.session.flush()


def forget_old_uploads(_payload: dict[str, Any]) -> None:
    """Throw away what has waited for 24 hours."""
    for upload in queries.uploads_before(clock.now() - KEPT_FOR):
        db.session.delete(upload)


def _read(content: bytes, filename: str, sheet: str | None, field: str) -> Table:
    try:
        return read_table(content, filename, sheet)
    except UnreadableFile as error:
        raise RuleBroken(error.message, field) from None


jobs.register(jobs.Work("imports.forget_old_uploads", forget_old_uploads, every=timedelta(hours=1)))
