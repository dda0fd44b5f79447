"""A snapshot and a difference as plain data, for programs: whole days as ISO dates, money in cents, words as stored.

Every fact keeps its ``kind`` and ``id``; nothing is rounded, and what is not known is null.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mobi_tracker.standing.changes import Difference, Moved, Slipped, Spent, Suggested
from mobi_tracker.standing.evidence.judge import Pointer, Reason
from mobi_tracker.standing.evidence.words import reason_in_words
from mobi_tracker.standing.facts import AskStanding, MilestoneStanding, Place, ProjectStanding, Snapshot

Data = dict[str, Any]


def snapshot_as_data(snapshot: Snapshot) -> Data:
    """The portfolio of a day."""
    return {
        "as_of": snapshot.as_of.isoformat(),
        "leaves_out": snapshot.leaves_out,
        "initiatives": [_place(each) for each in snapshot.initiatives],
        "departments": [_place(each) for each in snapshot.departments],
        "projects": [_project(each) for each in snapshot.projects],
        "asks": [_ask(each) for each in snapshot.asks],
        "mismatches": [each.slug for each in snapshot.gaps],
        "explained": [each.slug for each in snapshot.explained],
    }


def _place(place: Place) -> Data:
    return {"id": place.id, "slug": place.slug, "name": place.name}


def _project(project: ProjectStanding) -> Data:
    report, opinion = project.report, project.opinion
    return {
        "id": project.id, "slug": project.slug, "name": project.name, "phase": project.phase.value,
        "marking": project.marking.value, "initiative_id": project.initiative_id,
        "lead_department_id": project.lead_department_id, "supporting_department_ids": sorted(project.supporting_ids),
        "reported": project.reported.value,
        "report": {
            "id": report.id, "on": report.on.isoformat(), "schedule": report.schedule.value,
            "budget": report.budget.value, "scope": report.scope.value, "credited_to": report.credited_to,
            "reason": report.reason, "narrative": report.narrative, "evidence_reason": report.evidence_reason,
        } if report else None,
        "evidence": project.evidence.rating.value,
        "reasons": [_reason(project, each) for each in project.evidence.reasons],
        "second_opinion": {
            "id": opinion.id, "on": opinion.on.isoformat(), "rating": opinion.rating.value, "reason": opinion.reason,
        } if opinion else None,
        "milestones": [_milestone(each) for each in project.milestones],
        "money": [
            {"fiscal_year": money.fiscal_year, "appropriated": money.appropriated, "encumbered": money.encumbered,
             "expended": money.expended, "forecast": money.forecast}
            for money in project.money
        ],
    }  # fmt: skip


def _reason(project: ProjectStanding, reason: Reason) -> Data:
    explanation = project.explanation_of(reason)
    return {
        "rule": reason.rule.value, "rating": reason.rating.value, "words": reason_in_words(reason),
        "value": reason.shown, **_pointed(reason.pointer),
        "explained_until": explanation.review_on.isoformat() if explanation else None,
        "explanation": explanation.reason if explanation else None,
    }  # fmt: skip


def _pointed(pointer: Pointer | None) -> Data:
    return {"kind": pointer[0], "id": pointer[1]} if pointer else {"kind": None, "id": None}


def _milestone(milestone: MilestoneStanding) -> Data:
    days = {"baseline": milestone.baseline, "forecast": milestone.forecast, "actual": milestone.actual}
    return {
        "id": milestone.id, "name": milestone.name, "slip": milestone.slip,
        **{key: day.isoformat() if day else None for key, day in days.items()},
    }  # fmt: skip


def _ask(ask: AskStanding) -> Data:
    return {
        "id": ask.id, "text": ask.text, "asked_of": ask.asked_of.value, "state": ask.state.value,
        "due": ask.due.isoformat() if ask.due else None, "recommended": ask.recommended,
        "amount_cents": ask.amount_cents, "project_id": ask.project_id, "marking": ask.marking.value,
        "outcome": ask.outcome.value if ask.outcome else None, "outcome_note": ask.outcome_note,
        "decided_at": ask.decided_at.isoformat() if ask.decided_at else None,
    }  # fmt: skip


def difference_as_data(changes: Difference) -> Data:
    """What changed from one day to another, by kind of change, the worst first in each."""
    return {
        "before": changes.before.isoformat(),
        "after": changes.after.isoformat(),
        "worse": _moves(changes.worse),
        "suggests_worse": _suggested(changes.suggests_worse),
        "slipped": [_slipped(each) for each in changes.slipped],
        "no_longer_rated": _moves(changes.no_longer_rated),
        "gone": [{"project": each.project.slug, "ending": each.ending.value} for each in changes.gone],
        "decided": [_ask(each) for each in changes.decided],
        "spent": [_spent(each) for each in changes.spent],
        "better": _moves(changes.better),
        "suggests_better": _suggested(changes.suggests_better),
        "reached": [{"project": each.project.slug, **_milestone(each.milestone)} for each in changes.reached],
        "new": [each.slug for each in changes.new],
        "brought_back": [each.slug for each in changes.brought_back],
        "first_rated": _moves(changes.first_rated),
        "said": [
            {"project": each.project.slug, "status_update": each.report.id, "words": each.report.narrative,
             "credited_to": each.report.credited_to}
            for each in changes.said
        ],
    }  # fmt: skip


def _moves(moved: Iterable[Moved]) -> list[Data]:
    return [
        {"project": each.project.slug, "before": each.before.value, "after": each.after.value, "cause": each.cause,
         "credited_to": each.credited_to, "slipped": [_slipped(slip) for slip in each.slips]}
        for each in moved
    ]  # fmt: skip


def _suggested(moved: Iterable[Suggested]) -> list[Data]:
    return [
        {"project": each.project.slug, "before": each.before.value, "after": each.after.value,
         "reasons": [_reason(each.project, reason) for reason in each.reasons]}
        for each in moved
    ]  # fmt: skip


def _slipped(slip: Slipped) -> Data:
    return {
        "project": slip.project.slug, "milestone": slip.milestone.id, "name": slip.milestone.name, "days": slip.days,
        "before": slip.before.isoformat(), "after": slip.after.isoformat(), "reason": slip.reason,
        "credited_to": slip.credited_to,
    }  # fmt: skip


def _spent(spent: Spent) -> Data:
    return {
        "project": spent.project.slug, "fiscal_year": spent.fiscal_year, "expended_more": spent.expended,
        "appropriated_more": spent.appropriated, "expended": spent.after.expended,
        "appropriated": spent.after.appropriated,
    }  # fmt: skip
