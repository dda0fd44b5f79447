"""The timeline: each milestone's baseline hollow, its forecast solid, and the slip as a tail between them."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from mobi_tracker.paper.charts.axes import TimeAxis, around
from mobi_tracker.paper.charts.description import ChartTable, Figure, Tone, format_full_date
from mobi_tracker.paper.charts.drawing import LABEL, TICK, Drawing, empty_drawing, fit, text_width
from mobi_tracker.paper.charts.plotly_figure import axis, figure, label, plain, token, words_at
from mobi_tracker.paper.tables.columns import ColumnKind

_TOP, _ROW, _ROW_DENSE, _DENSE_FROM, _DOT = 22, 28, 22, 40, 6


@dataclass(frozen=True)
class TimelineMilestone:
    """One milestone. `slip_label` is words ready to read ("+9 days", "on time"); `tone` its colour.

    Any date may be missing; `actual` is the day it was reached, and then stands in the forecast's place.
    `waits_on` names what its project waits on.
    """

    label: str
    baseline: date | None = None
    forecast: date | None = None
    actual: date | None = None
    slip_label: str = ""
    tone: Tone = Tone.NOT_RATED
    group: str = ""
    url: str | None = None
    waits_on: str = ""

    @property
    def now(self) -> date | None:
        """The day it happened, or is now expected, or was first planned."""
        return self.actual or self.forecast or self.baseline

    def in_words(self) -> str:
        """Everything about it, for the pointer and the alternative text."""
        known = (("baseline", self.baseline), ("forecast", self.forecast), ("reached", self.actual))
        days = ", ".join(f"{word} {format_full_date(day)}" for word, day in known if day)
        slip = f", {self.slip_label}" if self.slip_label else ""
        waits = f"; waits on {self.waits_on}" if self.waits_on else ""
        return f"{self.label}: {days or 'no date yet'}{slip}{waits}"


@dataclass(frozen=True)
class Wait:
    """What waits on what, as numbers of milestones: `then` can only come once `first` has."""

    first: int
    then: int
    words: str


@dataclass(frozen=True)
class Timeline:
    """Milestones over time. `today` draws the line; `first` and `last` may cut a window out of the dates.

    What lies outside the window stands at its edge with an arrow. Rows keep the order given; a group's name
    is a row of its own above its first milestone.
    """

    title: str
    description: str
    milestones: tuple[TimelineMilestone, ...]
    today: date | None = None
    first: date | None = None
    last: date | None = None
    empty_text: str = "No milestone has a date yet."
    waits: tuple[Wait, ...] = ()

    @cached_property
    def lines(self) -> tuple[TimelineMilestone | str, ...]:
        """The rows from top to bottom: milestones, and the name of a group above its first."""
        lines: list[TimelineMilestone | str] = []
        group = ""
        for milestone in self.milestones:
            if milestone.group and milestone.group != group:
                lines.append(milestone.group)
            group = milestone.group
            lines.append(milestone)
        return tuple(lines)

    @property
    def is_empty(self) -> bool:
        """Whether no milestone has any date."""
        return all(milestone.now is None for milestone in self.milestones)

    @cached_property
    def window(self) -> tuple[date, date]:
        """The first and last day drawn."""
        days = [day for one in self.milestones for day in (one.baseline, one.now) if day]
        first, last = around([*days, self.today] if self.today else days)
        first, last = self.first or first, self.last or last
        return (first, last) if first < last else (last, first)

    def svg(self, width: int = 760) -> str:
        """The timeline as SVG, drawn for a column `width` pixels wide."""
        if self.is_empty:
            return empty_drawing(self.empty_text, width)
        row = _ROW if len(self.lines) <= _DENSE_FROM else _ROW_DENSE
        time_axis = TimeAxis(*self.window, self._label_room(width) + 8, width - self._slip_room() - 8)
        drawing = Drawing(width, _TOP + row * len(self.lines) + (18 if self.today else 6))
        self._draw_grid(drawing, time_axis, _TOP + row * len(self.lines))
        self._draw_waits(drawing, time_axis, row)
        for number, line in enumerate(self.lines):
            middle = _TOP + row * (number + 0.5)
            if isinstance(line, str):
                drawing.text("chart-strong", 0, middle + 5, fit(line, width / 2), LABEL)
            else:
                _draw_milestone(drawing, time_axis, line, middle)
        return drawing.finish(f"{self.title}. {self.description}")

    def plotly(self) -> dict[str, object]:
        """The timeline for Plotly: tails by tone, baselines, forecasts, days reached, and slips in words."""
        rows = list(range(len(self.milestones)))
        hover = [plain(one.in_words()) for one in self.milestones]
        colours = [token(Tone(one.tone)) for one in self.milestones]
        data = [
            *_tails(self.milestones),
            _dots("Baseline", [one.baseline for one in self.milestones], hover)
            | {"marker": {"symbol": "circle-open", "size": 12, "color": token("muted")}},
            _dots("Forecast", [one.forecast for one in self.milestones], hover)
            | {"marker": {"size": 12, "color": colours}},
            _dots("Reached", [one.actual for one in self.milestones], hover)
            | {"marker": {"symbol": "diamond", "size": 12, "color": token("muted")}},
            words_at(
                [_iso(max(filter(None, (one.baseline, one.now)), default=None)) for one in self.milestones],
                rows,
                [one.slip_label for one in self.milestones],
            ),
        ]
        shapes = [_today_line(self.today)] if self.today and not self.is_empty else []
        window = {} if self.is_empty else {"range": [day.isoformat() for day in self.window]}
        names = [label(one.label) for one in self.milestones]
        yaxis = axis(tickvals=rows, ticktext=names, autorange="reversed", showgrid=False)
        xaxis = axis(type="date", **window)
        margin = {"l": 24, "r": 110, "t": 24, "b": 32}
        height = 80 + 28 * max(1, len(rows))
        arrows = [] if self.is_empty else self._arrows()
        return figure(data, height, xaxis=xaxis, yaxis=yaxis, shapes=shapes, margin=margin, annotations=arrows)

    def _drawn_waits(self) -> list[tuple[Wait, TimelineMilestone, TimelineMilestone]]:
        """The waits whose milestones both have a day."""
        found = [(wait, self.milestones[wait.first], self.milestones[wait.then]) for wait in self.waits]
        return [each for each in found if each[1].now and each[2].now]

    def _arrows(self) -> list[dict[str, object]]:
        """The waits for Plotly: thin arrows from what comes first to what waits on it."""
        return [
            {"x": _iso(then.now), "y": wait.then, "ax": _iso(first.now), "ay": wait.first, "axref": "x", "ayref": "y",
             "text": "", "hovertext": plain(wait.words), "showarrow": True, "arrowhead": 2, "arrowwidth": 1,
             "arrowcolor": token("muted"), "standoff": 7, "startstandoff": 7}
            for wait, first, then in self._drawn_waits()
        ]  # fmt: skip

    def _draw_waits(self, drawing: Drawing, time_axis: TimeAxis, row: float) -> None:
        """Thin lines with a small head from what comes first to what waits on it, across between the rows."""
        heights = [_TOP + row * (at + 0.5) for at, line in enumerate(self.lines) if not isinstance(line, str)]
        for wait, first, then in self._drawn_waits():
            if first.now is None or then.now is None:
                continue
            start, end = (time_axis.at(first.now), heights[wait.first]), (time_axis.at(then.now), heights[wait.then])
            way = 1 if end[1] > start[1] else -1
            between, tip = end[1] - way * row / 2, end[1] - way * (_DOT + 1)
            drawing.begin(wait.words)
            corners = [(start[0], start[1] + way * _DOT), (start[0], between), (end[0], between), (end[0], tip)]
            drawing.path("chart-wait", corners)
            drawing.path("chart-wait", [(end[0] - 3, tip - way * 4), (end[0], tip), (end[0] + 3, tip - way * 4)])
            drawing.end()

    def table(self) -> ChartTable:
        """The milestones with their dates; a group's column only where there are groups."""
        text, day = ColumnKind.TEXT, ColumnKind.DATE
        headings: tuple[str, ...] = ("Milestone", "Baseline", "Forecast", "Reached", "Slip")
        kinds: tuple[ColumnKind, ...] = (text, day, day, day, text)
        rows: tuple[tuple[Figure, ...], ...] = tuple(
            (one.label, one.baseline, one.forecast, one.actual, one.slip_label) for one in self.milestones
        )
        if any(one.waits_on for one in self.milestones):
            headings, kinds = (*headings, "Waits on"), (*kinds, text)
            rows = tuple((*row, one.waits_on) for one, row in zip(self.milestones, rows, strict=True))
        if any(one.group for one in self.milestones):
            grouped = tuple((one.group, *row) for one, row in zip(self.milestones, rows, strict=True))
            return ChartTable(("Group", *headings), (text, *kinds), grouped)
        return ChartTable(headings, kinds, rows)

    def _label_room(self, width: int) -> float:
        longest = max((text_width(one.label) for one in self.milestones), default=0)
        return min(longest, width * 0.32) + 8

    def _slip_room(self) -> float:
        longest = max((text_width(one.slip_label, TICK) for one in self.milestones), default=0)
        return min(longest, 120) + _DOT + 6

    def _draw_grid(self, drawing: Drawing, time_axis: TimeAxis, foot: float) -> None:
        for tick in time_axis.ticks():
            drawing.line("chart-line", tick.at, _TOP - 4, tick.at, foot)
            left = min(tick.at + 3, drawing.width - text_width(tick.label, TICK))
            drawing.text("chart-muted", left, 12, tick.label, TICK)
        if self.today and time_axis.holds(self.today):
            at = time_axis.at(self.today)
            drawing.line("chart-today", at, _TOP - 4, at, foot)
            drawing.text("chart-text", at, foot + 14, "today", TICK, "middle")


