"""Action items, decisions and asks; half of the actions were captured from a meeting's notes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from mobi_tracker.commitments.models import ActionItem, ActionItemState, Ask, AskStateRow, Decision
from mobi_tracker.commitments.vocabulary import ActionState, AskedOf, AskState, Outcome
from mobi_tracker.core.withdrawals import Withdrawal
from mobi_tracker.meetings.models import Capture
from mobi_tracker.meetings.vocabulary import CaptureState, ItemKind
from mobi_tracker.review.models import Question
from tests.bench.portfolio import words
from tests.bench.portfolio.bulk import MARKED, WRITER, Bulk
from tests.bench.portfolio.meetings import day_of
from tests.bench.portfolio.projects import Life

DECIDER = 3  # the Deputy Mayor, of the users


def add_actions(bulk: Bulk, lives: list[Life]) -> None:
    """Action items: a quarter of them open, of those a third late; of every fifty one was withdrawn."""
    for number in range(1, bulk.size.actions + 1):
        is_open = number % 4 == 0
        meeting_id = meeting_of(bulk, number)
        on = min(day_of(bulk, meeting_id), bulk.today)
        due = bulk.today + timedelta(days=bulk.random.randint(-30, 60)) if is_open else on + timedelta(days=10)
        state = ActionState.OPEN if is_open else ActionState.DROPPED if number % 31 == 0 else ActionState.DONE
        closed = None if is_open else min(on + timedelta(days=bulk.random.randint(1, 20)), bulk.today)
        kept = {"state": state, "due": due, "owner_contact_id": None, "owner_organization_id": None}
        # One in fifteen is the liaison's own; a few are an organization's, or nobody's yet.
        if number % 15 == 0:
            kept["owner_contact_id"] = 1
        elif number % 10 == 1:
            kept["owner_organization_id"] = bulk.random.randint(1, bulk.size.organizations)
        elif number % 10 < 9:
            kept["owner_contact_id"] = bulk.random.randint(1, bulk.size.contacts)
        is_withdrawn = number % 50 == 49
        text, concerns = f"{bulk.random.choice(words.ACTIONS)} ({number})", _concerns(bulk, number, lives)
        bulk.add(
            ActionItem, on, text=text, closed_on=closed,
            state_reason="No longer needed" if state is ActionState.DROPPED else "",
            withdrawn_at=bulk.instant(on + timedelta(days=1)) if is_withdrawn else None,
            **concerns, **kept, **MARKED,
        )  # fmt: skip
        if is_withdrawn:
            bulk.add(Withdrawal, on, kind="action_item", record_id=number, is_withdrawal=True, reason="Twice the same")
        _add_past(bulk, number, on, closed, {**kept, "project_id": concerns["project_id"]})
        if number % 2:
            _add_capture(bulk, number, meeting_id, on)


def _concerns(bulk: Bulk, number: int, lives: list[Life]) -> dict[str, Any]:
    # What is open concerns mostly projects that go on.
    among = bulk.size.active_projects if number % 4 == 0 else len(lives)
    what = bulk.random.randrange(10)
    project_id = lives[bulk.random.randrange(among)].id if what < 7 else None
    department_id = bulk.random.randint(1, 8) if what == 7 else None
    initiative_id = bulk.random.randint(1, 5) if what == 8 else None
    return {"project_id": project_id, "department_id": department_id, "initiative_id": initiative_id}


def _add_past(bulk: Bulk, number: int, on: date, closed: date | None, kept: dict[str, Any]) -> None:
    replaced_at = bulk.instant(closed) if closed is not None else None
    was_open = {**kept, "state": ActionState.OPEN, "replaced_at": replaced_at}
    bulk.add(ActionItemState, on, record_id=number, on=on, **was_open)
    if closed is not None:
        bulk.add(ActionItemState, closed, record_id=number, on=closed, **kept)


def meeting_of(bulk: Bulk, number: int) -> int:
    """The meeting at which an action item was agreed: every meeting that was has its share of them."""
    return 1 + (number - 1) * (bulk.size.meetings * 9 // 10) // bulk.size.actions


def _add_capture(bulk: Bulk, number: int, meeting_id: int, on: date) -> None:
    """The line of the meeting that the action item came from."""
    said = {"text": words.ACTIONS[0], "owner": "", "due": None}
    bulk.add(
        Capture, on, meeting_id=meeting_id, revision=1, line=3, end_line=3, line_text=f"Action: {words.ACTIONS[0]}",
        ordinal=number % 7, item_kind=ItemKind.ACTION.value, parsed=said, answers={}, values={},
        state=CaptureState.LIVE, record_kind="action_item", record_id=number, record_version=1,
    )  # fmt: skip


def add_asks(bulk: Bulk, lives: list[Life]) -> None:
    """Asks: three in a hundred, and at least four, wait for a decision or to be forwarded; the rest are decided."""
    waiting = max(4, bulk.size.asks * 3 // 100)
    for number in range(1, bulk.size.asks + 1):
        is_waiting = number <= waiting
        on = bulk.today - timedelta(days=number % 9) if is_waiting else bulk.some_day(bulk.first_day, bulk.today)
        asked_of = AskedOf.EXECUTIVE_OFFICER if number % 5 == 0 else AskedOf.DEPUTY_MAYOR
        state = AskState.DECIDED
        if is_waiting:
            to_forward = number % 3 == 0 and asked_of is AskedOf.DEPUTY_MAYOR
            state = AskState.WITH_EXECUTIVE_OFFICER if to_forward else AskState.OPEN
        kept = {"due": on + timedelta(days=14), "asked_of": asked_of}
        decided = {"outcome": Outcome.APPROVED, "decided_at": bulk.instant(on), "decided_by_id": DECIDER}
        bulk.add(
            Ask, on, text=f"{bulk.random.choice(words.ASKS)} ({number})", background=words.NARRATIVE,
            recommended="Approve", amount_cents=25_000_000 if number % 2 else None, state=state,
            forwarded_at=None if state is AskState.WITH_EXECUTIVE_OFFICER else bulk.instant(on),
            forwarded_by_id=2, project_id=lives[number % len(lives)].id, **kept, **MARKED,
            **({} if is_waiting else decided),
        )  # fmt: skip
        bulk.add(AskStateRow, on, record_id=number, on=on, **{**kept, "state": AskState.OPEN if is_waiting else state})


def add_decisions(bulk: Bulk, lives: list[Life]) -> None:
    """Decisions; a tenth of them answer asks."""
    decided_asks = range(bulk.size.asks, max(4, bulk.size.asks * 3 // 100), -1)
    for number in range(1, bulk.size.decisions + 1):
        on = bulk.some_day(bulk.first_day, bulk.today)
        place = number // 10
        answers = number % 10 == 0 and place < len(decided_asks)
        bulk.add(
            Decision, on, text=f"{bulk.random.choice(words.DECISIONS)} ({number})", on=on, decided_by="Deputy Mayor",
            ask_id=decided_asks[place] if answers else None, project_id=lives[number % len(lives)].id, **MARKED,
        )  # fmt: skip


def add_questions(bulk: Bulk) -> None:
    """Questions on action items and projects; a quarter of them, forty at most, are not answered yet."""
    for number in range(1, bulk.size.questions + 1):
        is_open = number % 4 == 0 and number <= 160
        on = bulk.some_day(bulk.first_day, bulk.today)
        kind, among = ("project", bulk.size.projects) if number % 2 == 0 else ("action_item", bulk.size.actions)
        bulk.add(
            Question, on, subject_kind=kind, subject_id=bulk.random.randint(1, among), text="When is this done?",
            answer="" if is_open else "By the end of the month.", answered_by_id=None if is_open else WRITER,
            answered_at=None if is_open else bulk.instant(on),
        )  # fmt: skip
