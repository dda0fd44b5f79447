"""Verbs of questions."""

from __future__ import annotations

from mobi_tracker.core import actor, clock
from mobi_tracker.core.database import db
from mobi_tracker.core.editing import check_version
from mobi_tracker.core.errors import RuleBroken
from mobi_tracker.review.models import Question


def ask_question(kind: str, record_id: int, text: str, anchor: str = "") -> Question:
    """Ask something of a record; it is owed an answer. ``anchor`` is the line of it that is meant, if one is.

    Raises RuleBroken for an empty question.
    """
    if not text.strip():
        raise RuleBroken("Type your question.", "text")
    question = Question(subject_kind=kind, subject_id=record_id, text=text.strip(), anchor=anchor)
    db.session.add(question)
    db.session.flush()
    return question


def answer_question(question: Question, text: str, shown_version: int | None = None) -> None:
    """Answer a question, or put its answer in other words.

    Raises RuleBroken for an empty answer, StaleRecord where somebody else answered since it was shown.
    """
    if not text.strip():
        raise RuleBroken("Type the answer.", "answer")
    check_version(question, shown_version)
    question.answer = text.strip()
    question.answered_at, question.answered_by_id = clock.now(), actor.current_user_id()
    db.session.flush()
