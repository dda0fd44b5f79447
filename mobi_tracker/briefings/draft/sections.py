"""All sections of the draft, in the order in which they are read. A section with nothing to say makes no line."""

from __future__ import annotations

from mobi_tracker.access.policy import Viewer
from mobi_tracker.briefings.draft import (
    bottom_line,
    changes,
    coming_up,
    council,
    decisions,
    departments,
    initiatives,
    meetings,
    milestones,
    not_received,
)
from mobi_tracker.briefings.draft.facts import gather
from mobi_tracker.briefings.rules import wording
from mobi_tracker.briefings.rules.drafted import Drafted
from mobi_tracker.briefings.rules.period import Period

MOST_LINES = 12
SECTIONS = (
    bottom_line, decisions, changes, initiatives, departments, milestones, meetings, council, not_received, coming_up,
)  # fmt: skip


def draft_lines(period: Period, viewer: Viewer) -> list[Drafted]:
    """The lines that the records of a period make for this reader, in order. Writes nothing."""
    facts = gather(period, viewer)
    return [line for section in SECTIONS for line in _fitting(list(section.lines(facts)))]


def _fitting(lines: list[Drafted]) -> list[Drafted]:
    """A section is read in a minute: past ``MOST_LINES`` the rest is counted in one line, which cites nothing."""
    if len(lines) <= MOST_LINES:
        return lines
    section = lines[0].section
    rest = wording.and_more(len(lines) - MOST_LINES)
    return [*lines[:MOST_LINES], Drafted(section, f"more:{section.value}", rest, ())]
