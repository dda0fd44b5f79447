"""By department: what each did, and what it owes. Offices are late, never people, so nobody is named."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from mobi_tracker.briefings.draft.facts import WeekFacts
from mobi_tracker.briefings.rules import wording
from mobi_tracker.briefings.rules.drafted import Cited, Drafted
from mobi_tracker.briefings.vocabulary import Section


def lines(facts: WeekFacts) -> Iterable[Drafted]:
    """The departments in the office's order: first what was done, then what is owed, the oldest due first."""
    for place in facts.after.departments:
        for item, due in ((each.item, each.due) for each in facts.actions_done):
            if facts.department_of.get(item.id) == place.id:
                text = wording.department_did(place.short, item.text, item.closed_on, due, facts.day)
                yield _line(f"did:{item.id}", text, item.id, place.id)
        for item, due in ((each.item, each.due) for each in facts.actions_open):
            if facts.department_of.get(item.id) == place.id and is_told(due, item.recorded_at, facts):
                text = wording.owes(place.short, item.text, due, facts.day)
                yield _line(f"owes:{item.id}", text, item.id, place.id)


def is_told(due: date | None, recorded_at: datetime, facts: WeekFacts) -> bool:
    """Whether an open item is told here: late or due today, or promised in the period. The rest is coming up."""
    return (due is not None and due <= facts.day) or recorded_at > facts.period.since


def _line(key: str, text: str, item_id: int, department_id: int) -> Drafted:
    source = Cited("action_item", item_id, f"action {item_id}")
    return Drafted(Section.DEPARTMENTS, key, text, (source,), department_id)
