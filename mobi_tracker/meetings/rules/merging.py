"""What a reworded line changes in its record, when somebody may have edited the record meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Merge:
    """``changes``: what the record is given. ``kept``: fields where the line and an edit differ; the edit holds."""

    changes: dict[str, Any] = field(default_factory=dict)
    kept: tuple[str, ...] = ()


def merge(before: Mapping[str, Any], after: Mapping[str, Any], now: Mapping[str, Any]) -> Merge:
    """What a line that gave its record ``before`` and says ``after`` now changes in the record as it is ``now``.

    A field that the line did not change stays as the record has it. One that it did change is updated, unless the
    record's own field was edited since: that edit is kept, and said.
    """
    changes, kept = {}, []
    for name, value in after.items():
        if value == before.get(name) or name not in now or now[name] == value:
            continue
        if now[name] == before.get(name):
            changes[name] = value
        else:
            kept.append(name)
    return Merge(changes, tuple(kept))
