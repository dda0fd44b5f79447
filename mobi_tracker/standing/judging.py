"""What of a project's standing the evidence rules judge."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from mobi_tracker.city.fiscal_year import FiscalYear
from mobi_tracker.commitments.vocabulary import AskState
from mobi_tracker.projects.vocabulary import Phase
from mobi_tracker.standing.evidence.judge import Facts, Line, OpenCommitment, OpenMilestone, OpenRisk
from mobi_tracker.standing.facts import (
    AskStanding,
    LineStanding,
    MilestoneStanding,
    OverdueStanding,
    Pointer,
    ProjectStanding,
    Report,
    RiskStanding,
)


def facts_of(project: ProjectStanding, asks: Iterable[AskStanding], has_promised: bool = False) -> Facts:
    """The facts of a project that hold on its day. ``has_promised``: it has an open action with a due day, too."""
    return facts(
        project.phase, project.starts_on, project.report, project.milestones, project.lines, project.risks,
        project.overdue, asks, project.pointer, has_promised,
    )  # fmt: skip


def facts(
    phase: Phase, start: date | None, report: Report | None, milestones: Iterable[MilestoneStanding],
    lines: Iterable[LineStanding], risks: Iterable[RiskStanding], overdue: Iterable[OverdueStanding],
    asks: Iterable[AskStanding], pointer: Pointer, has_promised: bool,
) -> Facts:  # fmt: skip
    """The same from its parts."""
    dues = [OpenCommitment(each.text, each.due, each.pointer, each.others) for each in overdue]
    dues += [
        OpenCommitment(ask.text, ask.due, ask.pointer)
        for ask in asks
        if ask.state is not AskState.DECIDED and ask.due is not None
    ]
    return Facts(
        phase,
        start,
        report.on if report else None,
        tuple(
            OpenMilestone(each.name, each.baseline, each.forecast, each.pointer)
            for each in milestones
            if each.is_open and each.day is not None
        ),
        tuple(
            Line(each.source, _year(each.fiscal_year), each.appropriated, each.expended, each.forecast, each.pointer)
            for each in lines
        ),
        tuple(OpenRisk(each.text, each.score, each.pointer) for each in risks if each.score),
        tuple(dues),
        pointer,
        has_promised,
    )


_year = lru_cache(maxsize=256)(FiscalYear)
