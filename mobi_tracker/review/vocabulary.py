"""The words of review, and the one table of a version's states."""

from __future__ import annotations

from enum import StrEnum


class VersionState(StrEnum):
    """Where a version stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    APPROVED = "approved"
    DELIVERED = "delivered"

    @property
    def label(self) -> str:
        return self.value.capitalize()


# draft → submitted → returned | withdrawn | approved → delivered (product.md, The weekly briefing).
TRANSITIONS: dict[VersionState, frozenset[VersionState]] = {
    VersionState.DRAFT: frozenset({VersionState.SUBMITTED}),
    VersionState.SUBMITTED: frozenset({VersionState.RETURNED, VersionState.WITHDRAWN, VersionState.APPROVED}),
    VersionState.RETURNED: frozenset(),
    VersionState.WITHDRAWN: frozenset(),
    VersionState.APPROVED: frozenset({VersionState.DELIVERED}),
    VersionState.DELIVERED: frozenset(),
}
