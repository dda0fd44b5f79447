"""Routes of stakeholders: lists and forms. Full pages are in ``profiles``."""

from __future__ import annotations

from mobi_tracker.stakeholders.views import organizations

blueprints = (organizations.blueprint,)
