"""What an import remembers: the value it last gave each field.

A later import changes only what nobody changed since, so it never undoes a person's edit; and what was imported once is
not imported again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from mobi_tracker.core.database import db
from mobi_tracker.portfolio.models import SeedField


def as_kept(value: Any) -> str:
    """A value as it is remembered and compared."""
    if value is None:
        return ""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value)


@dataclass(frozen=True)
class Comparison:
    """How a field of the file stands to what is stored: whether to change it, and from what."""

    is_change: bool
    before: str
    is_kept_edit: bool = False


def compare(given: Any, known: str | None, current: Any) -> Comparison:
    """Compare a file's value with what the last import gave (``known``; None: nothing) and with what stands now.

    Where somebody edited the field since the last import, their edit is kept.
    """
    new, now = as_kept(given), as_kept(current)
    if known is None:
        return Comparison(new != now, now)
    if new == known:
        return Comparison(False, now)
    if now != known and now != new:
        return Comparison(False, now, is_kept_edit=True)
    return Comparison(new != now, now)


def remember(kind: str, key: str, values: Mapping[str, Any], known: Mapping[str, SeedField]) -> None:
    """Keep the values an import gave a record's fields."""
    for name, value in values.items():
        if value is None:
            continue
        if name in known:
            known[name].value = as_kept(value)
        else:
            db.session.add(SeedField(kind=kind, key=key, field=name, value=as_kept(value)))
