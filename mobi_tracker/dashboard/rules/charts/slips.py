"""How the forecasts of open milestones moved."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from mobi_tracker.city.dates import format_days
from mobi_tracker.city.words import as_sentence, number_in_words
from mobi_tracker.dashboard.rules.charts.drawn import Drawn
from mobi_tracker.paper.charts.slip_lines import Forecast, SlipLine, SlipLines
from mobi_tracker.standing.facts import MilestoneStanding, ProjectStanding, Snapshot

LINES, NAMED = 36, 8


def slipping(shown: Snapshot) -> list[tuple[ProjectStanding, MilestoneStanding]]:
    """The open milestones of running projects that have a baseline, the furthest slipped first."""
    rows = [
        (project, milestone)
        for project in shown.running
        for milestone in project.milestones
        if milestone.is_open and milestone.baseline
    ]
    return sorted(rows, key=lambda row: (-(row[1].slip or 0), row[1].id))


def slips_drawn(
    rows: Sequence[tuple[ProjectStanding, MilestoneStanding]],
    forecasts: Mapping[int, Sequence[tuple[date, date]]],
    as_of: date,
    url_of: Callable[[int], str],
) -> Drawn:
    """A line for each milestone, measured against the baseline that holds and from the day that was set; the furthest
    slipped are named.
    """
    lines: list[SlipLine] = []
    for project, milestone in rows:
        given, baseline = forecasts.get(milestone.id, ()), milestone.baseline
        if given and baseline:
            made = tuple(Forecast(on, (day - baseline).days) for on, day in given)
            is_named = len(lines) < NAMED and made[-1].slip > 0
            lines.append(SlipLine(f"{milestone.name}, {project.name}", made, is_named, url_of(milestone.id)))
    title, description = _finding(lines)
    chart = SlipLines(title, description, tuple(lines[:LINES]), as_of)
    more = len(lines) - len(chart.lines)
    words = f"and {more} more {'milestone' if more == 1 else 'milestones'} in the table" if more > 0 else ""
    return Drawn(chart, SlipLines(title, "", tuple(lines), as_of).table(), words, "flat is good: the forecast held")


def _finding(lines: Sequence[SlipLine]) -> tuple[str, str]:
    if not lines:
        return "No open milestone has a baseline", ""
    late = [line.slip for line in lines if line.slip > 0]
    still = sum(not any(each.slip for each in line.forecasts) for line in lines)
    held = f"{number_in_words(still)} never moved" if still else "each has moved"
    description = "Days from baseline to forecast, by the day on which the forecast was made."
    if not late:
        return as_sentence(f"no milestone is forecast past its baseline; {held}").rstrip("."), description
    words = f"{number_in_words(len(late))} of {len(lines)} open milestones {'is' if len(late) == 1 else 'are'} forecast"
    return as_sentence(f"{words} past baseline, by up to {format_days(max(late))}; {held}").rstrip("."), description
