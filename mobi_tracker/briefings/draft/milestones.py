"""Milestones met, missed and next, and those that moved while their project did not get worse for it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from mobi_tracker.briefings.draft.facts import WeekFacts
from mobi_tracker.briefings.rules import wording
from mobi_tracker.briefings.rules.drafted import Cited, Drafted
from mobi_tracker.briefings.vocabulary import Section
from mobi_tracker.standing.facts import MilestoneStanding, ProjectStanding

NEXT_DAYS = 30


def lines(facts: WeekFacts) -> Iterable[Drafted]:
    """Met, missed, moved, next; each by day."""
    yield from _met(facts)
    ahead = sorted(
        ((each.day, project, each) for project in facts.after.running for each in project.milestones
         if each.is_open and each.day is not None),
        key=lambda found: (found[0], found[2].id),
    )  # fmt: skip
    for day, project, milestone in ahead:
        if day < facts.day:
            text = wording.milestone_missed(milestone.name, project.name, day, facts.day)
            yield _line("missed", text, project, milestone, facts)
    yield from _moved(facts)
    for day, project, milestone in ahead:
        if facts.day <= day <= facts.day + timedelta(days=NEXT_DAYS):
            text = wording.milestone_next(milestone.name, project.name, day, milestone.slip, facts.day)
            yield _line("next", text, project, milestone, facts)


def _met(facts: WeekFacts) -> Iterable[Drafted]:
    for reached in facts.changes.reached:
        milestone = reached.milestone
        if milestone.actual is not None:
            text = wording.milestone_met(
                milestone.name, reached.project.name, milestone.actual, milestone.slip, facts.day
            )
            yield _line("met", text, reached.project, milestone, facts)


def _moved(facts: WeekFacts) -> Iterable[Drafted]:
    told = {slip.milestone.id for moved in facts.changes.worse for slip in moved.slips}
    for slip in facts.changes.slipped:
        if slip.milestone.is_open and slip.milestone.id not in told:
            text = wording.milestone_moved(
                slip.milestone.name, slip.project.name, slip.before, slip.after, slip.reason, slip.credited_to,
                facts.day,
            )  # fmt: skip
            yield _line("moved", text, slip.project, slip.milestone, facts)


def _line(what: str, text: str, project: ProjectStanding, milestone: MilestoneStanding, facts: WeekFacts) -> Drafted:
    sources = [facts.source(milestone.pointer, "milestone")]
    if milestone.holding is not None:
        sources = [facts.source(milestone.holding.pointer, _label(milestone))]
    return Drafted(
        Section.MILESTONES, f"{what}:{milestone.id}", text, tuple[Cited, ...](sources), project.lead_department_id
    )


def _label(milestone: MilestoneStanding) -> str:
    if milestone.actual is not None:
        return "actual date"
    return "forecast" if milestone.forecast is not None else "baseline"
