"""Spent of appropriated, with a line for the share of the year that has passed."""

from dataclasses import dataclass

from mobi_tracker.city.money import format_money, format_money_short
from mobi_tracker.paper.charts.description import ChartTable, format_figure
from mobi_tracker.paper.charts.drawing import LABEL, NOTE, Drawing, empty_drawing, fit, text_width
from mobi_tracker.paper.charts.plotly_figure import axis, figure, label, plain, token, words_at
from mobi_tracker.paper.tables.columns import ColumnKind

_ROW, _BAR, _TOP = 32, 11, 4
_SMALL_WIDTH, _SMALL_HEIGHT, _SMALL_BAR = 150, 20, 11


@dataclass(frozen=True)
class MoneyRow:
    """Money of one thing, in cents. `elapsed` is the share of its year that has passed (0.42), or None."""

    label: str
    spent: int
    appropriated: int
    elapsed: float | None = None
    url: str | None = None

    @property
    def share(self) -> float | None:
        """The share spent (0.31); None where nothing was appropriated."""
        return self.spent / self.appropriated if self.appropriated > 0 else None

    def in_words(self) -> str:
        """The row in exact figures, for the pointer."""
        passed = (
            f"; {format_figure(round(self.elapsed, 2), ColumnKind.PERCENT)} of the year has passed"
            if self.elapsed
            else ""
        )
        return f"{self.label}: {format_money(self.spent)} spent of {format_money(self.appropriated)}{passed}"


@dataclass(frozen=True)
class MoneyBars:
    """A bar a row: its full length is what was appropriated, whatever the amount, so that shares compare."""

    title: str
    description: str
    rows: tuple[MoneyRow, ...]
    empty_text: str = "No money is recorded yet."

    @property
    def is_empty(self) -> bool:
        """Whether no row has any money."""
        return not any(row.spent or row.appropriated for row in self.rows)

    def svg(self, width: int = 640) -> str:
        """The rows as SVG, drawn for a column `width` pixels wide."""
        if self.is_empty:
            return empty_drawing(self.empty_text, width)
        label_room = min(max(text_width(row.label) for row in self.rows), width * 0.32) + 16
        words_room = (
            min(max(text_width(money_words(row.spent, row.appropriated)) for row in self.rows), width * 0.4) + 20
        )
        has_line = any(row.elapsed is not None for row in self.rows)
        drawing = Drawing(width, _TOP + _ROW * len(self.rows) + (16 if has_line else 0))
        bar_room = width - label_room - words_room
        for number, row in enumerate(self.rows):
            middle = _TOP + _ROW * (number + 0.5)
            drawing.begin(row.in_words(), row.url)
            css = "chart-link" if row.url else "chart-text"
            drawing.text(css, 0, middle + 4.5, fit(row.label, label_room - 12), LABEL)
            _draw_bar(drawing, row, label_room, middle, bar_room, _BAR)
            words = fit(money_words(row.spent, row.appropriated), words_room)
            drawing.text("chart-muted", width - words_room + 12, middle + 4.5, words, LABEL)
            drawing.end()
        if has_line:
            foot = _TOP + _ROW * len(self.rows) + 10
            drawing.text("chart-muted", label_room, foot, "line: share of the year that has passed", NOTE)
        return drawing.finish(f"{self.title}. {self.description}")

    def plotly(self) -> dict[str, object]:
        """The rows for Plotly in dollars: appropriated as a broad bar, spent as a narrow one upon it."""
        labels = list(range(len(self.rows)))
        hover = [plain(row.in_words()) for row in self.rows]
        common: dict[str, object] = {
            "type": "bar",
            "orientation": "h",
            "y": labels,
            "text": hover,
            "hoverinfo": "text",
        }
        common |= {"textposition": "none"}
        passed = [row.elapsed * row.appropriated / 100 if row.elapsed is not None else None for row in self.rows]
        spent = [row.spent / 100 for row in self.rows]
        appropriated = [row.appropriated / 100 for row in self.rows]
        data: list[dict[str, object]] = [
            common | {"name": "Appropriated", "x": appropriated, "width": 0.6,
                      "marker": {"color": token("line")}},
            common | {"name": "Spent", "x": spent, "width": 0.34, "marker": {"color": token("accent")}},
            {"type": "scatter", "mode": "markers", "name": "Year passed", "x": passed, "y": labels,
             "hoverinfo": "skip",
             "marker": {"symbol": "line-ns", "size": 18, "line": {"width": 2, "color": token("ink")}}},
        ]  # fmt: skip
        ends = [max(row.spent, row.appropriated, 0) / 100 for row in self.rows]
        data.append(words_at(ends, labels, [money_words(row.spent, row.appropriated) for row in self.rows]))
        names = [label(row.label) for row in self.rows]
        yaxis = axis(tickvals=labels, ticktext=names, autorange="reversed", showgrid=False)
        margin = {"l": 24, "r": 140, "t": 24, "b": 32}
        xaxis = axis(tickprefix="$", rangemode="tozero")
        height = 80 + 36 * max(1, len(self.rows))
        return figure(data, height, barmode="overlay", xaxis=xaxis, yaxis=yaxis, margin=margin)

    def table(self) -> ChartTable:
        """The rows in cents, with the share spent and the share of the year that has passed."""
        money, percent = ColumnKind.MONEY, ColumnKind.PERCENT
        headings = ("Name", "Spent", "Appropriated", "Share spent", "Year passed")
        rows = tuple((row.label, row.spent, row.appropriated, row.share, row.elapsed) for row in self.rows)
        return ChartTable(headings, (ColumnKind.TEXT, money, money, percent, percent), rows)


