"""How projects were rated on a row of earlier days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mobi_tracker.access.policy import Viewer
from mobi_tracker.projects.vocabulary import Rating
from mobi_tracker.standing.queries.moments import ALL, Asked, Moment, Scope
from mobi_tracker.standing.queries.statuses import ratings_at


def rating_history(days: Sequence[date], viewer: Viewer, scope: Scope = ALL) -> dict[int, tuple[Rating | None, ...]]:
    """Each project's reported rating at the end of each of these days, in their order; by project, in one query.

    None stands for a day before the project was stored.
    """
    return ratings_at(Asked(tuple(Moment.of(day) for day in days), viewer, scope))
