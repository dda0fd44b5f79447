"""What tests of meetings need beside the shared factories."""

from __future__ import annotations

from datetime import date
from typing import Any

from mobi_tracker.core import clock
from mobi_tracker.core.database import db
from mobi_tracker.meetings.models import Capture, Meeting
from mobi_tracker.meetings.vocabulary import CaptureState
from mobi_tracker.projects import operations
from mobi_tracker.projects.models.milestone import Milestone


def make_milestone(project: Any, name: str, baseline: str) -> Milestone:
    """A milestone with its baseline."""
    day = date.fromisoformat(baseline)
    milestone = operations.add_milestone(operations.MilestoneDraft(project.id, name, day, clock.today()))
    db.session.commit()
    return milestone


def log(visitor: Any, notes: str, **values: Any) -> Meeting:
    """Log a meeting as this visitor; the stored meeting."""
    visitor.fill("/meetings/new", notes=notes, **values)
    db.session.expire_all()
    return db.session.query(Meeting).order_by(Meeting.id.desc()).first()


def save_again(visitor: Any, meeting: Meeting, notes: str, **values: Any) -> Any:
    """Save other notes of a stored meeting; the page that follows."""
    page = visitor.fill(f"/meetings/{meeting.id}/edit", notes=notes, **values)
    db.session.expire_all()
    return page


def capture_of(meeting: Meeting, kind: str = "action") -> Capture:
    """The one capture of that kind that was not taken over by a newer fact."""
    rows = db.session.query(Capture).filter_by(meeting_id=meeting.id, item_kind=kind)
    return rows.filter(Capture.state != CaptureState.CORRECTED).one()
