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
    """The longest silent first; those that never had an update before them, of one import in one line."""
    days = facts.update_owed_days
    silent = [each for each in facts.after.running if owes_update(each.phase, _last(each), facts.day, days)]
    gathered = facts.gathered(each for each in silent if each.report is None)
    for file, imported in gathered.items():
        sources_of_file = tuple(facts.source(each.pointer, each.name) for each in imported)
        text = wording.silence_of_imported(len(imported), file)
        yield Drafted(Section.NOT_RECEIVED, f"silence-imported:{file[:100]}", text, sources_of_file)
    told = {each.id for imported in gathered.values() for each in imported}
    for project in sorted(
        (each for each in silent if each.id not in told),
        key=lambda each: (_last(each) or date.min, each.name.casefold()),
    ):
        text = wording.silence(project.name, _last(project), facts.short(project.lead_department_id), facts.day)
        sources = [facts.source(project.pointer, "project")]
        if project.report is not None:
            sources.insert(0, facts.source(project.report.pointer, "last update"))
        yield Drafted(Section.NOT_RECEIVED, f"silence:{project.id}", text, tuple(sources), project.lead_department_id)


def _last(project: ProjectStanding) -> date | None:
    return project.report.on if project.report else None
