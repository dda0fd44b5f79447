"""Routes of full pages, a module a noun. They share one blueprint, so that ``profiles.project`` names a page.

Lists and forms that read what lies above their own package are here too: people, and the lists of the portfolio.
"""

from __future__ import annotations

from mobi_tracker.profiles.views import (
    commitments,
    contact_forms,
    contact_list,
    contacts,
    council_items,
    departments,
    initiatives,
    organizations,
    people,
    portfolio_lists,
    position_forms,
    priorities,
    way_forms,
)
from mobi_tracker.profiles.views.blueprint import blueprint

blueprints = (blueprint, people.contacts, people.positions, people.ways, portfolio_lists.blueprint)

__all__ = [
    "blueprints",
    "commitments",
    "contact_forms",
    "contact_list",
    "contacts",
    "council_items",
    "departments",
    "initiatives",
    "organizations",
    "position_forms",
    "priorities",
    "way_forms",
]
