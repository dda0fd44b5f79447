"""How many were on track, at risk and off track, week by week: a large chart, and a tiny one for a row."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from mobi_tracker.city.dates import format_month_day
from mobi_tracker.paper.charts.axes import ROOM_FOR_TICK, Tick, TimeAxis, spread_out, value_ticks
from mobi_tracker.paper.charts.description import ChartTable, Figure, Tone, format_full_date, format_number
from mobi_tracker.paper.charts.drawing import LABEL, TICK, Drawing, draw_mark, empty_drawing
from mobi_tracker.paper.charts.plotly_figure import axis, figure, token
from mobi_tracker.paper.tables.columns import ColumnKind

_HEIGHT, _TOP, _FOOT, _LEFT, _RIGHT = 220, 12, 28, 34, 128
_SPARK_WIDTH, _SPARK_HEIGHT = 86, 29
_PLOTLY_HEIGHT = 320
_WEEK_IN_MILLISECONDS = 7 * 24 * 3600 * 1000


@dataclass(frozen=True)
class WeekOfRatings:
    """How many stood at each rating in the week that begins on `week`."""

    week: date
    on_track: int = 0
    at_risk: int = 0
    off_track: int = 0
    not_rated: int = 0

    @property
    def counts(self) -> tuple[tuple[Tone, int], ...]:
        """The counts from the foot of the bar to its top: what is worse stands higher."""
        numbers = (self.on_track, self.at_risk, self.off_track, self.not_rated)
        return tuple(zip(Tone, (max(0, number) for number in numbers), strict=True))

    @property
    def total(self) -> int:
        """All of them, rated or not."""
        return sum(count for _, count in self.counts)

    def in_words(self) -> str:
        """The week for the pointer: "Nov 30, 2026: 12 on track, 3 at risk"."""
        known = ", ".join(f"{count} {tone.word.lower()}" for tone, count in self.counts if count)
        return f"{format_full_date(self.week)}: {known or 'nothing reported'}"


@dataclass(frozen=True)
class RatingHistory:
    """Ratings over weeks as stacked bars, the last week's counts written beside it in mark and word."""

    title: str
    description: str
    weeks: tuple[WeekOfRatings, ...]
    empty_text: str = "No week has a report yet."

    @property
    def is_empty(self) -> bool:
        """Whether no week counts anything."""
        return not any(week.total for week in self.weeks)

    def svg(self, width: int = 640) -> str:
        """The weeks as SVG, drawn for a column `width` pixels wide."""
        if self.is_empty:
            return empty_drawing(self.empty_text, width)
        drawing = Drawing(width, _HEIGHT)
        scale = value_ticks(0, max(week.total for week in self.weeks), 3)
        per_one = (_HEIGHT - _TOP - _FOOT) / scale[-1]
        foot = _HEIGHT - _FOOT
        for value in filter(float.is_integer, scale):
            level = foot - value * per_one
            drawing.line("chart-line", _LEFT, level, width - _RIGHT, level)
            drawing.text("chart-muted", _LEFT - 8, level + 4, format_number(value), TICK, "end")
        step = min(64.0, (width - _LEFT - _RIGHT) / len(self.weeks))
        for number, week in enumerate(self.weeks):
            left = _LEFT + number * step
            drawing.begin(week.in_words())
            _draw_stack(drawing, week, left, foot, step, per_one)
            drawing.end()
        for tick in self._ticks(step):
            drawing.text("chart-muted", tick.at, foot + 17, tick.label, TICK, "middle")
        _draw_last_counts(drawing, self.weeks[-1], _LEFT + step * len(self.weeks) + 10, foot, per_one)
        return drawing.finish(f"{self.title}. {self.description}")

    def _ticks(self, step: float) -> list[Tick]:
        """The weeks' dates under the bars, as many as there is room for; over a year, months and years."""
        first, last = self.weeks[0].week, self.weeks[-1].week
        if (last - first).days > 366:
            return TimeAxis(first, last, _LEFT + step / 2, _LEFT + step * (len(self.weeks) - 0.5)).ticks()
        every = max(1, math.ceil(ROOM_FOR_TICK / step))
        labelled = list(enumerate(self.weeks))[::-1][::every]
        return [Tick(_LEFT + step * (at + 0.5), format_month_day(week.week)) for at, week in labelled]

    def plotly(self) -> dict[str, object]:
        """The weeks for Plotly: a stacked bar trace for each rating."""
        days = [week.week.isoformat() for week in self.weeks]
        data: list[dict[str, object]] = [
            {
                "type": "bar",
                "name": tone.word,
                "x": days,
                "width": _WEEK_IN_MILLISECONDS * 0.88,
                "y": [dict(week.counts)[tone] for week in self.weeks],
                "marker": {"color": token(tone)},
                "hovertemplate": f"%{{x|%b %-d, %Y}}: %{{y}} {tone.word.lower()}<extra></extra>",
            }
            for tone in Tone
        ]
        half_a_week = timedelta(days=4)
        window = {}
        if days:
            first, last = self.weeks[0].week - half_a_week, self.weeks[-1].week + half_a_week
            window = {"range": [first.isoformat(), last.isoformat()]}
        margin = {"l": 24, "r": 130, "t": 24, "b": 32}
        shared = {"barmode": "stack", "margin": margin, "annotations": self._last_counts()}
        xaxis = axis(type="date", showgrid=False, **window)
        return figure(data, _PLOTLY_HEIGHT, xaxis=xaxis, yaxis=axis(rangemode="tozero"), **shared)

    def _last_counts(self) -> list[dict[str, object]]:
        """The last week's counts beside its bar for Plotly, kept apart from each other."""
        if self.is_empty:
            return []
        per_one = (_PLOTLY_HEIGHT - 56) / max(1, *(week.total for week in self.weeks))
        level, wanted = 0, []
        for tone, count in self.weeks[-1].counts:
            if count:
                wanted.append(((level + count / 2) * per_one, f"{tone.mark} {count} {tone.word.lower()}"))
            level += count
        heights = spread_out([height for height, _ in wanted], 18, 0, _PLOTLY_HEIGHT)
        return [
            {"xref": "paper", "x": 1, "xanchor": "left", "xshift": 6, "y": height / per_one, "text": words,
             "showarrow": False, "font": {"color": token("ink")}}
            for height, (_, words) in zip(heights, wanted, strict=True)
        ]  # fmt: skip

    def table(self) -> ChartTable:
        """A row a week, a column a rating."""
        kinds = (ColumnKind.DATE, *[ColumnKind.NUMBER] * len(Tone))
        rows: tuple[tuple[Figure, ...], ...] = tuple(
            (week.week, *(count for _, count in week.counts)) for week in self.weeks
        )
        return ChartTable(("Week of", *(tone.word for tone in Tone)), kinds, rows)


