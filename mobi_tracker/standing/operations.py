"""Explaining a rule that fires, and giving a second opinion. Both are dated facts; none is overwritten."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from mobi_tracker.access.operations import MarkingDraft, set_marking
from mobi_tracker.access.vocabulary import Marking
from mobi_tracker.core import clock
from mobi_tracker.core.database import db
from mobi_tracker.core.errors import RuleBroken
from mobi_tracker.core.withdrawals import withdraw
from mobi_tracker.projects.vocabulary import Rating
from mobi_tracker.standing.evidence.judge import Pointer
from mobi_tracker.standing.models import Explanation, SecondOpinion
from mobi_tracker.standing.queries.explanations import standing_explanation
from mobi_tracker.standing.vocabulary import Rule

LONGEST_DAYS = 366


@dataclass(frozen=True)
class ExplanationDraft:
    """Why a rule that fires for a record of a project is no surprise, and when that is looked at again."""

    project_id: int
    rule: Rule
    about: Pointer
    reason: str
    review_on: date
    marking: MarkingDraft = field(default_factory=MarkingDraft)


def explain(draft: ExplanationDraft) -> Explanation:
    """Store an explanation from today on; it takes the place of an earlier one of the same rule and record.

    The rating stays; the headline counts it apart until the day of review (product.md, What the evidence says).
    Raises RuleBroken without a reason, or where the day of review is not within the coming year.
    """
    today = clock.today()
    if not draft.reason.strip():
        raise RuleBroken("Say why this is no surprise.", "reason")
    if draft.review_on <= today:
        raise RuleBroken("Give a day after today: until then it counts as explained.", "review_on")
    if draft.review_on > today + timedelta(days=LONGEST_DAYS):
        raise RuleBroken("Give a day within a year: what is explained is looked at again.", "review_on")
    earlier = standing_explanation(draft.project_id, draft.rule, draft.about)
    if earlier is not None:
        withdraw(earlier, "Explained anew.")
    about_kind, about_id = draft.about
    explanation = Explanation(
        project_id=draft.project_id, rule=draft.rule, about_kind=about_kind, about_id=about_id, on=today,
        review_on=draft.review_on, reason=draft.reason.strip(),
    )  # fmt: skip
    db.session.add(explanation)
    db.session.flush()
    set_marking(explanation, draft.marking)
    return explanation


@dataclass(frozen=True)
class OpinionDraft:
    """A second opinion; it begins as a deliberative draft (product.md, Markings)."""

    project_id: int
    rating: Rating
    reason: str
    marking: MarkingDraft = field(default_factory=lambda: MarkingDraft(Marking.DELIBERATIVE))


def give_opinion(draft: OpinionDraft) -> SecondOpinion:
    """Store the Executive Officer's own rating of a project, of today. Raises RuleBroken without a reason."""
    if not draft.reason.strip():
        raise RuleBroken("Say why you see it so.", "reason")
    opinion = SecondOpinion(
        project_id=draft.project_id, on=clock.today(), rating=draft.rating, reason=draft.reason.strip()
    )
    db.session.add(opinion)
    db.session.flush()
    set_marking(opinion, draft.marking)
    return opinion
