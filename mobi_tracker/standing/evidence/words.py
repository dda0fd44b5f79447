"""Reasons in words: one as a sentence's part, several as a line."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from mobi_tracker.city.dates import format_days
from mobi_tracker.city.words import counted_in_words, join_words
from mobi_tracker.standing.evidence.judge import Reason
from mobi_tracker.standing.vocabulary import Evidence, Rule

_MOST_QUOTED = 80


def reason_in_words(reason: Reason) -> str:
    """Why a rule fired: "“Pilot opens” is forecast 41 days after its baseline"."""
    about, value = _quoted(reason.about or ""), reason.shown
    if reason.rule is Rule.MILESTONE_SLIP:
        return f"{about} is forecast {format_days(int(value or 0))} after its baseline"
    if reason.rule is Rule.MILESTONE_OVERDUE:
        return f"{about} is {format_days(int(value or 0))} past its date and not reached"
    if reason.rule is Rule.OVERRUN and value is None:
        return f"{reason.about}: money is forecast, none is appropriated"
    if reason.rule is Rule.OVERRUN:
        return f"{reason.about}: the forecast is {_plain(value)}% over what is appropriated"
    if reason.rule is Rule.BURN:
        return f"{reason.about}: spending is {_plain(value)} points ahead of the year"
    if reason.rule is Rule.RISK:
        return f"{about} is rated {value} of 25"
    if reason.rule is Rule.OVERDUE:
        others = f", and {counted_in_words(reason.others, 'more is', 'more are')}" if reason.others else ""
        return f"{about} is {format_days(int(value or 0))} late{others}"
    return f"no update logged for {format_days(int(value or 0))}"


def reasons_in_words(reasons: Sequence[Reason]) -> str:
    """Several reasons in a line, those of a rule together: "two milestones past their dates, no update logged for 19
    days". Of each rule that fired once the reason is said in full.
    """
    by_rule = groupby(sorted(reasons, key=lambda each: list(Rule).index(each.rule)), key=lambda each: each.rule)
    return join_words(_together(rule, list(alike)) for rule, alike in by_rule)


def _together(rule: Rule, alike: Sequence[Reason]) -> str:
    count = sum(1 + each.others for each in alike)
    if len(alike) == 1:
        return reason_in_words(alike[0])
    worst = max(int(each.value or 0) for each in alike)
    return {
        Rule.MILESTONE_SLIP: f"{counted_in_words(count, 'milestone')} slipped by up to {format_days(worst)}",
        Rule.MILESTONE_OVERDUE: f"{counted_in_words(count, 'milestone')} up to {format_days(worst)} past their dates",
        Rule.OVERRUN: f"{counted_in_words(count, 'funding line')} forecast over what is appropriated",
        Rule.BURN: f"{counted_in_words(count, 'funding line')} spent ahead of the year",
        Rule.RISK: f"{counted_in_words(count, 'risk or issue', 'risks and issues')} rated up to {worst} of 25",
        Rule.OVERDUE: f"{counted_in_words(count, 'action or ask', 'actions and asks')} up to {format_days(worst)} late",
        Rule.SILENCE: f"no update logged for {format_days(worst)}",
    }[rule]


def suggested(evidence: Evidence) -> str:
    """What the evidence says, as it stands after a name: "dates and dollars suggest off track"."""
    if evidence is Evidence.UNKNOWN:
        return "there is nothing to judge it by"
    return f"dates and dollars suggest {evidence.label.lower()}"


def _quoted(text: str) -> str:
    words = " ".join(text.split())
    return f"“{words if len(words) <= _MOST_QUOTED else words[: _MOST_QUOTED - 1].rstrip() + '…'}”"


def _plain(value: int | float | None) -> str:
    return f"{value:g}"
