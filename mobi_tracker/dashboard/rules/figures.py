"""The dashboard's figures by initiative: how many, how rated, what is next, what was spent; and its charts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from mobi_tracker.city.dates import format_days, slip_in_words
from mobi_tracker.city.fiscal_year import fiscal_year_of
from mobi_tracker.city.money import format_money, format_money_short
from mobi_tracker.city.words import as_sentence, counted_in_words, join_words, number_in_words
from mobi_tracker.dashboard.rules.lines import tone_of
from mobi_tracker.paper.charts.description import Tone
from mobi_tracker.paper.charts.matrix import Matrix
from mobi_tracker.paper.charts.money_bars import money_words
from mobi_tracker.paper.charts.rating_history import WeekOfRatings
from mobi_tracker.paper.charts.timeline import Timeline, TimelineMilestone
from mobi_tracker.projects.vocabulary import Rating
from mobi_tracker.standing.facts import MilestoneStanding, Place, ProjectStanding, Snapshot, YearMoney, total
from mobi_tracker.standing.rules import next_milestone
from mobi_tracker.standing.vocabulary import RATED, Evidence

WEEKS = 8
TIMELINE_ROWS = 6
DRAWN_BACK = timedelta(days=180)
NO_INITIATIVE = "No initiative"

Ratings = Mapping[int, Sequence[Rating | None]]


@dataclass(frozen=True)
class InitiativeFigures:
    """One row of the initiatives table. ``place`` is None for the projects of no initiative."""

    place: Place | None
    running: tuple[ProjectStanding, ...]
    ended: int
    counts: dict[str, int]
    suggested: dict[str, int]
    weeks: tuple[WeekOfRatings, ...]
    next: MilestoneStanding | None
    money: YearMoney

    @property
    def name(self) -> str:
        """The initiative's name, or that there is none."""
        return self.place.name if self.place else NO_INITIATIVE

    @property
    def weeks_shown(self) -> list[dict[str, int]]:
        """The weeks as the small bars take them; empty where nobody reported in any of them."""
        weeks = [{rating.value: getattr(week, rating.value) for rating in Rating} for week in self.weeks]
        is_reported = any(week[rating.value] for week in weeks for rating in RATED)
        return [week for week in weeks if any(week.values())] if is_reported else []

    @property
    def next_tone(self) -> str:
        """How the slip of the next milestone is coloured."""
        return tone_of(self.next.slip) if self.next else ""

    @property
    def has_money(self) -> bool:
        """Whether anything is recorded of what was appropriated or spent this fiscal year."""
        return self.money.appropriated is not None or self.money.expended is not None

    @property
    def money_words(self) -> str:
        """Spent of appropriated in short, and by how much it is over."""
        spent, granted = self.money.expended or 0, self.money.appropriated or 0
        over = f", {format_money_short(spent - granted)} over" if 0 < granted < spent else ""
        return f"{money_words(spent, granted)}{over}"

    @property
    def money_exact(self) -> str:
        """The same to the cent."""
        return f"{format_money(self.money.expended or 0)} of {format_money(self.money.appropriated or 0)}"


def history_days(as_of: date) -> tuple[date, ...]:
    """The days of the week-by-week history before the one shown, oldest first."""
    return tuple(as_of - timedelta(days=7 * back) for back in range(WEEKS - 1, 0, -1))


def rating_counts(ratings: Iterable[Rating]) -> dict[Rating, int]:
    """How many at each rating, in the order of the ratings, none left out."""
    counted = Counter(ratings)
    return {rating: counted[rating] for rating in Rating}


def initiative_figures(shown: Snapshot, earlier: Ratings) -> list[InitiativeFigures]:
    """A row for every initiative in its order, and one for the projects of none where there are any."""
    by_initiative: dict[int | None, list[ProjectStanding]] = {place.id: [] for place in shown.initiatives}
    for project in shown.projects:
        by_initiative.setdefault(project.initiative_id, []).append(project)
    places: list[Place | None] = [*shown.initiatives, *([None] if None in by_initiative else [])]
    return [_figures(place, by_initiative[place.id if place else None], shown.as_of, earlier) for place in places]


