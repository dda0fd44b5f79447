"""Who carries what: departments by initiatives, each count shaded, each gap a dot."""

from dataclasses import dataclass
from functools import cached_property

from mobi_tracker.paper.charts.description import ChartTable, Figure
from mobi_tracker.paper.charts.drawing import LABEL, NOTE, TICK, Drawing, empty_drawing, fit, text_width
from mobi_tracker.paper.charts.plotly_figure import axis, figure, label, plain, token
from mobi_tracker.paper.tables.columns import ColumnKind

_ROW, _HEAD, _CELL_WIDTH, _CELL_HEIGHT, _LEAST_COLUMN = 32, 28, 34, 24, 38


@dataclass(frozen=True)
class MatrixCell:
    """One place: how many, and how dark (0 for none, then 1 to 3)."""

    count: int
    shade: int
    label: str


@dataclass(frozen=True)
class Matrix:
    """Counts by row and column. `counts[r][c]` belongs to `row_labels[r]` and `column_labels[c]`.

    Raises ValueError where the counts do not have that shape.
    """

    title: str
    description: str
    row_labels: tuple[str, ...]
    column_labels: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    row_heading: str = "Initiative"
    column_heading: str = "Department"
    empty_text: str = "Nobody carries anything yet."

    def __post_init__(self) -> None:
        """Refuse counts of another shape than the labels."""
        widths = {len(row) for row in self.counts}
        if len(self.counts) != len(self.row_labels) or widths - {len(self.column_labels)}:
            raise ValueError("A matrix needs one count for every row and column.")

    @property
    def is_empty(self) -> bool:
        """Whether every place is a gap."""
        return not any(any(row) for row in self.counts)

    @cached_property
    def empty_columns(self) -> tuple[str, ...]:
        """The labels of columns without any count: who carries nothing."""
        pairs = enumerate(self.column_labels)
        return tuple(name for at, name in pairs if not any(row[at] for row in self.counts))

    def grid(self) -> tuple[tuple[MatrixCell, ...], ...]:
        """The places row by row, for an HTML table."""
        most = max((count for row in self.counts for count in row), default=0)
        return tuple(
            tuple(
                MatrixCell(count, _shade(count, most), f"{name}, {column}: {count or 'none'}")
                for count, column in zip(row, self.column_labels, strict=True)
            )
            for row, name in zip(self.counts, self.row_labels, strict=True)
        )

    def turned(self) -> "Matrix":
        """The same counts with rows and columns exchanged, for a page that is narrow."""
        counts = tuple(zip(*self.counts, strict=True)) if self.counts else tuple(() for _ in self.column_labels)
        return Matrix(
            self.title, self.description, self.column_labels, self.row_labels, counts,
            self.column_heading, self.row_heading, self.empty_text,
        )  # fmt: skip

    def svg(self, width: int = 560) -> str:
        """The grid as SVG, drawn for a column `width` pixels wide.

        It is turned where it is too wide. Where that does not help, the last columns are left to the table,
        and a line below says so.
        """
        if self.is_empty:
            return empty_drawing(self.empty_text, width)
        label_room = min(max(map(text_width, self.row_labels)), width * 0.32) + 12
        fits = max(1, int((width - label_room) // _LEAST_COLUMN))
        if len(self.column_labels) > max(fits, len(self.row_labels)):
            return self.turned().svg(width)
        left_out = max(0, len(self.column_labels) - fits)
        shown = len(self.column_labels) - left_out
        drawing = Drawing(width, _HEAD + _ROW * len(self.row_labels) + (18 if left_out else 2))
        step = (width - label_room) / shown
        for number, name in enumerate(self.column_labels[:shown]):
            drawing.begin(name)
            drawing.text(
                "chart-muted",
                label_room + step * (number + 0.5),
                16,
                fit(name, step - 4, TICK),
                TICK,
                "middle",
            )
            drawing.end()
        for number, (name, cells) in enumerate(zip(self.row_labels, self.grid(), strict=True)):
            _draw_row(drawing, name, cells[:shown], _HEAD + _ROW * number, label_room, step)
        if left_out:
            drawing.text("chart-muted", 0, drawing.height - 4, f"and {left_out} more in the table", NOTE)
        return drawing.finish(f"{self.title}. {self.description}")

    def plotly(self) -> dict[str, object]:
        """The grid for Plotly: a heat map, gaps transparent."""
        most = max((count for row in self.counts for count in row), default=0)
        heat = {
            "type": "heatmap",
            "z": [list(row) for row in self.counts],
            "x": list(range(len(self.column_labels))),
            "y": list(range(len(self.row_labels))),
            "text": [[str(cell.count or "·") for cell in row] for row in self.grid()],
            "hovertext": [[plain(cell.label) for cell in row] for row in self.grid()],
            "hoverinfo": "text",
            "texttemplate": "%{text}",
            "xgap": 4,
            "ygap": 4,
            "zmin": 0,
            "zmax": max(1, most),
            "showscale": False,
            "colorscale": _colour_scale(most),
        }
        xaxis = axis(
            showgrid=False,
            tickvals=heat["x"],
            ticktext=[label(one) for one in self.column_labels],
            side="top",
        )
        yaxis = axis(
            showgrid=False,
            tickvals=heat["y"],
            ticktext=[label(one) for one in self.row_labels],
            autorange="reversed",
        )
        return figure([heat], 80 + 34 * max(1, len(self.row_labels)), xaxis=xaxis, yaxis=yaxis)

    def table(self) -> ChartTable:
        """The grid as it is: a row a label, a column a label."""
        kinds = (ColumnKind.TEXT, *[ColumnKind.NUMBER] * len(self.column_labels))
        rows: tuple[tuple[Figure, ...], ...] = tuple(
            (name, *row) for name, row in zip(self.row_labels, self.counts, strict=True)
        )
        return ChartTable((self.row_heading, *self.column_labels), kinds, rows)


def _shade(count: int, most: int) -> int:
    """How dark a count is: as it counts up to three, else by thirds of the greatest."""
    if count <= 0:
        return 0
    return min(3, count) if most <= 3 else -(-3 * count // most)


def _colour_scale(most: int) -> list[list[object]]:
    """Plotly's scale in steps with the same shades as the drawing; it runs over 0 to `most`."""
    if most <= 0:
        return [[0.0, token("none")], [1.0, token("none")]]
    steps: list[list[object]] = []
    shades = ["none", "heat-1", "heat-2", "heat-3"]
    for count in range(most + 1 if most <= 30 else 31):
        value = count if most <= 30 else round(count * most / 30)
        steps.append([value / most, token(shades[_shade(value, most)])])
    return steps


def _draw_row(
    drawing: Drawing, name: str, cells: tuple[MatrixCell, ...], top: float, label_room: float, step: float
) -> None:
    """A row: its label, a shaded place for each count, a dot for each gap, a hairline under it."""
    middle = top + _ROW / 2
    drawing.line("chart-hairline", 0, top, drawing.width, top)
    drawing.begin(name)
    drawing.text("chart-text", 0, middle + 4.5, fit(name, label_room - 8), LABEL)
    drawing.end()
    wide = min(_CELL_WIDTH, step - 4)
    for number, cell in enumerate(cells):
        centre = label_room + step * (number + 0.5)
        if not cell.shade:
            drawing.text("chart-muted", centre, middle + 4.5, "·", LABEL, "middle")
            continue
        drawing.begin(cell.label)
        shape = (centre - wide / 2, middle - _CELL_HEIGHT / 2, wide, _CELL_HEIGHT)
        drawing.rect(f"chart-shade-{cell.shade}", *shape, 3)
        size = LABEL if text_width(str(cell.count)) < wide else NOTE
        drawing.text(f"chart-on-shade-{cell.shade}", centre, middle + 4.5, str(cell.count), size, "middle")
        drawing.end()
