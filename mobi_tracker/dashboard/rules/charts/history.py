"""Ratings week by week: as reported, and as dates and dollars suggested."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from mobi_tracker.city.words import as_sentence, counted_in_words, number_in_words
from mobi_tracker.dashboard.rules.charts.drawn import Drawn
from mobi_tracker.paper.charts.standing_history import Counts, StandingHistory, WeekOfStanding
from mobi_tracker.projects.vocabulary import Rating
from mobi_tracker.standing.history import Week
from mobi_tracker.standing.queries.weekly import Ratings
from mobi_tracker.standing.vocabulary import Evidence


def history_drawn(weeks: Sequence[Week], takes: Callable[[int], bool]) -> Drawn:
    """The weeks, the earliest first, of the projects that ``takes`` takes (by id)."""
    drawn = tuple(_week(week, [pair for each, pair in week.standings.items() if takes(each)]) for week in weeks)
    known = next((at for at, week in enumerate(drawn) if any(week.reported)), len(drawn))
    chosen = drawn[min(known, len(drawn) - 1) :]
    chart = StandingHistory(
        _finding(chosen), "Running projects by reported rating, and by what dates and dollars suggest.", chosen
    )
    return Drawn(chart, chart.table(), marks="each bar: the projects that ran at the end of that week")


def _week(week: Week, pairs: Sequence[Ratings]) -> WeekOfStanding:
    reported = Counter(pair[0] for pair in pairs)
    suggested = Counter(pair[1] for pair in pairs)
    return WeekOfStanding(
        week.day, _counts([reported[each] for each in Rating]), _counts([suggested[each] for each in Evidence])
    )


def _counts(numbers: Sequence[int]) -> Counts:
    on_track, at_risk, off_track, neither = numbers
    return on_track, at_risk, off_track, neither


def _finding(weeks: Sequence[WeekOfStanding]) -> str:
    """ "Twelve projects are reported on track, and dates and dollars agree on nine; ten 26 weeks before"."""
    first, last = weeks[0], weeks[-1]
    now, suggested, before = last.reported[0], last.suggested[0], first.reported[0]
    if not sum(last.reported):
        return "No project runs"
    are = "is" if now == 1 else "are"
    finding = f"{counted_in_words(now, 'project')} {are} reported on track; dates and dollars suggest "
    finding += "the same number" if now == suggested else number_in_words(suggested) if suggested else "none"
    if len(weeks) > 1:
        ago = counted_in_words(len(weeks) - 1, "week")
        was = "as many" if now == before else number_in_words(before) if before else "none"
        finding += f". {ago} before it was {was}".replace(f". {ago}", f". {ago[:1].upper()}{ago[1:]}")
    return as_sentence(finding).rstrip(".")
