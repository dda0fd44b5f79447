"""Typed input of standing: an explanation, a second opinion."""

from __future__ import annotations

from mobi_tracker.access.forms import MarkedForm
from mobi_tracker.access.vocabulary import Marking
from mobi_tracker.city.fields import DayField
from mobi_tracker.core.fields import ChoiceField, LongTextField
from mobi_tracker.projects.vocabulary import Rating
from mobi_tracker.standing.evidence.judge import Pointer
from mobi_tracker.standing.operations import ExplanationDraft, OpinionDraft
from mobi_tracker.standing.vocabulary import Rule


class ExplanationForm(MarkedForm):
    """Why a rule that fires is no surprise."""

    reason = LongTextField(
        "Why this is no surprise", most=2_000, required="Say why this is no surprise.",
        description="Shown wherever the rating is, like “the license is paid in July”.",
    )  # fmt: skip
    review_on = DayField(
        "Look at it again on", required="Give the day on which this is looked at again.",
        description="Until that day the headline counts it apart. The rating stays.",
    )  # fmt: skip

    def draft(self, project_id: int, rule: Rule, about: Pointer) -> ExplanationDraft:
        """What was typed, of that rule and record."""
        return ExplanationDraft(project_id, rule, about, self.reason.data, self.review_on.data, self.marking_draft())


class OpinionForm(MarkedForm):
    """The Executive Officer's own rating of a project."""

    rating = ChoiceField("How you see it", Rating)
    reason = LongTextField("Why", most=2_000, required="Say why you see it so.")
    marking = ChoiceField("Marking", Marking, default=Marking.DELIBERATIVE)

    def draft(self, project_id: int) -> OpinionDraft:
        """What was typed."""
        return OpinionDraft(project_id, self.rating.data, self.reason.data, self.marking_draft())
