"""Routes of full pages, a module a noun. They share one blueprint, so that ``profiles.project`` names a page.

Lists and forms that read what lies above their own package are here too: people, the lists of the portfolio, and
the form of a status update.
"""

from __future__ import annotations

from mobi_tracker.profiles.views import (
    commitments,
    contact_forms,
    contact_list,
    contacts,
    contracts,
    council_items,
    deliverables,
    departments,
    initiatives,
    measures,
    meetings,
    milestones,
    organizations,
    people,
    portfolio_lists,
    position_forms,
    priorities,
    projects,
    risks,
    status_updates,
    way_forms,
)
from mobi_tracker.profiles.views.blueprint import blueprint

blueprints = (
    blueprint,
    people.contacts,
    people.positions,
    people.ways,
    portfolio_lists.blueprint,
    status_updates.blueprint,
)

__all__ = [
    "blueprints",
    "commitments",
    "contact_forms",
    "contact_list",
    "contacts",
    "contracts",
    "council_items",
    "deliverables",
    "departments",
    "initiatives",
    "measures",
    "meetings",
    "milestones",
    "organizations",
    "position_forms",
    "priorities",
    "projects",
    "risks",
    "status_updates",
    "way_forms",
]
