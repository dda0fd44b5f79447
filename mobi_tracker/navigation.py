"""The main navigation and the account menu, by role."""

from __future__ import annotations

from typing import Any

from flask import url_for

from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import Permission, Role
from mobi_tracker.dashboard.rules import homes

# (label, endpoint, addresses that belong to it, the permission it needs)
PLACES = (
    (
        "Initiatives",
        "portfolio.initiatives",
        ("/initiatives", "/projects", "/milestones", "/risks", "/updates", "/contracts"),
        Permission.SEE,
    ),
    (
        "Departments",
        "portfolio.departments",
        ("/departments", "/council", "/priorities", "/deliverables", "/measures"),
        Permission.SEE,
    ),
    ("Meetings", "meetings.index", ("/meetings",), Permission.SEE),
    ("Commitments", "action_items.index", ("/action-items", "/asks", "/decisions"), Permission.SEE),
    ("Briefings", "briefings.index", ("/briefings",), Permission.SEE),
    ("People", "contacts.index", ("/contacts", "/organizations"), Permission.SEE),
)


def navigation(viewer: Viewer, path: str) -> list[tuple[str, str, bool]]:
    """(label, address, whether it is where the reader is) of each place."""
    places = [(label, url_for(endpoint)) for label, endpoint in homes(viewer)]
    shown = [(label, url, path == url) for label, url in places]
    for label, endpoint, addresses, permission in PLACES:
        if viewer.can(permission):
            shown.append(
                (label, url_for(endpoint), any(path == each or path.startswith(f"{each}/") for each in addresses))
            )
    return shown


def account_menu(viewer: Viewer) -> dict[str, Any]:
    """Who is signed in, and where an account leads."""
    links = []
    if viewer.can(Permission.LOG):
        links.append(("Import", url_for("imports.index")))
    if viewer.can(Permission.REFERENCE):
        links.append(("Reference data", url_for("reference.index")))
    if viewer.can(Permission.ADMINISTER):
        links += [("Users", url_for("users.index")), ("Settings", url_for("settings.index"))]
    roles = sorted((role.label for role in viewer.roles), key=str.casefold)
    return {
        "id": viewer.user_id,
        "name": viewer.name,
        "label": main_role(viewer),
        "roles": roles,
        "url": url_for("account.show"),
        "sign_out_url": url_for("access.sign_out"),
        "links": links,
    }


def main_role(viewer: Viewer) -> str:
    """The role that the bar shows: what the person is mostly here for."""
    order = (Role.DEPUTY_MAYOR, Role.EXECUTIVE_OFFICER, Role.LIAISON, Role.ANALYST, Role.OBSERVER, Role.ADMINISTRATOR)
    return next((role.label for role in order if viewer.has(role)), viewer.name)
