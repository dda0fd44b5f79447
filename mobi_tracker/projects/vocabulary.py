"""The words of projects: phases, ratings, kinds of dates, of amounts and of readings."""

from __future__ import annotations

from enum import StrEnum


class Phase(StrEnum):
    """Where a project is in its life."""

    PROPOSED = "proposed"
    PLANNING = "planning"
    PROCUREMENT = "procurement"
    DELIVERY = "delivery"
    OPERATING = "operating"
    ON_HOLD = "on_hold"
    CLOSED = "closed"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()


# Projects in these phases owe regular updates (product.md, Updates owed).
ACTIVE_PHASES = (Phase.PLANNING, Phase.PROCUREMENT, Phase.DELIVERY)
# Projects in these phases are over.
ENDED_PHASES = (Phase.CLOSED, Phase.CANCELLED)


class Rating(StrEnum):
    """How a project is reported, in part or overall."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    NOT_RATED = "not_rated"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()

    @property
    def meaning(self) -> str:
        """What the rating says, shown where it is chosen."""
        return {
            "on_track": "No major issue threatens delivery.",
            "at_risk": "Significant issues exist; the team can resolve them.",
            "off_track": "Cannot be resolved without a decision from above.",
            "not_rated": "Nobody has judged it.",
        }[self.value]

    @property
    def severity(self) -> int:
        """0 on track, 1 at risk, 2 off track; not rated is -1, since it says nothing."""
        return {"on_track": 0, "at_risk": 1, "off_track": 2, "not_rated": -1}[self.value]


class DateKind(StrEnum):
    """What a milestone's date is."""

    BASELINE = "baseline"
    FORECAST = "forecast"
    ACTUAL = "actual"

    @property
    def label(self) -> str:
        return self.value.capitalize()


class RiskKind(StrEnum):
    """A risk may happen; an issue has happened."""

    RISK = "risk"
    ISSUE = "issue"

    @property
    def label(self) -> str:
        return self.value.capitalize()


class RiskState(StrEnum):
    """Whether a risk or issue still stands."""

    OPEN = "open"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        return self.value.capitalize()


class Response(StrEnum):
    """What is done about a risk."""

    AVOID = "avoid"
    REDUCE = "reduce"
    TRANSFER = "transfer"
    ACCEPT = "accept"

    @property
    def label(self) -> str:
        return self.value.capitalize()


class Level(StrEnum):
    """How a note rates a risk."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"

    @property
    def label(self) -> str:
        return self.value.capitalize()

    @property
    def rating(self) -> tuple[int, int]:
        """(likelihood, impact) that the level stands for (product.md, Risk)."""
        return {"low": (2, 2), "medium": (3, 3), "high": (3, 4), "critical": (4, 4)}[self.value]


class AmountKind(StrEnum):
    """What an amount of a funding line is."""

    APPROPRIATED = "appropriated"
    ENCUMBERED = "encumbered"
    EXPENDED = "expended"
    FORECAST = "forecast"

    @property
    def label(self) -> str:
        return "Forecast at completion" if self is AmountKind.FORECAST else self.value.capitalize()


class ReadingKind(StrEnum):
    """What a reading of a measure is."""

    ACTUAL = "actual"
    ESTIMATE = "estimate"
    TARGET = "target"

    @property
    def label(self) -> str:
        return self.value.capitalize()
