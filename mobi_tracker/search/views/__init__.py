"""Routes of search."""

from __future__ import annotations

from mobi_tracker.search.views import search

blueprints = (search.blueprint,)
