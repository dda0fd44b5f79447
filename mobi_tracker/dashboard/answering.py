"""Answering a rule that fires: what is done to its record, by the verbs of the record's own package, and its undo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from textwrap import shorten
from typing import Any

from flask import url_for

from mobi_tracker.access.operations import MarkingDraft, set_marking_floor
from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.queries import readers_of, visible_record
from mobi_tracker.city.dates import format_day
from mobi_tracker.commitments import operations as commitments
from mobi_tracker.commitments.models import ActionItem, Ask
from mobi_tracker.core import clock
from mobi_tracker.core.errors import RuleBroken
from mobi_tracker.core.withdrawals import withdraw
from mobi_tracker.dashboard.forms import AnswerForm, ExplainedForm, HappenedForm, NewDateForm
from mobi_tracker.projects import operations as projects
from mobi_tracker.projects.models.milestone import Milestone
from mobi_tracker.projects.models.project import Project
from mobi_tracker.standing.evidence.judge import Pointer, Reason
from mobi_tracker.standing.evidence.words import reason_in_words
from mobi_tracker.standing.models import Explanation
from mobi_tracker.standing.operations import LONGEST_DAYS, ExplanationDraft, explain
from mobi_tracker.standing.vocabulary import Rule

REVIEWED_AFTER = timedelta(days=30)
LOOKED_AT_AGAIN = timedelta(days=7)
TOLD_LENGTH = 100  # characters of a record's words in a message

_CHANGED = ("milestone", "action_item", "ask")


def record_of(pointer: Pointer, viewer: Viewer) -> Milestone | ActionItem | Ask | None:
    """The milestone, action item or ask, if this person may see it; None for others, which answers do not change."""
    kind, record_id = pointer
    found: Milestone | ActionItem | Ask | None = visible_record(kind, record_id, viewer) if kind in _CHANGED else None
    return found


@dataclass(frozen=True)
class Line:
    """A rule that fires for a record of a project now or soon. ``record`` is there where answers may change it."""

    project: Project
    rule: Rule
    pointer: Pointer
    reason: Reason
    record: Any

    @property
    def words(self) -> str:
        """What it says: "“Pilot opens” is 6 days past its date and not reached"."""
        return reason_in_words(self.reason)


@dataclass(frozen=True)
class Done:
    """What was done, and the address that takes it back."""

    words: str
    undo: str


@dataclass(frozen=True)
class Way:
    """One way to answer a line: for records of which kinds (blank: of any), by which form, and what it does."""

    label: str
    button: str
    kinds: tuple[str, ...]
    form: Callable[[Line], AnswerForm]
    act: Callable[[Line, Any], Done]

    def fits(self, pointer: Pointer) -> bool:
        """Whether what fires for that record can be answered so."""
        return not self.kinds or pointer[0] in self.kinds


def _happened(line: Line, form: HappenedForm) -> Done:
    day = form.day.data
    told = f"{_told(line.record)} is recorded as"
    if isinstance(line.record, Milestone):
        given = projects.complete_milestone(line.record, day)
        return Done(f"{told} reached {_day(day)}.", url_for("dashboard.undo_date", record_id=given.id))
    commitments.complete_action(line.record, day)
    return Done(f"{told} done {_day(day)}.", url_for("action_items.reopen", record_id=line.record.id))


def _new_date(line: Line, form: NewDateForm) -> Done:
    day, why = form.day.data, form.reason.data or ""
    told = f"{_told(line.record)} is expected {_day(day)}."
    if isinstance(line.record, Milestone):
        given = projects.forecast_milestone(line.record, day, clock.today(), why)
        return Done(told, url_for("dashboard.undo_date", record_id=given.id))
    was = line.record.due
    if day > was and not why.strip():
        raise RuleBroken("This is later than what was expected. Say why.", "reason")
    move(line.record, day)
    kept = _keep_why(line, was, day, why) if why.strip() else None
    undo = url_for(
        "dashboard.undo_due", kind=line.pointer[0], record_id=line.record.id, was=was.isoformat(),
        version=line.record.version, why=kept.id if kept else None,
    )  # fmt: skip
    return Done(told, undo)


def move(record: ActionItem | Ask, due: date) -> None:
    """Give a commitment another due day. Raises RuleBroken where it is closed or decided."""
    if isinstance(record, Ask):
        commitments.move_ask(record, due)
    else:
        commitments.move_action(record, due)


def move_back(record: ActionItem | Ask, was: date, version: int, why: Explanation | None) -> None:
    """Take a new due day back, with the reason kept for it. Raises RuleBroken where the record changed since."""
    if record.version != version:
        raise RuleBroken("Somebody changed this in the meantime. Look at it again.")
    move(record, was)
    if why is not None and not why.is_withdrawn:
        withdraw(why)


def _keep_why(line: Line, was: date, day: date, why: str) -> Explanation:
    """Why a commitment is later: kept beside the rule until the new day."""
    today = clock.today()
    until = min(max(day, today + timedelta(days=1)), today + timedelta(days=LONGEST_DAYS))
    words = f"Due {_day(day)} instead of {_day(was)}: {why.strip()}"
    return _explain(line, words, until)


def _explain(line: Line, words: str, until: date, marking: MarkingDraft | None = None) -> Explanation:
    """Explain a line until a day. It speaks of the record, so nobody sees it who may not see that."""
    draft = ExplanationDraft(line.project.id, line.rule, line.pointer, words, until, marking or MarkingDraft())
    made = explain(draft)
    if line.record is not None:
        set_marking_floor(made, line.record.effective_marking, _readers(line.record))
    return made


def _readers(record: Milestone | ActionItem | Ask) -> set[int] | None:
    """Those who alone may read the record; None where there is no such list."""
    lists = [
        {row.user_id for row in readers_of(type(record).__kind__, record.id, is_floor)}
        for is_floor, is_there in ((False, record.has_readers), (True, record.has_floor_readers))
        if is_there
    ]
    return set.intersection(*lists) if lists else None


def _explained(line: Line, form: ExplainedForm) -> Done:
    marking = MarkingDraft(form.marking.data, form.marking_basis.data)
    made = _explain(line, form.reason.data, form.review_on.data, marking)
    words = f"Explained until {_day(made.review_on)}: {line.project.name}, {line.words}."
    return Done(words, url_for("explanations.withdraw", record_id=made.id))


def still_open(line: Line) -> Done:
    """Explain a line as still open for a week."""
    today = clock.today()
    review_on = today + LOOKED_AT_AGAIN
    made = _explain(line, f"Still open on {_day(today)}.", review_on)
    told = f"Noted as still open, to be looked at again on {_day(review_on)}: {line.project.name}, {line.words}."
    return Done(told, url_for("explanations.withdraw", record_id=made.id))


def _told(record: Any) -> str:
    words = record.name if isinstance(record, Milestone) else record.text
    return f"“{shorten(words, TOLD_LENGTH, placeholder='…')}”"


def _day(day: date) -> str:
    return format_day(day, clock.today())


WAYS = {
    "happened": Way(
        "It happened", "Record it", ("milestone", "action_item"),
        lambda line: HappenedForm(data={"day": clock.today(), "said": line.words}), _happened,
    ),
    "new-date": Way(
        "New date", "Record the date", ("milestone", "action_item", "ask"),
        lambda line: NewDateForm(data={"said": line.words}), _new_date,
    ),
    "explain": Way(
        "Explain", "Explain it", (),
        lambda line: ExplainedForm(data={"review_on": clock.today() + REVIEWED_AFTER, "said": line.words}), _explained,
    ),
}  # fmt: skip
