"""What holds of the evidence whatever the facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as some

from mobi_tracker.city.fiscal_year import FiscalYear
from mobi_tracker.projects.vocabulary import Phase, Rating
from mobi_tracker.standing.evidence.judge import Facts, Line, OpenCommitment, OpenMilestone, OpenRisk, is_gap, judge
from mobi_tracker.standing.vocabulary import Evidence

AS_OF = date(2026, 11, 30)
days = some.dates(AS_OF - timedelta(days=900), AS_OF + timedelta(days=900))
cents = some.none() | some.integers(0, 10**12)
milestones = some.builds(OpenMilestone, some.text(max_size=5), days, some.none() | days)
lines = some.builds(
    Line, some.text(max_size=5), some.builds(FiscalYear, some.integers(2024, 2028)), cents, cents, cents
)
risks = some.builds(OpenRisk, some.text(max_size=5), some.integers(1, 25))
commitments = some.builds(OpenCommitment, some.text(max_size=5), days)


def _some(each: Any) -> Any:
    return some.lists(each, max_size=3).map(tuple)


facts = some.builds(
    Facts, some.sampled_from(Phase), some.none() | days, some.none() | days,
    _some(milestones), _some(lines), _some(risks), _some(commitments),
)  # fmt: skip


@given(facts, milestones, lines, risks, commitments)
def test_another_fact_never_makes_the_evidence_milder(
    known: Facts, milestone: OpenMilestone, line: Line, risk: OpenRisk, commitment: OpenCommitment
) -> None:
    before = judge(known, AS_OF).rating.severity
    for more in (
        replace(known, milestones=(*known.milestones, milestone)),
        replace(known, lines=(*known.lines, line)),
        replace(known, risks=(*known.risks, risk)),
        replace(known, commitments=(*known.commitments, commitment)),
    ):
        assert judge(more, AS_OF).rating.severity >= before


@given(facts)
def test_the_rating_is_that_of_the_worst_reason_and_none_is_milder_than_at_risk(known: Facts) -> None:
    found = judge(known, AS_OF)
    ratings = [reason.rating for reason in found.reasons]
    assert set(ratings) <= {Evidence.AT_RISK, Evidence.OFF_TRACK}
    assert ratings == sorted(ratings, key=lambda each: -each.severity)
    assert found.rating is ratings[0] if ratings else found.rating in (Evidence.ON_TRACK, Evidence.UNKNOWN)


@given(facts, some.permutations(range(3)))
def test_the_order_of_facts_does_not_matter(known: Facts, order: list[int]) -> None:
    shuffled = tuple(known.risks[at] for at in order if at < len(known.risks))
    assert set(judge(replace(known, risks=shuffled), AS_OF).reasons) == set(judge(known, AS_OF).reasons)


@given(some.sampled_from(Rating), some.sampled_from(Evidence))
def test_there_is_a_gap_only_where_a_rating_was_reported_and_the_evidence_is_worse(
    reported: Rating, evidence: Evidence
) -> None:
    assert is_gap(reported, evidence) is (reported is not Rating.NOT_RATED and evidence.severity > reported.severity)
