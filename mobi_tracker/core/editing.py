"""Editing a record that somebody else may have changed in the meantime."""

from __future__ import annotations

from typing import Any

from mobi_tracker.core.errors import StaleRecord


def check_version(record: Any, shown_version: int | None) -> None:
    """Raise StaleRecord unless the record is still as the form showed it."""
    if shown_version is not None and record.version != shown_version:
        raise StaleRecord(record)
