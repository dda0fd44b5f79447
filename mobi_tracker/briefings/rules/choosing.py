"""Which version a page shows and what it is compared with, and the log of who did what when."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mobi_tracker.review.vocabulary import VersionState


@dataclass(frozen=True)
class Choice:
    """``version`` is the number shown, None for the draft. ``since``: a version's number, "week", or blank."""

    version: int | None
    since: str

    @property
    def is_draft(self) -> bool:
        """Whether the working draft is shown."""
        return self.version is None


def choose(
    asked: str, since: str, newest: int, state: VersionState | None, has_draft: bool, draft_differs: bool,
    reviews: bool, read: Collection[int],
) -> Choice | None:  # fmt: skip
    """What the address asks for; None where there is no such version for this reader.

    By itself the page shows what the reader has to do with: a reviewer the version that waits, a writer the draft where
    it goes on from the newest version, everybody else the newest version. It marks what changed since the version that
    the reader last read. ``newest`` is 0 where there is no version for them; ``read`` are the numbers they read.
    """
    if asked == "draft":
        version = None
    elif asked:
        version = int(asked) if asked.isdecimal() and len(asked) < 6 else -1
    elif reviews and state is VersionState.SUBMITTED:
        version = newest
    else:
        version = None if has_draft and (draft_differs or not newest) else newest
    if (version is None and not has_draft) or (version is not None and not 1 <= version <= newest):
        return None
    return Choice(version, _since(since, version, newest, read))


def _since(since: str, version: int | None, newest: int, read: Collection[int]) -> str:
    """A version compares with an earlier one, the draft with any."""
    limit = newest + 1 if version is None else version
    if since.isdecimal() and len(since) < 6 and 1 <= int(since) < limit:
        return str(int(since))
    if since == "week":
        return "week"
    earlier = [number for number in read if number < limit]
    return str(max(earlier)) if since == "" and earlier else ""


def is_told(version_number: int, is_open: bool, shown: int | None) -> bool:
    """Whether a comment stands beside the version shown (None: the draft): its own, and open ones of earlier."""
    return version_number == shown or (is_open and (shown is None or version_number < shown))


@dataclass(frozen=True)
class Event:
    """One thing that was done: when, by whom, what."""

    at: datetime
    who: str
    what: str
    note: str = ""


def log_of(versions: Iterable[Any], comments: Iterable[Any], readings: Iterable[Any]) -> list[Event]:
    """Who did what when, the latest first, from versions, comments and readings."""
    events: list[Event] = []
    for version in versions:
        name = f"version {version.number}"
        events.append(Event(version.submitted_at, _name(version.submitted_by), f"submitted {name}"))
        if version.closed_at is not None:
            # A delivered version was approved before: its closing is the approval.
            state = VersionState.APPROVED if version.state is VersionState.DELIVERED else version.state
            what = f"{state.value} {name}"
            events.append(Event(version.closed_at, _name(version.closed_by), what, version.closing_note))
        if version.delivered_at is not None:
            events.append(Event(version.delivered_at, _name(version.delivered_by), f"delivered {name}"))
    for comment in comments:
        what = f"commented on version {comment.version_number}"
        events.append(Event(comment.recorded_at, _name(comment.author), what))
    for reading in readings:
        if reading.is_confirmed:
            events.append(Event(reading.read_at, _name(reading.user), f"read version {reading.version_number}"))
    return sorted(events, key=lambda event: event.at, reverse=True)


def _name(user: Any) -> str:
    return user.name if user is not None else "the system"
