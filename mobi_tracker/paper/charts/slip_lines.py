"""How forecasts moved: a line for each milestone, over the days on which forecasts were made. Flat is good."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from mobi_tracker.paper.charts.axes import TimeAxis, around, spread_out, value_ticks
from mobi_tracker.paper.charts.description import ChartTable, Figure, format_full_date, format_number
from mobi_tracker.paper.charts.drawing import LABEL, TICK, Drawing, empty_drawing, fit, text_width
from mobi_tracker.paper.charts.plotly_figure import axis, figure, plain, token
from mobi_tracker.paper.tables.columns import ColumnKind

_HEIGHT, _TOP, _FOOT, _LEFT = 340, 20, 28, 44
_APART = 17


@dataclass(frozen=True)
class Forecast:
    """A forecast: the day it was made, and how many days after the baseline it lies (before it: less than none)."""

    on: date
    slip: int


@dataclass(frozen=True)
class SlipLine:
    """A milestone with the forecasts it was given, the earliest first. ``is_named``: its label stands at its end."""

    label: str
    forecasts: tuple[Forecast, ...]
    is_named: bool = False
    url: str | None = None

    @property
    def slip(self) -> int:
        """How far it has slipped by its latest forecast, in days."""
        return self.forecasts[-1].slip

    def in_words(self) -> str:
        """Every forecast, for the pointer."""
        said = ", ".join(f"{format_full_date(each.on)}: {_days(each.slip)}" for each in self.forecasts)
        return f"{self.label}; {said}"


@dataclass(frozen=True)
class SlipLines:
    """Lines over time, drawn in steps: a forecast holds until the next. Flat is good. ``last`` is the day shown."""

    title: str
    description: str
    lines: tuple[SlipLine, ...]
    last: date
    empty_text: str = "How forecasts move appears here once a milestone has a baseline."

    @property
    def is_empty(self) -> bool:
        """Whether no milestone has a forecast."""
        return not self.lines

    @cached_property
    def _scale(self) -> list[float]:
        slips = [each.slip for line in self.lines for each in line.forecasts]
        return value_ticks(min(0, *slips), max(10, *slips), 5)

    @cached_property
    def _named(self) -> list[SlipLine]:
        return [line for line in self.lines if line.is_named]

    def svg(self, width: int = 760) -> str:
        """The lines as SVG, drawn for a column `width` pixels wide."""
        if self.is_empty:
            return empty_drawing(self.empty_text, width)
        words = max((text_width(f"{_days(line.slip)} {line.label}") for line in self._named), default=0)
        right = width - min(words, width * 0.42) - 14
        first, _ = around([each.on for line in self.lines for each in line.forecasts], 0.0)
        time_axis = TimeAxis(min(first, self.last), self.last, _LEFT, right)
        per_one = (_HEIGHT - _TOP - _FOOT) / (self._scale[-1] - self._scale[0])
        drawing = Drawing(width, _HEIGHT)

        def height(value: float) -> float:
            return _HEIGHT - _FOOT - (value - self._scale[0]) * per_one

        for value in self._scale:
            css = "chart-zero" if value == 0 else "chart-line"
            drawing.line(css, _LEFT, height(value), right, height(value))
            drawing.text("chart-muted", _LEFT - 8, height(value) + 4, format_number(value), TICK, "end")
        drawing.text("chart-muted", 0, 10, "days after the baseline", TICK)
        for tick in time_axis.ticks():
            drawing.text("chart-muted", tick.at, _HEIGHT - 8, tick.label, TICK, "middle")
        for line in sorted(self.lines, key=lambda one: one.is_named):
            drawing.begin(line.in_words(), line.url)
            points = [(time_axis.at(on), height(slip)) for on, slip in _steps(line, self.last)]
            drawing.path("chart-series" if line.is_named else "chart-grey", points)
            if line.is_named:
                drawing.circle("chart-accent", *points[-1], 3.5)
            drawing.end()
        heights = spread_out([height(line.slip) for line in self._named], _APART, _TOP, _HEIGHT - _FOOT)
        for place, line in zip(heights, self._named, strict=True):
            text = fit(f"{_days(line.slip)} {line.label}", width - right - 12)
            drawing.text("chart-text", right + 10, place + 4.5, text, LABEL)
        return drawing.finish(f"{self.title}. {self.description}")

    def plotly(self) -> dict[str, object]:
        """The lines for Plotly: steps, each forecast on hover, the named ones in the accent."""
        data: list[dict[str, object]] = []
        for line in sorted(self.lines, key=lambda one: one.is_named):
            steps = [*((each.on, each.slip) for each in line.forecasts), (self.last, line.slip)]
            colour = token("accent" if line.is_named else "not-rated")
            data.append(
                {"type": "scatter", "mode": "lines+markers" if line.is_named else "lines", "name": plain(line.label),
                 "x": [on.isoformat() for on, _ in steps], "y": [slip for _, slip in steps],
                 "text": [plain(f"{line.label}; {format_full_date(on)}: {_days(slip)}") for on, slip in steps],
                 "hoverinfo": "text", "line": {"shape": "hv", "color": colour, "width": 2 if line.is_named else 1},
                 "marker": {"size": 5, "color": colour}}
            )  # fmt: skip
        words = []
        if self._named:
            per_one = (420 - 56) / (self._scale[-1] - self._scale[0])
            wanted = [(line.slip - self._scale[0]) * per_one for line in self._named]
            heights = spread_out(wanted, 18, 0, 420 - 56)
            words = [
                {"xref": "paper", "x": 1, "xanchor": "left", "xshift": 6, "y": self._scale[0] + place / per_one,
                 "text": plain(fit(f"{_days(line.slip)} {line.label}", 250)), "showarrow": False,
                 "font": {"color": token("ink")}}
                for place, line in zip(heights, self._named, strict=True)
            ]  # fmt: skip
        yaxis = axis(range=[self._scale[0], self._scale[-1]], title={"text": "days after the baseline"})
        xaxis = axis(type="date", showgrid=False)
        margin = {"l": 24, "r": 270 if words else 16, "t": 24, "b": 32}
        return figure(data, 420, xaxis=xaxis, yaxis=yaxis, margin=margin, annotations=words)

    def table(self) -> ChartTable:
        """A row a forecast: the milestone, the day it was made, the days from the baseline."""
        rows: tuple[tuple[Figure, ...], ...] = tuple(
            (line.label, each.on, each.slip) for line in self.lines for each in line.forecasts
        )
        kinds = (ColumnKind.TEXT, ColumnKind.DATE, ColumnKind.NUMBER)
        return ChartTable(("Milestone", "Forecast made on", "Days after the baseline"), kinds, rows)


def _days(slip: int) -> str:
    if slip == 0:
        return "on its baseline"
    return f"{'+' if slip > 0 else '−'}{abs(slip)} {'day' if abs(slip) == 1 else 'days'}"


def _steps(line: SlipLine, last: date) -> list[tuple[date, int]]:
    """The corners of the line: level until the next forecast is made, then up or down, level until the day shown."""
    corners: list[tuple[date, int]] = []
    for each in line.forecasts:
        if corners:
            corners.append((each.on, corners[-1][1]))
        corners.append((each.on, each.slip))
    return [*corners, (last, line.slip)]
