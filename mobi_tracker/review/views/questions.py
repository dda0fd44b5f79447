"""Questions: ask one of any record, answer it, go to where it stands."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from mobi_tracker.access.guard import may_log, requires, viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.core.kinds import kind_of, title_of, url_of
from mobi_tracker.core.pages import found, save
from mobi_tracker.review.forms.questions import AnswerForm, QuestionForm
from mobi_tracker.review.models import Question
from mobi_tracker.review.operations.questions import answer_question, ask_question
from mobi_tracker.review.queries import questions as queries

blueprint = Blueprint("questions", __name__, url_prefix="/questions")


@blueprint.route("/<kind>/<int:record_id>/new", methods=["GET", "POST"])
@requires(Permission.ASK)
def new(kind: str, record_id: int) -> str | Response:
    """Ask a question of a record."""
    record = found(queries.subject(kind, record_id, viewer()))
    form = QuestionForm(anchor=request.args.get("anchor", ""))
    if save(form, lambda: ask_question(kind, record_id, form.text.data, form.anchor.data or "")):
        flash("Asked. It is owed an answer, and stands on this page until then.", "success")
        return redirect(_place(record))
    return render_template("review/questions/new.html", form=form, **_about(record))


@blueprint.get("/<int:record_id>")
@requires(Permission.SEE)
def show(record_id: int) -> Response:
    """Where the question stands: on the page of what it was asked of."""
    question, record = _visible(record_id)
    return redirect(f"{url_of(record).partition('#')[0]}#question-{question.id}")


@blueprint.route("/<int:record_id>/answer", methods=["GET", "POST"])
@requires(Permission.LOG)
def answer(record_id: int) -> str | Response:
    """Answer a question."""
    question, record = _visible(record_id)
    if not may_log(record):
        abort(403)
    form = AnswerForm(obj=question)
    if save(form, lambda: answer_question(question, form.answer.data, form.shown_version), question):
        flash("Answered.", "success")
        return redirect(_place(record))
    return render_template("review/questions/answer.html", form=form, question=question, **_about(record))


def _visible(record_id: int) -> tuple[Question, Any]:
    question = found(queries.question(record_id))
    return question, found(queries.subject(question.subject_kind, question.subject_id, viewer()))


def _about(record: Any) -> dict[str, str]:
    return {"subject_title": title_of(record), "subject_url": url_of(record), "subject_label": kind_of(record).label}


def _place(record: Any) -> str:
    address = url_of(record)
    return address if "#" in address else f"{address}#questions"
