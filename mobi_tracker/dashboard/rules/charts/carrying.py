"""Departments by initiatives: how many running projects, how rated, and where there is nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from mobi_tracker.city.words import as_sentence, counted_in_words, join_words
from mobi_tracker.dashboard.rules.charts.drawn import Drawn
from mobi_tracker.dashboard.rules.figures import NO_INITIATIVE
from mobi_tracker.paper.charts.load_matrix import Counts, LoadMatrix
from mobi_tracker.projects.vocabulary import Rating
from mobi_tracker.standing.facts import Place, Snapshot

ROWS, COLUMNS = 14, 10
NAMED = 6


def carrying_drawn(shown: Snapshot, is_narrowed: bool) -> Drawn:
    """Running projects by department (leading and supporting alike) and initiative.

    Of some projects nothing is said of who carries nothing. Where there is no room for all, the most loaded are drawn.
    """
    running = shown.running
    loose = any(project.initiative_id is None for project in running)
    columns: list[Place | None] = [*shown.initiatives, *([None] if loose else [])]
    counted = Counter(
        (department_id, project.initiative_id, project.reported)
        for project in running
        for department_id in project.department_ids
    )
    load = Counter(each for project in running for each in project.department_ids)
    whole = _matrix(shown.departments, columns, counted, "")
    said = () if is_narrowed else _gaps(shown, load)
    title = _finding(shown, load) if not is_narrowed else "Who carries what of these projects"
    rows = shown.departments
    if len(rows) > ROWS:
        heaviest = {place.id for place in sorted(rows, key=lambda place: -load[place.id])[:ROWS]}
        rows = tuple(place for place in rows if place.id in heaviest)
    drawn = columns
    if len(columns) > COLUMNS:
        of_initiative = Counter(project.initiative_id for project in running)
        kept = sorted(columns, key=lambda place: -of_initiative[place.id if place else None])[:COLUMNS]
        drawn = [place for place in columns if place in kept]
    more = [
        counted_in_words(len(whole.row_labels) - len(rows), "department") if len(rows) < len(whole.row_labels) else "",
        counted_in_words(len(columns) - len(drawn), "initiative") if len(drawn) < len(columns) else "",
    ]
    left_out = join_words(filter(None, more))
    words = f"and {left_out} more in the table" if left_out else ""
    chart = _matrix(rows, drawn, counted, title)
    return Drawn(chart, whole.table(), words, "under each number: how its projects are reported", said)


def _matrix(
    rows: Sequence[Place], columns: Sequence[Place | None], counted: Counter[tuple[int, int | None, Rating]], title: str
) -> LoadMatrix:
    def cell(row: Place, column: Place | None) -> Counts:
        place = column.id if column else None
        on_track, at_risk, off_track, not_rated = (counted[row.id, place, rating] for rating in Rating)
        return on_track, at_risk, off_track, not_rated

    return LoadMatrix(
        title,
        "Running projects by department and initiative.",
        tuple(row.short for row in rows),
        tuple(column.name if column else NO_INITIATIVE for column in columns),
        tuple(tuple(cell(row, column) for column in columns) for row in rows),
        empty_text="Which departments carry which initiatives appears here once projects name them.",
    )


def _finding(shown: Snapshot, load: Counter[int]) -> str:
    """Who carries most, and how many nothing."""
    if not load:
        return "No department carries a project"
    most = max(shown.departments, key=lambda place: load[place.id])
    idle = sum(not load[place.id] for place in shown.departments)
    rest = f"; {counted_in_words(idle, 'department carries', 'departments carry')} nothing" if idle else ""
    return f"{most.short} carries {counted_in_words(load[most.id], 'project')}, the most{rest}"


def _gaps(shown: Snapshot, load: Counter[int]) -> tuple[str, ...]:
    """What has nobody, in words."""
    idle = [place.short for place in shown.departments if not load[place.id]]
    of_initiative = Counter(project.initiative_id for project in shown.running)
    bare = [place.name for place in shown.initiatives if not of_initiative[place.id]]
    nobody = [project.name for project in shown.running if not project.department_ids]
    leaderless = [
        project.name for project in shown.running if project.department_ids and not project.lead_department_id
    ]
    found = (
        (idle, "carries no running project", "carry no running project"),
        (bare, "has no running project", "have no running project"),
        (nobody, "has no department", "have no department"),
        (leaderless, "is supported by departments and led by none", "are supported by departments and led by none"),
    )
    return tuple(
        as_sentence(f"{_named(names)} {one if len(names) == 1 else many}") for names, one, many in found if names
    )


def _named(names: Sequence[str]) -> str:
    if len(names) <= NAMED:
        return join_words(names)
    return join_words([*names[:NAMED], f"{len(names) - NAMED} more"])
