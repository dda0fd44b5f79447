"""Week by week, what was reported, and beneath it what dates and dollars suggested: two stacks over the same weeks."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from mobi_tracker.city.dates import format_month_day
from mobi_tracker.paper.charts.axes import ROOM_FOR_TICK, spread_out, value_ticks
from mobi_tracker.paper.charts.description import ChartTable, Figure, Tone, format_full_date, format_number
from mobi_tracker.paper.charts.drawing import LABEL, NOTE, TICK, Drawing, draw_mark, empty_drawing
from mobi_tracker.paper.charts.plotly_figure import axis, figure, plain, token
from mobi_tracker.paper.tables.columns import ColumnKind

_PANEL, _HEAD, _FOOT, _LEFT, _RIGHT = 148, 26, 24, 34, 128
_PLOTLY_HEIGHT, _DOMAINS = 460, ((0.54, 1.0), (0.0, 0.44))
_WEEK_IN_MILLISECONDS = 7 * 24 * 3600 * 1000

Counts = tuple[int, int, int, int]
"""On track, at risk, off track, and neither."""


@dataclass(frozen=True)
class WeekOfStanding:
    """How many projects stood at each rating at the end of ``day``: as reported, and as the evidence suggests."""

    day: date
    reported: Counts
    suggested: Counts

    def in_words(self) -> str:
        """The week for the pointer: "Nov 29, 2026: reported 12 on track; dates and dollars suggest 9 on track"."""
        reported = _said(self.reported, "not reported")
        suggested = _said(self.suggested, "with nothing to judge by")
        return f"{format_full_date(self.day)}: reported {reported}; dates and dollars suggest {suggested}"


@dataclass(frozen=True)
class StandingHistory:
    """Two rows of stacked bars, reported above and suggested below, the last week's counts beside each."""

    title: str
    description: str
    weeks: tuple[WeekOfStanding, ...]
    empty_text: str = "How projects stood week by week appears here once the first project is logged."

    @property
    def is_empty(self) -> bool:
        """Whether no week counts anything."""
        return self._most == 0

    @property
    def _most(self) -> int:
        return max((sum(each) for week in self.weeks for each in (week.reported, week.suggested)), default=0)

    def svg(self, width: int = 760) -> str:
        """The weeks as SVG, drawn for a column `width` pixels wide."""
        if self.is_empty:
            return empty_drawing(self.empty_text, width)
        drawing = Drawing(width, 2 * (_HEAD + _PANEL) + _FOOT)
        scale = value_ticks(0, self._most, 3)
        per_one = (_PANEL - 6) / scale[-1]
        step = min(64.0, (width - _LEFT - _RIGHT) / len(self.weeks))
        feet = (_HEAD + _PANEL, 2 * (_HEAD + _PANEL))
        for foot, heading in zip(feet, ("Reported", "Dates and dollars suggest"), strict=True):
            drawing.text("chart-strong", _LEFT, foot - _PANEL - 8, heading, LABEL)
            for value in filter(float.is_integer, scale):
                level = foot - value * per_one
                drawing.line("chart-line", _LEFT, level, width - _RIGHT, level)
                drawing.text("chart-muted", _LEFT - 8, level + 4, format_number(value), TICK, "end")
        for number, week in enumerate(self.weeks):
            drawing.begin(week.in_words())
            for foot, counts in zip(feet, (week.reported, week.suggested), strict=True):
                _draw_stack(drawing, counts, _LEFT + number * step, foot, step, per_one)
            drawing.end()
        every = max(1, math.ceil(ROOM_FOR_TICK / step))
        for number in range(len(self.weeks) - 1, -1, -every):
            at, label = _LEFT + step * (number + 0.5), format_month_day(self.weeks[number].day)
            drawing.text("chart-muted", at, feet[1] + 17, label, TICK, "middle")
        right, last = _LEFT + step * len(self.weeks) + 10, self.weeks[-1]
        _draw_last(drawing, last.reported, right, feet[0], per_one, "not reported")
        _draw_last(drawing, last.suggested, right, feet[1], per_one, "unjudged")
        return drawing.finish(f"{self.title}. {self.description}")

    def plotly(self) -> dict[str, object]:
        """The weeks for Plotly: a stacked bar trace for each rating, reported and suggested, over one time axis."""
        days = [week.day.isoformat() for week in self.weeks]
        hover = [plain(week.in_words()) for week in self.weeks]
        data: list[dict[str, object]] = []
        sides: tuple[tuple[str, str, Callable[[WeekOfStanding], Counts]], ...] = (
            ("Reported", "y", lambda week: week.reported),
            ("Suggested", "y2", lambda week: week.suggested),
        )
        for name, side, counts_of in sides:
            data += [
                {"type": "bar", "name": f"{name}: {tone.word.lower()}", "x": days, "yaxis": side,
                 "y": [counts_of(week)[number] for week in self.weeks], "width": _WEEK_IN_MILLISECONDS * 0.88,
                 "marker": {"color": token(tone)}, "text": hover, "textposition": "none", "hoverinfo": "text"}
                for number, tone in enumerate(Tone)
            ]  # fmt: skip
        words = [
            {"xref": "paper", "x": 0, "xanchor": "left", "yref": "paper", "y": domain[1], "yanchor": "bottom",
             "text": heading, "showarrow": False, "font": {"color": token("ink")}}
            for heading, domain in zip(("Reported", "Dates and dollars suggest"), _DOMAINS, strict=True)
        ]  # fmt: skip
        words += self._last_words()
        top = axis(rangemode="tozero", domain=list(_DOMAINS[0]), fixedrange=True)
        foot = axis(rangemode="tozero", domain=list(_DOMAINS[1]), fixedrange=True)
        xaxis = axis(type="date", showgrid=False, anchor="y2")
        return figure(
            data,
            _PLOTLY_HEIGHT,
            barmode="stack",
            xaxis=xaxis,
            yaxis=top,
            yaxis2=foot,
            annotations=words,
            margin={"l": 24, "r": 130, "t": 24, "b": 32},
        )

    def _last_words(self) -> list[dict[str, object]]:
        """The last week's counts beside its bars for Plotly, kept apart from each other."""
        if self.is_empty:
            return []
        words: list[dict[str, object]] = []
        last = self.weeks[-1]
        for side, counts, neither in (("y", last.reported, "not reported"), ("y2", last.suggested, "unjudged")):
            per_one, level, wanted = 170 / self._most, 0, []
            for tone, count in zip(Tone, counts, strict=True):
                if count:
                    word = neither if tone is Tone.NOT_RATED else tone.word.lower()
                    wanted.append(((level + count / 2) * per_one, f"{tone.mark} {count} {word}"))
                level += count
            heights = spread_out([height for height, _ in wanted], 17, 0, 170)
            words += [
                {"xref": "paper", "x": 1, "xanchor": "left", "xshift": 6, "yref": side, "y": height / per_one,
                 "text": text, "showarrow": False, "font": {"color": token("ink")}}
                for height, (_, text) in zip(heights, wanted, strict=True)
            ]  # fmt: skip
        return words

    def table(self) -> ChartTable:
        """A row a week: how many at each rating as reported, then as suggested."""
        words = [tone.word.lower() for tone in Tone]
        headings = ("At the end of", *(f"Reported {word}" for word in [*words[:3], "nothing"]),
                    *(f"Suggested {word}" for word in [*words[:3], "nothing"]))  # fmt: skip
        kinds = (ColumnKind.DATE, *[ColumnKind.NUMBER] * 8)
        rows: tuple[tuple[Figure, ...], ...] = tuple((week.day, *week.reported, *week.suggested) for week in self.weeks)
        return ChartTable(headings, kinds, rows)