def _figures(
    place: Place | None, projects: Sequence[ProjectStanding], as_of: date, earlier: Ratings
) -> InitiativeFigures:
    running = tuple(project for project in projects if not project.is_ended)
    counts = rating_counts(project.reported for project in running)
    return InitiativeFigures(
        place,
        running,
        len(projects) - len(running),
        {rating.value: count for rating, count in counts.items()},
        {evidence.value: sum(each.evidence.rating is evidence for each in running) for evidence in Evidence},
        rating_weeks(running, as_of, earlier),
        next_milestone(milestone for project in running for milestone in project.milestones),
        total((line for project in projects for line in project.lines), fiscal_year_of(as_of).starts_in),
    )


def rating_weeks(projects: Iterable[ProjectStanding], as_of: date, earlier: Ratings) -> tuple[WeekOfRatings, ...]:
    """How many of these projects stood at each rating on each day of the history, of those that were there."""
    chosen = list(projects)
    weeks = []
    for number, day in enumerate(history_days(as_of)):
        known = [earlier[project.id][number] for project in chosen if project.id in earlier]
        weeks.append(_week(day, [rating for rating in known if rating is not None]))
    return (*weeks, _week(as_of, [project.reported for project in chosen]))


def _week(day: date, ratings: Sequence[Rating]) -> WeekOfRatings:
    return WeekOfRatings(day, **{rating.value: count for rating, count in rating_counts(ratings).items()})


def timeline_chart(shown: Snapshot, url_of: Callable[[int], str], today: date) -> tuple[Timeline, int]:
    """The open milestones that slipped most or are longest past, by day; and how many more there are.

    The chart's line says "today", so a day gone by is drawn without it.
    """
    rows = [
        (project, milestone)
        for project in shown.running
        for milestone in project.milestones
        if milestone.is_open and milestone.day is not None
    ]
    # A date long gone by, of an old import say, would shrink the months that matter to a point.
    first = shown.as_of - DRAWN_BACK
    rows.sort(key=lambda row: (-_days_behind(row[1], shown.as_of), row[1].day, row[1].id))
    recent = [row for row in rows if row[1].day and row[1].day >= first] or rows
    chosen = sorted(recent[:TIMELINE_ROWS], key=lambda row: (row[1].day, row[1].id))
    title, description = slip_finding([milestone for _, milestone in rows])
    milestones = tuple(
        timeline_row(project, milestone, shown.as_of, url_of(milestone.id)) for project, milestone in chosen
    )
    line = today if shown.as_of == today else None
    empty = "Milestones still to be reached appear here, baseline against forecast."
    return Timeline(title, description, milestones, line, empty_text=empty), len(rows) - len(chosen)


def _days_behind(milestone: MilestoneStanding, as_of: date) -> int:
    """How far it slipped from its baseline, or how long its day is past, whichever is more."""
    past = (as_of - milestone.day).days if milestone.day is not None else 0
    return max(milestone.slip or 0, past, 0)


def timeline_row(
    project: ProjectStanding,
    milestone: MilestoneStanding,
    as_of: date,
    url: str,
    group: str = "",
    waits_on: str = "",
) -> TimelineMilestone:
    """A milestone as the timeline draws it, coloured by its slip; by how long its day is past where it was not reached
    by then.
    """
    slip, words = milestone.slip, ""
    tone = {"late": Tone.OFF_TRACK, "soon": Tone.AT_RISK}.get(tone_of(slip), Tone.ON_TRACK)
    if slip is not None:
        words = slip_in_words(slip)
    if milestone.is_open and milestone.day is not None and milestone.day < as_of:
        words, tone = f"{format_days((as_of - milestone.day).days)} past", Tone.OFF_TRACK
    return TimelineMilestone(
        f"{milestone.name}, {project.name}",
        milestone.baseline,
        milestone.forecast or milestone.baseline,
        slip_label=words,
        tone=tone,
        group=group,
        url=url,
        waits_on=waits_on,
    )