def _draw_milestone(drawing: Drawing, time_axis: TimeAxis, one: TimelineMilestone, middle: float) -> None:
    """A row: label, hollow baseline, tail, solid forecast (a diamond once reached), the slip in words."""
    drawing.begin(one.in_words(), one.url)
    css = "chart-link" if one.url else "chart-text"
    drawing.text(css, 0, middle + 4.5, fit(one.label, time_axis.left - 16), LABEL)
    if one.now is None:
        drawing.text("chart-muted", time_axis.left, middle + 4.5, "no date yet", TICK)
        drawing.end()
        return
    tone = "chart-done" if one.actual else f"chart-{Tone(one.tone)}"
    now, ends = time_axis.at(one.now), [time_axis.at(one.now)]
    if one.baseline:
        base = time_axis.at(one.baseline)
        ends.append(base)
        drawing.rect(tone, min(base, now), middle - 1.5, abs(base - now), 3)
        if one.baseline != one.now:
            _draw_day(drawing, time_axis, one.baseline, middle, "chart-hollow", reached=False)
    is_plan_only = not (one.actual or one.forecast)
    _draw_day(drawing, time_axis, one.now, middle, "chart-hollow" if is_plan_only else tone, one.actual is not None)
    slip = fit(one.slip_label, 120, TICK)
    drawing.text("chart-muted", max(ends) + _DOT + 5, middle + 4.5, slip, TICK)
    drawing.end()


