"""Every select of meetings, a module a noun."""

from mobi_tracker.meetings.queries.captures import (
    Source,
    capture,
    captures_of,
    drafts_of,
    records_of,
    source_of,
    sources_of,
)
from mobi_tracker.meetings.queries.known import known_for
from mobi_tracker.meetings.queries.records import (
    last_meeting_with_contact,
    last_meeting_with_department,
    meeting,
    meetings,
    meetings_between,
    meetings_of_contact,
    meetings_of_department,
    meetings_of_initiative,
    meetings_of_organization,
    meetings_of_project,
    meetings_on,
    revision,
    revisions_of,
    told_of,
)

__all__ = [
    "Source", "capture", "captures_of", "drafts_of", "known_for", "last_meeting_with_contact",
    "last_meeting_with_department", "meeting", "meetings", "meetings_between", "meetings_of_contact",
    "meetings_of_department", "meetings_of_initiative", "meetings_of_organization", "meetings_of_project",
    "meetings_on", "records_of", "revision", "revisions_of", "source_of", "sources_of", "told_of",
]  # fmt: skip
