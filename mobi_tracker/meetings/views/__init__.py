"""Routes of meetings: list, log, edit, preview, answers, withdraw. The full page is in ``profiles``."""

from __future__ import annotations

from mobi_tracker.meetings.views import captures, meetings

blueprints = (meetings.blueprint,)

__all__ = ["blueprints", "captures"]
