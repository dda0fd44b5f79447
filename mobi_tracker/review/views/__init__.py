"""Routes of review. A blueprint a noun."""

from __future__ import annotations

from mobi_tracker.review.views import questions, versions

blueprints = (questions.blueprint, versions.blueprint)
