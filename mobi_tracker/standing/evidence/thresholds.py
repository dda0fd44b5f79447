"""From what value on each rule fires."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from mobi_tracker.standing.vocabulary import Evidence, Rule


@dataclass(frozen=True)
class Threshold:
    """The two limits of one rule. ``reaches``: a value equal to a limit fires already; else it must be past it."""

    at_risk: int
    off_track: int
    reaches: bool = False

    def rating(self, value: int, of: int = 1) -> Evidence:
        """What ``value`` ÷ ``of`` means, compared exactly: on track where the rule does not fire. ``of`` is above 0."""
        least = 0 if self.reaches else 1  # of whole numbers, past a limit is one more than it
        if value - self.off_track * of >= least:
            return Evidence.OFF_TRACK
        return Evidence.AT_RISK if value - self.at_risk * of >= least else Evidence.ON_TRACK


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
