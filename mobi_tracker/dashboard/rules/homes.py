"""Whose home page is which. Plain values only."""

from __future__ import annotations

from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import Permission, Role


def homes(viewer: Viewer) -> list[tuple[str, str]]:
    """(label, endpoint) of the home pages of this person; the first is where they land."""
    found = []
    if viewer.has(Role.DEPUTY_MAYOR):
        found.append(("Dashboard", "dashboard.show"))
    if viewer.has(Role.EXECUTIVE_OFFICER):
        found.append(("Review", "dashboard.review"))
    if viewer.has(Role.LIAISON) or viewer.has(Role.ANALYST):
        found.append(("Today", "dashboard.today"))
    if viewer.can(Permission.SEE) and ("Dashboard", "dashboard.show") not in found:
        found.append(("Dashboard", "dashboard.show"))
    if not found:
        found.append(("Users", "users.index"))
    return found
