"""Routes of projects: lists and forms. Full pages, and the form of a status update, are in ``profiles``."""

from __future__ import annotations

from mobi_tracker.projects.views import contracts, funding, measures, milestones, projects, risks

blueprints = (
    projects.blueprint,
    milestones.blueprint,
    risks.blueprint,
    funding.blueprint,
    measures.blueprint,
    contracts.blueprint,
)
