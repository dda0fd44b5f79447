"""When people last looked at a page."""

from __future__ import annotations

from sqlalchemy import select

from mobi_tracker.core.database import db
from mobi_tracker.review.models import LastLook


def last_look(user_id: int, page: str) -> LastLook | None:
    """What is noted of this person's looks at a page; None where they never did."""
    return db.session.scalar(select(LastLook).where(LastLook.user_id == user_id, LastLook.page == page))
