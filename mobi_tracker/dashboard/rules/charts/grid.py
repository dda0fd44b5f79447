"""Projects by weeks: both ratings of each week, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from mobi_tracker.city.words import as_sentence, counted_in_words
from mobi_tracker.dashboard.rules.charts.drawn import Drawn
from mobi_tracker.paper.charts.description import Tone
from mobi_tracker.paper.charts.rating_grid import GridCell, GridRow, RatingGrid
from mobi_tracker.projects.vocabulary import Rating
from mobi_tracker.standing.evidence.words import reasons_in_words
from mobi_tracker.standing.facts import ProjectStanding, Snapshot
from mobi_tracker.standing.vocabulary import Evidence

Reported = Mapping[int, Sequence[Rating | None]]


def worst_first(projects: Sequence[ProjectStanding], reported: Reported) -> list[ProjectStanding]:
    """The running projects by their latest rating, then by how often it changed, then by name."""

    def key(project: ProjectStanding) -> tuple[int, int, str]:
        ratings = [each for each in reported.get(project.id, ()) if each is not None]
        moves = sum(first is not second for first, second in pairwise(ratings))
        return -(ratings[-1].severity if ratings else -1), -moves, project.name.casefold()

    return sorted((each for each in projects if not each.is_ended), key=key)


def grid_drawn(snapshots: Sequence[Snapshot], chosen: Sequence[ProjectStanding], url_of: Callable[[str], str]) -> Drawn:
    """The chosen projects in their order on the days of the snapshots, the earliest first."""
    rows = tuple(
        GridRow(project.name, tuple(_cell(each.by_id.get(project.id)) for each in snapshots), url_of(project.slug))
        for project in chosen
    )
    days = tuple(each.as_of for each in snapshots)
    chart = RatingGrid(_finding(snapshots[-1], chosen), "Reported and suggested ratings by week.", days, rows)
    return Drawn(chart, chart.table(), marks="in each place: reported, then what dates and dollars suggest")


def _cell(project: ProjectStanding | None) -> GridCell | None:
    if project is None or project.is_ended:
        return None
    reported = Tone(project.reported.value) if project.reported is not Rating.NOT_RATED else None
    rating = project.evidence.rating
    suggested = Tone(rating.value) if rating is not Evidence.UNKNOWN else None
    said = [reasons_in_words(project.evidence.reasons)]
    if project.report and project.report.overall in (Rating.AT_RISK, Rating.OFF_TRACK) and project.report.reason:
        said.insert(0, project.report.reason)
    return GridCell(reported, suggested, "; ".join(filter(None, said)))


def _finding(last: Snapshot, chosen: Sequence[ProjectStanding]) -> str:
    """How many of the projects on the page stand otherwise than reported."""
    wrong = sum(each.is_gap for project in chosen if (each := last.by_id.get(project.id)))
    if not chosen:
        return "No project runs"
    said = counted_in_words(
        wrong, "project’s dates don’t match its report", "projects’ dates don’t match their reports"
    )
    return as_sentence(f"{said}, of {counted_in_words(len(chosen), 'project')} here").rstrip(".")
