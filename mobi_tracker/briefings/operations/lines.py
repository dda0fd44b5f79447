"""Verbs of working lines: write, add, hide, move. Saving never submits."""

from __future__ import annotations

from dataclasses import dataclass

from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import Marking
from mobi_tracker.briefings.models import Briefing, BriefingLine
from mobi_tracker.briefings.operations.writers import note_writer
from mobi_tracker.briefings.queries import briefings as queries
from mobi_tracker.briefings.queries.cited import stamps
from mobi_tracker.briefings.vocabulary import Origin, Section
from mobi_tracker.core import actor
from mobi_tracker.core.database import db
from mobi_tracker.core.editing import check_version
from mobi_tracker.core.errors import RuleBroken
from mobi_tracker.core.withdrawals import bring_back, withdraw

STEP = 10


@dataclass(frozen=True)
class LineDraft:
    """A line as somebody typed it."""

    text: str
    section: Section
    department_id: int | None = None
    marking: Marking = Marking.INTERNAL


def edit_line(line: BriefingLine, draft: LineDraft, viewer: Viewer, shown_version: int | None = None) -> None:
    """Give a line other words, section, department or marking.

    A drafted line with other words counts as edited: drafting again leaves it alone. What it cites counts as seen, so
    "changed since" starts anew. A line that was taken out meanwhile, or left with its records, comes back with these
    words. Raises RuleBroken for empty text, StaleRecord where somebody else saved meanwhile.
    """
    if not draft.text.strip():
        raise RuleBroken("Type the line, or hide it instead.", "text")
    check_version(line, shown_version)
    if line.is_withdrawn:
        bring_back(line, "Edited after it was taken out.")
    text = draft.text.strip()
    if text != line.text:
        line.text = text
        line.edited_by_id = actor.current_user_id()
        if line.origin is Origin.DRAFTED:
            line.origin = Origin.EDITED
    if draft.section is not line.section:
        line.section, line.position = draft.section, _last_position(line.briefing, draft.section) + STEP
    if line.origin is Origin.WRITTEN:
        line.department_id = draft.department_id
    line.marking = draft.marking
    current = stamps(queries.pointers_of([line]), viewer)
    for source in line.sources:
        source.fingerprint = current.get((source.kind, source.record_id), source.fingerprint)
    note_writer(line.briefing)
    db.session.flush()


def add_line(briefing: Briefing, draft: LineDraft) -> BriefingLine:
    """Add a line of one's own at the foot of a section. Raises RuleBroken for empty text."""
    if not draft.text.strip():
        raise RuleBroken("Type the line.", "text")
    line = BriefingLine(
        briefing_id=briefing.id,
        section=draft.section,
        position=_last_position(briefing, draft.section) + STEP,
        text=draft.text.strip(),
        origin=Origin.WRITTEN,
        department_id=draft.department_id,
        marking=draft.marking,
    )
    db.session.add(line)
    note_writer(briefing)
    db.session.flush()
    return line


def hide_line(line: BriefingLine) -> None:
    """Keep a line out of the versions to come; it stays here and can be shown again."""
    line.is_hidden = True
    _noted(line)


def show_line(line: BriefingLine) -> None:
    """Take a hidden line in again."""
    line.is_hidden = False
    _noted(line)


def move_line(line: BriefingLine, up: bool) -> None:
    """Change places with the line above, or below, in its section; the first stays first and the last last."""
    section = [each for each in queries.lines_of_draft(line.briefing) if each.section is line.section]
    place = section.index(line)
    other = place + (-1 if up else 1)
    if not 0 <= other < len(section):
        return
    if len({each.position for each in section}) < len(section):
        for number, each in enumerate(section, start=1):
            each.position = number * STEP
    # Only the two that change places are written, so that nobody else's open line goes stale.
    section[place].position, section[other].position = section[other].position, section[place].position
    _noted(line)


def take_out_line(line: BriefingLine) -> None:
    """Withdraw a line that somebody wrote. A drafted one is hidden instead: the next draft would bring it back."""
    if line.origin is not Origin.WRITTEN:
        raise RuleBroken("A drafted line is hidden, not taken out: drafting again would bring it back.")
    withdraw(line)
    _noted(line)


def _noted(line: BriefingLine) -> None:
    note_writer(line.briefing)
    db.session.flush()


def _last_position(briefing: Briefing, section: Section) -> int:
    return max((each.position for each in queries.lines_of_draft(briefing) if each.section is section), default=0)