def _said(counts: Counts, neither: str) -> str:
    words = [*[tone.word.lower() for tone in Tone][:3], neither]
    return ", ".join(f"{count} {word}" for count, word in zip(counts, words, strict=True) if count) or "nothing"


def _draw_stack(drawing: Drawing, counts: Counts, left: float, foot: float, step: float, per_one: float) -> None:
    wide = step - min(2.5, step * 0.15) if step >= 4 else step
    for tone, count in zip(Tone, counts, strict=True):
        height = count * per_one
        drawing.rect(f"chart-{tone}", left, foot - height, wide, height)
        foot -= height


def _draw_last(drawing: Drawing, counts: Counts, left: float, foot: float, per_one: float, neither: str) -> None:
    """The direct labels: the last week's counts at the height of their part of the bar."""
    level, wanted = foot, []
    for tone, count in zip(Tone, counts, strict=True):
        if count:
            word = neither if tone is Tone.NOT_RATED else tone.word.lower()
            wanted.append((level - count * per_one / 2, tone, f"{count} {word}"))
        level -= count * per_one
    heights = spread_out([height for height, _, _ in wanted], 17, foot - _PANEL + 8, foot - 6)
    for height, (_, tone, words) in zip(heights, wanted, strict=True):
        draw_mark(drawing, tone, left + 5, height)
        drawing.text(f"chart-text-{tone}", left + 16, height + 4.5, words, LABEL if len(words) < 18 else NOTE)
