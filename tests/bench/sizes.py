"""How much there is of everything in a portfolio that is measured or counted."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Size:
    """One size of portfolio. What is "for each" is a mean or a fixed number; the rest are totals."""

    name: str
    projects: int
    active_projects: int
    weeks: int  # of weekly updates for each project
    contacts: int
    organizations: int
    meetings: int
    actions: int
    asks: int
    decisions: int
    council_items: int
    briefings: int
    milestones: int  # for each project
    risks: int  # for each project
    fiscal_years: int  # with funding, for each project
    questions: int


SMALL = Size(
    name="S",
    projects=16,
    active_projects=14,
    weeks=26,
    contacts=60,
    organizations=28,
    meetings=100,
    actions=300,
    asks=20,
    decisions=24,
    council_items=10,
    briefings=8,
    milestones=8,
    risks=4,
    fiscal_years=2,
    questions=6,
)

LARGE = Size(
    name="L",
    projects=1_000,
    active_projects=300,
    weeks=260,
    contacts=20_000,
    organizations=2_000,
    meetings=50_000,
    actions=200_000,
    asks=2_000,
    decisions=5_000,
    council_items=500,
    briefings=260,
    milestones=8,
    risks=8,
    fiscal_years=5,
    questions=400,
)

# Ten times the projects, each with two years of updates; people, meetings and promises as in L.
EXTRA = replace(LARGE, name="XL", projects=10_000, active_projects=3_000, weeks=104, fiscal_years=3)

# Enough for every part of every page to show something, to count queries by.
TINY = Size(
    name="tiny",
    projects=6,
    active_projects=5,
    weeks=6,
    contacts=24,
    organizations=14,
    meetings=24,
    actions=60,
    asks=12,
    decisions=10,
    council_items=6,
    briefings=3,
    milestones=4,
    risks=2,
    fiscal_years=2,
    questions=4,
)


def doubled(size: Size) -> Size:
    """The same portfolio with twice as much of everything."""
    numbers = {name: value * 2 for name, value in vars(size).items() if isinstance(value, int)}
    return replace(size, name=f"{size.name} doubled", **numbers)
