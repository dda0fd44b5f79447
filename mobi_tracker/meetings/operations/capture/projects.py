"""Risks, issues, statuses and milestones out of notes. Facts are corrected by another fact, never changed."""

from __future__ import annotations

from datetime import date
from typing import Any

from mobi_tracker.access.operations import MarkingDraft
from mobi_tracker.meetings.operations.capture.moment import Moment, Values, own_marking
from mobi_tracker.meetings.queries.captures import milestone_by_id, milestone_of_name
from mobi_tracker.meetings.queries.held import Held, held_of
from mobi_tracker.meetings.rules.plan.shapes import NEW
from mobi_tracker.projects import operations as projects
from mobi_tracker.projects.models.milestone import Milestone, MilestoneDate
from mobi_tracker.projects.models.risk import Risk, RiskRating
from mobi_tracker.projects.models.status import StatusUpdate
from mobi_tracker.projects.vocabulary import Level, Rating, RiskKind

_LEVELS = {each.rating: each.value for each in Level}


class Risks:
    """Risks or issues, with a rating where the line gives a level."""

    def __init__(self, kind: RiskKind) -> None:
        self.kind = kind

    def make(self, values: Values, moment: Moment) -> Risk:
        likelihood, impact = Level(values["level"]).rating if values.get("level") else (None, None)
        return projects.add_risk(
            projects.RiskDraft(
                values["project"], self.kind, values["text"], likelihood, impact, moment.on, marking=moment.marking
            )
        )

    def now(self, record: Risk, held: Held | None = None) -> dict[str, Any]:
        rating = (held or held_of([record])).ratings.get(record.id)
        return {"text": record.text, "level": _level(rating), "project": record.project_id}

    def change(self, record: Risk, changes: Values, values: Values, moment: Moment) -> Risk:
        if "text" in changes:
            draft = projects.RiskDraft(
                record.project_id, record.kind, changes["text"], None, None, moment.on, record.owner_contact_id,
                record.owner_organization_id, record.response, record.response_text, record.due, own_marking(record),
            )  # fmt: skip
            projects.edit_risk(record, draft)
        if changes.get("level"):
            likelihood, impact = Level(changes["level"]).rating
            rated = held_of([record]).ratings.get(record.id)
            # Of an earlier day than the rating that holds, the new one would not hold.
            projects.rate_risk(record, likelihood, impact, max(moment.on, rated.on) if rated else moment.on)
        return record

    def is_same(self, before: Values, after: Values) -> bool:
        return before.get("project") == after.get("project")


def _level(rating: RiskRating | None) -> str | None:
    if rating is None:
        return None
    return _LEVELS.get((rating.likelihood, rating.impact), f"{rating.likelihood} × {rating.impact}")


class Statuses:
    """Status updates: overall rated, the parts not rated; what a form requires is owed."""

    def make(self, values: Values, moment: Moment) -> StatusUpdate:
        return projects.publish_update(
            projects.StatusDraft(
                values["project"], moment.on, Rating(values["rating"]), narrative=values["text"], from_notes=True,
                marking=moment.marking,
            )
        )  # fmt: skip

    def now(self, record: StatusUpdate, held: Held | None = None) -> dict[str, Any]:
        last = (held or held_of([record])).updates.get(record.id, record)
        return {
            "project": last.project_id, "rating": last.overall.value, "text": last.narrative, "on": last.on.isoformat(),
        }  # fmt: skip

    def change(self, record: StatusUpdate, changes: Values, values: Values, moment: Moment) -> StatusUpdate:
        held = held_of([record]).updates.get(record.id, record)
        wanted = {**self.now(record), **changes}
        draft = projects.StatusDraft(
            held.project_id, date.fromisoformat(wanted["on"]), Rating(wanted["rating"]), held.schedule, held.budget,
            held.scope, held.credited_to, held.reason, wanted["text"], held.accomplishments, held.next_steps,
            held.path_to_green, corrects_id=held.id, from_notes=True, marking=own_marking(held),
        )  # fmt: skip
        return projects.publish_update(draft)

    def is_same(self, before: Values, after: Values) -> bool:
        return before.get("project") == after.get("project")


def _given(record: Milestone | MilestoneDate, held: Held) -> MilestoneDate | None:
    """The date that a line's milestone was given last: a new one's baseline, else its forecast."""
    if isinstance(record, Milestone):
        return held.baselines.get(record.id)
    return held.forecasts.get(record.id, record)


class Milestones:
    """A new forecast of a milestone; a new milestone where the person says so, with the date as its baseline."""

    def make(self, values: Values, moment: Moment) -> Milestone | MilestoneDate:
        day = date.fromisoformat(values["forecast"])
        known = values["milestone"]
        if known == NEW:
            # A line further up may have made it a moment ago.
            known = milestone_of_name(values["project"], values["name"]) or NEW
        if known == NEW:
            draft = projects.MilestoneDraft(values["project"], values["name"], day, moment.on, moment.marking)
            return projects.add_milestone(draft)
        milestone = known if isinstance(known, Milestone) else milestone_by_id(known)
        return self._forecast(milestone, day, values.get("reason"), moment.on, moment.marking)

    def _forecast(
        self, milestone: Milestone | None, day: date, reason: str | None, on: date, marking: MarkingDraft
    ) -> MilestoneDate:
        if milestone is None:
            raise LookupError("The milestone of a captured line is not stored.")
        return projects.forecast_milestone(milestone, day, on, reason or "", from_notes=True, marking=marking)

    def now(self, record: Milestone | MilestoneDate, held: Held | None = None) -> dict[str, Any]:
        given = _given(record, held or held_of([record]))
        day = given.day.isoformat() if given is not None and given.day else None
        said = {"forecast": day, "reason": given.reason if given is not None else ""}
        return said if given is None or isinstance(record, Milestone) else {**said, "on": given.on.isoformat()}

    def change(
        self, record: Milestone | MilestoneDate, changes: Values, values: Values, moment: Moment
    ) -> MilestoneDate:
        milestone_id = record.id if isinstance(record, Milestone) else record.milestone_id
        wanted = {**self.now(record), **changes}
        on = date.fromisoformat(wanted["on"]) if "on" in wanted else moment.on
        day = date.fromisoformat(wanted["forecast"])
        return self._forecast(milestone_by_id(milestone_id), day, wanted["reason"], on, own_marking(record))

    def is_same(self, before: Values, after: Values) -> bool:
        return before.get("milestone") == after.get("milestone")
