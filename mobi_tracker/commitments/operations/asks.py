"""Verbs of asks. Their dated rows are written by ``core.dated``."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from mobi_tracker.access.operations import MarkingDraft
from mobi_tracker.access.vocabulary import Marking
from mobi_tracker.commitments import rules
from mobi_tracker.commitments.models import Ask
from mobi_tracker.commitments.operations.concerning import fill_concerning
from mobi_tracker.commitments.operations.decisions import DecisionDraft, add_decision
from mobi_tracker.commitments.vocabulary import AskedOf, AskState, Outcome
from mobi_tracker.core import actor, clock
from mobi_tracker.core.database import db
from mobi_tracker.core.editing import check_version
from mobi_tracker.core.errors import RuleBroken
from mobi_tracker.core.settings import Setting, declare, value_of, yes_or_no

ASKS_PASS = declare(
    Setting(
        "commitments.asks_pass",
        "Asks for the Deputy Mayor pass without being forwarded",
        False,
        yes_or_no,
        "No: each waits with the Executive Officer until forwarded. Yes: a new one goes straight on.",
        (("no", "No"), ("yes", "Yes")),
    )
)


def _deliberative() -> MarkingDraft:
    return MarkingDraft(Marking.DELIBERATIVE)


@dataclass(frozen=True)
class AskDraft:
    """An ask as it was typed or read from notes. Amounts are whole cents. Deliberative unless said."""

    text: str
    asked_of: AskedOf
    due: date | None = None
    background: str = ""
    recommended: str = ""
    amount_cents: int | None = None
    project_id: int | None = None
    initiative_id: int | None = None
    department_id: int | None = None
    marking: MarkingDraft = field(default_factory=_deliberative)


def add_ask(draft: AskDraft) -> Ask:
    """Store a new ask. One for the Deputy Mayor waits with the Executive Officer unless asks pass."""
    ask = Ask(asked_of=draft.asked_of, state=_first_state(draft.asked_of))
    _fill(ask, draft)
    return ask


def edit_ask(ask: Ask, draft: AskDraft, shown_version: int | None = None) -> None:
    """Change an ask that is not decided; asking it of somebody else sends it the way a new one would go.

    Raises RuleBroken where it is decided, StaleRecord where somebody else changed it since it was shown.
    """
    _check_undecided(ask)
    check_version(ask, shown_version)
    if draft.asked_of is not ask.asked_of:
        ask.asked_of, ask.state = draft.asked_of, _first_state(draft.asked_of)
        ask.forwarded_at, ask.forwarded_by_id, ask.forward_note = None, None, ""
    _fill(ask, draft)


def move_ask(ask: Ask, due: date) -> None:
    """Give an ask another day by which it is needed; the one it had stays in its past. Raises RuleBroken where it is
    decided.
    """
    _check_undecided(ask)
    ask.due = due
    db.session.flush()


def forward_ask(ask: Ask, note: str = "", shown_version: int | None = None) -> None:
    """Let an ask through to the Deputy Mayor, with a note.

    Raises RuleBroken where it does not wait for that.
    """
    _check_undecided(ask)
    if ask.state is not AskState.WITH_EXECUTIVE_OFFICER:
        raise RuleBroken("This was forwarded already.")
    check_version(ask, shown_version)
    ask.state = AskState.OPEN
    ask.forwarded_at, ask.forwarded_by_id = clock.now(), actor.current_user_id()
    ask.forward_note = note.strip()
    db.session.flush()


def decide_ask(ask: Ask, outcome: Outcome, note: str = "", shown_version: int | None = None) -> None:
    """Decide an ask, with a note, and record the decision beside it. Who may, the view asks.

    Raises RuleBroken where it is decided or not yet forwarded, or where "decided otherwise" does not say how.
    """
    _check_undecided(ask)
    if ask.state is AskState.WITH_EXECUTIVE_OFFICER:
        raise RuleBroken("This waits with the Executive Officer and must be forwarded first.")
    if outcome is Outcome.OTHER and not note.strip():
        raise RuleBroken("Say what was decided.", "note")
    check_version(ask, shown_version)
    ask.state, ask.outcome, ask.outcome_note = AskState.DECIDED, outcome, note.strip()
    ask.decided_at, ask.decided_by_id = clock.now(), actor.current_user_id()
    db.session.flush()
    add_decision(_decision_on(ask))


def _decision_on(ask: Ask) -> DecisionDraft:
    outcome = ask.outcome.label if ask.outcome else ""
    return DecisionDraft(
        text=f"{outcome}: {ask.text}",
        on=clock.today(),
        decided_by=actor.current().label,
        reason=ask.outcome_note,
        project_id=ask.project_id,
        initiative_id=ask.initiative_id,
        department_id=ask.department_id,
        ask_id=ask.id,
    )


def _first_state(asked_of: AskedOf) -> AskState:
    return rules.first_state(asked_of, value_of(ASKS_PASS))


def _check_undecided(ask: Ask) -> None:
    if ask.is_withdrawn:
        raise RuleBroken("This was withdrawn.")
    if ask.state is AskState.DECIDED and ask.outcome is not None:
        raise RuleBroken(f"This was decided already: {ask.outcome.label.lower()}.")


def _fill(ask: Ask, draft: AskDraft) -> None:
    ask.due = draft.due
    ask.background = draft.background.strip()
    ask.recommended = draft.recommended.strip()
    ask.amount_cents = draft.amount_cents
    fill_concerning(ask, draft)
