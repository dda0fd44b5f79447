"""Routes of full pages, a module a noun. They share one blueprint, so that ``profiles.project`` names a page."""

from __future__ import annotations

from mobi_tracker.profiles.views import commitments, organizations
from mobi_tracker.profiles.views.blueprint import blueprint

blueprints = (blueprint,)

__all__ = ["blueprints", "commitments", "organizations"]
