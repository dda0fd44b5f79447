"""Pages of standing, a module a noun."""

from __future__ import annotations

from mobi_tracker.standing.views.explanations import blueprint as explanations
from mobi_tracker.standing.views.opinions import blueprint as second_opinions

blueprints = (explanations, second_opinions)
