"""Whether a person may log a commitment as it was typed."""

from __future__ import annotations

from typing import Any

from mobi_tracker.access.guard import check_seen, viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.core.errors import RuleBroken


def check_own(record: Any) -> None:
    """An analyst logs for their own departments only, and a record with no department is nobody's own.

    Raises RuleBroken, so that the form keeps what was typed.
    """
    if not viewer().can_for(Permission.LOG, record.department_ids):
        raise RuleBroken("Choose one of your own departments, or a project of theirs.", "department_id")
    check_seen(record)
