"""Every select of questions. A question is seen by whoever may see what it was asked of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import url_for
from sqlalchemy import Select, String, inspect, literal, select, type_coerce, union_all
from sqlalchemy.orm import joinedload

from mobi_tracker.access.marking import Marked
from mobi_tracker.access.policy import Viewer
from mobi_tracker.core import kinds
from mobi_tracker.core.database import db
from mobi_tracker.review.models import Question

LOOKED_THROUGH = 200  # open questions, oldest first, of which those that the reader may see are shown


@dataclass(frozen=True)
class Asked:
    """A question with what it was asked of, for a list: ``title`` is the record's, in a few words."""

    question: Question
    title: str

    @property
    def url(self) -> str:
        """Where it stands."""
        return url_for("questions.show", record_id=self.question.id)


def question(record_id: int) -> Question | None:
    """The question that stands. Whether the reader may see it, ``subject`` of its record says."""
    return db.session.scalar(_standing().where(Question.id == record_id))


def questions_of(kind: str, record_id: int) -> list[Question]:
    """The questions asked of a record that the reader may see, in the order they were asked."""
    rows = _standing().where(Question.subject_kind == kind, Question.subject_id == record_id)
    return list(db.session.scalars(rows.order_by(Question.recorded_at, Question.id)))


def open_questions(viewer: Viewer, most: int = 25) -> list[Asked]:
    """The questions that are owed an answer and this person may see, the oldest first. Two queries."""
    return _visible(_open(), viewer, most)


def open_questions_of_asker(viewer: Viewer, most: int = 25) -> list[Asked]:
    """Those of them that this person asked."""
    return _visible(_open().where(Question.recorded_by_id == viewer.user_id), viewer, most)


def subject(kind: str, record_id: int, viewer: Viewer) -> Any:
    """The record that a question points to, if the reader may see it and it is of a kind that has a page."""
    return subjects(kind, (record_id,), viewer).get(record_id)


def subjects(kind: str, ids: Iterable[int], viewer: Viewer) -> dict[int, Any]:
    """The records of one kind that the reader may see, by id, with the record that shows each. One query."""
    found = _kind_with_a_page(kind)
    if found is None:
        return {}
    rows = select(found.model).where(found.model.id.in_(tuple(ids)), found.model.visible_to(viewer))
    if found.shown_on is not None and found.shown_on in inspect(found.model).relationships:
        rows = rows.options(joinedload(getattr(found.model, found.shown_on)))
    return {record.id: record for record in db.session.scalars(rows).unique()}


def _standing() -> Select[Any]:
    people = joinedload(Question.author), joinedload(Question.answered_by)
    return select(Question).where(Question.withdrawn_at.is_(None)).options(*people)


def _open() -> Select[Any]:
    return _standing().where(Question.answered_at.is_(None)).order_by(Question.recorded_at, Question.id)


def _visible(statement: Select[Any], viewer: Viewer, most: int) -> list[Asked]:
    asked = db.session.scalars(statement.limit(LOOKED_THROUGH)).all()
    ids: dict[str, list[int]] = {}
    for each in asked:
        ids.setdefault(each.subject_kind, []).append(each.subject_id)
    titles = _titles(ids, viewer)
    pairs = ((each, titles.get((each.subject_kind, each.subject_id))) for each in asked)
    return [Asked(each, title) for each, title in pairs if title is not None][:most]


def _titles(ids: dict[str, list[int]], viewer: Viewer) -> dict[tuple[str, int], str]:
    """Of records of several kinds, those that the reader may see, with their names where they have one. One query."""
    parts = []
    for name in ids:
        found = _kind_with_a_page(name)
        if found is not None:
            title = type_coerce(getattr(found.model, found.finds[0]), String) if found.finds else literal("")
            rows = select(literal(name).label("kind"), found.model.id.label("id"), title.label("title"))
            parts.append(rows.where(found.model.id.in_(ids[name]), found.model.visible_to(viewer)))
    if not parts:
        return {}
    named = db.session.execute(union_all(*parts) if len(parts) > 1 else parts[0])
    return {(kind, record_id): title or f"a {kinds.kind(kind).label}" for kind, record_id, title in named}


def _kind_with_a_page(name: str) -> kinds.Kind | None:
    """The kind of that name, if its records have a marking and a page to stand on."""
    found = next((each for each in kinds.known_kinds() if each.name == name), None)
    if found is None or not issubclass(found.model, Marked):
        return None
    return found if found.endpoint or found.shown_on else None
