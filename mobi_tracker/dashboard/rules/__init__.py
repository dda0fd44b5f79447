"""Rules of the home pages, a module a page."""

from __future__ import annotations

from mobi_tracker.dashboard.rules.homes import homes

__all__ = ["homes"]
