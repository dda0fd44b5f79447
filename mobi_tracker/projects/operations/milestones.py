"""Milestones and the dates they are given. No date is ever overwritten: another one is added."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from mobi_tracker.access.operations import MarkingDraft, set_marking
from mobi_tracker.core import clock
from mobi_tracker.core.database import db
from mobi_tracker.core.editing import check_version
from mobi_tracker.core.errors import RuleBroken
from mobi_tracker.projects.models.milestone import Milestone, MilestoneDate
from mobi_tracker.projects.operations.days import check_on
from mobi_tracker.projects.operations.markings import copy_marking
from mobi_tracker.projects.queries.milestones import all_dates, milestone_names
from mobi_tracker.projects.rules import needs_forecast_reason, stand
from mobi_tracker.projects.vocabulary import DateKind

FORECAST_REASON = "This is later than what was expected. Say why."


@dataclass(frozen=True)
class MilestoneDraft:
    """A milestone as it was given: ``baseline`` is the date agreed (None: not agreed yet), ``on`` the day of that."""

    project_id: int
    name: str
    baseline: date | None
    on: date
    marking: MarkingDraft = field(default_factory=MarkingDraft)


def add_milestone(draft: MilestoneDraft) -> Milestone:
    """Store a milestone with its baseline. Raises RuleBroken where the project has one of that name."""
    check_on(draft.on)
    _check_name(draft.project_id, draft.name, None)
    milestone = Milestone(project_id=draft.project_id, name=draft.name.strip())
    db.session.add(milestone)
    db.session.flush()
    set_marking(milestone, draft.marking)
    if draft.baseline is not None:
        _give(milestone, DateKind.BASELINE, draft.baseline, draft.on, marking=draft.marking)
    return milestone


def rename_milestone(
    milestone: Milestone, name: str, shown_version: int | None = None, marking: MarkingDraft | None = None
) -> None:
    """Change a milestone's name or marking; its dates stay. Raises StaleRecord where somebody else changed it."""
    check_version(milestone, shown_version)
    _check_name(milestone.project_id, name, milestone.id)
    milestone.name = name.strip()
    db.session.flush()
    if marking is not None:
        set_marking(milestone, marking)


def forecast_milestone(
    milestone: Milestone,
    day: date,
    on: date,
    reason: str = "",
    credited_to: str = "",
    from_notes: bool = False,
    marking: MarkingDraft | None = None,
) -> MilestoneDate:
    """Add a forecast. One later than what was expected by ``on`` needs a reason; from notes it is recorded as owed."""
    check_on(on)
    known = stand([each for each in all_dates(milestone.id) if each.on <= on])
    lacks = needs_forecast_reason(known.forecast or known.baseline, day) and not reason.strip()
    if lacks and not from_notes:
        raise RuleBroken(FORECAST_REASON, "reason")
    return _give(milestone, DateKind.FORECAST, day, on, reason, credited_to, lacks, marking)


def rebaseline_milestone(
    milestone: Milestone, day: date, on: date, reason: str = "", marking: MarkingDraft | None = None
) -> MilestoneDate:
    """Agree on another baseline, which needs a reason and is shown; the first one needs none."""
    check_on(on)
    if stand(all_dates(milestone.id)).baselines and not reason.strip():
        raise RuleBroken("A new baseline hides the slip from the old one. Say why it was agreed.", "reason")
    return _give(milestone, DateKind.BASELINE, day, on, reason, marking=marking)


def complete_milestone(
    milestone: Milestone, day: date, on: date | None = None, marking: MarkingDraft | None = None
) -> MilestoneDate:
    """Record the day a milestone was reached (no day to come), as it was known on ``on`` (None: today)."""
    said_on = on or clock.today()
    check_on(said_on)
    if day > said_on:
        raise RuleBroken("This day is still to come. A milestone to come has a forecast.", "day")
    return _give(milestone, DateKind.ACTUAL, day, said_on, marking=marking)


def take_back_actual(milestone: Milestone, on: date, reason: str = "") -> MilestoneDate:
    """Say that a milestone is not done after all. The actual it had stays in its past."""
    check_on(on)
    if stand(all_dates(milestone.id)).actual is None:
        raise RuleBroken("This milestone is not done.")
    return _give(milestone, DateKind.ACTUAL, None, on, reason)


def give_reason(given: MilestoneDate, reason: str) -> MilestoneDate:
    """Give the reason that a forecast from notes owes: the same date again, of the same day, with its reason."""
    if not reason.strip():
        raise RuleBroken(FORECAST_REASON, "reason")
    completed = _give(given.milestone, given.kind, given.day, given.on, reason, given.credited_to)
    copy_marking(completed, given)
    return completed


def _give(
    milestone: Milestone,
    kind: DateKind,
    day: date | None,
    on: date,
    reason: str = "",
    credited_to: str = "",
    is_reason_owed: bool = False,
    marking: MarkingDraft | None = None,
) -> MilestoneDate:
    given = MilestoneDate(
        milestone_id=milestone.id, kind=kind, day=day, on=on, reason=reason.strip(), credited_to=credited_to.strip(),
        is_reason_owed=is_reason_owed,
    )  # fmt: skip
    db.session.add(given)
    db.session.flush()
    if marking is not None:
        set_marking(given, marking)
    return given


def _check_name(project_id: int, name: str, own_id: int | None) -> None:
    if not name.strip():
        raise RuleBroken("Give the milestone's name.", "name")
    if name.strip().casefold() in milestone_names(project_id, but=own_id):
        raise RuleBroken("The project has a milestone of this name.", "name")
