"""Every value of a snapshot that can move, flat, so that two differences in a row can be put together.

``difference`` tells people what happened; this says from what to what, and nothing else: what returned to its old value
has not moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from mobi_tracker.standing.facts import ProjectStanding, Snapshot, total

Key = tuple[str | int, ...]
"""What moves: ("reported", project), ("day", milestone), ("expended", project, fiscal year) and so on."""


class Move(NamedTuple):
    """From what to what; None is nothing there."""

    before: object
    after: object


def moves(before: Snapshot, after: Snapshot) -> dict[Key, Move]:
    """What is otherwise on the later of two snapshots of the same reader."""
    was, is_now = values_of(before), values_of(after)
    found = {key: Move(was.get(key), is_now.get(key)) for key in {*was, *is_now}}
    return {key: move for key, move in found.items() if move.before != move.after}


def followed_by(first: Mapping[Key, Move], second: Mapping[Key, Move]) -> dict[Key, Move]:
    """What two differences in a row come to: from the first's before to the second's after, what came back left out."""
    found = {
        key: Move(
            first[key].before if key in first else second[key].before,
            second[key].after if key in second else first[key].after,
        )
        for key in {*first, *second}
    }
    return {key: move for key, move in found.items() if move.before != move.after}


def values_of(snapshot: Snapshot) -> dict[Key, object]:
    """Each value that can move, where there is one."""
    pairs = [pair for project in snapshot.projects for pair in _of_project(project)]
    pairs += [(("ask", ask.id), ask.state) for ask in snapshot.asks]
    return {key: value for key, value in pairs if value is not None}


def _of_project(project: ProjectStanding) -> Iterable[tuple[Key, object]]:
    yield ("phase", project.id), project.phase
    for milestone in project.milestones:
        yield ("actual", milestone.id), milestone.actual
    if project.is_ended:
        return
    yield ("reported", project.id), project.reported
    yield ("evidence", project.id), project.evidence.rating
    yield ("report", project.id), project.report.id if project.report else None
    for milestone in project.milestones:
        yield ("day", milestone.id), milestone.day
    for year in {line.fiscal_year for line in project.lines}:
        money = total(project.lines, year)
        yield ("appropriated", project.id, year), money.appropriated
        yield ("expended", project.id, year), money.expended
