"""Money by initiative and fiscal year: appropriated, encumbered, spent, forecast, and how much of the year is gone."""

from dataclasses import dataclass

from mobi_tracker.city.money import format_money, format_money_short
from mobi_tracker.paper.charts.description import ChartTable, Figure
from mobi_tracker.paper.charts.drawing import LABEL, TICK, Drawing, empty_drawing, fit, text_width
from mobi_tracker.paper.charts.plotly_figure import axis, figure, label, plain, token
from mobi_tracker.paper.tables.columns import ColumnKind

_ROW, _TOP, _BAR, _MOST_SHARE = 32, 24, 11, 1.5


@dataclass(frozen=True)
class YearRow:
    """Money of one initiative in one fiscal year, in cents; None is nothing recorded.

    ``elapsed`` is the share of the year that has passed (0.42).
    """

    initiative: str
    year: str
    appropriated: int | None
    encumbered: int | None
    spent: int | None
    forecast: int | None
    elapsed: float

    @property
    def amounts(self) -> tuple[tuple[str, int | None], ...]:
        """The amounts with their words."""
        return (("appropriated", self.appropriated), ("encumbered", self.encumbered), ("spent", self.spent),
                ("forecast", self.forecast))  # fmt: skip

    def share(self, cents: int | None) -> float:
        """An amount as a share of what is appropriated, at most one and a half; all of that where nothing is."""
        if not cents or cents < 0:
            return 0.0
        granted = self.appropriated or 0
        return min(_MOST_SHARE, cents / granted) if granted > 0 else _MOST_SHARE

    @property
    def committed(self) -> int:
        """Encumbered and spent together."""
        return (self.encumbered or 0) + (self.spent or 0)

    def in_words(self) -> str:
        """The row in exact figures, for the pointer."""
        said = ", ".join(f"{format_money(cents)} {word}" for word, cents in self.amounts if cents is not None)
        return f"{self.initiative}, {self.year}: {said}; {round(100 * self.elapsed)} % of the year has passed"

    def short(self) -> str:
        """Spent of appropriated, as it stands beside the bar."""
        if not self.appropriated:
            return f"{format_money_short(self.spent or 0)} spent, none appropriated"
        return f"{format_money_short(self.spent or 0)} of {format_money_short(self.appropriated)}"


