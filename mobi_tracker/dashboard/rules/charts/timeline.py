"""Milestones over time, by initiative or department, with what waits on what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from enum import StrEnum

from mobi_tracker.city.words import join_words
from mobi_tracker.dashboard.rules.charts.drawn import Drawn
from mobi_tracker.dashboard.rules.figures import DRAWN_BACK, slip_finding, timeline_row
from mobi_tracker.paper.charts.timeline import Timeline, TimelineMilestone, Wait
from mobi_tracker.standing.facts import MilestoneStanding, ProjectStanding, Snapshot

ROWS = 22
Row = tuple[str, ProjectStanding, MilestoneStanding]


class Group(StrEnum):
    """What the milestones are grouped by."""

    INITIATIVE = "initiative"
    DEPARTMENT = "department"

    @property
    def label(self) -> str:
        return f"by {self.value}" if self is Group.INITIATIVE else "by lead department"


def timeline_drawn(
    shown: Snapshot, waits: Iterable[tuple[int, int]], group: Group, url_of: Callable[[int], str], today: date
) -> Drawn:
    """The open milestones of running projects; those that slipped most, where there is no room for all of them."""
    names = _groups(shown, group)
    rows: list[Row] = [
        (names.get(_place(project, group) or 0, f"No {group.value}"), project, milestone)
        for project in shown.running
        for milestone in project.milestones
        if milestone.is_open and milestone.day is not None
    ]
    order = [*names.values(), f"No {group.value}"]
    waiting = _waiting(shown, waits)
    recent = [row for row in rows if (row[2].day or today) >= shown.as_of - DRAWN_BACK] or rows
    worst = sorted(recent, key=lambda row: (-max(row[2].slip or 0, 0), row[2].day or today, row[2].id))[:ROWS]
    chosen, every = _sorted(worst, order), _sorted(rows, order)
    title, description = slip_finding([milestone for _, _, milestone in rows])
    chart = Timeline(
        title,
        description,
        tuple(_milestone(row, waiting, shown, url_of) for row in chosen),
        today if shown.as_of == today else None,
        empty_text="Milestones still to be reached appear here, baseline against forecast.",
        waits=_waits(chosen, waiting, shown),
    )
    whole = Timeline(title, "", tuple(_milestone(row, waiting, shown, url_of) for row in every))
    more = len(rows) - len(chosen)
    words = f"and {more} more {'milestone' if more == 1 else 'milestones'} in the table" if more else ""
    return Drawn(chart, whole.table(), words, "hollow: baseline · solid: forecast · thin line: waits on")


def _groups(shown: Snapshot, group: Group) -> dict[int, str]:
    places = shown.initiatives if group is Group.INITIATIVE else shown.departments
    return {place.id: place.name for place in places}


def _place(project: ProjectStanding, group: Group) -> int | None:
    return project.initiative_id if group is Group.INITIATIVE else project.lead_department_id


def _sorted(rows: Sequence[Row], order: Sequence[str]) -> list[Row]:
    at = {name: number for number, name in enumerate(order)}
    return sorted(rows, key=lambda row: (at[row[0]], row[2].day or date.max, row[2].id))


def _waiting(shown: Snapshot, waits: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    """What each project shown waits on, of what is shown and has not ended."""
    running = {project.id for project in shown.running}
    found: dict[int, list[int]] = {}
    for project_id, waits_on in waits:
        if project_id in running and waits_on in running:
            found.setdefault(project_id, []).append(waits_on)
    return found


def _milestone(
    row: Row, waiting: dict[int, list[int]], shown: Snapshot, url_of: Callable[[int], str]
) -> TimelineMilestone:
    group, project, milestone = row
    waits_on = join_words(shown.by_id[each].name for each in waiting.get(project.id, ()))
    return timeline_row(project, milestone, shown.as_of, url_of(milestone.id), group, waits_on)


def _waits(chosen: Sequence[Row], waiting: dict[int, list[int]], shown: Snapshot) -> tuple[Wait, ...]:
    """From the last milestone drawn of a project to the next one of the project that waits on it, or its last."""
    of_project: dict[int, list[int]] = {}
    for number, (_, project, _) in sorted(enumerate(chosen), key=lambda each: each[1][2].day or date.max):
        of_project.setdefault(project.id, []).append(number)
    waits = []
    for project_id, all_waited in waiting.items():
        for waits_on in all_waited:
            if project_id in of_project and waits_on in of_project:
                first = of_project[waits_on][-1]
                ends = chosen[first][2].day or date.min
                own = of_project[project_id]
                then = next((each for each in own if (chosen[each][2].day or date.min) >= ends), own[-1])
                words = f"{shown.by_id[project_id].name} waits on {shown.by_id[waits_on].name}"
                waits.append(Wait(first, then, words))
    return tuple(waits)