def _draw_day(drawing: Drawing, time_axis: TimeAxis, day: date, middle: float, css: str, reached: bool) -> None:
    """A day's mark: a dot, a diamond once reached, an arrow at the edge for a day outside the window."""
    at = time_axis.at(day)
    if not time_axis.holds(day):
        point = -_DOT if day < time_axis.first else _DOT
        drawing.path(css, [(at + point, middle), (at, middle - _DOT), (at, middle + _DOT)], closed=True)
    elif reached:
        size = _DOT + 0.5
        drawing.path(css, [(at, middle - size), (at + size, middle), (at, middle + size), (at - size, middle)], True)
    else:
        drawing.circle(css, at, middle, _DOT)


def _tails(milestones: tuple[TimelineMilestone, ...]) -> list[dict[str, object]]:
    """The tails for Plotly: a trace for each colour, its lines parted by gaps."""
    ends: dict[str, tuple[list[str | None], list[int | None]]] = {}
    for number, one in enumerate(milestones):
        if one.baseline and one.now and one.baseline != one.now:
            days, rows = ends.setdefault("muted" if one.actual else Tone(one.tone).value, ([], []))
            days += [_iso(one.baseline), _iso(one.now), None]
            rows += [number, number, None]
    common: dict[str, object] = {"type": "scatter", "mode": "lines", "name": "Slip", "hoverinfo": "skip"}
    return [
        common | {"x": days, "y": rows, "line": {"color": token(colour), "width": 3}}
        for colour, (days, rows) in ends.items()
    ]


def _dots(name: str, days: list[date | None], hover: list[str]) -> dict[str, object]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": list(map(_iso, days)),
        "y": list(range(len(days))),
        "text": hover,
        "hoverinfo": "text",
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _today_line(today: date) -> dict[str, object]:
    at = today.isoformat()
    return {
        "type": "line",
        "x0": at,
        "x1": at,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "line": {"color": token("ink"), "width": 2},
    }
