"""What every view of a part of a project begins and ends with."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from mobi_tracker.access.guard import viewer
from mobi_tracker.access.policy import Viewer, authorize
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.access.withdrawing import add_withdrawing
from mobi_tracker.core.kinds import anchor_of, url_of
from mobi_tracker.core.pages import found, say_done
from mobi_tracker.projects import queries
from mobi_tracker.projects.models.funding import FundingLine
from mobi_tracker.projects.models.project import Project

Load = Callable[[int, Viewer], Any]


def project_to_log(slug: str) -> Project:
    """The project of an address, if this person may log for its departments; else 404 or 403."""
    project = found(queries.project(slug, viewer()))
    authorize(viewer(), Permission.LOG, project.department_ids)
    return project


def record_to_log(load: Load, record_id: int) -> Any:
    """A part of a project, if this person may log for its departments; else 404 or 403."""
    record = found(load(record_id, viewer()))
    authorize(viewer(), Permission.LOG, record.department_ids)
    return record


def place_on_project(record: Any) -> str:
    """The address of a part's place on the page of its project."""
    return f"{url_of(record.project)}#{anchor_of(record)}"


def back_to(record: Any, message: str, undo: str | None = None) -> Response:
    """Say what was done, with a button for ``undo``, and go back to the part's place on the page of its project."""
    say_done(message, undo)
    return redirect(place_on_project(record))


def add_part_withdrawing(blueprint: Blueprint, load: Load, prefix: str) -> None:
    """Let the parts of a project that ``load`` finds be withdrawn and brought back by a button."""
    add_withdrawing(blueprint, partial(record_to_log, load), prefix=prefix, page=page_of)


def page_of(record: Any) -> str:
    """The page that shows a part, and offers to bring it back: its own, or for money the one of its amounts."""
    return url_for("funding.show", record_id=record.id) if isinstance(record, FundingLine) else url_of(record)
