"""Bottom line: the worst changes and the nearest decision."""

from __future__ import annotations

from collections.abc import Iterable

from mobi_tracker.briefings.draft.facts import WeekFacts
from mobi_tracker.briefings.rules import wording
from mobi_tracker.briefings.rules.drafted import Drafted
from mobi_tracker.briefings.vocabulary import Section
from mobi_tracker.commitments.vocabulary import AskedOf
from mobi_tracker.standing.difference import Moved

NAMED = 3  # projects named in the bottom line; the rest are counted


def lines(facts: WeekFacts) -> Iterable[Drafted]:
    """At most one sentence on what got worse (else better), and one on what must be decided first."""
    worse, better = facts.changes.worse, facts.changes.better
    if worse:
        named = [(each.project.name, each.before, each.after) for each in worse[:NAMED]]
        text = wording.got_worse(named, len(worse) - len(named), facts.said(facts.before.as_of))
        yield _line("bottom:changes", text, worse[:NAMED], facts)
    elif better:
        text = wording.got_better(len(better), [each.project.name for each in better], facts.said(facts.before.as_of))
        yield _line("bottom:changes", text, better, facts)
    waiting = [ask for asked_of in AskedOf for ask in facts.after.waiting_for(asked_of) if ask.due is not None]
    if waiting:
        nearest = min(waiting, key=lambda ask: (ask.due, ask.id))
        assert nearest.due is not None  # only dated ones were kept
        text = wording.nearest_decision(nearest.asked_of.label, nearest.due, nearest.text, facts.day)
        yield Drafted(Section.BOTTOM_LINE, "bottom:decision", text, (facts.source(nearest.pointer, "ask"),))


def _line(key: str, text: str, moved: Iterable[Moved], facts: WeekFacts) -> Drafted:
    sources = tuple(
        facts.source(pointer, f"update {facts.said(each.project.report.on)}" if each.project.report else "project")
        for each in moved
        for pointer in each.pointers
    )
    return Drafted(Section.BOTTOM_LINE, key, text, sources)
