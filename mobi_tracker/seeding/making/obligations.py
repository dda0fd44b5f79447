"""What vendors and departments are bound to: contracts of projects, deliverables under priorities."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from mobi_tracker.portfolio import operations as portfolio
from mobi_tracker.portfolio.models import Deliverable
from mobi_tracker.projects import operations as projects
from mobi_tracker.projects.models.contract import Contract
from mobi_tracker.seeding import cells
from mobi_tracker.seeding.making.shapes import SeedFile
from mobi_tracker.seeding.tables import Column, Row, Table
from mobi_tracker.seeding.world import World

CONTRACTS = Table(
    "contracts.csv",
    (
        cells.WHEN, cells.BY, cells.words("project", 80), cells.words("number", 60, True), cells.words("vendor", 200),
        Column("ceiling", cells.money), Column("paid", cells.money), Column("ends", cells.day),
        cells.words("reason"), cells.words("options", 300), Column("renewal_days", cells.whole(0, 3_650)),
        Column("renewable", cells.yes_or_no), Column("on", cells.day), cells.words("note", 300), *cells.MARKING,
    ),
)  # fmt: skip
DELIVERABLES = Table(
    "deliverables.csv",
    (
        cells.WHEN, cells.BY, cells.words("priority", 80), cells.words("department", 80),
        cells.words("text", 500, True), Column("due", cells.day), Column("delivered", cells.day), cells.words("proof"),
        cells.words("address", 2_000), *cells.MARKING,
    ),
)  # fmt: skip

_CONTRACT_FIELDS = {
    "ceiling": "ceiling", "options": "options", "renewal_days": "renewal_days", "renewable": "is_renewable",
}  # fmt: skip


def keep_contract(row: Row, world: World) -> None:
    """A new contract; a later line of the same number changes what it fills in, or adds an end or a payment."""
    given: dict[str, Any] = {name: row[column] for column, name in _CONTRACT_FIELDS.items() if column in row.filled}
    if "vendor" in row.filled:
        given["vendor_id"] = world.id_of("organization", row, "vendor")
    if "marking" in row.filled:
        given["marking"] = world.marking(row)
    on = world.day_of(row)
    if world.knows("contract", row["number"]):
        contract: Contract = world.record("contract", row, "number")
        if given:
            draft = replace(world.drafts["contract", contract.id], **given)
            projects.edit_contract(contract, draft)
            world.drafts["contract", contract.id] = draft
        if row["ends"] is not None:
            world.keep(projects.move_end(contract, row["ends"], on, row["reason"]))
    else:
        contract = _new_contract(row, world, given)
    if row["paid"] is not None:
        world.keep(projects.record_payment(contract, row["paid"], on, row["note"]))


def _new_contract(row: Row, world: World, given: dict[str, Any]) -> Contract:
    for column in ("project", "vendor", "ends"):
        if column not in row.filled:
            raise row.wrong("a new contract needs its project, its vendor and the day it ends.", column)
    draft = projects.ContractDraft(row["number"], **given)
    project_id = world.id_of("project", row, "project")
    contract = projects.add_contract(project_id, draft, row["ends"], world.day_of(row))
    world.keep(contract, row["number"])
    world.drafts["contract", contract.id] = draft
    return contract


def keep_deliverable(row: Row, world: World) -> None:
    """What a department owes; a later line of the same text moves its due day, or says that it was delivered."""
    if world.knows("deliverable", row["text"]):
        deliverable: Deliverable = world.record("deliverable", row, "text")
        if row["due"] is not None:
            draft = replace(world.drafts["deliverable", deliverable.id], due=row["due"])
            portfolio.edit_deliverable(deliverable, draft)
            world.drafts["deliverable", deliverable.id] = draft
    else:
        priority_id, department_id = (world.id_of(kind, row, kind) for kind in ("priority", "department"))
        draft = portfolio.DeliverableDraft(row["text"], department_id, row["due"], world.marking(row))
        deliverable = portfolio.add_deliverable(priority_id, draft)
        world.keep(deliverable, row["text"])
        world.drafts["deliverable", deliverable.id] = draft
    if row["delivered"] is not None:
        portfolio.deliver(deliverable, row["delivered"], row["proof"], row["address"])


FILES = (SeedFile(CONTRACTS, keep_contract), SeedFile(DELIVERABLES, keep_deliverable))
