"""Submitting a briefing as a numbered version, and approving one with better wording."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mobi_tracker.briefings.models import Briefing
from mobi_tracker.briefings.queries import briefings as queries
from mobi_tracker.briefings.rules.content import content_of, lines_of, says
from mobi_tracker.briefings.rules.figures import same_addresses, same_figures
from mobi_tracker.briefings.vocabulary import Origin
from mobi_tracker.core.database import db
from mobi_tracker.core.errors import RuleBroken
from mobi_tracker.review.models import Version
from mobi_tracker.review.operations import versions as review
from mobi_tracker.review.queries.versions import newest_versions
from mobi_tracker.review.rules import digest_of
from mobi_tracker.review.vocabulary import VersionState

# Nothing is gained by submitting the same text again while one of these holds.
STANDING = (VersionState.SUBMITTED, VersionState.APPROVED, VersionState.DELIVERED)


def draft_content(briefing: Briefing) -> dict[str, Any]:
    """What would be frozen if the draft were submitted now: every line that is not hidden, in order."""
    return content_of(queries.as_shown(line) for line in queries.lines_of_draft(briefing) if not line.is_hidden)


def submit_briefing(briefing: Briefing, shown_digest: str | None = None) -> Version:
    """Freeze the draft as the next version, for review, with everybody who drafted or edited it as its writers.

    ``shown_digest``: of the draft that the person had before them. Raises RuleBroken where there is nothing to
    submit, nothing new, or somebody changed a line since it was shown.
    """
    queries.briefing_to_change(briefing.week)
    content = draft_content(briefing)
    if not content["sections"]:
        raise RuleBroken("There is nothing in this briefing yet. Draft it or add a line, then submit it.")
    if shown_digest and shown_digest != digest_of(content):
        raise RuleBroken("Somebody changed a line since you opened this page. Read it again, then submit it.")
    newest = newest_versions(queries.KIND, [briefing.id]).get(briefing.id)
    if newest is not None and newest.state in STANDING and says(newest.content) == says(content):
        raise RuleBroken(f"Nothing has changed since version {newest.number}, which is {newest.state.value}.")
    return review.submit(queries.KIND, briefing.id, content, queries.writer_ids(briefing))


def approve_with_wording(
    briefing: Briefing, version: Version, texts: Mapping[int, str], reviewer: str, shown_digest: str | None = None
) -> Version:
    """Approve a version with the reviewer's wording of some of its lines (by line id), marked and credited.

    Sources and figures stay as they are, and the wording makes nothing the reviewer's own. The working lines that
    still say what the version said take the wording over. Raises RuleBroken where a figure or a link
    differs, a line is emptied, or nothing was changed.
    """
    lines = lines_of(version.content)
    fixed = []
    for line in lines:
        text = texts.get(line.id, line.text).strip()
        if text == line.text:
            fixed.append(line)
            continue
        if not text:
            raise RuleBroken("A line cannot be emptied here. Return the briefing with a comment instead.", line.anchor)
        if not same_figures(line.text, text):
            raise RuleBroken("Numbers, dates and amounts stay as they are. Return it to change them.", line.anchor)
        if not same_addresses(line.text, text):
            raise RuleBroken("Links stay as they are: they are sources. Return it to change them.", line.anchor)
        fixed.append(replace(line, text=text, fixed_by=reviewer, was=line.text))
    if fixed == lines:
        raise RuleBroken("You changed no wording. Approve it as it is, or change a line.")
    approved = review.approve_with_wording(version, content_of(fixed), shown_digest)
    _take_over(briefing, {line.id: (line.was, line.text) for line in fixed if line.was and line not in lines})
    return approved


def _take_over(briefing: Briefing, wording: Mapping[int, tuple[str, str]]) -> None:
    for line in queries.lines_of_draft(briefing):
        was, text = wording.get(line.id, ("", ""))
        if text and line.text == was:
            line.text = text
            line.origin = Origin.EDITED if line.origin is Origin.DRAFTED else line.origin
    db.session.flush()
