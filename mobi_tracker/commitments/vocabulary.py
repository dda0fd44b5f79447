"""The words of commitments."""

from __future__ import annotations

from enum import StrEnum


class ActionState(StrEnum):
    """How an action item stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        return self.value.capitalize()


class Side(StrEnum):
    """From whose side a commitment is seen."""

    BY_US = "by_us"
    TO_US = "to_us"
    UNOWNED = "unowned"

    @property
    def label(self) -> str:
        return {"by_us": "Owed by us", "to_us": "Owed to us", "unowned": "Nobody owns it yet"}[self.value]


class AskedOf(StrEnum):
    """Whose decision is asked."""

    EXECUTIVE_OFFICER = "executive_officer"
    DEPUTY_MAYOR = "deputy_mayor"

    @property
    def label(self) -> str:
        return "Executive Officer" if self is AskedOf.EXECUTIVE_OFFICER else "Deputy Mayor"


class AskState(StrEnum):
    """How an ask stands: one for the Deputy Mayor waits with the Executive Officer until it is forwarded."""

    WITH_EXECUTIVE_OFFICER = "with_executive_officer"
    OPEN = "open"
    DECIDED = "decided"

    @property
    def label(self) -> str:
        return {
            "with_executive_officer": "With the Executive Officer",
            "open": "Waits for a decision",
            "decided": "Decided",
        }[self.value]


class Outcome(StrEnum):
    """What was decided on an ask."""

    APPROVED = "approved"
    DECLINED = "declined"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {"approved": "Approved", "declined": "Declined", "other": "Decided otherwise"}[self.value]
