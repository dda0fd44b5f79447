"""Projects by weeks: what was reported and, beside it, what dates and dollars suggested, each week with its why."""

from dataclasses import dataclass
from datetime import date
from textwrap import shorten

from mobi_tracker.city.dates import format_month_day
from mobi_tracker.paper.charts.description import ChartTable, Figure, Tone, format_full_date
from mobi_tracker.paper.charts.drawing import LABEL, TICK, Drawing, draw_mark, empty_drawing, fit, text_width
from mobi_tracker.paper.charts.plotly_figure import axis, figure, label, plain, token
from mobi_tracker.paper.tables.columns import ColumnKind

_ROW, _HEAD, _LEAST_COLUMN = 30, 26, 30
_MOST_SAID = 220  # characters of a place's words in the drawing; the table has all of them

UNJUDGED = "nothing to judge by"


@dataclass(frozen=True)
class GridCell:
    """A project at the end of a week: both ratings (None: not reported, nothing to judge by) and why, in words."""

    reported: Tone | None
    suggested: Tone | None
    why: str = ""

    @property
    def words(self) -> tuple[str, str]:
        """Both ratings in words."""
        reported = self.reported.word if self.reported else Tone.NOT_RATED.word
        return reported, self.suggested.word if self.suggested else UNJUDGED.capitalize()

    def in_words(self) -> str:
        """ "reported on track; dates and dollars suggest off track: no update logged for 19 days"."""
        reported, suggested = (each.lower() for each in self.words)
        said = reported if self.reported is None else f"reported {reported}"
        suggests = UNJUDGED if self.suggested is None else f"dates and dollars suggest {suggested}"
        return f"{said}; {suggests}{f': {self.why}' if self.why else ''}"


@dataclass(frozen=True)
class GridRow:
    """A project with a cell for each week; None where it did not run."""

    label: str
    cells: tuple[GridCell | None, ...]
    url: str | None = None


@dataclass(frozen=True)
class RatingGrid:
    """A row a project, a column a week. In a cell the first mark is what was reported, the second what is suggested.

    The keyboard stops at each cell, where its why is read out; on hover it is shown.
    """

    title: str
    description: str
    weeks: tuple[date, ...]
    rows: tuple[GridRow, ...]
    empty_text: str = "How each project stood week by week appears here once the first is logged."

    @property
    def is_empty(self) -> bool:
        """Whether no project ran in any of the weeks."""
        return not any(cell for row in self.rows for cell in row.cells)

    def in_words(self, row: GridRow, number: int) -> str:
        """A cell for the pointer and the keyboard."""
        cell = row.cells[number]
        said = shorten(cell.in_words(), _MOST_SAID, placeholder=" …") if cell else "not running"
        return f"{row.label}, {format_full_date(self.weeks[number])}: {said}"

    def svg(self, width: int = 900) -> str:
        """The grid as SVG for a column `width` pixels wide; the latest weeks where there is no room for all."""
        if self.is_empty:
            return empty_drawing(self.empty_text, width)
        room = min(max(text_width(row.label) for row in self.rows), width * 0.32) + 12
        shown = min(len(self.weeks), max(1, int((width - room) // _LEAST_COLUMN)))
        first, step = len(self.weeks) - shown, (width - room) / shown
        drawing = Drawing(width, _HEAD + _ROW * len(self.rows) + 2)
        every = 1 if step >= 44 else 2
        for number in range(len(self.weeks) - 1, first - 1, -every):
            day = format_month_day(self.weeks[number])
            # The last one must not stick out of the drawing, which would cut it off.
            at = min(room + step * (number - first + 0.5), width - text_width(day, TICK) / 2)
            drawing.text("chart-muted", at, 14, day, TICK, "middle")
        for at, row in enumerate(self.rows):
            top = _HEAD + _ROW * at
            drawing.line("chart-hairline", 0, top, width, top)
            drawing.begin(row.label, row.url)
            css = "chart-link" if row.url else "chart-text"
            drawing.text(css, 0, top + _ROW / 2 + 4.5, fit(row.label, room - 10), LABEL)
            drawing.end()
            for number in range(first, len(self.weeks)):
                cell = row.cells[number]
                if cell is not None:
                    centre = (room + step * (number - first + 0.5), top + _ROW / 2)
                    drawing.begin(self.in_words(row, number), stops=True)
                    draw_mark(drawing, cell.reported or Tone.NOT_RATED, centre[0] - 7, centre[1], 5)
                    draw_mark(drawing, cell.suggested or Tone.NOT_RATED, centre[0] + 7, centre[1], 4)
                    drawing.end()
        return drawing.finish(f"{self.title}. {self.description}")

    def plotly(self) -> dict[str, object]:
        """The grid for Plotly: two marks a cell, their shapes those of the drawing, the why on hover."""
        data: list[dict[str, object]] = []
        shapes = {Tone.ON_TRACK: "circle", Tone.AT_RISK: "triangle-up", Tone.OFF_TRACK: "square",
                  Tone.NOT_RATED: "circle-open"}  # fmt: skip
        places = [(at, number) for at, row in enumerate(self.rows) for number, cell in enumerate(row.cells) if cell]
        for name, aside, size in (("Reported", -0.15, 11), ("Suggested", 0.15, 9)):
            found = [(at, number, self._tone(at, number, name)) for at, number in places]
            data.append(
                {"type": "scatter", "mode": "markers", "name": name, "hoverinfo": "text",
                 "x": [number + aside for _, number, _ in found], "y": [at for at, _, _ in found],
                 "text": [plain(self.in_words(self.rows[at], number)) for at, number, _ in found],
                 "marker": {"size": size, "symbol": [shapes[tone] for _, _, tone in found],
                            "color": [token(tone) for _, _, tone in found]}}
            )  # fmt: skip
        rows, weeks = list(range(len(self.rows))), list(range(len(self.weeks)))
        names = [label(row.label) for row in self.rows]
        yaxis = axis(tickvals=rows, ticktext=names, autorange="reversed", showgrid=False)
        days = [format_month_day(day) for day in self.weeks]
        xaxis = axis(tickvals=weeks, ticktext=days, side="top", showgrid=False)
        return figure(data, 90 + 30 * max(1, len(rows)), xaxis=xaxis, yaxis=yaxis)

    def _tone(self, row: int, number: int, name: str) -> Tone:
        cell = self.rows[row].cells[number]
        tone = (cell.reported if name == "Reported" else cell.suggested) if cell else None
        return tone or Tone.NOT_RATED

    def table(self) -> ChartTable:
        """A row for each project and week in which it ran."""
        text = ColumnKind.TEXT
        rows: tuple[tuple[Figure, ...], ...] = tuple(
            (row.label, day, *cell.words, cell.why)
            for row in self.rows
            for day, cell in zip(self.weeks, row.cells, strict=True)
            if cell
        )
        headings = ("Project", "At the end of", "Reported", "Dates and dollars suggest", "Why")
        return ChartTable(headings, (text, ColumnKind.DATE, text, text, text), rows)
