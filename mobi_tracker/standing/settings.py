"""The thresholds of the evidence rules, as settings with a history: a past day is judged by those of that day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mobi_tracker.core.numbers import read_whole
from mobi_tracker.core.settings import Setting, declare, yes_or_no
from mobi_tracker.standing.evidence.thresholds import DEFAULTS, Thresholds
from mobi_tracker.standing.vocabulary import Rule

MOST = 1_000

_HINTS = {
    Rule.MILESTONE_SLIP: "Days from baseline to forecast of an open milestone: more than the first number is at risk, "
    "more than the second off track.",
    Rule.MILESTONE_OVERDUE: "Days that an open milestone is past its forecast: more than the first number is at risk, "
    "more than the second off track.",
    Rule.OVERRUN: "Percent by which the forecast at completion exceeds what is appropriated: more than the first "
    "number is at risk, more than the second off track.",
    Rule.BURN: "Points by which the spent share is ahead of the elapsed share of the fiscal year: more than the first "
    "number is at risk, more than the second off track.",
    Rule.RISK: "Likelihood × impact of an open risk or issue: from the first number on at risk, from the second on off "
    "track.",
    Rule.OVERDUE: "Days that an open action or ask is past its due day: more than the first number is at risk, more "
    "than the second off track.",
    Rule.SILENCE: "Days without a status update of a project in planning, procurement or delivery: more than the first "
    "number is at risk, more than the second off track.",
}


def read_limits(typed: str) -> list[int]:
    """Two whole numbers such as "7, 30", the second not below the first. Raises ValueError with a sentence."""
    parts = typed.replace("and", ",").split(",")
    if len(parts) != 2:
        raise ValueError("Give two whole numbers, like 7, 30: for at risk, then for off track.")
    at_risk, off_track = (read_whole(part.strip(), 0, MOST) for part in parts)
    if off_track < at_risk:
        raise ValueError("The number for off track must not be below the one for at risk.")
    return [at_risk, off_track]


def _setting(rule: Rule) -> Setting:
    limits = DEFAULTS[rule]
    return Setting(
        f"standing.{rule.value}",
        f"Evidence: {rule.label[0].lower()}{rule.label[1:]}",
        [limits.at_risk, limits.off_track],
        read_limits,
        _HINTS[rule],
    )


LIMITS: Mapping[Rule, Setting] = {rule: declare(_setting(rule)) for rule in Rule}


def thresholds_of(values: Mapping[str, Any]) -> Thresholds:
    """The thresholds that these values of the settings, by name, give."""
    limits = {rule: values[each.name] for rule, each in LIMITS.items()}
    return {rule: replace(DEFAULTS[rule], at_risk=low, off_track=high) for rule, (low, high) in limits.items()}


DEPARTMENT_FIGURES = declare(
    Setting(
        "standing.department_figures",
        "Show for a department what share of its reports is better than the evidence",
        False,
        yes_or_no,
        "On the page of how the department stood, for that department alone: nothing ranks departments, and the two "
        "pension systems are never counted.",
        (("yes", "Yes"), ("no", "No")),
    )
)
