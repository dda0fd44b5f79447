"""Council and commissions: what was before them, and what comes."""

from __future__ import annotations

from collections.abc import Iterable

from mobi_tracker.briefings.draft.facts import WeekFacts
from mobi_tracker.briefings.rules import wording
from mobi_tracker.briefings.rules.drafted import Drafted
from mobi_tracker.briefings.vocabulary import Section


def lines(facts: WeekFacts) -> Iterable[Drafted]:
    """By the day the body meets."""
    for item in facts.council:
        text = wording.council_item(
            item.body, item.committee, item.meets_on, item.title, item.council_file, item.outcome, facts.day,
            item.our_position, item.last_day_on,
        )  # fmt: skip
        source = facts.source(("council_item", item.id), "Council item")
        yield Drafted(Section.COUNCIL, f"council:{item.id}", text, (source,), item.department_id)
