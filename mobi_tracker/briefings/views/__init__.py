"""Routes of briefings, a module a page, on one blueprint: ``briefings.show`` names a page."""

from __future__ import annotations

from mobi_tracker.briefings.views import drafting, edit, fix, index, lines, show, sources
from mobi_tracker.briefings.views.blueprint import blueprint

blueprints = (blueprint,)

__all__ = ["blueprints", "drafting", "edit", "fix", "index", "lines", "show", "sources"]
