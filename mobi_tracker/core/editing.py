"""Editing a record that somebody else may have changed in the meantime."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mobi_tracker.core.errors import StaleRecord


@dataclass(frozen=True)
class Saved:
    """Who saved a record, by name, and when."""

    who: str
    at: datetime


Finder = Callable[[Any], "Saved | None"]
_finders: list[Finder] = []


def know_savers(finder: Finder) -> None:
    """Let ``finder`` say who saved a record last. History does; nothing below it knows."""
    _finders[:] = [finder]


def last_saved(record: Any) -> Saved | None:
    """Who saved the record last, and when; None where nobody knows."""
    return next((found for finder in _finders if (found := finder(record)) is not None), None)


def check_version(record: Any, shown_version: int | None) -> None:
    """Raise StaleRecord unless the record is still as the form showed it."""
    if shown_version is not None and record.version != shown_version:
        raise StaleRecord(record)
