"""Decisions on plain values: slip, worst part, what an update must say, money of a line, what is owed.

No framework and no clock: the day comes in. Rules are those of ``product.md`` (Words).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from mobi_tracker.city.dates import format_days, format_short_day
from mobi_tracker.projects.vocabulary import ACTIVE_PHASES, AmountKind, DateKind, Phase, Rating

Fact = TypeVar("Fact")


def slip_days(baseline: date | None, forecast: date | None, actual: date | None) -> int | None:
    """Days from the baseline to the actual, else to the forecast; early is negative. None without a baseline.

    A milestone with no forecast uses its baseline, so its slip is then 0.
    """
    if baseline is None:
        return None
    return ((actual or forecast or baseline) - baseline).days


def worst_part(*parts: Rating) -> Rating:
    """The worst of some ratings; *not rated* where none of them is rated."""
    return max(parts, key=lambda each: each.severity, default=Rating.NOT_RATED)


def needs_reason(overall: Rating, *parts: Rating) -> bool:
    """Whether an overall rating is better than its worst part, which needs a reason."""
    return overall is not Rating.NOT_RATED and overall.severity < worst_part(*parts).severity


def is_better(overall: Rating, evidence: Rating) -> bool:
    """Whether a rating is better than what dates and dollars suggest; not rated is neither better nor worse."""
    return overall is not Rating.NOT_RATED and evidence.severity > overall.severity


def needs_path(overall: Rating) -> bool:
    """Whether a path to green is required: the project is rated, and not green."""
    return overall in (Rating.AT_RISK, Rating.OFF_TRACK)


def needs_forecast_reason(previous: date | None, day: date) -> bool:
    """Whether a forecast is later than what was expected before, which needs a reason."""
    return previous is not None and day > previous


def last_day_to_start(ends_on: date | None, renewal_days: int | None) -> date | None:
    """The last day to start the renewal of a contract: so many calendar days before its end. None where not known."""
    if ends_on is None or renewal_days is None:
        return None
    return ends_on - timedelta(days=renewal_days)


def start_in_words(start_by: date | None, is_renewable: bool, today: date) -> str:
    """The last day to start a renewal, as it stands after a contract's name; what is late is the office's."""
    if not is_renewable:
        return "it is not to be renewed"
    if start_by is None:
        return "how long a renewal takes is not recorded"
    day = format_short_day(start_by, today)
    if start_by >= today:
        return f"last day to start a renewal {'today' if start_by == today else day}"
    return f"last day to start a renewal was {day}, {format_days((today - start_by).days)} ago"


def owes_update(phase: Phase, last_on: date | None, today: date, days: int) -> bool:
    """Whether an active project's last update is older than ``days`` days (or there is none)."""
    return phase in ACTIVE_PHASES and (last_on is None or (today - last_on).days > days)


def holding(facts: Iterable[Fact], by: Callable[[Fact], Any]) -> Fact | None:
    """Of dated facts the one that holds: the latest ``on``, then the latest recorded, as ``by`` gives them."""
    return max(facts, key=by, default=None)


@dataclass(frozen=True)
class GivenDate:
    """A date that a milestone was given. ``day`` None is an actual that was taken back."""

    id: int
    kind: DateKind
    day: date | None
    on: date
    reason: str = ""
    is_reason_owed: bool = False
    credited_to: str = ""


@dataclass(frozen=True)
class MilestoneStanding:
    """How a milestone stands, out of the dates it was given."""

    baseline: date | None = None
    forecast: date | None = None
    actual: date | None = None
    why: GivenDate | None = None
    baselines: int = 0
    forecasts: int = 0

    @property
    def expected(self) -> date | None:
        """When it happened or is expected: the actual, else the forecast, else the baseline."""
        return self.actual or self.forecast or self.baseline

    @property
    def slip(self) -> int | None:
        """Days behind the baseline; None where there is no baseline."""
        return slip_days(self.baseline, self.forecast, self.actual)

    def is_overdue(self, today: date) -> bool:
        """Whether it is not done and was expected before today."""
        return self.actual is None and self.expected is not None and self.expected < today

    def is_reason_owed(self) -> bool:
        """Whether the forecast that holds came without the reason it needs."""
        return self.why is not None and self.why.is_reason_owed


def stand(dates: Sequence[GivenDate]) -> MilestoneStanding:
    """How a milestone stands. ``dates`` are in the order in which they hold: by ``on``, then as recorded."""
    last = {each.kind: each for each in dates}
    baseline, forecast = last.get(DateKind.BASELINE), last.get(DateKind.FORECAST)
    actual = last.get(DateKind.ACTUAL)
    given = [each for each in (forecast, baseline) if each is not None and (each.reason or each.is_reason_owed)]
    return MilestoneStanding(
        baseline.day if baseline else None,
        forecast.day if forecast else None,
        actual.day if actual else None,
        given[0] if given else None,
        sum(each.kind is DateKind.BASELINE for each in dates),
        len({(each.day, each.on) for each in dates if each.kind is DateKind.FORECAST}),
    )


@dataclass(frozen=True)
class Money:
    """Amounts of a funding line, or of several together, in whole cents. None is nothing recorded."""

    appropriated: int | None = None
    encumbered: int | None = None
    expended: int | None = None
    forecast: int | None = None

    @property
    def overrun(self) -> Decimal | None:
        """Percent by which the forecast at completion is over what is appropriated; None where neither says."""
        if not self.appropriated or self.forecast is None:
            return None
        return Decimal(self.forecast - self.appropriated) * 100 / self.appropriated

    def is_empty(self) -> bool:
        """Whether nothing is recorded."""
        return self == Money()


def money_of(amounts: Iterable[tuple[AmountKind, int]]) -> Money:
    """The sums of the amounts that hold, a kind each; a kind nobody recorded stays None, which is not zero."""
    sums: dict[str, int] = {}
    for kind, cents in amounts:
        sums[kind.value] = sums.get(kind.value, 0) + cents
    return Money(**sums)


@dataclass(frozen=True)
class WeekRating:
    """What was reported at the end of one week: the rating that held, and why it changed in that week."""

    monday: date
    rating: Rating | None
    why: str = ""


@dataclass(frozen=True)
class Report:
    """What one update reported on a day."""

    on: date
    overall: Rating
    narrative: str = field(default="")


def weekly_ratings(reports: Sequence[Report], last_monday: date, count: int) -> list[WeekRating]:
    """The rating that held at the end of each of ``count`` weeks up to the one that begins on ``last_monday``.

    ``reports`` are in the order in which they hold.
    """
    weeks = []
    for back in range(count - 1, -1, -1):
        monday = last_monday - timedelta(weeks=back)
        before = [each for each in reports if each.on < monday + timedelta(weeks=1)]
        held = before[-1] if before else None
        why = held.narrative if held and held.on >= monday else ""
        weeks.append(WeekRating(monday, held.overall if held else None, why))
    return weeks


def slug_of(name: str, taken: Iterable[str] = ()) -> str:
    """An address for a name: "Permit login (2)" is ``permit-login-2``; a taken one gets the next free number."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:70].strip("-") or "project"
    used = {*taken, "new"}
    numbered = (f"{base}-{number}" for number in range(2, 100_000))
    return base if base not in used else next(each for each in numbered if each not in used)
