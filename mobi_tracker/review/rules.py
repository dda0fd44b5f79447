"""Decisions of review on plain values: which step a version may take, whose own it is, what it is known by."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.review.vocabulary import TRANSITIONS, VersionState

# Who may bring a version into a state (product.md, Who may do what).
NEEDS: dict[VersionState, Permission] = {
    VersionState.SUBMITTED: Permission.WRITE,
    VersionState.WITHDRAWN: Permission.WRITE,
    VersionState.RETURNED: Permission.REVIEW,
    VersionState.APPROVED: Permission.REVIEW,
    VersionState.DELIVERED: Permission.REVIEW,
}
# Steps that nobody takes with their own (product.md, The weekly briefing).
NEVER_OWN = frozenset({VersionState.RETURNED, VersionState.APPROVED, VersionState.DELIVERED})
# Steps that only the newest version may take: an older one has been replaced.
ONLY_NEWEST = frozenset({VersionState.RETURNED, VersionState.APPROVED})
# What a reader sees who neither writes nor reviews.
SETTLED = frozenset({VersionState.APPROVED, VersionState.DELIVERED})

VISIT = timedelta(minutes=30)  # looks at a page that are no further apart are one visit

_VERBS = {
    VersionState.SUBMITTED: "submit",
    VersionState.WITHDRAWN: "withdraw",
    VersionState.RETURNED: "return",
    VersionState.APPROVED: "approve",
    VersionState.DELIVERED: "deliver",
}


@dataclass(frozen=True)
class Standing:
    """A version as the rules see it. ``newest`` is the highest number there is of the same thing."""

    number: int
    newest: int
    state: VersionState
    writer_ids: tuple[int, ...] = ()


def digest_of(content: dict[str, Any]) -> str:
    """The SHA-256 of a version's content, whatever the order of its keys: an approval holds for exactly this."""
    plain = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def is_own(writer_ids: Collection[int], user_id: int | None) -> bool:
    """Whether somebody drafted, edited or submitted it."""
    return user_id is not None and user_id in writer_ids


def broken_rule(to: VersionState, version: Standing, user_id: int | None) -> str | None:
    """Why this person cannot bring the version into a state, as a sentence; None where nothing forbids it."""
    if to in ONLY_NEWEST and version.number != version.newest:
        return (
            f"Version {version.newest} was submitted after version {version.number}, so nothing was done. "
            f"Read version {version.newest}."
        )
    if to not in TRANSITIONS[version.state]:
        return f"Version {version.number} is {version.state.value}, so you cannot {_VERBS[to]} it."
    if to in NEVER_OWN and is_own(version.writer_ids, user_id):
        return f"You wrote some of this, so somebody else has to {_VERBS[to]} it."
    return None


def may(to: VersionState, version: Standing, viewer: Viewer) -> bool:
    """Whether a person may bring a version into a state: the policy, the transition table, never one's own."""
    allowed = viewer.can_everywhere(NEEDS[to]) if to in NEEDS else False
    return allowed and broken_rule(to, version, viewer.user_id) is None


def sees_unsettled(viewer: Viewer) -> bool:
    """Whether a person sees versions that are not approved: who writes, comments or reviews."""
    return any(viewer.can(each) for each in (Permission.WRITE, Permission.COMMENT, Permission.REVIEW))


def may_see(viewer: Viewer, state: VersionState) -> bool:
    """Whether a person may open a version in this state."""
    return viewer.can(Permission.SEE) and (state in SETTLED or sees_unsettled(viewer))


def with_whom(state: VersionState | None, writer: str = "") -> str:
    """Who has it now, in words. ``writer``: who submitted it."""
    if state is VersionState.SUBMITTED:
        return "the reviewers"
    if state is VersionState.APPROVED:
        return "the reviewers, to deliver"
    if state is VersionState.DELIVERED:
        return "its readers"
    return writer or "the writers"


def is_over(looked_at: datetime, now: datetime) -> bool:
    """Whether a visit whose last look was then is over."""
    return now - looked_at > VISIT


def last_visit(looked_at: datetime | None, visited_before_at: datetime | None, now: datetime) -> datetime | None:
    """When a person last looked before the visit of now; None where they never did."""
    if looked_at is not None and is_over(looked_at, now):
        return looked_at
    return visited_before_at
