"""From what value on each rule fires."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from mobi_tracker.standing.vocabulary import Evidence, Rule

Number = int | Fraction


@dataclass(frozen=True)
class Threshold:
    """The two limits of one rule. ``reaches``: a value equal to a limit fires already; else it must be past it."""

    at_risk: int
    off_track: int
    reaches: bool = False

    def rating(self, value: Number) -> Evidence:
        """What a value means, compared exactly: on track where the rule does not fire."""
        for limit, rating in ((self.off_track, Evidence.OFF_TRACK), (self.at_risk, Evidence.AT_RISK)):
            if value > limit or (self.reaches and value == limit):
                return rating
        return Evidence.ON_TRACK


Thresholds = Mapping[Rule, Threshold]

# Slip, overdue and silence in days, overrun in percent, burn in points, a risk as likelihood × impact.
DEFAULTS: Thresholds = MappingProxyType(
    {
        Rule.MILESTONE_SLIP: Threshold(7, 30),
        Rule.MILESTONE_OVERDUE: Threshold(0, 14),
        Rule.OVERRUN: Threshold(5, 10),
        Rule.BURN: Threshold(15, 30),
        Rule.RISK: Threshold(10, 16, reaches=True),
        Rule.OVERDUE: Threshold(7, 21),
        Rule.SILENCE: Threshold(14, 28),
    }
)
