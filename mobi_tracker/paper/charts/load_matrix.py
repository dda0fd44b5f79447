"""Who carries how much, and how it goes: departments by initiatives, each count with its ratings under it."""

from dataclasses import dataclass

from mobi_tracker.paper.charts.description import ChartTable, Figure, Tone
from mobi_tracker.paper.charts.drawing import LABEL, NOTE, TICK, Drawing, empty_drawing, fit, text_width
from mobi_tracker.paper.charts.plotly_figure import axis, figure, label, plain, token
from mobi_tracker.paper.tables.columns import ColumnKind

_ROW, _HEAD, _CELL_WIDTH, _CELL_HEIGHT, _LEAST_COLUMN, _STRIP = 38, 28, 36, 26, 40, 4

Counts = tuple[int, int, int, int]
"""On track, at risk, off track, not reported."""


@dataclass(frozen=True)
class LoadMatrix:
    """Running projects by row and column: `counts[r][c]` says how many at each rating. None at all is a gap.

    Raises ValueError where the counts do not have that shape.
    """

    title: str
    description: str
    row_labels: tuple[str, ...]
    column_labels: tuple[str, ...]
    counts: tuple[tuple[Counts, ...], ...]
    row_heading: str = "Department"
    column_heading: str = "Initiative"
    empty_text: str = "Nobody carries anything yet."

    def __post_init__(self) -> None:
        """Refuse counts of another shape than the labels."""
        widths = {len(row) for row in self.counts}
        if len(self.counts) != len(self.row_labels) or widths - {len(self.column_labels)}:
            raise ValueError("A matrix needs counts for every row and column.")

    @property
    def is_empty(self) -> bool:
        """Whether every place is a gap."""
        return not any(any(cell) for row in self.counts for cell in row)

    def turned(self) -> "LoadMatrix":
        """The same counts with rows and columns exchanged."""
        counts = tuple(zip(*self.counts, strict=True)) if self.counts else tuple(() for _ in self.column_labels)
        return LoadMatrix(
            self.title, self.description, self.column_labels, self.row_labels, counts,
            self.column_heading, self.row_heading, self.empty_text,
        )  # fmt: skip

    def in_words(self, row: int, column: int) -> str:
        """A place for the pointer: "ITA, Angeleno Connect: 3 projects, 2 on track, 1 off track"."""
        cell, total = self.counts[row][column], sum(self.counts[row][column])
        rated = "".join(f", {count} {tone.word.lower()}" for tone, count in zip(Tone, cell, strict=True) if count)
        said = f"{total} {'project' if total == 1 else 'projects'}{rated}" if total else "none"
        return f"{self.row_labels[row]}, {self.column_labels[column]}: {said}"

    def svg(self, width: int = 760) -> str:
        """The grid as SVG, drawn for a column `width` pixels wide; what has no room is left to the table, in words."""
        if self.is_empty:
            return empty_drawing(self.empty_text, width)
        label_room = min(max(map(text_width, self.row_labels)), width * 0.32) + 12
        fits = max(1, int((width - label_room) // _LEAST_COLUMN))
        if len(self.column_labels) > max(fits, len(self.row_labels)):
            return self.turned().svg(width)
        shown = min(len(self.column_labels), fits)
        left_out = len(self.column_labels) - shown
        drawing = Drawing(width, _HEAD + _ROW * len(self.row_labels) + (18 if left_out else 2))
        step = (width - label_room) / shown
        for number, name in enumerate(self.column_labels[:shown]):
            drawing.begin(name)
            at = label_room + step * (number + 0.5)
            drawing.text("chart-muted", at, 16, fit(name, step - 4, TICK), TICK, "middle")
            drawing.end()
        most = max(sum(cell) for row in self.counts for cell in row)
        for number, name in enumerate(self.row_labels):
            top = _HEAD + _ROW * number
            drawing.line("chart-hairline", 0, top, drawing.width, top)
            drawing.begin(name)
            drawing.text("chart-text", 0, top + _ROW / 2 + 4.5, fit(name, label_room - 8), LABEL)
            drawing.end()
            for column in range(shown):
                centre = label_room + step * (column + 0.5)
                self._draw_cell(drawing, number, column, (centre, top + _ROW / 2), min(_CELL_WIDTH, step - 4), most)
        if left_out:
            drawing.text("chart-muted", 0, drawing.height - 4, f"and {left_out} more in the table", NOTE)
        return drawing.finish(f"{self.title}. {self.description}")

    def _draw_cell(
        self, drawing: Drawing, row: int, column: int, centre: tuple[float, float], wide: float, most: int
    ) -> None:
        """A count on its shade with a strip of its ratings beneath; a gap is a dot."""
        x, y = centre
        cell, total = self.counts[row][column], sum(self.counts[row][column])
        if not total:
            drawing.circle("chart-done", x, y, 1.2)
            return
        drawing.begin(self.in_words(row, column))
        shade, left = _shade(total, most), x - wide / 2
        top = y - _CELL_HEIGHT / 2 - 2
        drawing.rect(f"chart-shade-{shade}", left, top, wide, _CELL_HEIGHT)
        drawing.text(f"chart-on-shade-{shade}", x, top + 17.5, str(total), LABEL, "middle")
        for tone, count in zip(Tone, cell, strict=True):
            drawing.rect(f"chart-{tone}", left, top + _CELL_HEIGHT + 1, wide * count / total, _STRIP)
            left += wide * count / total
        drawing.end()

    def plotly(self) -> dict[str, object]:
        """The grid for Plotly: a heat map, gaps transparent, each place's ratings on hover."""
        totals = [[sum(cell) for cell in row] for row in self.counts]
        most = max((total for row in totals for total in row), default=0)
        columns, rows = list(range(len(self.column_labels))), list(range(len(self.row_labels)))
        scale: list[list[object]] = [[0.0, token("none")], [1.0, token("none")]]
        if most:
            shades = ["none", "heat-1", "heat-2", "heat-3"]
            steps = range(most + 1) if most <= 30 else [round(each * most / 30) for each in range(31)]
            scale = [[value / most, token(shades[_shade(value, most)])] for value in steps]
        heat: dict[str, object] = {
            "type": "heatmap", "x": columns, "y": rows, "z": totals, "zmin": 0, "zmax": max(1, most),
            "text": [[str(total or "·") for total in row] for row in totals], "texttemplate": "%{text}",
            "hovertext": [[plain(self.in_words(row, column)) for column in columns] for row in rows],
            "hoverinfo": "text", "xgap": 4, "ygap": 4, "showscale": False, "colorscale": scale,
        }  # fmt: skip
        names = [label(one) for one in self.column_labels]
        xaxis = axis(showgrid=False, tickvals=columns, ticktext=names, side="top")
        names = [label(one) for one in self.row_labels]
        yaxis = axis(showgrid=False, tickvals=rows, ticktext=names, autorange="reversed")
        return figure([heat], 80 + 36 * max(1, len(rows)), xaxis=xaxis, yaxis=yaxis)

    def table(self) -> ChartTable:
        """A row for every department and initiative, gaps too."""
        headings = (self.row_heading, self.column_heading, "Projects", *(tone.word for tone in Tone))
        rows: tuple[tuple[Figure, ...], ...] = tuple(
            (name, column, sum(cell), *cell)
            for name, cells in zip(self.row_labels, self.counts, strict=True)
            for column, cell in zip(self.column_labels, cells, strict=True)
        )
        return ChartTable(headings, (ColumnKind.TEXT, ColumnKind.TEXT, *[ColumnKind.NUMBER] * 5), rows)


def _shade(count: int, most: int) -> int:
    """How dark a count is: as it counts up to three, else by thirds of the greatest."""
    if count <= 0:
        return 0
    return min(3, count) if most <= 3 else -(-3 * count // most)
