"""Routes of the three home pages, a module a page, on one blueprint: ``dashboard.today`` names a page."""

from __future__ import annotations

from mobi_tracker.dashboard.views import (
    answers,
    charts,
    dashboard,
    home,
    looks,
    pdf,
    review,
    standing,
    surprises,
    today,
)
from mobi_tracker.dashboard.views.blueprint import blueprint

blueprints = (blueprint,)

__all__ = [
    "answers", "blueprints", "charts", "dashboard", "home", "looks", "pdf", "review", "standing", "surprises", "today",
]  # fmt: skip