def rating_spark(weeks: Sequence[WeekOfRatings]) -> str:
    """The weeks as tiny bars for a table's row, each the full height, shared among its ratings.

    An image of 86 by 29 pixels with its own alternative text; a week nobody reported is a short grey foot.
    """
    drawing = Drawing(_SPARK_WIDTH, _SPARK_HEIGHT, "chart-spark")
    if not weeks or not any(week.total for week in weeks):
        drawing.line("chart-line", 0, _SPARK_HEIGHT - 1, _SPARK_WIDTH, _SPARK_HEIGHT - 1)
        return drawing.finish("No week has a report yet")
    step = min(_SPARK_WIDTH / 8, _SPARK_WIDTH / len(weeks))
    for number, week in enumerate(weeks):
        drawing.begin(week.in_words())
        per_one = _SPARK_HEIGHT / week.total if week.total else 0
        if week.total:
            _draw_stack(drawing, week, number * step, _SPARK_HEIGHT, step, per_one)
        else:
            drawing.rect("chart-not-rated", number * step, _SPARK_HEIGHT - 2, _bar_width(step), 2)
        drawing.end()
    many = f"{len(weeks)} weeks" if len(weeks) > 1 else "1 week"
    return drawing.finish(f"{many}, from {weeks[0].in_words()}, to {weeks[-1].in_words()}")


def _draw_stack(drawing: Drawing, week: WeekOfRatings, left: float, foot: float, step: float, per_one: float) -> None:
    """One week's bar: parts on each other, a hair of paper between them where there is room for it."""
    level = foot
    for tone, count in week.counts:
        height = count * per_one
        gap = 1 if height > 4 and level < foot else 0
        drawing.rect(f"chart-{tone}", left, level - height, _bar_width(step), height - gap)
        level -= height


def _bar_width(step: float) -> float:
    """A bar's width where bars stand `step` apart: a gap between them, unless they are thin as threads."""
    return step - min(2.5, step * 0.15) if step >= 4 else step


def _draw_last_counts(drawing: Drawing, week: WeekOfRatings, left: float, foot: float, per_one: float) -> None:
    """The direct labels: the last week's counts at the height of their part of the bar."""
    level, wanted = foot, []
    for tone, count in week.counts:
        if count:
            wanted.append((level - count * per_one / 2, tone, count))
        level -= count * per_one
    heights = spread_out([height for height, _, _ in wanted], 18, _TOP, foot)
    for height, (_, tone, count) in zip(heights, wanted, strict=True):
        draw_mark(drawing, tone, left + 5, height)
        drawing.text(f"chart-text-{tone}", left + 16, height + 4.5, f"{count} {tone.word.lower()}", LABEL)
