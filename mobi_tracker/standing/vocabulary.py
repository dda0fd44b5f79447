"""The words of standing: how a rating moved, why a project left, and which parts of a snapshot are wanted."""

from __future__ import annotations

from enum import Flag, StrEnum, auto

from mobi_tracker.projects.vocabulary import Rating


class Direction(StrEnum):
    """How a project's reported rating moved between two days."""

    WORSE = "worse"
    BETTER = "better"
    SAME = "same"
    FIRST_RATED = "first_rated"
    NO_LONGER_RATED = "no_longer_rated"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()


class Ending(StrEnum):
    """Why a project that was there on the earlier day is gone on the later one."""

    CLOSED = "closed"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return self.value.capitalize()


class Part(Flag):
    """Parts of a snapshot that cost something each, so that a page asks only for what it shows.

    ``PAST`` are the milestones reached and the asks decided before the earliest of the days asked for, and the open
    milestones of projects that had ended by then; ``MONEY`` is every fiscal year of every project. ``EVIDENCE`` judges
    the projects; it brings the money of those that run and of the fiscal year of the day, risks and what is overdue
    (of each project the longest overdue action, with the number of the others, unless ``EVERY`` asks for each).
    ``SERVING`` are the priorities and Council districts a project serves. ``JUDGED`` is ``EVIDENCE`` without what
    people said of it: no explanations, no second opinions.
    """

    NONE = 0
    PAST = auto()
    MONEY = auto()
    EVIDENCE = auto()
    EVERY = auto()
    SERVING = auto()
    JUDGED = auto()
    WHOLE = PAST | MONEY | EVIDENCE | EVERY | SERVING


RATED = (Rating.ON_TRACK, Rating.AT_RISK, Rating.OFF_TRACK)


class Evidence(StrEnum):
    """What dates, dollars and silence suggest of a project. Unknown: there was nothing to judge."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()

    @property
    def severity(self) -> int:
        """0 on track, 1 at risk, 2 off track, as of a report; unknown is -1, the mildest."""
        return _SEVERITY[self]


_SEVERITY = {Evidence.ON_TRACK: 0, Evidence.AT_RISK: 1, Evidence.OFF_TRACK: 2, Evidence.UNKNOWN: -1}


class Rule(StrEnum):
    """The rules by which evidence is judged, in the order in which they are told."""

    MILESTONE_SLIP = "milestone_slip"
    MILESTONE_OVERDUE = "milestone_overdue"
    OVERRUN = "overrun"
    BURN = "burn"
    RISK = "risk"
    OVERDUE = "overdue"
    SILENCE = "silence"

    @property
    def label(self) -> str:
        return {
            "milestone_slip": "Milestone slipped",
            "milestone_overdue": "Milestone past its day",
            "overrun": "Forecast over budget",
            "burn": "Spending ahead of the year",
            "risk": "Heavy risk or issue",
            "overdue": "Action or ask overdue",
            "silence": "No update logged",
        }[self.value]
