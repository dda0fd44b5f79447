"""Typed input of questions."""

from __future__ import annotations

from wtforms import HiddenField
from wtforms.validators import Length

from mobi_tracker.core.fields import Form, LongTextField


class QuestionForm(Form):
    """A question. ``anchor`` is the line of the record that is meant, carried along."""

    text = LongTextField("Your question", most=5_000, required="Type your question.")
    anchor = HiddenField(validators=[Length(max=80)], default="")


class AnswerForm(Form):
    """The answer to a question."""

    answer = LongTextField("Answer", most=20_000, required="Type the answer.")
