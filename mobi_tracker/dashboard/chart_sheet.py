"""The pages of charts: one chart of one day (or of the weeks before it), for one reader, of the projects chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for

from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import Marking, strictest
from mobi_tracker.core import clock
from mobi_tracker.core.numbers import read_id
from mobi_tracker.dashboard.queries.charts import forecasts_at, waits_at
from mobi_tracker.dashboard.queries.known import Known, known
from mobi_tracker.dashboard.rules.charts.carrying import carrying_drawn
from mobi_tracker.dashboard.rules.charts.drawn import Drawn
from mobi_tracker.dashboard.rules.charts.grid import grid_drawn, worst_first
from mobi_tracker.dashboard.rules.charts.history import history_drawn
from mobi_tracker.dashboard.rules.charts.money import money_drawn
from mobi_tracker.dashboard.rules.charts.slips import slipping, slips_drawn
from mobi_tracker.dashboard.rules.charts.timeline import Group, timeline_drawn
from mobi_tracker.dashboard.rules.days import Days, choose
from mobi_tracker.dashboard.rules.narrowing import NAMES, Narrowing, Offered, narrowed, narrowing
from mobi_tracker.standing.facts import Snapshot
from mobi_tracker.standing.history import rating_history, weekly_standing
from mobi_tracker.standing.queries.moments import Scope
from mobi_tracker.standing.snapshot import listed, snapshots
from mobi_tracker.standing.vocabulary import Part
from mobi_tracker.standing.weekly import week_ends

HALF_A_YEAR, A_YEAR, GRID_WEEKS, GRID_ROWS = 26, 52, 12, 8

CHARTS = {
    "charts": "Ratings by week",
    "chart_grid": "Ratings grid",
    "chart_timeline": "Timeline",
    "chart_carrying": "Departments × initiatives",
    "chart_money": "Money",
    "chart_slips": "How forecasts moved",
}
"""The endpoint of each page, and what it is called among the others."""


@dataclass(frozen=True)
class Option:
    """Another way to look at the chart: its words, its address, whether it is chosen."""

    label: str
    url: str
    is_chosen: bool


@dataclass(frozen=True)
class ChartSheet:
    """A page with one chart. ``others`` is what of its own the page says in its address."""

    days: Days
    narrowing: Narrowing
    offered: Offered
    drawn: Drawn
    marking: Marking
    leaves_out: bool
    options: tuple[Option, ...] = ()
    others: tuple[tuple[str, str], ...] = ()
    page_number: int = 1
    pages: int = 1

    @property
    def messages(self) -> tuple[str, ...]:
        """Where the address could not be followed."""
        return (*self.days.messages, *self.narrowing.messages)

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        """The other ways to look at it, as a menu takes them."""
        return [(each.label, each.url, each.is_chosen) for each in self.options]

    def address(self, **more: str | int) -> str:
        """The query of this page's own address, with more in it."""
        others: dict[str, Any] = {**dict(self.others), **more}
        return self.days.address(**others)


@dataclass(frozen=True)
class _Asked:
    """What the address says, and for whom."""

    days: Days
    viewer: Viewer
    chosen: Mapping[str, str]
    arguments: Mapping[str, str]
    known: Known

    @property
    def serving(self) -> Part:
        """What a snapshot must bring besides, so that it can be narrowed."""
        return Part.SERVING if self.chosen.get("priority") or self.chosen.get("district") else Part.NONE

    def narrowing(self, every: Snapshot) -> tuple[Offered, Narrowing]:
        """What may be chosen, and what is."""
        known = self.known
        offered = Offered(every.initiatives, every.departments, known.priorities, known.districts, known.named)
        return offered, narrowing(self.chosen, offered)

    def sheet(self, every: Snapshot, drawn: Drawn, **more: Any) -> ChartSheet:
        """The page of a chart that was drawn of this snapshot."""
        offered, wanted = self.narrowing(every)
        markings = {Marking.PUBLIC}.union(*(each.markings for each in every.projects if wanted.takes(each)))
        return ChartSheet(self.days, wanted, offered, drawn, strictest(*markings), every.leaves_out, **more)


def chart_sheet(name: str, arguments: Mapping[str, str], viewer: Viewer) -> ChartSheet:
    """The page of the chart of that endpoint, as the address asks for it: days, projects, what else it has."""
    chosen = {each: words for each in NAMES if (words := arguments.get(each, "").strip())}
    found = known(viewer, clock.now(), chosen.get("manager", ""))
    as_of, compare = arguments.get("as_of", ""), arguments.get("compare", "")
    days = choose(as_of, compare, clock.today(), found.landmarks, chosen)
    return _BUILDERS[name](_Asked(days, viewer, chosen, arguments, found))


