"""The main pages: what each is called, its address in a portfolio, who opens it, and how fast it is to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum

from mobi_tracker.access.vocabulary import Role
from tests.bench.portfolio import words
from tests.bench.sizes import Size


class Sort(Enum):
    """How a page is measured: at most so many times the floor on S, so many times S on L, so many ms on L."""

    LIST = (4, 2, None)
    RECORD = (8, 2, None)
    DASHBOARD = (12, None, 500)
    ANY_DAY = (None, None, 500)  # the dashboard of another day, or a part of it
    OTHER = (None, None, None)

    @property
    def most_floors(self) -> int | None:
        """The most times the floor that its median may be on S."""
        return self.value[0]

    @property
    def most_growth(self) -> int | None:
        """The most times S that its median may be on L."""
        return self.value[1]

    @property
    def most_ms(self) -> int | None:
        """The most milliseconds that its median may be on L."""
        return self.value[2]


MOST_QUERIES = 15
MOST_BYTES = 60 * 1024


@dataclass(frozen=True)
class Page:
    """One page of one portfolio. ``form`` is what is sent to it (then it is a POST that answers a fragment)."""

    name: str
    path: str
    sort: Sort
    role: Role = Role.LIAISON
    form: Mapping[str, str] = field(default_factory=dict)


LISTS = (
    "initiatives", "departments", "priorities", "projects", "milestones", "risks", "measures", "meetings", "contacts",
    "organizations", "action-items", "asks", "decisions", "council", "briefings", "contracts", "deliverables",
)  # fmt: skip


def pages(size: Size, today: date) -> list[Page]:
    """Every main page. Records are ordinary ones, by the builder's numbers; "busiest" ones have the most on them."""
    monday, month_ago = today - timedelta(days=today.weekday()), today - timedelta(days=30)
    two_years_ago, long_ago = today - timedelta(days=2 * 365), today - timedelta(days=3 * 365)
    return [
        Page("dashboard", "/dashboard", Sort.DASHBOARD, Role.DEPUTY_MAYOR),
        Page("dashboard charts", "/dashboard/charts", Sort.OTHER, Role.DEPUTY_MAYOR),
        *(
            Page(f"chart: {name}", f"/dashboard/charts/{name}", Sort.OTHER, Role.DEPUTY_MAYOR)
            for name in ("grid", "timeline", "carrying", "money", "slips")
        ),
        Page("dashboard, a month ago", f"/dashboard?as_of={month_ago}", Sort.ANY_DAY, Role.DEPUTY_MAYOR),
        Page("dashboard, three years ago", f"/dashboard?as_of={long_ago}", Sort.ANY_DAY, Role.DEPUTY_MAYOR),
        Page("difference, two years", f"/dashboard/changes?compare={two_years_ago}", Sort.ANY_DAY, Role.DEPUTY_MAYOR),
        Page("dashboard, for an observer", "/dashboard", Sort.ANY_DAY, Role.OBSERVER),
        Page("today", "/today", Sort.OTHER),
        Page("what will be seen", "/today/surprises", Sort.OTHER),
        Page("review", "/review", Sort.OTHER, Role.EXECUTIVE_OFFICER),
        *(Page(f"list: {name}", f"/{name}", Sort.LIST) for name in LISTS),
        *(Page(name, path, Sort.RECORD) for name, path in _records(size).items()),
        Page("briefing", f"/briefings/{monday}", Sort.RECORD),
        Page("search", f"/search?q={words.WORKS[3]}", Sort.OTHER),
        Page("find as typed", "/find?q=ada", Sort.OTHER),
        Page("find a contact", "/find?kinds=contact&q=basil", Sort.OTHER),
        Page("new meeting", "/meetings/new", Sort.OTHER),
        Page("log preview", "/meetings/preview", Sort.OTHER, form=_notes(size, today)),
    ]


def _records(size: Size) -> dict[str, str]:
    past_meeting = size.meetings * 7 // 10
    captured = size.actions // 2 + (size.actions // 2 + 1) % 2
    return {
        "project": "/projects/project-3",
        "initiative": "/initiatives/initiative-2",
        "department": "/departments/department-3",
        "priority": "/priorities/priority-2",
        "contact": "/contacts/12",
        "contact, busiest": "/contacts/1",
        "organization": "/organizations/12",
        "organization, busiest": "/organizations/3",
        "meeting": f"/meetings/{past_meeting}",
        "action item": f"/action-items/{captured}",
        "ask": "/asks/1",
        "decision": f"/decisions/{size.decisions // 2}",
        "milestone": "/milestones/3",
        "risk": "/risks/3",
        "status update": f"/updates/{size.weeks * 3}",
        "council item": "/council/2",
    }


def _notes(size: Size, today: date) -> dict[str, str]:
    project = f"{words.WORKS[3]} 3"
    notes = words.NOTES.format(first="Ada Alder", second="Basil Birch", third="Cleo Cedar", project=project)
    return {"title": f"{project} check-in", "on": today.isoformat(), "starts": "10:00", "notes": notes}
