"""Typed input of risks and issues."""

from __future__ import annotations

from datetime import date
from typing import Any

from mobi_tracker.access.forms import MarkedForm
from mobi_tracker.access.policy import Viewer
from mobi_tracker.city.fields import DayField
from mobi_tracker.core.fields import ChoiceField, Form, LongTextField, NamedField, WholeNumberField
from mobi_tracker.projects.operations import RiskDraft
from mobi_tracker.projects.vocabulary import Response, RiskKind
from mobi_tracker.stakeholders import queries as stakeholders

LIKELIHOOD = "1 hardly, 3 as likely as not, 5 nearly certain."
IMPACT = "1 hardly felt, 3 moves a date or a budget, 5 the project fails."


class RiskEditForm(MarkedForm):
    """What a risk is, who owns it and what is done about it; its ratings are added, never edited."""

    kind = ChoiceField("It is", RiskKind, description="A risk may happen; an issue has happened.")
    text = LongTextField(
        "What may happen, or has happened", most=5_000, required="Say what may happen, or what has happened."
    )
    owner_contact_id = NamedField("Owner, a person", suggest_kinds="contact")
    owner_organization_id = NamedField(
        "Owner, an organization", suggest_kinds="organization", description="A person or an organization, not both."
    )
    response = ChoiceField("Response", Response, blank="Not chosen yet")
    response_text = LongTextField("What is done about it", most=10_000)
    due = DayField("Due")

    def __init__(self, *arguments: Any, viewer: Viewer, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.viewer = viewer
        self.owner_contact_id.bind(
            lambda text: stakeholders.find_contact_by_name(text, viewer), stakeholders.contact_title
        )
        self.owner_organization_id.bind(
            lambda text: stakeholders.find_organization_by_name(text, viewer), stakeholders.organization_title
        )

    def filled_from(self, record: Any) -> RiskEditForm:
        return type(self)(formdata=None, obj=record, viewer=self.viewer)

    def draft(self, project_id: int, likelihood: int = 3, impact: int = 3, on: date = date.min) -> RiskDraft:
        """What was typed; a rating only where the form asks for one."""
        return RiskDraft(
            project_id, self.kind.data, self.text.data, likelihood, impact, on, self.owner_contact_id.data,
            self.owner_organization_id.data, self.response.data, self.response_text.data or "", self.due.data,
            self.marking_draft(),
        )  # fmt: skip


class RiskForm(RiskEditForm):
    """A new risk or issue with its first rating."""

    likelihood = WholeNumberField("Likelihood, 1 to 5", least=1, most=5, required=LIKELIHOOD, description=LIKELIHOOD)
    impact = WholeNumberField("Impact, 1 to 5", least=1, most=5, required=IMPACT, description=IMPACT)
    on = DayField("As of", required="Give the day on which this was so.")

    def rated_draft(self, project_id: int) -> RiskDraft:
        """What was typed, with the rating."""
        return self.draft(project_id, self.likelihood.data, self.impact.data, self.on.data)


class RatingForm(Form):
    """A new rating of a risk."""

    likelihood = WholeNumberField("Likelihood, 1 to 5", least=1, most=5, required=LIKELIHOOD, description=LIKELIHOOD)
    impact = WholeNumberField("Impact, 1 to 5", least=1, most=5, required=IMPACT, description=IMPACT)
    reason = LongTextField("Why", most=5_000)
    on = DayField("As of", required="Give the day on which this was so.")


class CloseRiskForm(Form):
    """That a risk or an issue is closed."""

    reason = LongTextField("Why it is closed", most=5_000)
