"""Whose own a briefing is: everybody who drafted or edited it."""

from __future__ import annotations

from mobi_tracker.briefings.models import Briefing, BriefingWriter
from mobi_tracker.briefings.queries import briefings as queries
from mobi_tracker.core import actor
from mobi_tracker.core.database import db


def note_writer(briefing: Briefing) -> None:
    """Keep that the person who acts now drafted or edited it: from now on its versions are their own."""
    user_id = actor.current_user_id()
    if user_id is not None and user_id not in queries.writer_ids(briefing):
        db.session.add(BriefingWriter(briefing_id=briefing.id, user_id=user_id))
        db.session.flush()
