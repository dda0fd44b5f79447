"""Typed input of administration."""

from __future__ import annotations

from typing import Any

from wtforms import PasswordField, SelectMultipleField
from wtforms.fields import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from mobi_tracker.access.models import User
from mobi_tracker.access.vocabulary import Role
from mobi_tracker.administration import queries
from mobi_tracker.administration.operations import UserDraft
from mobi_tracker.core.fields import Form, TextField


class CheckboxesField(SelectMultipleField):
    """Several of a few, each with a checkbox."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class UserForm(Form):
    """An account."""

    email = TextField("Mail address", most=254, required="Give the mail address the person signs in with.")
    name = TextField("Name", required="Give the person's name.")
    roles = CheckboxesField("Roles", choices=[SelectChoice(value=each.value, label=each.label) for each in Role])
    departments = CheckboxesField("Own departments", coerce=int, description="An analyst logs and writes for these.")
    password = PasswordField("Password", description="At least 12 characters.")

    def __init__(self, *arguments: Any, user: User | None = None, **options: Any) -> None:
        super().__init__(*arguments, obj=user, **options)
        self.departments.choices = [SelectChoice(value=each, label=name) for each, name in queries.department_options()]
        if user is not None and not self.is_submitted():
            self.roles.data = [each.role.value for each in user.roles]
            self.departments.data = [each.department_id for each in queries.assignments_of(user.id)]

    def draft(self) -> UserDraft:
        """What was typed."""
        return UserDraft(
            self.email.data or "",
            self.name.data or "",
            tuple(Role(each) for each in self.roles.data or ()),
            tuple(self.departments.data or ()),
            self.password.data or "",
        )
