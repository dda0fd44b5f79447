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
from mobi_tracker.dashboard.answering import WAYS
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
    """One press that answers a rule. ``opens``: the address is of a small form, opened beside the line; ``posts``: the
    press itself does it; else it leads to a page.
    """

    label: str
    url: str
    opens: bool = False
    posts: bool = False


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
    found: Sequence[Surprise]
    open_count: int
    marking: Marking
    leaves_out: bool
    viewer: Viewer
    owed: Sequence[ProjectStanding] = ()  # reported better than the evidence, with no reason given

    @property
    def count(self) -> int:
        """How many there are, explained or not."""
        return len(self.found)

    def rows(self, start: int, stop: int, back: Next) -> list[SurpriseRow]:
        """Some of them, ready to be drawn. ``back`` is where answers lead."""
        today = clock.today()
        return [_row(each, self.viewer, today, back) for each in self.found[start:stop]]

    def first(self, back: Next) -> list[SurpriseRow]:
        """What Today has room for: of what nobody explained, the soonest and worst."""
        return self.rows(0, min(SHOWN, self.open_count), back)

    def reasons_owed(self, most: int) -> list[ReasonOwed]:
        """The first of the reports whose reason is owed, each with where this person may give it."""
        return [_owed(each, self.viewer) for each in self.owed[:most]]

    @property
    def more(self) -> int:
        """How many others wait to be answered."""
        return max(0, self.open_count - SHOWN)


def sheet_of(viewer: Viewer) -> SurpriseSheet:
    """What this person's Deputy Mayor will see, as far as the person may see it."""
    now, found = surprises(viewer)
    waiting = [each for each in found if not each.is_explained]
    explained = [each for each in found if each.is_explained]
    owed = [each for each in (*now.gaps, *now.explained) if each.is_reason_owed]
    told = {each.id: each for each in (*(one.project for one in found), *owed)}
    marking = strictest(Marking.PUBLIC, *(each for project in told.values() for each in project.markings))
    heading = surprises_heading(len(waiting))
    return SurpriseSheet(heading, [*waiting, *explained], len(waiting), marking, now.leaves_out, viewer, owed)


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
    kind, record_id = pointer = reason.pointer or project.pointer
    key: dict[str, Any] = {"rule": reason.rule.value, "kind": kind, "id": record_id, "next": back}
    ways = {
        name: Answer(way.label, url_for("dashboard.answer", slug=project.slug, way=name, **key), opens=True)
        for name, way in WAYS.items()
        if way.fits(pointer)
    }
    explain = ways.pop("explain")
    still = Answer("Still open", url_for("dashboard.still", slug=project.slug, **key), posts=True)
    elsewhere = _ELSEWHERE.get(reason.rule)
    own = [*ways.values(), *(elsewhere(project, record_id) if elsewhere else ())]
    return (*own, explain) if reason.rule in _NEVER_OPEN else (*own, still, explain)


def _of_risk(_project: ProjectStanding, record_id: int) -> tuple[Answer, ...]:
    return (
        Answer("Close it", url_for("risks.close", record_id=record_id)),
        Answer("Rate it anew", url_for("risks.rate", record_id=record_id)),
    )


def _of_money(_project: ProjectStanding, record_id: int) -> tuple[Answer, ...]:
    return (Answer("New amount", url_for("funding.amount", record_id=record_id)),)


def _of_silence(project: ProjectStanding, _record_id: int) -> tuple[Answer, ...]:
    return (Answer("Add an update", url_for("status_updates.new", slug=project.slug)),)


# What is answered by a form too large to stand beside a line.
_ELSEWHERE: dict[Rule, Callable[[ProjectStanding, int], tuple[Answer, ...]]] = {
    Rule.OVERRUN: _of_money,
    Rule.BURN: _of_money,
    Rule.RISK: _of_risk,
    Rule.SILENCE: _of_silence,
}
# Money and silence are not open or closed: an amount or a word answers them.
_NEVER_OPEN = (Rule.OVERRUN, Rule.BURN, Rule.SILENCE)
