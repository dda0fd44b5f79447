"""By initiative: what the updates logged say, in their own words."""

from __future__ import annotations

from collections.abc import Iterable

from mobi_tracker.briefings.draft.facts import WeekFacts
from mobi_tracker.briefings.rules import wording
from mobi_tracker.briefings.rules.drafted import Drafted
from mobi_tracker.briefings.vocabulary import Section
from mobi_tracker.projects.models.status import StatusUpdate
from mobi_tracker.projects.rules import needs_path

MOST = 12  # updates told initiative by initiative


def lines(facts: WeekFacts) -> Iterable[Drafted]:
    """A line for each project with an update, by initiative in the office's order, those of none last."""
    order = {place.id: number for number, place in enumerate(facts.after.initiatives)}

    def place(update: StatusUpdate) -> tuple[int, str]:
        return order.get(update.project.initiative_id or 0, len(order)), update.project.name.casefold()

    # Where there are more than a reader takes in, the worst are told: sections.py cuts from the end.
    heaviest = sorted(facts.updates, key=lambda update: (-update.overall.severity, *place(update)))
    for update in sorted(facts.updates, key=place) if len(heaviest) <= MOST else heaviest:
        text = wording.update_logged(
            update.project.name,
            facts.initiative(update.project.initiative_id),
            update.overall,
            update.on,
            facts.day,
            update.credited_to,
            update.narrative or update.accomplishments or update.next_steps or update.reason,
            update.path_to_green if needs_path(update.overall) else "",
        )
        source = facts.source(("status_update", update.id), f"update {facts.said(update.on)}")
        key, lead = f"status:{update.id}", update.project.lead_department_id
        yield Drafted(Section.INITIATIVES, key, text, (source,), lead if facts.department(lead) else None)
