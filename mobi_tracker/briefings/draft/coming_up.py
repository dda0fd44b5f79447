"""Coming up: meetings planned for two weeks, commitments due in one, contracts that end within half a year."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from mobi_tracker.briefings.draft.departments import is_told
from mobi_tracker.briefings.draft.facts import WeekFacts
from mobi_tracker.briefings.draft.meetings import owner_words
from mobi_tracker.briefings.rules import wording
from mobi_tracker.briefings.rules.drafted import Drafted
from mobi_tracker.briefings.vocabulary import Section
from mobi_tracker.projects.rules import start_in_words


def lines(facts: WeekFacts) -> Iterable[Drafted]:
    """By day."""
    found: list[tuple[date, Drafted]] = []
    for meeting in facts.meetings_coming:
        names = [facts.short(each.department_id) for each in meeting.departments if each.ended_at is None]
        text = wording.meeting_coming(meeting.title, meeting.on, [each for each in names if each], facts.day)
        source = facts.source(("meeting", meeting.id), "meeting")
        found.append((meeting.on, Drafted(Section.COMING_UP, f"coming-meeting:{meeting.id}", text, (source,))))
    for item, due in ((each.item, each.due) for each in facts.actions_open):
        if due is not None and due > facts.day and not is_told(due, item.recorded_at, facts):
            department_id = facts.department_of.get(item.id)
            who = facts.short(department_id) or owner_words(item, facts)
            text = wording.action_coming(who, item.text, due, facts.day)
            source = facts.source(("action_item", item.id), f"action {item.id}")
            key = f"coming-action:{item.id}"
            found.append((due, Drafted(Section.COMING_UP, key, text, (source,), department_id)))
    for contract in facts.contracts:
        text = wording.contract_ending(
            contract.number, contract.project, contract.ends_on,
            start_in_words(contract.start_by, contract.is_renewable, facts.day), facts.day,
        )  # fmt: skip
        source = facts.source(("contract", contract.id), f"contract {contract.number}")
        key = f"coming-contract:{contract.id}"
        found.append((contract.day, Drafted(Section.COMING_UP, key, text, (source,), contract.department_id)))
    for _day, line in sorted(found, key=lambda each: each[0]):
        yield line