def money_bar(spent: int, appropriated: int, elapsed: float | None = None) -> str:
    """The bar alone for a table's row: 150 by 20 pixels; amounts in cents, `elapsed` a share of the year.

    Its alternative text has the exact amounts; write `money_words` beside it.
    """
    row = MoneyRow("Money", spent, appropriated, elapsed)
    drawing = Drawing(_SMALL_WIDTH, _SMALL_HEIGHT, "chart-bar")
    _draw_bar(drawing, row, 0, _SMALL_HEIGHT / 2, _SMALL_WIDTH, _SMALL_BAR)
    return drawing.finish(row.in_words().removeprefix("Money: "))


def money_words(spent: int, appropriated: int) -> str:
    """Two amounts (cents) as people say them: "$3.1 of 4.0 M", "$310 k of $1.2 M"."""
    if appropriated <= 0:
        return f"{format_money_short(spent)} spent, nothing appropriated" if spent else "nothing appropriated"
    first, second = format_money_short(spent), format_money_short(appropriated)
    number, _, unit = first.partition(" ")
    if spent > 0 and unit and unit == second.partition(" ")[2]:
        return f"{number} of {second.removeprefix('$')}"
    return f"{first} of {second}"


def _draw_bar(drawing: Drawing, row: MoneyRow, left: float, middle: float, room: float, thick: float) -> None:
    """The track, what was spent on it, what was spent beyond it, and the year's line."""
    top = middle - thick / 2
    whole = max(row.appropriated, row.spent, 1)
    granted = room * max(0, row.appropriated) / whole if row.appropriated > 0 else room
    drawing.rect("chart-track", left, top, granted, thick, 1.5)
    spent = room * max(0, row.spent) / whole
    if row.appropriated > 0:
        drawing.rect("chart-accent", left, top, min(spent, granted), thick, 1.5)
        drawing.rect("chart-off-track", left + granted, top, spent - granted, thick, 1.5)
    elif row.spent > 0:
        drawing.rect("chart-off-track", left, top, spent, thick, 1.5)
    if row.elapsed is not None and row.appropriated > 0:
        at = left + max(1.0, min(granted - 1, granted * row.elapsed))
        drawing.line("chart-halo", at, top, at, top + thick)
        drawing.line("chart-today", at, top - 4, at, top + thick + 4)
