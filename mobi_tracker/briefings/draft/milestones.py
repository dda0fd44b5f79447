"""Milestones met, missed and next, and those that moved while their project did not get worse for it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from mobi_tracker.access.vocabulary import OPEN_MARKINGS
from mobi_tracker.briefings.draft.facts import GATHERED_FROM, WeekFacts
from mobi_tracker.briefings.rules import wording
from mobi_tracker.briefings.rules.drafted import Cited, Drafted
from mobi_tracker.briefings.vocabulary import Section
from mobi_tracker.standing.facts import MilestoneStanding, ProjectStanding

NEXT_DAYS = 30
LONG_AGO = timedelta(days=30)  # before the time told: a date older than that is no news of the week
NAMED = 3  # of the dates long gone by, the latest ones


def lines(facts: WeekFacts) -> Iterable[Drafted]:
    """Met, missed, moved, next; each by day."""
    yield from _met(facts)
    ahead = sorted(
        ((each.day, project, each) for project in facts.after.running for each in project.milestones
         if each.is_open and each.day is not None),
        key=lambda found: (found[0], found[2].id),
    )  # fmt: skip
    missed = [(day, project, milestone) for day, project, milestone in ahead if day < facts.day]
    gathered = [each for each in missed if each[1].id in facts.imported and _is_gathered(*each, facts)]
    gathered = gathered if len(gathered) >= GATHERED_FROM else []
    told = {milestone.id for _, _, milestone in gathered}
    for day, project, milestone in missed:
        if milestone.id not in told:
            text = wording.milestone_missed(milestone.name, project.name, day, facts.day)
            yield _line("missed", text, project, milestone, facts)
    if gathered:
        text = wording.imported_missed(len(gathered), gathered[0][0], facts.day)
        yield _gathered("missed", text, [milestone for _, _, milestone in gathered], facts)
    yield from _moved(facts)
    for day, project, milestone in ahead:
        if facts.day <= day <= facts.day + timedelta(days=NEXT_DAYS):
            text = wording.milestone_next(milestone.name, project.name, day, milestone.slip, facts.day)
            yield _line("next", text, project, milestone, facts)


def _met(facts: WeekFacts) -> Iterable[Drafted]:
    """One met long before the time told is no news of the week: such are gathered in one line, with their days."""
    met = [(each.milestone.actual, each.project, each.milestone) for each in facts.changes.reached
           if each.milestone.actual is not None]  # fmt: skip
    old = sorted((each for each in met if _is_gathered(*each, facts)), key=lambda each: (each[0], each[2].id))
    told = {milestone.id for _, _, milestone in old}
    for day, project, milestone in met:
        if milestone.id not in told:
            text = wording.milestone_met(milestone.name, project.name, day, milestone.slip, facts.day)
            yield _line("met", text, project, milestone, facts)
    if old:
        named = [(milestone.name, project.name, day) for day, project, milestone in old[-NAMED:]]
        text = wording.milestones_met_before(named, len(old) - len(named), facts.day)
        yield _gathered("met", text, [milestone for _, _, milestone in old], facts)


def _is_gathered(day: date, project: ProjectStanding, milestone: MilestoneStanding, facts: WeekFacts) -> bool:
    """Whether a date long gone by may be told with others of its kind: only what everybody may see is counted."""
    is_open = {project.marking, milestone.marking} <= set(OPEN_MARKINGS)
    return is_open and day < facts.period.day_before - LONG_AGO


def _gathered(what: str, text: str, milestones: Iterable[MilestoneStanding], facts: WeekFacts) -> Drafted:
    sources = tuple(facts.source(each.pointer, each.name) for each in milestones)
    return Drafted(Section.MILESTONES, f"{what}-before:{facts.period.week.start.isoformat()}", text, sources)


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
