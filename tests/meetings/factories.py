"""What tests of meetings need beside the shared factories."""

from __future__ import annotations

from datetime import date
from typing import Any

from mobi_tracker.core import clock
from mobi_tracker.core.database import db
from mobi_tracker.projects import operations
from mobi_tracker.projects.models.milestone import Milestone


def make_milestone(project: Any, name: str, baseline: str) -> Milestone:
    """A milestone with its baseline."""
    day = date.fromisoformat(baseline)
    milestone = operations.add_milestone(operations.MilestoneDraft(project.id, name, day, clock.today()))
    db.session.commit()
    return milestone
