"""Review, worked out before anything is drawn: what waits, oldest first, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for

from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import Marking, Permission, Role, strictest
from mobi_tracker.briefings.rules.difference import line_changes, removed_lines
from mobi_tracker.city.clock_zone import day_of
from mobi_tracker.city.dates import format_day
from mobi_tracker.city.words import counted
from mobi_tracker.commitments.models import Ask
from mobi_tracker.commitments.queries import asks_to_forward, asks_waiting_for
from mobi_tracker.commitments.vocabulary import AskedOf
from mobi_tracker.core.kinds import title_of, url_of
from mobi_tracker.dashboard.queries.review import numbered_versions
from mobi_tracker.dashboard.rules.review import change_words, review_sentence
from mobi_tracker.dashboard.rules.today import needed_words
from mobi_tracker.paper.display import dollars, instant
from mobi_tracker.review.models import Version
from mobi_tracker.review.queries.questions import Asked, open_questions_of_asker, subjects
from mobi_tracker.review.queries.versions import waiting_versions


@dataclass(frozen=True)
class WaitingVersion:
    """A version that waits: what it is of, since when, what changed. ``is_own``: this person may not approve it."""

    title: str
    url: str
    submitted: str
    changes: str
    is_own: bool
    marking: Marking


@dataclass(frozen=True)
class WaitingAsk:
    """An ask that waits, with where to forward or decide it."""

    text: str
    url: str
    when: str
    is_late: bool
    detail: str
    act_url: str
    marking: Marking


@dataclass(frozen=True)
class ReviewSheet:
    """Everything Review shows."""

    sentence: str
    versions: Sequence[WaitingVersion]
    to_forward: Sequence[WaitingAsk]
    to_decide: Sequence[WaitingAsk]
    questions: Sequence[tuple[Asked, str]]

    @property
    def marking(self) -> Marking:
        """The strictest marking of what is shown: the page's own, on screen and on paper."""
        asks = (each.marking for each in (*self.to_forward, *self.to_decide))
        return strictest(Marking.PUBLIC, *(each.marking for each in self.versions), *asks)


def sheet_of(viewer: Viewer, today: date) -> ReviewSheet:
    """What waits for one reviewer. The number of queries depends on the kinds of things, not on how many wait."""
    versions = _waiting(viewer)
    to_forward = asks_to_forward(viewer) if viewer.can(Permission.FORWARD) else []
    asked_of = AskedOf.DEPUTY_MAYOR if viewer.has(Role.DEPUTY_MAYOR) else AskedOf.EXECUTIVE_OFFICER
    to_decide = asks_waiting_for(asked_of, viewer)
    return ReviewSheet(
        sentence=review_sentence(sum(1 for each in versions if not each.is_own), len(to_forward), len(to_decide)),
        versions=versions,
        to_forward=[_ask(each, "asks.forward", today) for each in to_forward],
        to_decide=[_ask(each, "asks.decide", today) for each in to_decide],
        questions=[
            (each, f"asked {format_day(day_of(each.question.recorded_at), today)} · about {each.title}")
            for each in open_questions_of_asker(viewer)
        ],
    )


def _waiting(viewer: Viewer) -> list[WaitingVersion]:
    versions = waiting_versions()
    ids: dict[str, list[int]] = {}
    for each in versions:
        ids.setdefault(each.subject_kind, []).append(each.subject_id)
    records = {kind: subjects(kind, found, viewer) for kind, found in ids.items()}
    earlier = numbered_versions((each.subject_kind, each.subject_id, each.number - 1) for each in versions)
    shown = []
    for each in versions:
        record = records[each.subject_kind].get(each.subject_id)
        if record is not None:
            before = earlier.get((each.subject_kind, each.subject_id, each.number - 1))
            shown.append(_version(each, before, record, viewer))
    return shown


def _version(version: Version, before: Version | None, record: Any, viewer: Viewer) -> WaitingVersion:
    who = f" by {version.submitted_by.name}" if version.submitted_by is not None else ""
    return WaitingVersion(
        title=title_of(record),
        url=url_of(record),
        submitted=f"version {version.number}, submitted {instant(version.submitted_at)}{who}",
        changes=_changes(version, before),
        is_own=viewer.user_id in version.writer_ids,
        marking=record.effective_marking,
    )


def _changes(version: Version, before: Version | None) -> str:
    after_lines = _texts(version)
    if before is None:
        return f"first version, {counted(len(after_lines), 'line')}"
    before_lines = _texts(before)
    changes = line_changes(before_lines, after_lines).values()
    new = sum(1 for each in changes if each.is_new)
    removed = len(removed_lines(before_lines, list(after_lines)))
    return change_words(new, len(changes) - new, removed, before.number)


def _texts(version: Version) -> dict[Any, str]:
    """The text of each line by its identity. Versions of anything keep sections of lines."""
    sections = version.content.get("sections", ())
    return {line["id"]: line["text"] for section in sections for line in section["lines"]}


def _ask(ask: Ask, endpoint: str, today: date) -> WaitingAsk:
    asked = f"asked {format_day(day_of(ask.recorded_at), today)}"
    recommended = f"recommended: {' '.join(ask.recommended.split())[:120]}" if ask.recommended else ""
    details = (asked, ask.project.name if ask.project else "", dollars(ask.amount_cents), recommended)
    return WaitingAsk(
        text=ask.text,
        url=url_of(ask),
        when=needed_words(ask.due, today),
        is_late=ask.due is not None and ask.due < today,
        detail=" · ".join(each for each in details if each),
        act_url=url_for(endpoint, record_id=ask.id),
        marking=ask.effective_marking,
    )
