"""Verbs of projects, a module a noun. They flush and never commit; a broken rule raises RuleBroken."""

from mobi_tracker.projects.operations.contracts import (
    ContractDraft,
    add_contract,
    edit_contract,
    move_end,
    record_payment,
)
from mobi_tracker.projects.operations.funding import add_funding_line, record_amount, record_amounts
from mobi_tracker.projects.operations.measures import (
    MeasureDraft,
    add_measure,
    add_reading,
    edit_measure,
)
from mobi_tracker.projects.operations.milestones import (
    MilestoneDraft,
    add_milestone,
    complete_milestone,
    forecast_milestone,
    give_reason,
    rebaseline_milestone,
    rename_milestone,
    take_back_actual,
)
from mobi_tracker.projects.operations.projects import ProjectDraft, add_project, edit_project
from mobi_tracker.projects.operations.risks import (
    RiskDraft,
    add_risk,
    close_risk,
    edit_risk,
    rate_risk,
    reopen_risk,
    turn_into_issue,
)
from mobi_tracker.projects.operations.updates import StatusDraft, complete_update, publish_update

__all__ = [
    "ContractDraft", "MeasureDraft", "MilestoneDraft", "ProjectDraft", "RiskDraft", "StatusDraft", "add_contract",
    "add_funding_line", "add_measure", "add_milestone", "add_project", "add_reading", "add_risk", "close_risk",
    "complete_milestone", "complete_update", "edit_contract", "edit_measure", "edit_project", "edit_risk",
    "forecast_milestone", "give_reason", "move_end", "publish_update", "rate_risk", "rebaseline_milestone",
    "record_amount", "record_amounts", "record_payment", "rename_milestone", "reopen_risk", "take_back_actual",
    "turn_into_issue",
]  # fmt: skip
