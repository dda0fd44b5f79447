"""How projects stood on a row of earlier days: as reported, and as the evidence suggests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mobi_tracker.access.policy import Viewer
from mobi_tracker.projects.vocabulary import Rating
from mobi_tracker.standing.facts import Snapshot
from mobi_tracker.standing.queries.moments import ALL, Asked, Moment, Scope
from mobi_tracker.standing.queries.statuses import ratings_at
from mobi_tracker.standing.queries.weekly import Ratings, kept_weeks, sight
from mobi_tracker.standing.snapshot import snapshots
from mobi_tracker.standing.vocabulary import Part
from mobi_tracker.standing.weekly import made_by, week_ends

MOST_JUDGED_ALONE = 2_000


def rating_history(days: Sequence[date], viewer: Viewer, scope: Scope = ALL) -> dict[int, tuple[Rating | None, ...]]:
    """Each project's reported rating at the end of each of these days, in their order; by project, in one query.

    None stands for a day before the project was stored. Projects that had ended by the earliest day are left out.
    """
    return ratings_at(Asked(tuple(Moment.of(day) for day in days), viewer, scope))


@dataclass(frozen=True)
class Week:
    """How every project that ran at the end of a day stood then, by project: (reported, what the evidence suggests)."""

    day: date
    standings: Mapping[int, Ratings]


def weekly_standing(
    as_of: date, count: int, viewer: Viewer, parts: Part = Part.JUDGED
) -> tuple[Snapshot, tuple[Week, ...]]:
    """The snapshot of a day, and how projects stood at the ends of the ``count`` weeks before and on that day.

    What is kept of those weeks is used as far as this reader may see everything that it rests on; the rest is judged
    from the facts, together with the day, in as many queries.
    """
    days = week_ends(as_of, count)
    kept = kept_weeks(days, made_by())
    hidden, partial = sight(viewer) if kept else (frozenset(), frozenset())
    alone = partial | {each for week in kept.values() for each, pair in week.items() if pair is None} - hidden
    if len(alone) > MOST_JUDGED_ALONE:
        kept, alone = {}, frozenset()
    whole = (as_of, *(day for day in days if day not in kept))
    partly = tuple(day for day in days if day in kept) if alone else ()
    scope = Scope("projects", ids=frozenset(alone), whole=len(whole)) if alone else ALL
    found = snapshots((*whole, *partly), viewer, parts, scope)
    judged = {snapshot.as_of: _week(snapshot) for snapshot in found}
    left_out = hidden | alone
    weeks = []
    for day in days:
        standings = judged.get(day, {})
        if day in kept:
            held = {each: pair for each, pair in kept[day].items() if pair is not None and each not in left_out}
            standings = held | standings
        weeks.append(Week(day, standings))
    return found[0], (*weeks, Week(as_of, judged[as_of]))


def _week(snapshot: Snapshot) -> dict[int, Ratings]:
    return {project.id: (project.reported, project.evidence.rating) for project in snapshot.running}
