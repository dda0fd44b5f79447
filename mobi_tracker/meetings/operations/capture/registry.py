"""Which kind of item is captured how. Adding a kind is adding a line."""

from __future__ import annotations

from collections.abc import Mapping

from mobi_tracker.meetings.operations.capture.commitments import Actions, Asks, Decisions
from mobi_tracker.meetings.operations.capture.moment import Capturing
from mobi_tracker.meetings.operations.capture.projects import Milestones, Risks, Statuses
from mobi_tracker.meetings.vocabulary import ItemKind
from mobi_tracker.projects.vocabulary import RiskKind

CAPTURED: Mapping[ItemKind, Capturing] = {
    ItemKind.ACTION: Actions(),
    ItemKind.DECISION: Decisions(),
    ItemKind.ASK: Asks(),
    ItemKind.RISK: Risks(RiskKind.RISK),
    ItemKind.ISSUE: Risks(RiskKind.ISSUE),
    ItemKind.STATUS: Statuses(),
    ItemKind.MILESTONE: Milestones(),
}
