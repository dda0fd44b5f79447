"""Rules of standing, on plain values: how a rating moved, and what is next."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from mobi_tracker.projects.vocabulary import Phase, Rating
from mobi_tracker.standing.facts import MilestoneStanding
from mobi_tracker.standing.vocabulary import RATED, Direction, Ending, Evidence


def direction(before: Rating, after: Rating) -> Direction:
    """How a rating moved: on track < at risk < off track; not rated says nothing, so it is no better and no worse."""
    if before in RATED and after in RATED:
        step = after.severity - before.severity
        return Direction.WORSE if step > 0 else Direction.BETTER if step < 0 else Direction.SAME
    if before in RATED:
        return Direction.NO_LONGER_RATED
    return Direction.FIRST_RATED if after in RATED else Direction.SAME


def evidence_direction(before: Evidence, after: Evidence) -> Direction:
    """How what dates and dollars suggest moved. Where there was nothing to judge before, only a bad word is news; where
    there is nothing to judge any more, nothing is suggested, so nothing got better.
    """
    if after is Evidence.UNKNOWN or before is after:
        return Direction.SAME
    if before is Evidence.UNKNOWN:
        return Direction.SAME if after is Evidence.ON_TRACK else Direction.WORSE
    return Direction.WORSE if after.severity > before.severity else Direction.BETTER


def ending(phase: Phase | None) -> Ending:
    """Why a project is gone: its phase on the later day, or withdrawn where it is not there at all."""
    endings = {Phase.CLOSED: Ending.CLOSED, Phase.CANCELLED: Ending.CANCELLED}
    return endings.get(phase, Ending.WITHDRAWN) if phase else Ending.WITHDRAWN


def next_milestone(milestones: Iterable[MilestoneStanding]) -> MilestoneStanding | None:
    """The open milestone whose day comes first, a missed one included: it is still the next thing to happen."""
    open_ones = [milestone for milestone in milestones if milestone.is_open and milestone.day is not None]
    return min(open_ones, key=lambda milestone: (milestone.day, milestone.id), default=None)


def days_moved(before: date | None, after: date | None) -> int:
    """By how many days a date moved later; less than nothing is earlier, 0 where either is missing."""
    return (after - before).days if before and after else 0
