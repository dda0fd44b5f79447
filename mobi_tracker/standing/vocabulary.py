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
    """Parts of a snapshot that cost a query each, so that a page asks only for what it shows.

    ``PAST`` are the milestones reached and the asks decided before the earliest of the days asked for;
    ``MONEY_OF_FIRST`` is the money of the first of them alone.
    """

    NONE = 0
    PAST = auto()
    MONEY = auto()
    RISKS = auto()
    ACTIONS = auto()
    MONEY_OF_FIRST = auto()
    WHOLE = PAST | MONEY | RISKS | ACTIONS


RATED = (Rating.ON_TRACK, Rating.AT_RISK, Rating.OFF_TRACK)
