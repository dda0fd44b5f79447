"""What every chart is: its sentence, its alternative text, its drawings and its figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from mobi_tracker.city.dates import MONTHS
from mobi_tracker.city.money import format_money, format_money_short
from mobi_tracker.paper.tables.columns import ColumnKind, TableColumn

Figure = str | int | float | date | None


class Tone(StrEnum):
    """How a mark is coloured: the four ratings, and nothing else. Values may be written with `_` or `-`."""

    ON_TRACK = "on-track"
    AT_RISK = "at-risk"
    OFF_TRACK = "off-track"
    NOT_RATED = "not-rated"

    @classmethod
    def _missing_(cls, value: object) -> "Tone | None":
        written = str(value).replace("_", "-").replace(" ", "-").lower()
        return next((tone for tone in cls if tone.value == written), None)

    @property
    def word(self) -> str:
        """The rating in words, as it stands beside its mark."""
        words = {"on-track": "On track", "at-risk": "At risk", "off-track": "Off track"}
        return words.get(self.value, "Not reported")

    @property
    def mark(self) -> str:
        """The rating's sign, so that colour is never the only one."""
        return {"on-track": "●", "at-risk": "▲", "off-track": "■"}.get(self.value, "○")


@dataclass(frozen=True)
class ChartTable:
    """The figures of a chart: headings, what each column holds (see ColumnKind), and rows of plain values.

    Money is in cents, a percentage is a share (0.31), a date a `date`; None is nothing known.
    """

    headings: tuple[str, ...]
    kinds: tuple[ColumnKind, ...]
    rows: tuple[tuple[Figure, ...], ...]

    def text_rows(self) -> list[list[str]]:
        """The rows as text for a page: "Dec 12, 2026", "$1,200.00", "31 %"; nothing known is empty."""
        return [list(map(format_figure, row, self.kinds)) for row in self.rows]

    def columns(self) -> list[TableColumn]:
        """The columns for `write_csv` and `write_excel`; keys are the headings' numbers."""
        pairs = enumerate(zip(self.headings, self.kinds, strict=True))
        return [TableColumn(str(number), heading, kind) for number, (heading, kind) in pairs]

    def row_mappings(self) -> list[Mapping[str, object]]:
        """The rows for `write_csv` and `write_excel`."""
        return [{str(number): value for number, value in enumerate(row)} for row in self.rows]


class Chart(Protocol):
    """What a page, a PDF or a test can ask of any chart."""

    @property
    def title(self) -> str:
        """What the chart finds, as a sentence."""

    @property
    def description(self) -> str:
        """The alternative text."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw; then `empty_text` says what would be here."""

    @property
    def empty_text(self) -> str:
        """What would be here, for a page to show in the chart's place."""

    def svg(self, width: int = ...) -> str:
        """The chart as one SVG element, drawn for a column `width` pixels wide."""

    def plotly(self) -> dict[str, object]:
        """Data and layout for Plotly, colours as theme tokens."""

    def table(self) -> ChartTable:
        """The same figures as rows."""


def format_full_date(day: date) -> str:
    """A day with its year, always: "Dec 12, 2026"."""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def format_number(value: float) -> str:
    """A number with commas and at most two decimals: "1,234.5"; a true minus sign for less than nothing."""
    if value != value or value in (float("inf"), float("-inf")):
        return "–"
    text = f"{value:,.2f}".rstrip("0").rstrip(".") if value != int(value) else f"{int(value):,}"
    return "0" if text in {"-0", "0"} else text.replace("-", "−")


def format_figure(value: Figure, kind: ColumnKind) -> str:
    """One figure as people read it, exact."""
    match kind, value:
        case _, None:
            return ""
        case ColumnKind.MONEY, int():
            return format_money(value)
        case ColumnKind.PERCENT, int() | float():
            return f"{format_number(round(value * 100, 2))} %"
        case _, date():
            return format_full_date(value)
        case _, int() | float():
            return format_number(value)
    return str(value)


def short_figure(value: float, kind: ColumnKind) -> str:
    """A figure for a label: money short ("$2.4 M"), the rest as `format_figure` writes it."""
    return format_money_short(round(value)) if kind is ColumnKind.MONEY else format_figure(value, kind)
