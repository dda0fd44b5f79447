"""Verbs of meetings, a module a noun. They flush and never commit."""

from mobi_tracker.meetings.operations.capture.correcting import Correction, stands_as
from mobi_tracker.meetings.operations.capture.keeping import SaveReport, keep_gone, withdraw_gone
from mobi_tracker.meetings.operations.capture.planning import plan_for
from mobi_tracker.meetings.operations.meetings import (
    MeetingDraft,
    answer_questions,
    edit_meeting,
    log_meeting,
    log_notes,
)

__all__ = [
    "Correction", "MeetingDraft", "SaveReport", "answer_questions", "edit_meeting", "keep_gone", "log_meeting",
    "log_notes",
    "plan_for", "stands_as", "withdraw_gone",
]  # fmt: skip
