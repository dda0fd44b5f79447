"""What the selects of records that hung on an initiative or a department on a day share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, String, and_, cast, func, literal, null, or_, select

from mobi_tracker.access.policy import Viewer


@dataclass(frozen=True)
class AskedThen:
    """The places of what is bound when the statement runs."""

    kind: str
    viewer: Viewer
    record_id: Any
    organization_id: Any
    end: Any
    day: Any
    project_ids: Any

    def concerns(self, model: Any, project_id: Any) -> ColumnElement[bool]:
        """The row concerned the record itself, or one of its projects."""
        return or_(getattr(model, f"{self.kind}_id") == self.record_id, project_id.in_(self.project_ids))

    def tied(self, ties: Any) -> ColumnElement[bool]:
        """A row between a meeting and something else held at the moment."""
        return and_(ties.recorded_at <= self.end, or_(ties.ended_at.is_(None), ties.ended_at > self.end))


def part(
    model: Any, words: Any, day: Any, by: Any = None, office: Any = None, ended: Any = None, address: Any = None,
    delivered_on: Any = None, beside_id: Any = None,
) -> Any:  # fmt: skip
    """A select of one kind of record, its columns those of ``Hung``. ``beside_id`` is what the words of then are known
    by beside the record itself: a position, the owner of an action item, the fiscal year of a measure's reading.
    """
    nothing = cast(null(), String)
    return select(
        literal(model.__kind__).label("kind"), model.id.label("id"), words.label("words"), day.label("day"),
        (nothing if by is None else cast(by, String)).label("by"),
        (nothing if office is None else office).label("office"),
        (nothing if ended is None else cast(ended, String)).label("ended"),
        (literal("") if address is None else address).label("address"),
        (cast(null(), Date) if delivered_on is None else delivered_on).label("delivered_on"),
        (cast(null(), Integer) if beside_id is None else beside_id).label("beside_id"),
        model.marking.label("marking"), model.marking_floor.label("marking_floor"),
        func.count().over().label("among"),
    ).select_from(model)  # fmt: skip
