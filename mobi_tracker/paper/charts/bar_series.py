"""Plain bars of any labelled figures."""

import math
from dataclasses import dataclass

from mobi_tracker.paper.charts.axes import value_ticks
from mobi_tracker.paper.charts.description import ChartTable, Tone, short_figure
from mobi_tracker.paper.charts.drawing import LABEL, Drawing, empty_drawing, fit, text_width
from mobi_tracker.paper.charts.plotly_figure import axis, figure, label, plain, token
from mobi_tracker.paper.tables.columns import ColumnKind

_ROW, _BAR = 30, 14


@dataclass(frozen=True)
class Bar:
    """One bar. `tone` colours it by a rating; without one it has the accent."""

    label: str
    value: float
    tone: Tone | None = None
    url: str | None = None


@dataclass(frozen=True)
class BarSeries:
    """Labelled figures as bars from zero, in the order given. `kind` and `unit` as in LineSeries."""

    title: str
    description: str
    bars: tuple[Bar, ...]
    kind: ColumnKind = ColumnKind.NUMBER
    unit: str = ""
    label_heading: str = "Name"
    value_heading: str = "Figure"
    empty_text: str = "There is nothing to count yet."

    @property
    def known(self) -> tuple[Bar, ...]:
        """The bars that have a value."""
        return tuple(bar for bar in self.bars if math.isfinite(bar.value))

    @property
    def is_empty(self) -> bool:
        """Whether there is no bar with a value."""
        return not self.known

    def svg(self, width: int = 640) -> str:
        """The bars as SVG, drawn for a column `width` pixels wide."""
        if self.is_empty:
            return empty_drawing(self.empty_text, width)
        label_room = min(max(text_width(bar.label) for bar in self.known), width * 0.36) + 14
        words_room = min(max(text_width(self._words(bar.value)) for bar in self.known), width * 0.3) + 12
        low, high = self._bounds()
        room = width - label_room - words_room
        left = label_room + (words_room if low < 0 else 0)
        per_one = (room - (words_room if low < 0 else 0)) / ((high - low) or 1)
        zero = left - low * per_one
        drawing = Drawing(width, _ROW * len(self.known) + 4)
        for number, bar in enumerate(self.known):
            middle = _ROW * (number + 0.5)
            drawing.begin(f"{bar.label}: {self._words(bar.value)}", bar.url)
            drawing.text("chart-link" if bar.url else "chart-text", 0, middle + 4.5, fit(bar.label, label_room - 10))
            end = zero + bar.value * per_one
            css = f"chart-{Tone(bar.tone)}" if bar.tone else "chart-accent"
            drawing.rect(css, min(zero, end), middle - _BAR / 2, abs(end - zero), _BAR, 1.5)
            at, anchor = (end - 6, "end") if bar.value < 0 else (end + 6, "start")
            drawing.text("chart-muted", at, middle + 4.5, fit(self._words(bar.value), words_room), LABEL, anchor)
            drawing.end()
        drawing.line("chart-zero", zero, 2, zero, _ROW * len(self.known))
        return drawing.finish(f"{self.title}. {self.description}")

    def plotly(self) -> dict[str, object]:
        """The bars for Plotly, in the order given."""
        rows = list(range(len(self.known)))
        data: list[dict[str, object]] = [
            {"type": "bar", "orientation": "h", "name": plain(self.value_heading), "y": rows,
             "x": [bar.value for bar in self.known], "hoverinfo": "text",
             "textposition": "outside", "cliponaxis": False,
             "text": [plain(self._words(bar.value)) for bar in self.known],
             "hovertext": [plain(f"{bar.label}: {self._words(bar.value)}") for bar in self.known],
             "marker": {"color": [token(Tone(bar.tone) if bar.tone else "accent") for bar in self.known]}},
        ]  # fmt: skip
        names = [label(bar.label) for bar in self.known]
        yaxis = axis(tickvals=rows, ticktext=names, autorange="reversed", showgrid=False)
        low, high = self._bounds()
        values = value_ticks(low, high)
        room = (high - low) * 0.2 or 1  # for the words beyond the ends of the bars
        window = {"range": [low - (room if low < 0 else 0), high + room]}
        ticks = {"tickvals": values, "ticktext": [short_figure(value, self.kind) for value in values]}
        return figure(data, 80 + 32 * max(1, len(rows)), xaxis=axis(**window, **ticks), yaxis=yaxis)

    def table(self) -> ChartTable:
        """The labels and their figures."""
        rows = tuple((bar.label, bar.value) for bar in self.known)
        return ChartTable((self.label_heading, self.value_heading), (ColumnKind.TEXT, self.kind), rows)

    def _bounds(self) -> tuple[float, float]:
        """The least and the greatest figure, zero among them."""
        values = [0.0, *(bar.value for bar in self.known)]
        return min(values), max(values)

    def _words(self, value: float) -> str:
        return " ".join(filter(None, [short_figure(value, self.kind), self.unit]))
