"""What got worse, what got better: the difference between the two days' snapshots."""

from __future__ import annotations

from collections.abc import Iterable

from mobi_tracker.briefings.draft.facts import WeekFacts
from mobi_tracker.briefings.rules import wording
from mobi_tracker.briefings.rules.drafted import Cited, Drafted
from mobi_tracker.briefings.vocabulary import Section
from mobi_tracker.standing.difference import Moved, Slipped
from mobi_tracker.standing.facts import ProjectStanding


def lines(facts: WeekFacts) -> Iterable[Drafted]:
    """Worse first, then better, then what can no longer be compared, what is new, and what is over."""
    for moved in facts.changes.worse:
        yield _moved("worse", moved, facts)
    for moved in facts.changes.better:
        yield _moved("better", moved, facts)
    for moved in facts.changes.no_longer_rated:
        text = wording.no_longer_rated(moved.project.name, moved.before)
        yield _line(f"unrated:{moved.project.id}", text, _sources(moved, facts), moved.project)
    gathered = facts.gathered(facts.changes.new)
    for file, imported in gathered.items():
        sources = tuple(facts.source(each.pointer, each.name) for each in imported)
        yield Drafted(
            Section.CHANGES, f"imported:{file[:100]}", wording.projects_imported(len(imported), file), sources
        )
    told = {each.id for imported in gathered.values() for each in imported}
    for project in (each for each in facts.changes.new if each.id not in told):
        text = wording.project_new(project.name, project.phase.label, facts.short(project.lead_department_id))
        yield _line(f"new:{project.id}", text, (facts.source(project.pointer, "project"),), project)
    for project in facts.changes.brought_back:
        text = wording.project_back(project.name, project.phase.label, facts.short(project.lead_department_id))
        yield _line(f"back:{project.id}", text, (facts.source(project.pointer, "project"),), project)
    for gone in facts.changes.gone:
        text = wording.project_gone(gone.project.name, gone.ending.label)
        yield _line(f"gone:{gone.project.id}", text, (facts.source(gone.project.pointer, "project"),), gone.project)


def _moved(way: str, moved: Moved, facts: WeekFacts) -> Drafted:
    """The cause is the reason recorded with a new date, else the words of the update; never a guess.

    A date that moved with no reason hides no words of the update: they follow it. A date that moved later is no cause
    of getting better: it is told among the milestones.
    """
    slips = moved.slips if way == "worse" else ()
    is_said = bool(moved.cause) and not any(slip.reason for slip in slips)
    causes = [
        wording.moved_by(slip.milestone.name, slip.days, slip.after, facts.day)
        if is_said
        else wording.slipped(slip.milestone.name, slip.days, slip.after, slip.reason, slip.credited_to, facts.day)
        for slip in slips
    ]
    if is_said or (way == "worse" and not slips):
        causes.append(wording.reason_given(moved.cause, moved.credited_to))
    text = wording.rating_moved(moved.project.name, moved.before, moved.after, causes, facts.said(facts.before.as_of))
    sources = _sources(moved, facts, moved.slips if way == "worse" else ())
    return _line(f"{way}:{moved.project.id}", text, sources, moved.project)


def _sources(moved: Moved, facts: WeekFacts, slips: Iterable[Slipped] = ()) -> tuple[Cited, ...]:
    report = moved.project.report
    label = f"update {facts.said(report.on)}" if report else "project"
    found = [facts.source(pointer, label) for pointer in moved.pointers]
    for slip in slips:
        found.append(facts.source(slip.pointers[-1], f"forecast of {slip.milestone.name}"))
    return tuple(dict.fromkeys(found))


def _line(key: str, text: str, sources: tuple[Cited, ...], project: ProjectStanding) -> Drafted:
    return Drafted(Section.CHANGES, key, text, sources, project.lead_department_id)
