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


class ItemKind(StrEnum):
    """What a line of notes says, as far as something is recorded or asked because of it."""

    ACTION = "action"
    DECISION = "decision"
    RISK = "risk"
    ISSUE = "issue"
    STATUS = "status"
    ASK = "ask"
    MILESTONE = "milestone"
    NAME = "name"
    TAG = "tag"

    @property
    def label(self) -> str:
        return self.value.capitalize()


class CaptureState(StrEnum):
    """How a captured line stands.

    ``live``: its record stands for the line. ``pending``: a question is open, so there is no record yet. ``note``: the
    person said that the line is only a note. ``line_gone``: the line was taken out, and whether to withdraw its record
    is asked. ``kept`` and ``withdrawn`` are the two answers. ``corrected``: the line was reworded, a newer fact holds.
    """

    LIVE = "live"
    PENDING = "pending"
    NOTE = "note"
    LINE_GONE = "line_gone"
    KEPT = "kept"
    WITHDRAWN = "withdrawn"
    CORRECTED = "corrected"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()


# Captures that a line of newly saved notes may turn out to be.
MATCHED_STATES = (
    CaptureState.LIVE, CaptureState.PENDING, CaptureState.NOTE, CaptureState.LINE_GONE, CaptureState.KEPT,
)  # fmt: skip
