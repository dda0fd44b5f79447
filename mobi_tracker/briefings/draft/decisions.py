"""Decisions needed: by whom, by when. An ask that waits to be forwarded is not among them."""

from __future__ import annotations

from collections.abc import Iterable

from mobi_tracker.briefings.draft.facts import WeekFacts
from mobi_tracker.briefings.rules import wording
from mobi_tracker.briefings.rules.drafted import Drafted
from mobi_tracker.briefings.vocabulary import Section
from mobi_tracker.commitments.vocabulary import AskedOf


def lines(facts: WeekFacts) -> Iterable[Drafted]:
    """The Deputy Mayor's first, then the Executive Officer's, each soonest needed first."""
    for asked_of in (AskedOf.DEPUTY_MAYOR, AskedOf.EXECUTIVE_OFFICER):
        for ask in facts.after.waiting_for(asked_of):
            text = wording.decision_needed(
                asked_of.label, ask.due, ask.text, facts.day, ask.amount_cents, ask.recommended
            )
            project = facts.project(ask.project_id) if ask.project_id else None
            lead = project.lead_department_id if project else None
            yield Drafted(Section.DECISIONS, f"ask:{ask.id}", text, (facts.source(ask.pointer, "ask"),), lead)
