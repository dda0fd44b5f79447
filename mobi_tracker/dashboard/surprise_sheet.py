"""What the Deputy Mayor will see: each rule that fires now or soon, with the presses that answer it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for

from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import Marking, Permission, strictest
from mobi_tracker.city.dates import format_day, format_short_day
from mobi_tracker.core import clock
from mobi_tracker.dashboard.rules.surprises import surprises_heading
from mobi_tracker.standing.coming import Surprise, surprises
from mobi_tracker.standing.evidence.judge import Pointer, Reason
from mobi_tracker.standing.evidence.words import reason_in_words
from mobi_tracker.standing.facts import ProjectStanding
from mobi_tracker.standing.vocabulary import Evidence, Rule

SHOWN = 4
Next = str


@dataclass(frozen=True)
class Answer:
    """One press that answers a rule: a link, or a form that posts ``values`` where there are any."""

    label: str
    url: str
    values: dict[str, str] | None = None


@dataclass(frozen=True)
class SurpriseRow:
    """A rule that fires for a record of a project, from when on, and how it can be answered.

    ``explained`` says why it is none, and until when; blank where nobody has.
    """

    project: ProjectStanding
    words: str
    rating: Evidence
    pointer: Pointer
    when: str
    explained: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class ReasonOwed:
    """A project reported better than the evidence with no reason given; ``url`` is where this person may give it."""

    project: ProjectStanding
    url: str | None


@dataclass(frozen=True)
class SurpriseSheet:
    """Everything that is told of surprises: those that nobody explained first."""

    heading: str
    rows: Sequence[SurpriseRow]
    open_count: int
    marking: Marking
    leaves_out: bool
    owed: Sequence[ReasonOwed] = ()

    @property
    def first(self) -> Sequence[SurpriseRow]:
        """What Today has room for: of what nobody explained, the soonest and worst."""
        return self.rows[: min(SHOWN, self.open_count)]

    @property
    def more(self) -> int:
        """How many others wait to be answered."""
        return self.open_count - len(self.first)


def sheet_of(viewer: Viewer, back: Next) -> SurpriseSheet:
    """What this person's Deputy Mayor will see, as far as the person may see it. ``back`` is where answers lead."""
    today = clock.today()
    now, found = surprises(viewer)
    rows = [_row(each, viewer, today, back) for each in found]
    rows.sort(key=lambda row: bool(row.explained))
    count = sum(1 for row in rows if not row.explained)
    owed = [_owed(each, viewer) for each in (*now.gaps, *now.explained) if each.is_reason_owed]
    told = (*(row.project for row in rows), *(each.project for each in owed))
    marking = strictest(Marking.PUBLIC, *(each for project in told for each in project.markings))
    return SurpriseSheet(surprises_heading(count), rows, count, marking, now.leaves_out, owed)


def _owed(project: ProjectStanding, viewer: Viewer) -> ReasonOwed:
    if project.report is None or not viewer.can_for(Permission.LOG, project.department_ids):
        return ReasonOwed(project, None)
    return ReasonOwed(project, url_for("status_updates.complete", record_id=project.report.id))


def _row(found: Surprise, viewer: Viewer, today: date, back: Next) -> SurpriseRow:
    reason, project = found.reason, found.project
    explanation = project.explanation_of(reason)
    explained = ""
    if explanation is not None:
        explained = f"explained until {format_short_day(explanation.review_on, today)}: {explanation.reason}"
    may = viewer.can_for(Permission.LOG, project.department_ids)
    return SurpriseRow(
        project,
        reason_in_words(reason),
        reason.rating,
        reason.pointer or project.pointer,
        "now" if found.fires_on <= today else f"from {format_day(found.fires_on, today)}",
        explained,
        _answers(project, reason, back) if may and not explained else (),
    )


def _answers(project: ProjectStanding, reason: Reason, back: Next) -> tuple[Answer, ...]:
    kind, record_id = reason.pointer or project.pointer
    key: dict[str, Any] = {"rule": reason.rule.value, "kind": kind, "id": str(record_id)}
    explain = Answer("Explain", url_for("explanations.new", slug=project.slug, next=back, **key))
    still = Answer("Still open", url_for("dashboard.still_open", slug=project.slug), {**key, "next": back})
    own = _OWN_ANSWERS[reason.rule](project, kind, record_id, back)
    return (*own, explain) if reason.rule in _NEVER_OPEN else (*own, still, explain)


def _of_milestone(_project: ProjectStanding, _kind: str, record_id: int, back: Next) -> tuple[Answer, ...]:
    happened = url_for("dashboard.happened", record_id=record_id)
    return (
        Answer("It happened", happened, {"next": back}),
        Answer("New date", url_for("milestones.forecast", record_id=record_id, next=back)),
    )


def _of_commitment(_project: ProjectStanding, kind: str, record_id: int, back: Next) -> tuple[Answer, ...]:
    if kind == "ask":
        return (Answer("New date", url_for("asks.edit", record_id=record_id)),)
    return (
        Answer("It happened", url_for("action_items.complete", record_id=record_id), {"next": back}),
        Answer("New date", url_for("action_items.edit", record_id=record_id)),
    )


def _of_risk(_project: ProjectStanding, _kind: str, record_id: int, _back: Next) -> tuple[Answer, ...]:
    return (
        Answer("Close it", url_for("risks.close", record_id=record_id)),
        Answer("Rate it anew", url_for("risks.rate", record_id=record_id)),
    )


def _of_money(_project: ProjectStanding, _kind: str, record_id: int, _back: Next) -> tuple[Answer, ...]:
    return (Answer("New amount", url_for("funding.amount", record_id=record_id)),)


def _of_silence(project: ProjectStanding, _kind: str, _record_id: int, _back: Next) -> tuple[Answer, ...]:
    return (Answer("Add an update", url_for("status_updates.new", slug=project.slug)),)


_OWN_ANSWERS: dict[Rule, Callable[[ProjectStanding, str, int, Next], tuple[Answer, ...]]] = {
    Rule.MILESTONE_SLIP: _of_milestone,
    Rule.MILESTONE_OVERDUE: _of_milestone,
    Rule.OVERRUN: _of_money,
    Rule.BURN: _of_money,
    Rule.RISK: _of_risk,
    Rule.OVERDUE: _of_commitment,
    Rule.SILENCE: _of_silence,
}
# Money and silence are not open or closed: an amount or a word answers them.
_NEVER_OPEN = (Rule.OVERRUN, Rule.BURN, Rule.SILENCE)