def _history(asked: _Asked) -> ChartSheet:
    weeks = A_YEAR if asked.arguments.get("weeks") == str(A_YEAR) else HALF_A_YEAR
    every, found = weekly_standing(asked.days.as_of, weeks, asked.viewer, Part.JUDGED | asked.serving)
    _, wanted = asked.narrowing(every)
    chosen = {project.id for project in every.projects if wanted.takes(project)}
    drawn = history_drawn(found, lambda each: not wanted.is_set or each in chosen)
    choices: tuple[tuple[str, dict[str, Any], bool], ...] = (
        ("26 weeks", {}, weeks == HALF_A_YEAR),
        ("a year", {"weeks": A_YEAR}, weeks == A_YEAR),
    )
    options = tuple(Option(label, asked.days.address(**said), is_chosen) for label, said, is_chosen in choices)
    others = (("weeks", str(weeks)),) if weeks != HALF_A_YEAR else ()
    return asked.sheet(every, drawn, options=options, others=others)


def _grid(asked: _Asked) -> ChartSheet:
    every = listed(asked.days.as_of, asked.viewer, bool(asked.serving))
    _, wanted = asked.narrowing(every)
    days = (*week_ends(asked.days.as_of, GRID_WEEKS - 1), asked.days.as_of)
    ordered = worst_first(narrowed(every, every, wanted)[0].projects, rating_history(days, asked.viewer))
    pages = max(1, -(-len(ordered) // GRID_ROWS))
    number = min(read_id(asked.arguments.get("page", "1")) or 1, pages)
    # A file has all pages; a page only its own.
    is_file = asked.arguments.get("format") in ("csv", "xlsx")
    here = ordered if is_file else ordered[(number - 1) * GRID_ROWS : number * GRID_ROWS]
    scope = Scope("projects", ids=frozenset(project.id for project in here))
    found = snapshots(days, asked.viewer, Part.JUDGED, scope) if here else (every,)
    drawn = grid_drawn(found, here, lambda slug: url_for("profiles.project", slug=slug))
    others = (("page", str(number)),) if number > 1 else ()
    return asked.sheet(every, drawn, page_number=number, pages=pages, others=others)


def _timeline(asked: _Asked) -> ChartSheet:
    every, _, shown = _shown(asked, Part.NONE)
    by = asked.arguments.get("group", "")
    group = Group(by) if by in tuple(Group) else Group.INITIATIVE
    drawn = timeline_drawn(shown, waits_at(asked.days.as_of), group, _milestone_url, asked.days.today)
    options = tuple(
        Option(each.label, asked.days.address(**({"group": each.value} if each is not Group.INITIATIVE else {})),
               each is group)
        for each in Group
    )  # fmt: skip
    others = (("group", group.value),) if group is not Group.INITIATIVE else ()
    return asked.sheet(every, drawn, options=options, others=others)


def _carrying(asked: _Asked) -> ChartSheet:
    every, wanted, shown = _shown(asked, Part.NONE)
    return asked.sheet(every, carrying_drawn(shown, wanted.is_set))


def _money(asked: _Asked) -> ChartSheet:
    every, _, shown = _shown(asked, Part.MONEY)
    return asked.sheet(every, money_drawn(shown))


def _slips(asked: _Asked) -> ChartSheet:
    every, _, shown = _shown(asked, Part.NONE)
    rows = slipping(shown)
    baselines = (each.baseline_fact.id for _, each in rows if each.baseline_fact)
    forecasts = forecasts_at((each.id for _, each in rows), baselines, asked.days.as_of, asked.viewer)
    return asked.sheet(every, slips_drawn(rows, forecasts, asked.days.as_of, _milestone_url))


def _shown(asked: _Asked, parts: Part) -> tuple[Snapshot, Narrowing, Snapshot]:
    """The snapshot of the day, what it is narrowed to, and what is left of it."""
    (every,) = snapshots((asked.days.as_of,), asked.viewer, parts | asked.serving)
    _, wanted = asked.narrowing(every)
    return every, wanted, narrowed(every, every, wanted)[0]


def _milestone_url(record_id: int) -> str:
    return url_for("profiles.milestone", record_id=record_id)


_BUILDERS: Mapping[str, Callable[[_Asked], ChartSheet]] = {
    "charts": _history,
    "chart_grid": _grid,
    "chart_timeline": _timeline,
    "chart_carrying": _carrying,
    "chart_money": _money,
    "chart_slips": _slips,
}
