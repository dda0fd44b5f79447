"""The words of briefings."""

from __future__ import annotations

from enum import StrEnum


class Section(StrEnum):
    """The sections of the weekly briefing, in order."""

    BOTTOM_LINE = "bottom_line"
    DECISIONS = "decisions_needed"
    CHANGES = "worse_and_better"
    INITIATIVES = "by_initiative"
    DEPARTMENTS = "by_department"
    MILESTONES = "milestones"
    MEETINGS = "meetings"
    COUNCIL = "council"
    NOT_RECEIVED = "not_received"
    COMING_UP = "coming_up"

    @property
    def label(self) -> str:
        return {
            "bottom_line": "Bottom line",
            "decisions_needed": "Decisions needed",
            "worse_and_better": "What got worse, what got better",
            "by_initiative": "By initiative",
            "by_department": "By department",
            "milestones": "Milestones met, missed and next",
            "meetings": "Meetings and commitments",
            "council": "Council and commissions",
            "not_received": "Updates not received",
            "coming_up": "Coming up",
        }[self.value]


class Origin(StrEnum):
    """How a line came to be: drafted from records, drafted and then edited, or written by a person."""

    DRAFTED = "drafted"
    EDITED = "edited"
    WRITTEN = "written"

    @property
    def label(self) -> str:
        return self.value.capitalize()
