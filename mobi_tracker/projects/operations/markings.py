"""Giving a fact that completes another one the same marking."""

from __future__ import annotations

from typing import Any

from mobi_tracker.access.operations import MarkingDraft, set_marking, set_marking_floor
from mobi_tracker.access.queries import readers_of


def copy_marking(copy: Any, original: Any) -> None:
    """Mark a stored record as another one of its kind is marked: its own marking, its floor, both lists of readers."""
    kind = type(original).__kind__
    own = tuple(each.user_id for each in readers_of(kind, original.id, is_floor=False))
    floor = [each.user_id for each in readers_of(kind, original.id, is_floor=True)]
    set_marking(copy, MarkingDraft(original.marking, original.marking_basis, own))
    set_marking_floor(copy, original.marking_floor, floor if original.has_floor_readers else None)
