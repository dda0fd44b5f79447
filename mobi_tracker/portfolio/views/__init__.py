"""Routes of the portfolio: Council items and reference data. Lists that read projects are in ``profiles``."""

from __future__ import annotations

from mobi_tracker.portfolio.views import calendars, council, reference
from mobi_tracker.portfolio.views.blueprint import blueprint

blueprints = (council.blueprint, blueprint)

__all__ = ["blueprints", "calendars", "reference"]
