"""What of a project's standing the evidence rules judge."""

from __future__ import annotations

from collections.abc import Iterable

from mobi_tracker.city.fiscal_year import FiscalYear
from mobi_tracker.commitments.vocabulary import AskState
from mobi_tracker.standing.evidence.judge import Facts, Line, OpenCommitment, OpenMilestone, OpenRisk
from mobi_tracker.standing.facts import AskStanding, ProjectStanding


def facts_of(project: ProjectStanding, asks: Iterable[AskStanding], has_promised: bool = False) -> Facts:
    """The facts of a project that hold on its day. ``has_promised``: it has an open action with a due day, too."""
    dues = [OpenCommitment(each.text, each.due, each.pointer, each.others) for each in project.overdue]
    dues += [
        OpenCommitment(ask.text, ask.due, ask.pointer)
        for ask in asks
        if ask.state is not AskState.DECIDED and ask.due is not None
    ]
    return Facts(
        phase=project.phase,
        start=project.starts_on,
        spoken_on=project.report.on if project.report else None,
        milestones=tuple(
            OpenMilestone(each.name, each.baseline, each.forecast, each.pointer)
            for each in project.milestones
            if each.is_open and each.day is not None
        ),
        lines=tuple(
            Line(
                each.source, FiscalYear(each.fiscal_year), each.appropriated, each.expended, each.forecast, each.pointer
            )
            for each in project.lines
        ),
        risks=tuple(OpenRisk(each.text, each.score, each.pointer) for each in project.risks if each.score),
        commitments=tuple(dues),
        pointer=project.pointer,
        has_more_to_judge=has_promised,
    )
