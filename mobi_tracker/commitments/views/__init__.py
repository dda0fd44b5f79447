"""Routes of commitments: lists and forms. Full pages are in ``profiles``."""

from __future__ import annotations

from mobi_tracker.commitments.views import action_items, asks, decisions

blueprints = (action_items.blueprint, asks.blueprint, decisions.blueprint)
