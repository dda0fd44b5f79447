"""Typed input of status updates."""

from __future__ import annotations

from typing import Any

from wtforms.fields import RadioField, SelectChoice
from wtforms.validators import ValidationError

from mobi_tracker.access.forms import MarkedForm
from mobi_tracker.city.fields import DayField
from mobi_tracker.core import clock
from mobi_tracker.core.fields import Form, LongTextField, TextField
from mobi_tracker.projects.models.status import StatusUpdate
from mobi_tracker.projects.operations import StatusDraft
from mobi_tracker.projects.vocabulary import Rating

MEANINGS = {each.value: each.meaning for each in Rating}


class RatingField(RadioField):
    """A rating as radios; each says what it means where it is chosen. The value is a Rating."""

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(
            label,
            choices=[SelectChoice(value=each.value, label=each.label) for each in Rating],
            coerce=lambda raw: Rating(raw) if raw in set(Rating) else None,
            validate_choice=False,
            **options,
        )

    def pre_validate(self, form: Any) -> None:
        if self.data is None:
            raise ValidationError("Choose a rating.")


class StatusForm(MarkedForm):
    """A status update. It starts from the last one, whose words are shown beside it."""

    on = DayField("As of", required="Give the day that this speaks of.")
    credited_to = TextField("According to", description="Whose word this is, such as ITA: shown as “per ITA”.")
    overall = RatingField("Overall")
    schedule = RatingField("Schedule", default=Rating.NOT_RATED)
    budget = RatingField("Budget", default=Rating.NOT_RATED)
    scope = RatingField("Scope", default=Rating.NOT_RATED)
    reason = LongTextField("Why the overall rating is better than its worst part", most=10_000)
    evidence_reason = LongTextField("Why it is better than dates and dollars suggest", most=10_000)
    narrative = LongTextField("How it stands", most=20_000, required="Say in a line or two how it stands.")
    accomplishments = LongTextField("Done since the last update", most=20_000)
    next_steps = LongTextField("Next steps", most=20_000)
    path_to_green = LongTextField("Path to green", most=20_000)

    def draft(self, project_id: int, corrects_id: int | None, evidence: Rating) -> StatusDraft:
        """What was typed, beside what dates and dollars suggest."""
        return StatusDraft(
            project_id, self.on.data, self.overall.data, self.schedule.data, self.budget.data, self.scope.data,
            self.credited_to.data or "", self.reason.data or "", self.narrative.data or "",
            self.accomplishments.data or "", self.next_steps.data or "", self.path_to_green.data or "",
            corrects_id, marking=self.marking_draft(), evidence=evidence,
            evidence_reason=self.evidence_reason.data or "",
        )  # fmt: skip


def start_from(last: StatusUpdate | None, corrects: StatusUpdate | None) -> dict[str, Any]:
    """What a new update begins with.

    A correction says again what it corrects, of the same day. Any other starts from the ratings and the path to green
    of the last one and speaks of today. What was said then stands beside it; whose word the new one is, and what comes
    next, are found anew: nobody is credited with words that they did not say, and no next step is filed unread.
    """
    base = corrects or last
    if base is None:
        return {"on": clock.today()}
    names = ("overall", "schedule", "budget", "scope", "path_to_green", "evidence_reason", "marking", "marking_basis")
    started = {name: getattr(base, name) for name in names}
    if corrects is not None:
        said = ("on", "credited_to", "reason", "narrative", "accomplishments", "next_steps")
        return {**started, **{name: getattr(corrects, name) for name in said}}
    return {**started, "on": clock.today(), "reason": base.reason}


class OwedForm(Form):
    """What an update still owes: a reason, a path to green, or why it is better than the evidence."""

    reason = LongTextField("Why the overall rating is better than its worst part", most=10_000)
    evidence_reason = LongTextField("Why it is better than dates and dollars suggest", most=10_000)
    path_to_green = LongTextField("Path to green", most=20_000)
