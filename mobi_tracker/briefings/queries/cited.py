"""The records that lines cite: which of them a person may see, and whether they have changed since."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, String, cast, func, inspect, literal, select, union_all
from sqlalchemy.orm import aliased, joinedload

from mobi_tracker.access.marking import Marked
from mobi_tracker.access.policy import Viewer
from mobi_tracker.briefings.rules.content import Pointer
from mobi_tracker.core import kinds
from mobi_tracker.core.database import db
from mobi_tracker.projects.models.contract import Contract, ContractEnd
from mobi_tracker.projects.models.milestone import Milestone, MilestoneDate
from mobi_tracker.projects.models.project import Project
from mobi_tracker.projects.models.status import StatusUpdate

# Kinds a line may cite: marked, and with a page of their own or on another's.
CITABLE = (
    "project", "status_update", "milestone", "milestone_date", "risk", "action_item", "ask", "decision", "meeting",
    "council_item", "contract",
)  # fmt: skip


def stamps(pointers: Iterable[Pointer], viewer: Viewer) -> dict[Pointer, str]:
    """The stamp of each record that this person may see today, in one query. What is missing is not for them.

    A stamp changes with the record: with its version, where it has one; with a newer date of a milestone; with a
    correction of an update; with its withdrawal.
    """
    ids: dict[str, set[int]] = {}
    for kind, record_id in pointers:
        ids.setdefault(kind, set()).add(record_id)
    selects: list[Any] = [_stamp(kind, found, viewer) for kind, found in sorted(ids.items()) if kind in CITABLE]
    if not selects:
        return {}
    together: Any = union_all(*selects) if len(selects) > 1 else selects[0]
    rows = db.session.execute(together)
    return {(row.kind, row.record_id): row.stamp for row in rows}


def _stamp(kind: str, ids: Iterable[int], viewer: Viewer) -> Any:
    model = kinds.kind(kind).model
    number = model.version if hasattr(model, "version") else literal(0)
    parts = [cast(number, String), cast(_newer(model), String), cast(model.withdrawn_at.is_not(None), String)]
    stamp = parts[0] + literal(":") + parts[1] + literal(":") + parts[2]
    rows = select(literal(kind).label("kind"), model.id.label("record_id"), stamp.label("stamp"))
    return rows.where(model.id.in_(sorted(ids)), model.visible_to(viewer))


def _newer(model: Any) -> ColumnElement[Any]:
    """What speaks of the record after it: its newest date, or the newest correction of it; 0 where there is none."""
    if model in (Milestone, MilestoneDate):
        dates = aliased(MilestoneDate)
        of = model.id if model is Milestone else model.milestone_id
        newest = select(func.max(dates.id)).where(dates.milestone_id == of, dates.withdrawn_at.is_(None))
    elif model is StatusUpdate:
        newer = aliased(StatusUpdate)
        newest = select(func.max(newer.id)).where(newer.corrects_id == model.id, newer.withdrawn_at.is_(None))
    elif model is Contract:
        newest = select(func.max(ContractEnd.id)).where(ContractEnd.contract_id == model.id)
    elif model is Project:
        newest = select(func.max(StatusUpdate.id)).where(
            StatusUpdate.project_id == model.id, StatusUpdate.withdrawn_at.is_(None)
        )
    else:
        return literal(0)
    return func.coalesce(newest.correlate(model).scalar_subquery(), 0)


def cited_records(pointers: Iterable[Pointer]) -> dict[Pointer, Any]:
    """The records themselves with all that their marking hangs on, a query for each kind."""
    ids: dict[str, set[int]] = {}
    for kind, record_id in pointers:
        ids.setdefault(kind, set()).add(record_id)
    found: dict[Pointer, Any] = {}
    for kind, wanted in ids.items():
        model = kinds.kind(kind).model
        rows = select(model).where(model.id.in_(wanted)).options(*_parents(model))
        found.update({(kind, record.id): record for record in db.session.scalars(rows).unique()})
    return found


def cited_record(kind: str, record_id: int, viewer: Viewer) -> Any | None:
    """One record that a line cites, if this person may see it, with what its marking hangs on."""
    if kind not in CITABLE:
        return None
    model = kinds.kind(kind).model
    rows = select(model).where(model.id == record_id, model.visible_to(viewer)).options(*_parents(model))
    return db.session.scalars(rows).unique().one_or_none()


def _parents(model: Any) -> Sequence[Any]:
    options = []
    for name in model.__hangs_on__:
        parent = inspect(model).relationships[name].mapper.class_
        load = joinedload(getattr(model, name))
        if issubclass(parent, Marked) and parent.__hangs_on__ and parent is not model:
            load = load.options(*_parents(parent))
        options.append(load)
    return options


def marking_chain(record: Any) -> list[Any]:
    """A record and all that its marking hangs on."""
    chain = [record]
    for name in record.__hangs_on__:
        parent = getattr(record, name)
        if parent is not None:
            chain += marking_chain(parent)
    return chain
