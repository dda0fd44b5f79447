"""Typed input of the answers to a rule that fires."""

from __future__ import annotations

from datetime import date
from typing import Any

from wtforms import HiddenField
from wtforms.validators import ValidationError

from mobi_tracker.city.fields import DayField
from mobi_tracker.core import clock
from mobi_tracker.core.fields import Form, LongTextField
from mobi_tracker.standing.forms import ExplanationForm


class AnswerForm(Form):
    """The base of answers: it carries what the line said when it was opened, ``said``."""

    said = HiddenField()

    def agrees(self, words: str) -> bool:
        """Whether the line still says what was answered. If not, the form says what it says now."""
        if not self.is_submitted() or self.said.data == words:
            return True
        self.validate()
        self.said.data = words
        self.add_error(
            f"This changed after you opened it: now {words}. What you typed is still here; save it again if it holds."
        )
        return False


class HappenedForm(AnswerForm):
    """The day on which it happened."""

    day = DayField("On which day", required="Give the day on which it happened.")

    def validate_day(self, field: Any) -> None:
        if isinstance(field.data, date) and field.data > clock.today():
            raise ValidationError("This day has not come yet.")


class NewDateForm(AnswerForm):
    """Another day, and why."""

    day = DayField("New date", required="Give the day that is expected now.")
    reason = LongTextField("Why", most=2_000, description="Needed where it is later than what was expected.")

    def validate_day(self, field: Any) -> None:
        if isinstance(field.data, date) and field.data < clock.today():
            raise ValidationError("This day has passed. Give the one that is expected now.")


class ExplainedForm(AnswerForm):
    """Why it is no surprise, and when it is looked at again. The page of an explanation can name its readers, too."""

    reason = ExplanationForm.reason
    review_on = ExplanationForm.review_on
    marking = ExplanationForm.marking
    marking_basis = ExplanationForm.marking_basis