def slip_finding(milestones: Sequence[MilestoneStanding]) -> tuple[str, str]:
    """How many of the open milestones slipped how far: the finding, and a sentence beside it."""
    slips = [milestone.slip for milestone in milestones if milestone.slip]
    for least, words in ((30, "slipped past 30 days"), (14, "slipped past two weeks"), (0, "slipped")):
        count = sum(slip > least for slip in slips)
        if count:
            title = as_sentence(f"{counted_in_words(count, 'milestone')} {words}").rstrip(".")
            return title, f"The furthest by {max(slips)} days, of {len(milestones)} still to be reached."
    if not milestones:
        return "No milestone is ahead", ""
    return "No milestone has slipped", f"{counted_in_words(len(milestones), 'milestone')} still to be reached."


def carrying_chart(shown: Snapshot, is_narrowed: bool = False) -> Matrix:
    """Who carries what: running projects by initiative and department, leading and supporting alike.

    Of a page that is narrowed to some projects nothing is said of who carries nothing.
    """
    running = shown.running
    has_loose = any(project.initiative_id is None for project in running)
    initiatives: list[Place | None] = [*shown.initiatives, *([None] if has_loose else [])]
    counted = Counter((project.initiative_id, each) for project in running for each in project.department_ids)
    counts = tuple(
        tuple(counted[place.id if place else None, department.id] for department in shown.departments)
        for place in initiatives
    )
    labels = tuple(place.name if place else NO_INITIATIVE for place in initiatives)
    columns = tuple(department.short for department in shown.departments)
    matrix = Matrix("Who carries what", "Projects by initiative and department.", labels, columns, counts)
    finding = "" if is_narrowed else f": {_carrying_finding(matrix)}"
    return Matrix(
        f"Who carries what{finding}", matrix.description, labels, columns, counts,
        empty_text="Which departments carry which initiatives appears here once projects name them.",
    )  # fmt: skip


def _carrying_finding(matrix: Matrix) -> str:
    empty = matrix.empty_columns
    if matrix.is_empty:
        return "nobody yet"
    if not empty:
        return "every department has a part"
    if len(empty) > 3:
        return f"{counted_in_words(len(empty), 'department')} carry nothing"
    return f"{join_words(empty)} {'carries' if len(empty) == 1 else 'carry'} nothing"


def carried_by(matrix: Matrix) -> list[tuple[str, list[str]]]:
    """The same as a list: each department with what it carries and how many projects of it."""
    rows = list(zip(matrix.row_labels, matrix.counts, strict=True))
    return [
        (column, [f"{row} ({counts[at]})" for row, counts in rows if counts[at]])
        for at, column in enumerate(matrix.column_labels)
    ]


def heading(rows: Sequence[InitiativeFigures]) -> str:
    """The finding over the table: "Five initiatives, sixteen projects: twelve on track"."""
    named = sum(row.place is not None for row in rows)
    running = sum(len(row.running) for row in rows)
    good = sum(row.counts[Rating.ON_TRACK.value] for row in rows)
    counted = f"{counted_in_words(named, 'initiative')}, {counted_in_words(running, 'project')}"
    found = f": {number_in_words(good) if good else 'none'} on track" if running else ""
    return as_sentence(f"{counted}{found}").rstrip(".")


def money_by_year(shown: Snapshot) -> list[tuple[str, YearMoney]]:
    """(initiative, sums) for every initiative and fiscal year that has money, newest year first."""
    names = {place.id: place.name for place in shown.initiatives}
    order = [*names, None]
    grouped: dict[int | None, list[YearMoney]] = {}
    for project in shown.projects:
        grouped.setdefault(project.initiative_id, []).extend(project.money)
    years = {money.fiscal_year for amounts in grouped.values() for money in amounts}
    return [
        (names.get(key, NO_INITIATIVE) if key else NO_INITIATIVE, total(grouped[key], year))
        for year in sorted(years, reverse=True)
        for key in order
        if any(money.fiscal_year == year for money in grouped.get(key, ()))
    ]
