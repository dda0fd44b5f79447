"""Typed input of access."""

from __future__ import annotations

from typing import Any

from wtforms import PasswordField

from mobi_tracker.access import queries
from mobi_tracker.access.operations import MarkingDraft
from mobi_tracker.access.vocabulary import Basis, Marking
from mobi_tracker.core.fields import ChoiceField, Form, PickManyField, TextField, TickField


class SignInForm(Form):
    """Address and password."""

    email = TextField("Mail address", most=254, required="Type your mail address.")
    password = PasswordField("Password")
    stay = TickField("Keep me signed in on this device")


class MarkedForm(Form):
    """The base of forms of records with a marking. ``readers`` may narrow a confidential record to some people."""

    marking = ChoiceField("Marking", Marking, default=Marking.INTERNAL)
    marking_basis = ChoiceField("Basis of a confidential marking", Basis, blank="No basis")
    readers = PickManyField("Only these people may read it")

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        record = options.get("obj")
        held = queries.reader_ids(record) if record is not None else []
        self.readers.offer(queries.user_titles(), held)
        if record is not None and ("formdata" in options or not self.is_submitted()):
            self.readers.data = held

    def marking_draft(self) -> MarkingDraft:
        """What was chosen."""
        return MarkingDraft(self.marking.data, self.marking_basis.data, tuple(self.readers.data or ()))


class PasswordForm(Form):
    """A new password for oneself."""

    old_password = PasswordField("Your password now")
    password = PasswordField("New password", description="At least 12 characters.")


class LinkForm(Form):
    """A titled address."""

    title = TextField("Title", required="Say what is at the address.")
    address = TextField("Address", most=2000, required="Give the address, beginning with https://.")