@dataclass(frozen=True)
class MoneyYears:
    """A bar a row, grouped by fiscal year: all that is appropriated is as long everywhere, so that shares compare.

    Dark is spent, lighter encumbered (and not spent yet), the diamond is the forecast, the line the share of the year.
    """

    title: str
    description: str
    rows: tuple[YearRow, ...]
    empty_text: str = "No money is recorded yet."

    @property
    def is_empty(self) -> bool:
        """Whether no row has any money."""
        return not any(cents for row in self.rows for _, cents in row.amounts)

    @property
    def _widest(self) -> float:
        """The share at the right edge: a little beyond the greatest."""
        greatest = max((max(row.share(row.committed), row.share(row.forecast)) for row in self.rows), default=1.0)
        return min(_MOST_SHARE, max(1.0, greatest)) + 0.04

    @property
    def _lines(self) -> list[YearRow | str]:
        lines: list[YearRow | str] = []
        year = ""
        for row in self.rows:
            if row.year != year:
                lines.append(row.year)
            year = row.year
            lines.append(row)
        return lines

    def svg(self, width: int = 760) -> str:
        """The rows as SVG, drawn for a column `width` pixels wide."""
        if self.is_empty:
            return empty_drawing(self.empty_text, width)
        labels = min(max(text_width(row.initiative) for row in self.rows), width * 0.3) + 14
        words = min(max(text_width(row.short()) for row in self.rows), width * 0.3) + 16
        room = width - labels - words - 8
        whole = room / self._widest
        lines = self._lines
        drawing = Drawing(width, _TOP + _ROW * len(lines) + 4)
        for share in (0.0, 0.5, 1.0):
            at = labels + whole * share
            drawing.line("chart-line", at, _TOP - 4, at, drawing.height)
            drawing.text("chart-muted", at, 12, f"{round(100 * share)} %", TICK, "middle")
        for number, line in enumerate(lines):
            middle = _TOP + _ROW * (number + 0.5)
            if isinstance(line, str):
                drawing.text("chart-strong", 0, middle + 5, line, LABEL)
                continue
            drawing.begin(line.in_words())
            drawing.text("chart-text", 0, middle + 4.5, fit(line.initiative, labels - 12), LABEL)
            _draw_bar(drawing, line, labels, middle, whole)
            drawing.text("chart-muted", width - words + 6, middle + 4.5, fit(line.short(), words - 6), LABEL)
            drawing.end()
        return drawing.finish(f"{self.title}. {self.description}")

    def plotly(self) -> dict[str, object]:
        """The rows for Plotly as shares of what is appropriated, exact amounts on hover."""
        numbers = list(range(len(self.rows)))
        hover = [plain(row.in_words()) for row in self.rows]
        bar: dict[str, object] = {"type": "bar", "orientation": "h", "y": numbers, "text": hover, "hoverinfo": "text",
                                  "textposition": "none"}  # fmt: skip
        dot: dict[str, object] = {"type": "scatter", "mode": "markers", "y": numbers, "text": hover,
                                  "hoverinfo": "text"}  # fmt: skip
        data: list[dict[str, object]] = [
            bar | {"name": "Appropriated", "x": [1 if row.appropriated else 0 for row in self.rows], "width": 0.6,
                   "marker": {"color": token("line")}},
            bar | {"name": "Encumbered", "x": [row.share(row.committed) for row in self.rows],
                   "width": 0.34, "marker": {"color": token("heat-2")}},
            bar | {"name": "Spent", "x": [row.share(row.spent) for row in self.rows], "width": 0.34,
                   "marker": {"color": token("accent")}},
            dot | {"name": "Forecast", "x": [row.share(row.forecast) if row.forecast else None for row in self.rows],
                   "marker": {"symbol": "diamond-open", "size": 10, "color": token("ink")}},
            dot | {"name": "Year passed", "x": [row.elapsed for row in self.rows],
                   "marker": {"symbol": "line-ns", "size": 18, "line": {"width": 2, "color": token("ink")}}},
        ]  # fmt: skip
        names = [label(f"{row.initiative}, {row.year}") for row in self.rows]
        yaxis = axis(tickvals=numbers, ticktext=names, autorange="reversed", showgrid=False)
        xaxis = axis(tickformat=".0%", range=[0, self._widest])
        return figure(data, 80 + 32 * max(1, len(numbers)), barmode="overlay", xaxis=xaxis, yaxis=yaxis)

    def table(self) -> ChartTable:
        """The rows in cents."""
        money, text = ColumnKind.MONEY, ColumnKind.TEXT
        headings = ("Fiscal year", "Initiative", "Appropriated", "Encumbered", "Spent", "Forecast at completion")
        rows: tuple[tuple[Figure, ...], ...] = tuple(
            (row.year, row.initiative, *(cents for _, cents in row.amounts), row.elapsed) for row in self.rows
        )
        kinds = (text, text, money, money, money, money, ColumnKind.PERCENT)
        return ChartTable((*headings, "Year passed"), kinds, rows)


def _draw_bar(drawing: Drawing, row: YearRow, left: float, middle: float, whole: float) -> None:
    """The track, what is spent and encumbered on it, what goes beyond it, the forecast, the year's line."""
    top = middle - _BAR / 2
    drawing.rect("chart-track", left, top, whole if row.appropriated else 0, _BAR)
    committed = row.share(row.committed) * whole
    drawing.rect("chart-shade-2", left, top, min(committed, whole), _BAR)
    spent = row.share(row.spent) * whole
    granted = whole if row.appropriated else 0.0
    drawing.rect("chart-accent", left, top, min(spent, granted), _BAR)
    drawing.rect("chart-off-track", left + granted, top, max(spent, committed) - granted, _BAR)
    if row.appropriated:
        at = left + max(1.0, min(whole - 1, whole * row.elapsed))
        drawing.line("chart-halo", at, top, at, top + _BAR)
        drawing.line("chart-today", at, top - 4, at, top + _BAR + 4)
    if row.forecast:
        x, size = left + row.share(row.forecast) * whole, 5.5
        drawing.path(
            "chart-hollow", [(x, middle - size), (x + size, middle), (x, middle + size), (x - size, middle)], True
        )


NOTE_ON_MARKS = (
    "dark: spent · lighter: encumbered beside it · diamond: forecast · line: share of the year that has passed"
)
"""What the marks mean, for a line under the drawing."""
