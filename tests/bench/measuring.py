"""Measuring pages: in each round the floor, S and L in turn, so that a busy moment of the machine hits all alike."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from mobi_tracker.access.vocabulary import Role
from tests.bench.pages import MOST_BYTES, MOST_QUERIES, Page, Sort
from tests.bench.server import FLOOR
from tests.bench.visits import Answer, MeasuringFailed, Served, Visit

WARM_UP = 4


@dataclass(frozen=True)
class Timing:
    """What rounds of one page gave: times in milliseconds, bytes of the answer, queries."""

    median: float
    p95: float
    size: int
    queries: int

    @classmethod
    def of(cls, answers: Sequence[Answer]) -> Timing:
        """The rounds in short. Raises MeasuringFailed where they took different numbers of queries."""
        times = sorted(each.seconds * 1000 for each in answers)
        counts = {each.queries for each in answers}
        if len(counts) != 1:
            raise MeasuringFailed(f"The same page took {sorted(counts)} queries.")
        return cls(median(times), times[int(0.95 * (len(times) - 1) + 0.5)], answers[-1].size, counts.pop())


@dataclass(frozen=True)
class Measured:
    """One page as measured; ``large`` is None where only S is. ``failure`` says why there are no numbers."""

    page: Page
    floor: float = 0.0  # median in milliseconds, in the same rounds
    small: Timing | None = None
    large: Timing | None = None
    failure: str = ""
    is_extra: bool = False  # measured on L and XL rather than on S and L

    @property
    def floors(self) -> float:
        """How many times the floor it takes on S."""
        return self.small.median / self.floor if self.small else 0.0

    @property
    def growth(self) -> float | None:
        """How many times S it takes on L."""
        return self.large.median / self.small.median if self.large and self.small else None

    @property
    def misses(self) -> list[str]:
        """What of the reach it misses, in words."""
        if self.small is None:
            return [self.failure]
        sort, found = self.page.sort, []
        if self.is_extra:
            grew = sort is Sort.LIST and self.growth and sort.most_growth and self.growth > sort.most_growth
            return [f"XL over {sort.most_growth} × L"] if grew else []
        if sort.most_floors and self.floors > sort.most_floors:
            found.append(f"over {sort.most_floors} × floor")
        if sort.most_growth and self.growth and self.growth > sort.most_growth:
            found.append(f"L over {sort.most_growth} × S")
        if sort.most_ms and self.large and self.large.median > sort.most_ms:
            found.append(f"over {sort.most_ms} ms on L")
        timings = [each for each in (self.small, self.large) if each]
        if max(each.queries for each in timings) > MOST_QUERIES:
            found.append(f"over {MOST_QUERIES} queries")
        if len({each.queries for each in timings}) > 1:
            found.append("other queries on L")
        if max(each.size for each in timings) > MOST_BYTES:
            found.append(f"over {MOST_BYTES // 1024} KiB")
        return found


def measure_floor(small: Served, rounds: int) -> Timing:
    """The floor on S, alone."""
    visit = small.visit(Role.LIAISON)
    page = Page("floor", FLOOR, Sort.OTHER)
    for _ in range(WARM_UP):
        _open(visit, page)
    return Timing.of([_open(visit, page) for _ in range(rounds)])


def measure(small: tuple[Served, Page], large: tuple[Served, Page] | None, rounds: int) -> Measured:
    """Measure one page on S, and on L where that is served; a page that fails is reported, not raised."""
    both = [each for each in (small, large) if each]
    floor = Page("floor", FLOOR, Sort.OTHER)
    try:
        visits = [(served.visit(page.role), page) for served, page in both]
        steps = [(small[0].visit(Role.LIAISON), floor), *visits]
        answers: list[list[Answer]] = [[] for _ in steps]
        for _ in range(WARM_UP):
            for visit, page in steps:
                _open(visit, page)
        gc.disable()
        for _ in range(rounds):
            for place, (visit, page) in enumerate(steps):
                answers[place].append(_open(visit, page))
        timings = [Timing.of(each) for each in answers]
    except (MeasuringFailed, OSError) as failure:
        return Measured(small[1], failure=str(failure))
    finally:
        gc.enable()
    return Measured(small[1], timings[0].median, timings[1], timings[2] if large else None)


def _open(visit: Visit, page: Page) -> Answer:
    answer = visit.open(page)
    if answer.status != 200:
        raise MeasuringFailed(f"{page.path} answered {answer.status}")
    return answer
