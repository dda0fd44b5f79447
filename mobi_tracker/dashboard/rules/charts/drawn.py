"""What a chart's page is given: the chart, its whole table, and what stands beside it in words."""

from __future__ import annotations

from dataclasses import dataclass

from mobi_tracker.paper.charts.description import Chart, ChartTable


@dataclass(frozen=True)
class Drawn:
    """A chart as far as it is drawn. ``table`` has every row; ``more`` says in words what is in it and not drawn.

    ``marks`` says what the marks mean; ``said`` are findings that have no place in the drawing.
    """

    chart: Chart
    table: ChartTable
    more: str = ""
    marks: str = ""
    said: tuple[str, ...] = ()
