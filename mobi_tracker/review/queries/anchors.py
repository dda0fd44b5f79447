"""The lines of a version that a reader may comment on. Only the package whose thing is reviewed knows its content."""

from __future__ import annotations

from collections.abc import Callable, Collection

from mobi_tracker.access.policy import Viewer
from mobi_tracker.review.models import Version

AnchorsFor = Callable[[Version, Viewer], Collection[str]]
_known: dict[str, AnchorsFor] = {}


def register_anchors(subject_kind: str, anchors_for: AnchorsFor) -> None:
    """Say how the lines of a kind of subject are found: the identities of those that the reader may see today."""
    _known[subject_kind] = anchors_for


def anchors_of(version: Version, viewer: Viewer) -> Collection[str]:
    """The identities of a version's lines that this person may see; none where the kind has no lines."""
    anchors_for = _known.get(version.subject_kind)
    return anchors_for(version, viewer) if anchors_for is not None else ()
