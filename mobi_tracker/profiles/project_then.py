"""What the page of a project shows of a past day, in the words of that day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from mobi_tracker.core.as_it_was import Past, Pointer, set_back, words_then
from mobi_tracker.core.kinds import NOT_SHOWN
from mobi_tracker.profiles.queries.project_page import Happened, Tie, Ties
from mobi_tracker.projects.models.project import Project
from mobi_tracker.projects.queries import AsOf, PastProject

TIED = {"departments": "department", "priorities": "priority", "waits_on": "project", "waited_on_by": "project",
        "links": "link"}  # fmt: skip
WORDS = {"meeting": "title", "decision": "text", "link": "title"}


def in_words_of_then(
    record: Project, head: PastProject, shown: dict[str, Any], as_of: AsOf
) -> tuple[PastProject, dict[str, Any]]:
    """The head of the page and what it shows, its records put back to what they said on the day, in one query."""
    ties, happened = shown["ties"], shown["happened"]
    source = shown["latest_source"]
    also: set[Pointer] = {(each.kind, each.id) for each in happened}
    also |= {(TIED[name], each.id) for name in TIED for each in getattr(ties, name)}
    also |= {("contact", head.manager[0])} if head.manager else set()
    also |= {("meeting", source.meeting_id)} if source else set()
    past = set_back([record, record.organization, *_records(shown)], as_of.moment, also)
    changed = {
        "ties": _ties(ties, past),
        "happened": [_happened(each, past) for each in happened],
        "latest_source": replace(source, title=_then(past, "meeting", source.meeting_id, source.title))
        if source
        else None,
    }
    return _head(head, past), shown | changed


def _records(shown: dict[str, Any]) -> Iterable[Any]:
    """The records that the page shows themselves."""
    yield from shown["updates"]
    yield from shown["questions"]
    yield from (each.milestone for each in shown["milestones"])
    yield from (each.measure for each in shown["measures"])
    yield from (line.line for year in shown["years"] for line in year.lines)
    for each in shown["risks"]:
        yield from (each.risk, each.owner)
    for each in (*shown["actions"], *shown["asks"]):
        yield from (each.record, each.owner)


def _then(past: Past, kind: str, record_id: int, now: str) -> str:
    """What a record was called; one that the reader may not see stays without its words."""
    return now if now == NOT_SHOWN else words_then(past, (kind, record_id), WORDS.get(kind, "name"), now)


def _head(head: PastProject, past: Past) -> PastProject:
    if head.manager is None:
        return head
    record_id, name = head.manager
    return replace(head, manager=(record_id, _then(past, "contact", record_id, name)))


def _ties(ties: Ties, past: Past) -> Ties:
    def tied(kind: str, each: Tie) -> Tie:
        return replace(each, title=_then(past, kind, each.id, each.title))

    named: dict[str, Any] = {name: [tied(kind, each) for each in getattr(ties, name)] for name, kind in TIED.items()}
    return replace(ties, **named)


def _happened(each: Happened, past: Past) -> Happened:
    return replace(each, title=_then(past, each.kind, each.id, each.title))
