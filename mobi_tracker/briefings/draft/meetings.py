"""Meetings and commitments: with whom, what was decided, what we promised."""

from __future__ import annotations

from collections.abc import Iterable

from mobi_tracker.access.vocabulary import OPEN_MARKINGS
from mobi_tracker.briefings.draft.departments import is_told
from mobi_tracker.briefings.draft.facts import WeekFacts
from mobi_tracker.briefings.rules import wording
from mobi_tracker.briefings.rules.drafted import Drafted
from mobi_tracker.briefings.vocabulary import Section
from mobi_tracker.commitments.models import ActionItem
from mobi_tracker.commitments.vocabulary import Side
from mobi_tracker.meetings.models import Meeting
from mobi_tracker.meetings.vocabulary import MeetingKind

IN_PERSON = (MeetingKind.MEETING, MeetingKind.HALLWAY, MeetingKind.SITE_VISIT, MeetingKind.EVENT)


def lines(facts: WeekFacts) -> Iterable[Drafted]:
    """Meetings by the departments they concern, then the others; decisions; commitments that are no department's."""
    groups: dict[tuple[str, ...], list[Meeting]] = {}
    for meeting in facts.meetings:
        groups.setdefault(_group(meeting, facts), []).append(meeting)
    for key, held in sorted(groups.items(), key=lambda group: (not group[0][0].isdigit(), group[1][0].on)):
        yield _held(key, held, facts)
    for decision in facts.decisions:
        text = wording.decision_made(decision.text, decision.on, decision.decided_by, facts.day)
        source = facts.source(("decision", decision.id), f"decision {facts.said(decision.on)}")
        yield Drafted(Section.MEETINGS, f"decision:{decision.id}", text, (source,), decision.department_id)
    for item, due in ((each.item, each.due) for each in facts.actions_open):
        who = owner_words(item, facts)
        if item.id not in facts.department_of and who and is_told(due, item.recorded_at, facts):
            text = wording.owes(who, item.text, due, facts.day)
            source = facts.source(("action_item", item.id), f"action {item.id}")
            yield Drafted(Section.MEETINGS, f"owes:{item.id}", text, (source,), item.department_id)


def owner_words(item: ActionItem, facts: WeekFacts) -> str:
    """Who owes it: we, or the office of the owner. People outside are not named in a briefing."""
    return "We" if item.side is Side.BY_US else facts.office_of.get(item.id, "")


def _group(meeting: Meeting, facts: WeekFacts) -> tuple[str, ...]:
    """Meetings told in one line: of the same departments. One that not everybody may see has a line of its own."""
    ids = sorted({str(each.department_id) for each in meeting.departments if each.ended_at is None})
    is_known = all(facts.department(int(each)) for each in ids)
    if not ids or not is_known or meeting.effective_marking not in OPEN_MARKINGS:
        return ("meeting", str(meeting.id))
    return tuple(ids)


def _held(key: tuple[str, ...], held: list[Meeting], facts: WeekFacts) -> Drafted:
    sources = tuple(facts.source(("meeting", each.id), f"meeting {facts.said(each.on)}") for each in held)
    if key[0] == "meeting":
        (meeting,) = held
        text = wording.meeting_held(meeting.title, meeting.kind.label, meeting.on, facts.day)
        return Drafted(Section.MEETINGS, f"meeting:{meeting.id}", text, sources)
    text = wording.met_with(
        [facts.short(int(each)) for each in key],
        [(each.title, each.on) for each in held],
        all(each.kind in IN_PERSON for each in held),
        facts.day,
    )
    lead = int(key[0]) if len(key) == 1 else None
    return Drafted(Section.MEETINGS, f"met-with:{'-'.join(key)}", text, sources, lead)
