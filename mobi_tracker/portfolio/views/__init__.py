"""Routes of the portfolio: Council items, deliverables, reference data. Lists with projects are in ``profiles``."""

from __future__ import annotations

from mobi_tracker.portfolio.views import calendars, council, deliverables, reference
from mobi_tracker.portfolio.views.blueprint import blueprint

blueprints = (council.blueprint, deliverables.blueprint, blueprint)

__all__ = ["blueprints", "calendars", "reference"]
