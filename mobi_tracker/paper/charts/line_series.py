"""Readings over time, with where they began and where they should get to."""

import math
from dataclasses import dataclass
from datetime import date

from mobi_tracker.paper.charts.axes import TimeAxis, around, spread_out, value_ticks
from mobi_tracker.paper.charts.description import ChartTable, format_full_date, short_figure
from mobi_tracker.paper.charts.drawing import LABEL, TICK, Drawing, empty_drawing, fit, text_width
from mobi_tracker.paper.charts.plotly_figure import axis, figure, plain, token
from mobi_tracker.paper.tables.columns import ColumnKind

_HEIGHT, _TOP, _FOOT = 240, 14, 28
_DOTS_UP_TO = 60
_PLOTLY_HEIGHT = 320


@dataclass(frozen=True)
class Reading:
    """A measure's value on a day: cents for money, a share for a percentage."""

    on: date
    value: float


@dataclass(frozen=True)
class LineSeries:
    """One measure over time. `kind` says how figures read, `unit` stands behind plain numbers ("permits")."""

    title: str
    description: str
    readings: tuple[Reading, ...]
    baseline: float | None = None
    target: float | None = None
    kind: ColumnKind = ColumnKind.NUMBER
    unit: str = ""
    empty_text: str = "No reading is recorded yet."

    @property
    def known(self) -> tuple[Reading, ...]:
        """The readings that have a value, in the order of their days."""
        return tuple(sorted((one for one in self.readings if math.isfinite(one.value)), key=lambda one: one.on))

    @property
    def is_empty(self) -> bool:
        """Whether no reading has a value."""
        return not self.known

    def svg(self, width: int = 640) -> str:
        """The line as SVG, drawn for a column `width` pixels wide."""
        if self.is_empty:
            return empty_drawing(self.empty_text, width)
        levels, scale = self._levels(), value_ticks(*self._bounds())
        left = max(text_width(short_figure(value, self.kind), TICK) for value in scale) + 10
        right = min(max(text_width(words) for _, _, words in levels), width * 0.34) + 12
        time_axis = TimeAxis(*around([one.on for one in self.known], 0.0), left + 6, width - right)
        drawing = Drawing(width, _HEIGHT)
        per_one = (_HEIGHT - _TOP - _FOOT) / (scale[-1] - scale[0])

        def height(value: float) -> float:
            return _HEIGHT - _FOOT - (value - scale[0]) * per_one

        for value in scale:
            drawing.line("chart-line", left, height(value), width - right, height(value))
            drawing.text("chart-muted", left - 8, height(value) + 4, short_figure(value, self.kind), TICK, "end")
        for tick in time_axis.ticks():
            drawing.text("chart-muted", tick.at, _HEIGHT - 10, tick.label, TICK, "middle")
        for level, name, _ in levels[:-1]:
            drawing.line(f"chart-{name}", left, height(level), width - right, height(level))
        points = [(time_axis.at(one.on), height(one.value)) for one in self.known]
        drawing.path("chart-series", points)
        self._draw_dots(drawing, points)
        places = spread_out([height(level) for level, _, _ in levels], 16, _TOP, _HEIGHT - _FOOT)
        for place, (_, name, words) in zip(places, levels, strict=True):
            css = "chart-strong" if name == "latest" else "chart-muted"
            drawing.text(css, width - right + 10, place + 4.5, fit(words, right - 10), LABEL)
        return drawing.finish(f"{self.title}. {self.description}")

    def plotly(self) -> dict[str, object]:
        """The readings for Plotly, and a dashed line each for baseline and target."""
        days = [one.on.isoformat() for one in self.known]
        hover = [plain(f"{format_full_date(one.on)}: {self._words(one.value)}") for one in self.known]
        mode = "lines+markers" if len(days) <= _DOTS_UP_TO else "lines"
        data: list[dict[str, object]] = [
            {"type": "scatter", "mode": mode, "name": "Reading", "x": days,
             "y": [one.value for one in self.known], "text": hover, "hoverinfo": "text",
             "line": {"color": token("accent"), "width": 2}, "marker": {"color": token("accent"), "size": 7}},
        ]  # fmt: skip
        for name, value, colour in (("Baseline", self.baseline, "muted"), ("Target", self.target, "target")):
            if value is not None and days:
                data.append(
                    {"type": "scatter", "mode": "lines", "name": name, "x": [days[0], days[-1]],
                     "y": [value, value], "hoverinfo": "text",
                     "text": [plain(f"{name}: {self._words(value)}")] * 2,
                     "line": {"color": token(colour), "width": 2, "dash": "dash"}}
                )  # fmt: skip
        values = value_ticks(*self._bounds()) if self.known else []
        scale = {"range": [values[0], values[-1]]} if values else {}
        yaxis = axis(**scale, tickvals=values, ticktext=[short_figure(value, self.kind) for value in values])
        window = {}
        if days:
            window = {"range": [day.isoformat() for day in around([one.on for one in self.known])]}
        shared = {"margin": {"l": 24, "r": 150, "t": 24, "b": 32}, "annotations": self._edge_words()}
        xaxis = axis(type="date", showgrid=False, **window)
        return figure(data, _PLOTLY_HEIGHT, xaxis=xaxis, yaxis=yaxis, **shared)

    def _edge_words(self) -> list[dict[str, object]]:
        """Baseline, target and the latest reading in words at Plotly's right edge, kept apart."""
        if self.is_empty:
            return []
        scale = value_ticks(*self._bounds())
        per_one = (_PLOTLY_HEIGHT - 56) / (scale[-1] - scale[0])
        levels = self._levels()
        heights = spread_out([(level - scale[0]) * per_one for level, _, _ in levels], 18, 0, _PLOTLY_HEIGHT)
        return [
            {"xref": "paper", "x": 1, "xanchor": "left", "xshift": 6, "y": scale[0] + height / per_one,
             "text": plain(fit(words, 140)), "showarrow": False,
             "font": {"color": token("accent" if name == "latest" else "muted")}}
            for height, (_, name, words) in zip(heights, levels, strict=True)
        ]  # fmt: skip

    def table(self) -> ChartTable:
        """The readings, with baseline and target in columns of their own where they are set."""
        headings, kinds = ["Date", "Reading"], [ColumnKind.DATE, self.kind]
        extra = [("Baseline", self.baseline), ("Target", self.target)]
        headings += [name for name, value in extra if value is not None]
        kinds += [self.kind for _, value in extra if value is not None]
        rest = tuple(value for _, value in extra if value is not None)
        return ChartTable(tuple(headings), tuple(kinds), tuple((one.on, one.value, *rest) for one in self.known))

    def _bounds(self) -> tuple[float, float]:
        levels = [level for level, _, _ in self._levels()] + [one.value for one in self.known]
        return min(levels), max(levels)

    def _levels(self) -> list[tuple[float, str, str]]:
        """What is written at the right edge: its value, its class, its words; the latest reading last."""
        set_levels = (("baseline", self.baseline), ("target", self.target))
        levels = [(value, name, f"{name} {self._words(value)}") for name, value in set_levels if value is not None]
        latest = self.known[-1].value
        return [*levels, (latest, "latest", self._words(latest))]

    def _words(self, value: float) -> str:
        return " ".join(filter(None, [short_figure(value, self.kind), self.unit]))

    def _draw_dots(self, drawing: Drawing, points: list[tuple[float, float]]) -> None:
        shown = list(zip(points, self.known, strict=True))
        for (x, y), one in shown if len(shown) <= _DOTS_UP_TO else shown[-1:]:
            drawing.begin(f"{format_full_date(one.on)}: {self._words(one.value)}")
            drawing.circle("chart-accent", x, y, 4)
            drawing.end()
