"""The words of meetings."""

from __future__ import annotations

from enum import StrEnum


class MeetingKind(StrEnum):
    """Any contact that counts."""

    MEETING = "meeting"
    CALL = "call"
    EMAIL = "email"
    TEXT = "text"
    HALLWAY = "hallway"
    SITE_VISIT = "site_visit"
    EVENT = "event"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()


class MeetingState(StrEnum):
    """Whether the meeting is still to come or was logged."""

    PLANNED = "planned"
    LOGGED = "logged"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        return self.value.capitalize()


class CaptureState(StrEnum):
    """How a captured line stands: its record is live, its line was taken out (and what to do is asked), or it made none yet."""

    LIVE = "live"
    LINE_GONE = "line_gone"
    WITHDRAWN = "withdrawn"
    PENDING = "pending"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()
