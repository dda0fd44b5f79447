"""Council items, action items, decisions and asks, and what became of them; links and questions on any record."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from mobi_tracker.access import operations as access
from mobi_tracker.access.vocabulary import Marking
from mobi_tracker.commitments import operations as commitments
from mobi_tracker.commitments.models import ActionItem, Ask
from mobi_tracker.commitments.vocabulary import AskedOf, Outcome
from mobi_tracker.portfolio import operations as portfolio
from mobi_tracker.review.operations import questions
from mobi_tracker.seeding import cells
from mobi_tracker.seeding.making.shapes import SeedFile
from mobi_tracker.seeding.tables import Column, Row, Table
from mobi_tracker.seeding.world import World

CONCERNS = (cells.words("project", 80), cells.words("initiative", 80), cells.words("department", 80))
COUNCIL_ITEMS = Table(
    "council_items.csv",
    (
        cells.WHEN, cells.BY, cells.words("title", 300, True), cells.words("body", 200), cells.words("committee", 200),
        cells.words("council_file", 20), Column("meets", cells.day), cells.words("action_sought"),
        cells.words("our_position", 200), cells.words("outcome"), Column("time_limit", cells.day),
        Column("last_day", cells.day), cells.words("department", 80),
    ),
)  # fmt: skip
ACTIONS = Table(
    "actions.csv",
    (
        cells.WHEN, cells.BY, cells.words("text", is_required=True), cells.words("owner", 200),
        Column("due", cells.day),
        *CONCERNS, *cells.MARKING,
    ),
)  # fmt: skip
ACTION_STEPS = Table(
    "action_steps.csv",
    (
        cells.WHEN, cells.BY, cells.words("action", is_required=True),
        Column("step", cells.one_of("done", "drop", "reopen", "move"), True), Column("due", cells.day),
        cells.words("reason"),
    ),
)  # fmt: skip
DECISIONS = Table(
    "decisions.csv",
    (
        cells.WHEN, cells.BY, cells.words("text", is_required=True), Column("on", cells.day),
        cells.words("decided_by", 200), cells.words("reason"), *CONCERNS, *cells.MARKING,
    ),
)  # fmt: skip
ASKS = Table(
    "asks.csv",
    (
        cells.WHEN, cells.BY, cells.words("text", is_required=True), Column("asked_of", cells.choice(AskedOf)),
        Column("due", cells.day), cells.words("background"), cells.words("recommended"), Column("amount", cells.money),
        *CONCERNS, *cells.MARKING,
    ),
)  # fmt: skip
ASK_STEPS = Table(
    "ask_steps.csv",
    (
        cells.WHEN, cells.BY, cells.words("ask", is_required=True),
        Column("step", cells.one_of("forward", "approve", "decline", "other"), True), cells.words("note"),
    ),
)  # fmt: skip
LINKS = Table(
    "links.csv",
    (
        cells.WHEN, cells.BY, cells.words("kind", 40, True), cells.words("record", is_required=True),
        cells.words("title", 200, True), cells.words("address", 2000, True),
    ),
)  # fmt: skip
QUESTIONS = Table(
    "questions.csv",
    (
        cells.WHEN, cells.BY, cells.words("kind", 40), cells.words("record"),
        cells.words("question", is_required=True), cells.words("answer"),
    ),
)  # fmt: skip

_COUNCIL_FIELDS = {
    "body": "body", "committee": "committee", "council_file": "council_file", "meets": "meets_on",
    "action_sought": "action_sought", "our_position": "our_position", "outcome": "outcome",
    "time_limit": "time_limit_on", "last_day": "last_day_on",
}  # fmt: skip
_OUTCOMES = {"approve": Outcome.APPROVED, "decline": Outcome.DECLINED, "other": Outcome.OTHER}


def keep_council_item(row: Row, world: World) -> None:
    """A Council or commission item; a later line of the same title changes what it fills in."""
    given: dict[str, Any] = {name: row[column] for column, name in _COUNCIL_FIELDS.items() if column in row.filled}
    if "department" in row.filled:
        given["department_id"] = world.id_of("department", row, "department")
    if world.knows("council_item", row["title"]):
        item = world.record("council_item", row, "title")
        draft = replace(world.drafts["council_item", item.id], **given)
        portfolio.edit_council_item(item, draft, None)
    else:
        if not row["body"]:
            raise row.wrong("a new item needs its body, such as City Council.", "body")
        draft = portfolio.CouncilItemDraft(row["title"], **given)
        item = portfolio.add_council_item(draft)
        world.keep(item, row["title"])
    world.drafts["council_item", item.id] = draft


def add_action(row: Row, world: World) -> None:
    """An action item that came from no meeting."""
    draft = commitments.ActionDraft(row["text"], due=row["due"], marking=world.marking(row))
    ids: dict[str, Any] = {**world.owner(row), **world.concerns(row)}
    action = commitments.add_action(replace(draft, **ids))
    world.keep(action, row["text"])


def step_action(row: Row, world: World) -> None:
    """What became of an action item: done, dropped, taken up again, or due on another day."""
    action: ActionItem = world.record("action_item", row, "action")
    if row["step"] == "done":
        commitments.complete_action(action)
    elif row["step"] == "drop":
        commitments.drop_action(action, row["reason"])
    elif row["step"] == "reopen":
        commitments.reopen_action(action)
    else:
        commitments.edit_action(
            action,
            commitments.ActionDraft(
                action.text, action.owner_contact_id, action.owner_organization_id, row["due"], action.project_id,
                action.initiative_id, action.department_id,
                marking=access.MarkingDraft(action.marking, action.marking_basis),
            ),
        )  # fmt: skip


def add_decision(row: Row, world: World) -> None:
    """A decision that came from no meeting."""
    decision = commitments.add_decision(
        commitments.DecisionDraft(
            row["text"], world.day_of(row), row["decided_by"], row["reason"], **world.concerns(row),
            marking=world.marking(row),
        )
    )  # fmt: skip
    world.keep(decision, row["text"])


def keep_ask(row: Row, world: World) -> None:
    """An ask that came from no meeting; where its words are those of one known, what is filled in changes that."""
    if not world.knows("ask", row["text"]):
        if row["asked_of"] is None:
            raise row.wrong("say whom it asks: executive_officer or deputy_mayor.", "asked_of")
        draft = commitments.AskDraft(
            row["text"], row["asked_of"], row["due"], row["background"], row["recommended"], row["amount"],
            **world.concerns(row), marking=world.marking(row, Marking.DELIBERATIVE),
        )  # fmt: skip
        world.keep(commitments.add_ask(draft), row["text"])
        return
    ask: Ask = world.record("ask", row, "text")
    draft = commitments.AskDraft(
        ask.text, row["asked_of"] or ask.asked_of, row["due"] or ask.due, row["background"] or ask.background,
        row["recommended"] or ask.recommended, ask.amount_cents if row["amount"] is None else row["amount"],
        world.optional_id("project", row, "project") or ask.project_id,
        world.optional_id("initiative", row, "initiative") or ask.initiative_id,
        world.optional_id("department", row, "department") or ask.department_id,
        access.MarkingDraft(ask.marking, ask.marking_basis),
    )  # fmt: skip
    commitments.edit_ask(ask, draft)


def step_ask(row: Row, world: World) -> None:
    """What became of an ask: forwarded, or decided with a note."""
    ask: Ask = world.record("ask", row, "ask")
    if row["step"] == "forward":
        commitments.forward_ask(ask, row["note"])
    else:
        commitments.decide_ask(ask, _OUTCOMES[row["step"]], row["note"])


def add_link(row: Row, world: World) -> None:
    """A titled address on a record, which is never fetched."""
    _check_kind(row, world)
    record_id = world.id_of(row["kind"], row, "record")
    world.keep(access.add_link(row["kind"], record_id, row["title"], row["address"]))


def ask_or_answer(row: Row, world: World) -> None:
    """A question on a record; a later line with the same question and an answer answers it."""
    if row["answer"]:
        questions.answer_question(world.record("question", row, "question"), row["answer"])
        return
    _check_kind(row, world)
    record_id = world.id_of(row["kind"], row, "record")
    world.keep(questions.ask_question(row["kind"], record_id, row["question"]), row["question"])


def _check_kind(row: Row, world: World) -> None:
    known = sorted({kind for kind, _ in world.names})
    if row["kind"] not in known:
        raise row.wrong(f"write one of {', '.join(known)}; “{row['kind']}” is none of them.", "kind")


FILES = (
    SeedFile(COUNCIL_ITEMS, keep_council_item),
    SeedFile(ACTIONS, add_action),
    SeedFile(DECISIONS, add_decision),
    SeedFile(ASKS, keep_ask),
    SeedFile(ACTION_STEPS, step_action),
    SeedFile(ASK_STEPS, step_ask),
    SeedFile(LINKS, add_link),
    SeedFile(QUESTIONS, ask_or_answer),
)
