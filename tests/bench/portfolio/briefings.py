"""Briefings of past weeks, each approved but the latest, which waits for review."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from mobi_tracker.access.vocabulary import Marking
from mobi_tracker.briefings.models import Briefing, BriefingLine, BriefingWriter, LineSource
from mobi_tracker.briefings.rules.content import ShownLine, ShownSource, content_of
from mobi_tracker.briefings.vocabulary import Origin, Section
from mobi_tracker.projects.models.status import StatusUpdate
from mobi_tracker.review.models import Comment, Version
from mobi_tracker.review.rules import digest_of
from mobi_tracker.review.vocabulary import VersionState
from tests.bench.portfolio import words
from tests.bench.portfolio.bulk import MARKED, WRITER, Bulk

LINES = 20


def add_briefings(bulk: Bulk) -> None:
    """One briefing a week up to the last one, with twenty lines that cite what they rest on."""
    for number in range(1, bulk.size.briefings + 1):
        week = bulk.monday - timedelta(weeks=bulk.size.briefings - number)
        drafted = bulk.instant(week + timedelta(days=3))
        briefing_id = bulk.add(Briefing, week, week=week, drafted_at=drafted, **MARKED)
        bulk.add(BriefingWriter, week, briefing_id=briefing_id, user_id=WRITER)
        content = content_of([_add_line(bulk, number, place) for place in range(LINES)])
        _add_version(bulk, number, content, is_last=number == bulk.size.briefings)


def _add_line(bulk: Bulk, number: int, place: int) -> ShownLine:
    section = tuple(Section)[place * len(Section) // LINES]
    cited = (place * 13 + number) % bulk.count(StatusUpdate) + 1
    text = f"{bulk.random.choice(words.DECISIONS)}; {bulk.random.choice(words.RISKS)} ({place + 1})."
    origin = Origin.WRITTEN if section is Section.BOTTOM_LINE else Origin.DRAFTED
    key = None if origin is Origin.WRITTEN else f"status:{cited}"
    line_id = bulk.add(
        BriefingLine, briefing_id=number, section=section, position=place, key=key, text=text,
        drafted_text=text if key else "", origin=origin, **MARKED,
    )  # fmt: skip
    sources = ()
    if key:
        bulk.add(LineSource, line_id=line_id, kind="status_update", record_id=cited, label="update", fingerprint="1")
        sources = (ShownSource("status_update", cited, "update", "1"),)
    return ShownLine(line_id, section, text, origin, Marking.INTERNAL, key, None, sources)


def _add_version(bulk: Bulk, number: int, content: dict[str, Any], is_last: bool) -> None:
    on = min(bulk.monday - timedelta(weeks=bulk.size.briefings - number) + timedelta(days=3), bulk.today)
    state = VersionState.SUBMITTED if is_last else VersionState.APPROVED
    closed = {} if is_last else {"closed_at": bulk.instant(on), "closed_by_id": 2}
    bulk.add(
        Version, on, subject_kind="briefing", subject_id=number, number=1, state=state, content=content,
        digest=digest_of(content), writer_ids=[WRITER], submitted_at=bulk.instant(on), submitted_by_id=WRITER, **closed,
    )  # fmt: skip
    bulk.add(Comment, on, subject_kind="briefing", subject_id=number, version_number=1, text="Say who decides.")
