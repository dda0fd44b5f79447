"""Risks and issues with dated ratings."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from mobi_tracker.access.operations import MarkingDraft, set_marking
from mobi_tracker.core.database import db
from mobi_tracker.core.editing import check_version
from mobi_tracker.core.errors import RuleBroken
from mobi_tracker.projects.models.risk import Risk, RiskRating
from mobi_tracker.projects.operations.days import check_on
from mobi_tracker.projects.operations.markings import copy_marking
from mobi_tracker.projects.queries.risks import latest_ratings
from mobi_tracker.projects.vocabulary import Response, RiskKind, RiskState


@dataclass(frozen=True)
class RiskDraft:
    """A risk or an issue as it was given, with its first rating (1 to 5 each) as of ``on``. At most one owner.

    Notes may leave both figures out (None): nobody has rated it then.
    """

    project_id: int
    kind: RiskKind
    text: str
    likelihood: int | None
    impact: int | None
    on: date
    owner_contact_id: int | None = None
    owner_organization_id: int | None = None
    response: Response | None = None
    response_text: str = ""
    due: date | None = None
    marking: MarkingDraft = field(default_factory=MarkingDraft)


def add_risk(draft: RiskDraft) -> Risk:
    """Store a risk or an issue with its first rating. Raises RuleBroken for two owners or a rating out of range."""
    risk = Risk(project_id=draft.project_id, kind=draft.kind, state=RiskState.OPEN)
    _fill(risk, draft)
    if draft.likelihood is not None and draft.impact is not None:
        rate_risk(risk, draft.likelihood, draft.impact, draft.on)
    return risk


def edit_risk(risk: Risk, draft: RiskDraft, shown_version: int | None = None) -> None:
    """Change words, kind, owner, response and due of a risk; ratings are added, never changed."""
    check_version(risk, shown_version)
    risk.kind = draft.kind
    _fill(risk, draft)


def _fill(risk: Risk, draft: RiskDraft) -> None:
    if not draft.text.strip():
        raise RuleBroken("Say what may happen, or what has happened.", "text")
    if draft.owner_contact_id is not None and draft.owner_organization_id is not None:
        raise RuleBroken("Choose a person or an organization as owner, not both.", "owner_organization_id")
    risk.text = draft.text.strip()
    for name in ("owner_contact_id", "owner_organization_id", "response", "response_text", "due"):
        setattr(risk, name, getattr(draft, name))
    db.session.add(risk)
    db.session.flush()
    set_marking(risk, draft.marking)


def rate_risk(risk: Risk, likelihood: int, impact: int, on: date, reason: str = "") -> RiskRating:
    """Add a rating, 1 to 5 each, as of a day. Raises RuleBroken for a day to come or a figure out of range."""
    check_on(on)
    for name, value in (("likelihood", likelihood), ("impact", impact)):
        if not 1 <= value <= 5:
            raise RuleBroken("Choose a figure from 1 to 5.", name)
    rating = RiskRating(risk_id=risk.id, likelihood=likelihood, impact=impact, on=on, reason=reason.strip())
    db.session.add(rating)
    db.session.flush()
    return rating


def close_risk(risk: Risk, reason: str = "") -> None:
    """Close a risk or an issue from today on; past days still show it open. The reason joins its response."""
    if risk.state is RiskState.CLOSED:
        raise RuleBroken("This is closed already.")
    risk.state = RiskState.CLOSED
    if reason.strip():
        risk.response_text = "\n\n".join(filter(None, (risk.response_text, f"Closed: {reason.strip()}")))
    db.session.flush()


def reopen_risk(risk: Risk) -> None:
    """Open a closed risk or issue again from today on."""
    if risk.state is RiskState.OPEN:
        raise RuleBroken("This is open.")
    risk.state = RiskState.OPEN
    db.session.flush()


def turn_into_issue(risk: Risk, on: date) -> Risk:
    """A risk occurred: close it and open an issue that arose from it, with its impact, owner, due and marking.

    What has happened is certain, so the issue's likelihood is 5.
    """
    if risk.kind is not RiskKind.RISK:
        raise RuleBroken("This is an issue already: it has happened.")
    check_on(on)
    rating = latest_ratings([risk.id]).get(risk.id)
    issue = Risk(
        project_id=risk.project_id, kind=RiskKind.ISSUE, text=risk.text, state=RiskState.OPEN,
        response=risk.response, response_text=risk.response_text, due=risk.due,
        owner_contact_id=risk.owner_contact_id, owner_organization_id=risk.owner_organization_id,
        arose_from_id=risk.id,
    )  # fmt: skip
    db.session.add(issue)
    db.session.flush()
    copy_marking(issue, risk)
    rate_risk(issue, 5, rating.impact if rating else 3, on, "The risk occurred.")
    if risk.state is RiskState.OPEN:
        close_risk(risk, "it occurred and became an issue")
    return issue
