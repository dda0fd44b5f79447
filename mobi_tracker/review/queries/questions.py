"""Every select of questions. A question is seen by whoever may see what it was asked of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, inspect, select
from sqlalchemy.orm import joinedload

from mobi_tracker.access.marking import Marked
from mobi_tracker.access.models import User
from mobi_tracker.access.policy import Viewer
from mobi_tracker.core import kinds
from mobi_tracker.core.database import db
from mobi_tracker.review.models import Question

LOOKED_THROUGH = 200


@dataclass(frozen=True)
class Asked:
    """A question with what it was asked of, ready for a list: ``title`` and ``url`` are the record's."""

    question: Question
    title: str
    url: str


def question(record_id: int) -> Question | None:
    """The question that stands. Whether the reader may see it, ``subject`` of its record says."""
    return db.session.scalar(_standing().where(Question.id == record_id))


def questions_of(kind: str, record_id: int) -> list[Question]:
    """The questions asked of a record that the reader may see, in the order they were asked."""
    rows = _standing().where(Question.subject_kind == kind, Question.subject_id == record_id)
    return list(db.session.scalars(rows.order_by(Question.recorded_at, Question.id)))


def open_questions(viewer: Viewer, most: int = 25) -> list[Asked]:
    """The questions that are owed an answer and this person may see, the oldest first."""
    return _visible(_open(), viewer, most)


def open_questions_of_asker(viewer: Viewer, most: int = 25) -> list[Asked]:
    """Those of them that this person asked."""
    return _visible(_open().where(Question.recorded_by_id == viewer.user_id), viewer, most)


def subject(kind: str, record_id: int, viewer: Viewer) -> Any:
    """The record that a question points to, if the reader may see it and it is of a kind that has a page."""
    try:
        found = kinds.kind(kind)
    except KeyError:
        return None
    return _subjects(found, (record_id,), viewer).get(record_id)


def _standing() -> Select[Any]:
    without_roles = (joinedload(each).lazyload(User.roles) for each in (Question.author, Question.answered_by))
    return select(Question).where(Question.withdrawn_at.is_(None)).options(*without_roles)


def _open() -> Select[Any]:
    return _standing().where(Question.answered_at.is_(None)).order_by(Question.recorded_at, Question.id)


def _visible(statement: Select[Any], viewer: Viewer, most: int) -> list[Asked]:
    asked: Sequence[Question] = db.session.scalars(statement.limit(LOOKED_THROUGH)).all()
    ids: dict[str, list[int]] = {}
    for each in asked:
        ids.setdefault(each.subject_kind, []).append(each.subject_id)
    records = {name: _subjects(kinds.kind(name), each, viewer) for name, each in ids.items()}
    pairs = ((each, records[each.subject_kind].get(each.subject_id)) for each in asked)
    seen = [(each, record) for each, record in pairs if record is not None][:most]
    return [Asked(each, kinds.title_of(record), kinds.url_of(record)) for each, record in seen]


def _subjects(found: kinds.Kind, ids: Iterable[int], viewer: Viewer) -> dict[int, Any]:
    """The records of one kind that the reader may see, by id, with the record that shows each."""
    model = found.model
    if not issubclass(model, Marked) or (found.endpoint is None and found.shown_on is None):
        return {}
    rows = select(model).where(model.id.in_(tuple(ids)), model.visible_to(viewer))
    if found.shown_on in inspect(model).relationships:
        rows = rows.options(joinedload(getattr(model, found.shown_on)))
    return {record.id: record for record in db.session.scalars(rows).unique()}
