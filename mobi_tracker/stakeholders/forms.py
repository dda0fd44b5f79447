"""Typed input of stakeholders."""

from __future__ import annotations

from mobi_tracker.access.forms import MarkedForm
from mobi_tracker.core.fields import ChoiceField, LongTextField, TextField
from mobi_tracker.stakeholders.operations import OrganizationDraft
from mobi_tracker.stakeholders.vocabulary import OrganizationKind


class OrganizationForm(MarkedForm):
    """An organization."""

    name = TextField("Name", required="Give the organization's name.")
    kind = ChoiceField("Kind", OrganizationKind)
    abbreviation = TextField("Abbreviation", most=40)
    website = TextField("Website", most=300)
    notes = LongTextField("Notes", most=20_000)

    def draft(self) -> OrganizationDraft:
        """What was typed."""
        return OrganizationDraft(
            self.name.data, self.kind.data, self.abbreviation.data or "", self.website.data or "", self.notes.data or "",
            self.marking_draft(),
        )  # fmt: skip
