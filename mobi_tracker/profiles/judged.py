"""A project's standing from what its page has loaded already, so that judging it costs the page one query."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from mobi_tracker.city.fiscal_year import FiscalYear
from mobi_tracker.commitments.vocabulary import AskState
from mobi_tracker.projects.models.project import Project
from mobi_tracker.projects.models.status import StatusUpdate
from mobi_tracker.projects.queries import AsOf, DatedMilestone, FundedYear, RatedRisk
from mobi_tracker.projects.vocabulary import AmountKind, Phase
from mobi_tracker.standing.evidence.judge import Facts, Line, OpenCommitment, OpenMilestone, OpenRisk, judge
from mobi_tracker.standing.facts import ProjectStanding, Report
from mobi_tracker.standing.queries.judging import Judging


def judged(
    record: Project,
    as_of: AsOf,
    phase: Phase,
    start: Any,
    latest: StatusUpdate | None,
    shown: dict[str, Any],
    judging: Judging,
) -> ProjectStanding:
    """How the project stands on the day; ``shown`` holds the milestones, money, risks, actions and asks of its page."""
    facts = Facts(
        phase=phase,
        start=start,
        spoken_on=latest.on if latest else None,
        milestones=tuple(_milestones(shown["milestones"])),
        lines=tuple(_lines(shown["years"])),
        risks=tuple(_risks(shown["risks"])),
        commitments=tuple(_commitments(shown["actions"], shown["asks"])),
        pointer=("project", record.id),
    )
    standing = ProjectStanding(
        id=record.id, slug=record.slug, name=record.name, phase=phase, marking=record.effective_marking,
        initiative_id=None, lead_department_id=None, supporting_ids=frozenset(), manager_id=None, starts_on=start,
        ends_on=None, report=_report(latest), explanations=judging.explanations, opinion=judging.opinion,
    )  # fmt: skip
    return replace(standing, evidence=judge(facts, as_of.day, judging.thresholds))


def _report(latest: StatusUpdate | None) -> Report | None:
    if latest is None:
        return None
    return Report(
        latest.id, latest.on, latest.overall, latest.schedule, latest.budget, latest.scope, latest.credited_to,
        latest.reason, latest.narrative, latest.evidence_reason,
    )  # fmt: skip


def _milestones(milestones: Iterable[DatedMilestone]) -> Iterable[OpenMilestone]:
    for each in milestones:
        dates = each.standing
        if dates.actual is None and (dates.baseline or dates.forecast):
            yield OpenMilestone(each.milestone.name, dates.baseline, dates.forecast, ("milestone", each.milestone.id))


def _lines(years: Sequence[FundedYear]) -> Iterable[Line]:
    for year in years:
        for each in year.lines:
            cents = {kind: amount.cents for kind, amount in each.amounts.items()}
            yield Line(
                each.line.source, FiscalYear(year.fiscal_year), cents.get(AmountKind.APPROPRIATED),
                cents.get(AmountKind.EXPENDED), cents.get(AmountKind.FORECAST), ("funding_line", each.line.id),
            )  # fmt: skip


def _risks(risks: Iterable[RatedRisk]) -> Iterable[OpenRisk]:
    return (OpenRisk(each.risk.text, each.exposure, ("risk", each.risk.id)) for each in risks if each.exposure)


def _commitments(actions: Iterable[Any], asks: Iterable[Any]) -> Iterable[OpenCommitment]:
    for each in actions:
        if each.due is not None:
            yield OpenCommitment(each.record.text, each.due, ("action_item", each.record.id))
    for each in asks:
        if each.due is not None and each.state is not AskState.DECIDED:
            yield OpenCommitment(each.record.text, each.due, ("ask", each.record.id))
