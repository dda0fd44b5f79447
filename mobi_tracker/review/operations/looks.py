"""Looking at a page, noted so that what is new can be told at the next visit."""

from __future__ import annotations

from mobi_tracker.core import clock
from mobi_tracker.core.database import db
from mobi_tracker.review.models import LastLook
from mobi_tracker.review.queries.looks import last_look
from mobi_tracker.review.rules import is_over


def note_look(user_id: int, page: str) -> LastLook:
    """Note that a person looks at a page now. What their last visit was stays known while this one lasts."""
    look = last_look(user_id, page)
    now = clock.now()
    if look is None:
        look = LastLook(user_id=user_id, page=page, looked_at=now)
        db.session.add(look)
    else:
        if is_over(look.looked_at, now):
            look.visited_before_at = look.looked_at
        look.looked_at = now
    db.session.flush()
    return look
