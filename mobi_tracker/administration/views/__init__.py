"""Routes of administration."""

from __future__ import annotations

from mobi_tracker.administration.views import settings, users

blueprints = (users.blueprint, settings.blueprint)
