"""The one thing a load asks of the whole database."""

from __future__ import annotations

from sqlalchemy import select

from mobi_tracker.access import queries as access
from mobi_tracker.core.database import db
from mobi_tracker.meetings.models import Meeting
from mobi_tracker.projects.models.project import Project


def is_empty() -> bool:
    """Whether nobody has an account and there is no project and no meeting, withdrawn ones counted."""
    return not access.any_user_exists() and all(
        db.session.scalar(select(model.id).limit(1)) is None for model in (Project, Meeting)
    )
