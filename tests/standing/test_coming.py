"""What comes is told as judging every fact on every day would tell it, though only what a day changes is judged."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from mobi_tracker.access.vocabulary import Marking
from mobi_tracker.commitments.vocabulary import AskedOf, AskState
from mobi_tracker.projects.vocabulary import Phase, Rating, RiskKind
from mobi_tracker.standing.coming import Ahead, Surprise, of_project
from mobi_tracker.standing.evidence.judge import judge
from mobi_tracker.standing.evidence.thresholds import DEFAULTS, Threshold
from mobi_tracker.standing.facts import (
    AskStanding,
    DateFact,
    LineStanding,
    MilestoneStanding,
    OverdueStanding,
    ProjectStanding,
    Report,
    RiskStanding,
)
from mobi_tracker.standing.judging import facts_of
from mobi_tracker.standing.vocabulary import Rule

TODAY = date(2026, 11, 25)  # Thanksgiving follows: three working days are six days
EAGER = {**DEFAULTS, Rule.OVERDUE: Threshold(0, 1), Rule.SILENCE: Threshold(2, 2, reaches=True)}


def day_by_day(project, asks, ahead):
    """Every fact judged on each day: the plain way."""
    facts, known, found = facts_of(project, asks), set(), []
    for day in (ahead.today, *ahead.days):
        for reason in judge(facts, day, ahead.thresholds).reasons:
            if (reason.rule, reason.pointer) not in known:
                known.add((reason.rule, reason.pointer))
                found.append(Surprise(project, reason, day))
    return found


def some_day(chance):
    return TODAY + timedelta(days=chance.randint(-35, 12))


def some_milestone(chance, number):
    facts = [DateFact(number, some_day(chance)) if chance.random() < share else None for share in (0.9, 0.5, 0.2)]
    return MilestoneStanding(number, 1, f"Milestone {number}", *facts)


def some_project(chance):
    few = lambda: range(chance.randint(0, 4))
    project = ProjectStanding(
        1, "project", "Project", chance.choice(list(Phase)), Marking.INTERNAL, None, None, frozenset(), None,
        chance.choice([None, some_day(chance)]), None,
        milestones=tuple(some_milestone(chance, number) for number in few()),
        lines=tuple(
            LineStanding(number, 1, 2026, "Fund", chance.randint(0, 100), None, chance.randint(0, 90), forecast)
            for number, forecast in enumerate(chance.choices(range(120), k=3))
        ),
        risks=tuple(RiskStanding(n, 1, RiskKind.RISK, "Risk", None, chance.randint(1, 5), 4) for n in few()),
        overdue=tuple(OverdueStanding(number, f"Action {number}", some_day(chance)) for number in few()),
    )  # fmt: skip
    if chance.random() < 0.7:
        project = replace(project, report=a_report(some_day(chance)))
    return project, [some_ask(chance, number) for number in few()]


def a_report(day):
    return Report(1, day, *[Rating.ON_TRACK] * 4, "", "", "")


def some_ask(chance, number):
    due = chance.choice([None, some_day(chance)])
    state = chance.choice(list(AskState))
    return AskStanding(number, f"Ask {number}", AskedOf.DEPUTY_MAYOR, state, due, "", None, 1, Marking.INTERNAL)


@pytest.mark.parametrize("thresholds", [DEFAULTS, EAGER], ids=["as published", "eager"])
@pytest.mark.parametrize("days", [1, 3, 6])
def test_what_comes_is_what_judging_each_day_says(thresholds, days):
    chance, ahead = Random(days), Ahead(TODAY, TODAY + timedelta(days=days), thresholds)
    told = 0
    for _ in range(400):
        project, asks = some_project(chance)
        project = replace(project, evidence=judge(facts_of(project, asks), TODAY, thresholds))
        found = list(of_project(project, asks, ahead))
        assert found == day_by_day(project, asks, ahead)
        told += sum(1 for each in found if each.fires_on > TODAY)
    assert told > 20  # or the comparison says nothing of the days to come


def test_spending_ahead_of_the_year_never_begins_with_a_day():
    project = replace(
        some_project(Random(1))[0], phase=Phase.DELIVERY, milestones=(), risks=(), overdue=(),
        lines=(LineStanding(1, 1, 2026, "Fund", 100, None, 56, None),), report=a_report(TODAY),
    )  # fmt: skip
    for start in (date(2026, 7, 1) + timedelta(days=each) for each in range(0, 365, 9)):
        reported = replace(project, report=a_report(start))
        at = replace(reported, evidence=judge(facts_of(reported, ()), start))
        ahead = Ahead(start, start + timedelta(days=6), DEFAULTS)
        assert list(of_project(at, (), ahead)) == day_by_day(at, (), ahead)
