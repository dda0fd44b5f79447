"""Contracts, what is paid under them, and when they end. No date and no payment is ever overwritten."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from mobi_tracker.access.operations import MarkingDraft, set_marking
from mobi_tracker.core.database import db
from mobi_tracker.core.editing import check_version
from mobi_tracker.core.errors import RuleBroken
from mobi_tracker.projects.models.contract import Contract, ContractEnd, ContractPayment
from mobi_tracker.projects.operations.days import check_on
from mobi_tracker.projects.queries.contracts import contract_of, ends_of
from mobi_tracker.projects.rules import holding

END_REASON = "This contract ends on another day already. Say why it moved."


@dataclass(frozen=True)
class ContractDraft:
    """A contract as it was typed. ``ceiling`` is in cents, ``renewal_days`` in calendar days; None is not known."""

    number: str
    vendor_id: int
    ceiling: int | None = None
    options: str = ""
    renewal_days: int | None = None
    is_renewable: bool = True
    marking: MarkingDraft = field(default_factory=MarkingDraft)


def add_contract(project_id: int, draft: ContractDraft, ends_on: date, on: date) -> Contract:
    """Store a contract of a project with the day it ends, as that was so on the day ``on``."""
    check_on(on)
    contract = Contract(project_id=project_id)
    _fill(contract, draft)
    _give_end(contract, ends_on, on)
    return contract


def edit_contract(contract: Contract, draft: ContractDraft, shown_version: int | None = None) -> None:
    """Change a contract; its ends and payments are added, never changed. Past days still show it as it was."""
    check_version(contract, shown_version)
    _fill(contract, draft)


def _fill(contract: Contract, draft: ContractDraft) -> None:
    number = draft.number.strip()
    if not number:
        raise RuleBroken("Give the contract's number.", "number")
    with db.session.no_autoflush:
        known = contract_of(contract.project_id, number)
    if known is not None and known is not contract:
        state = "withdrawn; bring it back" if known.is_withdrawn else "there"
        raise RuleBroken(f"A contract of this number is {state}.", "number")
    contract.number = number
    contract.vendor_id = draft.vendor_id
    contract.ceiling_cents = draft.ceiling
    contract.options = draft.options.strip()
    contract.renewal_days = draft.renewal_days
    contract.is_renewable = draft.is_renewable
    db.session.add(contract)
    db.session.flush()
    set_marking(contract, draft.marking)


def move_end(contract: Contract, day: date, on: date, reason: str) -> ContractEnd:
    """Say that a contract ends on another day, as that was so from ``on``: renewed, an option taken, ended early.

    Raises RuleBroken without a reason, or where it ends on that day already.
    """
    check_on(on)
    held = holding((each for each in ends_of(contract) if each.on <= on), lambda each: (each.on, each.recorded_at))
    if held is not None and held.day == day:
        raise RuleBroken("It ends on that day already.", "day")
    if held is not None and not reason.strip():
        raise RuleBroken(END_REASON, "reason")
    return _give_end(contract, day, on, reason)


def _give_end(contract: Contract, day: date, on: date, reason: str = "") -> ContractEnd:
    given = ContractEnd(contract_id=contract.id, day=day, on=on, reason=reason.strip())
    db.session.add(given)
    db.session.flush()
    return given


def record_payment(contract: Contract, cents: int, on: date, note: str = "") -> ContractPayment:
    """Record all that was paid under a contract by a day, in cents; the latest holds, payments do not add up."""
    check_on(on)
    if cents < 0:
        raise RuleBroken("An amount here is not less than nothing.", "paid")
    payment = ContractPayment(contract_id=contract.id, cents=cents, on=on, note=note.strip())
    db.session.add(payment)
    db.session.flush()
    return payment
