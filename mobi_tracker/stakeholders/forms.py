"""Typed input of stakeholders."""

from __future__ import annotations

from typing import Any

from wtforms import SubmitField
from wtforms.validators import ValidationError

from mobi_tracker.access import queries as access_queries
from mobi_tracker.access.forms import MarkedForm
from mobi_tracker.access.policy import Viewer
from mobi_tracker.city.fields import DayField
from mobi_tracker.core import clock
from mobi_tracker.core.fields import (
    ChoiceField,
    Form,
    LongTextField,
    NamedField,
    PickField,
    TextField,
    TickField,
    WholeNumberField,
)
from mobi_tracker.stakeholders import queries
from mobi_tracker.stakeholders.models import Contact
from mobi_tracker.stakeholders.operations import ContactDraft, OrganizationDraft, PositionDraft
from mobi_tracker.stakeholders.vocabulary import OrganizationKind, WayKind


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
            self.name.data,
            self.kind.data,
            self.abbreviation.data or "",
            self.website.data or "",
            self.notes.data or "",
            self.marking_draft(),
        )


class ContactForm(MarkedForm):
    """A person, kept to what the work needs; each way to reach them is the first of its kind."""

    name = TextField("Name", required="Give the person's name.")
    email = TextField("Mail address", most=254)
    phone = TextField("Phone", most=60)
    is_phone_private = TickField("Private: observers do not see this phone number")
    mobile = TextField("Mobile", most=60)
    is_mobile_private = TickField("Private: observers do not see this mobile number", default=True)
    relationship_owner_id = PickField("Relationship owner", blank="Nobody yet")
    cadence_days = WholeNumberField(
        "Speak with them every … days", least=1, most=1000, description="30 is about once a month; empty is no rhythm."
    )
    notes = LongTextField("Notes", most=20_000, description="What the work needs. Observers do not see it.")

    def __init__(self, *arguments: Any, **options: Any) -> None:
        record = options.get("obj")
        super().__init__(*arguments, **(_ways_of(record) if isinstance(record, Contact) else {}), **options)
        self.relationship_owner_id.offer(access_queries.user_titles())

    def draft(self) -> ContactDraft:
        """What was typed."""
        return ContactDraft(**self._typed())

    def _typed(self) -> dict[str, Any]:
        return {
            "name": self.name.data,
            "email": self.email.data or "",
            "phone": self.phone.data or "",
            "mobile": self.mobile.data or "",
            "is_phone_private": self.is_phone_private.data,
            "is_mobile_private": self.is_mobile_private.data,
            "cadence_days": self.cadence_days.data,
            "relationship_owner_id": self.relationship_owner_id.data,
            "notes": self.notes.data or "",
            "marking": self.marking_draft(),
        }

    def validate_email(self, email: TextField) -> None:
        """A mail address has one @ with something on both sides."""
        before, at, after = (email.data or "").partition("@")
        if email.data and not (at and before and "." in after and " " not in email.data and "@" not in after):
            raise ValidationError("Give a mail address such as maria@example.org.")


class NewContactForm(ContactForm):
    """A new person, with their first position. ``add_anyway`` answers the warning that they may be there already."""

    organization_id = NamedField("Organization", suggest_kinds="organization")
    title = TextField("Title there", description="As on their card: Chief Data Officer.")
    add_anyway = SubmitField("Add anyway")

    def bound(self, viewer: Viewer) -> NewContactForm:
        """The form, once it knows how words name an organization."""
        self.organization_id.bind(
            lambda text: queries.find_organization_by_name(text, viewer), queries.organization_title
        )
        return self

    def draft(self) -> ContactDraft:
        """What was typed."""
        return ContactDraft(organization_id=self.organization_id.data, title=self.title.data or "", **self._typed())


def _ways_of(contact: Contact) -> dict[str, Any]:
    first: dict[str, Any] = {"is_mobile_private": True}
    for way in reversed([each for each in contact.ways if not each.is_withdrawn]):
        first[way.kind.value] = way.value
        if way.kind in (WayKind.PHONE, WayKind.MOBILE):
            first[f"is_{way.kind.value}_private"] = way.is_private
    first.pop("web", None)
    return first


class PositionForm(Form):
    """A position at an organization. Several may be held at once."""

    organization_id = NamedField(
        "Organization", suggest_kinds="organization", required="Say at which organization it is."
    )
    title = TextField("Title there")
    started_on = DayField("Since")
    ended_on = DayField("Until", description="Leave it empty while they hold it.")
    is_main = TickField("This is their main position", default=True)

    def bound(self, viewer: Viewer) -> PositionForm:
        """The form, once it knows how words name an organization."""
        self.organization_id.bind(
            lambda text: queries.find_organization_by_name(text, viewer), queries.organization_title
        )
        return self

    def draft(self) -> PositionDraft:
        """What was typed."""
        return PositionDraft(
            self.organization_id.data,
            self.title.data or "",
            self.started_on.data,
            self.ended_on.data,
            self.is_main.data,
        )


class EndPositionForm(Form):
    """The day a position ended."""

    ended_on = DayField("Last day", required="Give the last day.", default=clock.today)


class WayForm(Form):
    """One more way to reach a contact."""

    kind = ChoiceField("Kind", WayKind)
    value = TextField("Address or number", most=254, required="Give the address or number.")
    is_private = TickField("Private: observers do not see it")
