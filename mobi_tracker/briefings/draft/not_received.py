"""Updates not received: active projects that have said nothing for longer than the setting allows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from mobi_tracker.briefings.draft.facts import WeekFacts
from mobi_tracker.briefings.rules import wording
from mobi_tracker.briefings.rules.drafted import Drafted
from mobi_tracker.briefings.vocabulary import Section
from mobi_tracker.projects.rules import owes_update
from mobi_tracker.standing.facts import ProjectStanding


def lines(facts: WeekFacts) -> Iterable[Drafted]:
    """The longest silent first; those that never had an update before them."""
    days = facts.update_owed_days
    silent = [each for each in facts.after.running if owes_update(each.phase, _last(each), facts.day, days)]
    for project in sorted(silent, key=lambda each: (_last(each) or date.min, each.name.casefold())):
        text = wording.silence(project.name, _last(project), facts.short(project.lead_department_id), facts.day)
        sources = [facts.source(project.pointer, "project")]
        if project.report is not None:
            sources.insert(0, facts.source(project.report.pointer, "last update"))
        yield Drafted(Section.NOT_RECEIVED, f"silence:{project.id}", text, tuple(sources), project.lead_department_id)


def _last(project: ProjectStanding) -> date | None:
    return project.report.on if project.report else None
