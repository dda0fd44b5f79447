"""What a request asks of the dashboard: which days, which projects, which page of a list."""

from __future__ import annotations

from collections.abc import Mapping

from mobi_tracker.access.policy import Viewer
from mobi_tracker.core import clock
from mobi_tracker.dashboard.queries.known import known
from mobi_tracker.dashboard.rules.days import choose
from mobi_tracker.dashboard.rules.narrowing import NAMES
from mobi_tracker.dashboard.sheet import Sheet, sheet_of


def asked_sheet(arguments: Mapping[str, str], viewer: Viewer) -> Sheet:
    """The dashboard that an address asks for: ``as_of``, ``compare`` and what narrows it."""
    asked = {name: words for name in NAMES if (words := arguments.get(name, "").strip())}
    found = known(viewer, clock.now(), asked.get("manager", ""))
    as_of, compare = arguments.get("as_of", ""), arguments.get("compare", "")
    return sheet_of(choose(as_of, compare, clock.today(), found.landmarks, asked), viewer, asked, found)
