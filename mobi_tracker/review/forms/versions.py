"""Typed input of reviewing a version."""

from __future__ import annotations

from wtforms import HiddenField
from wtforms.validators import Length

from mobi_tracker.core.fields import Form, LongTextField


class ReturnForm(Form):
    """Why a version goes back. May stay empty where the reviewer commented on a line."""

    note = LongTextField("What should change", most=5_000)


class CommentForm(Form):
    """A comment. ``anchor`` is the line that is meant, carried along."""

    text = LongTextField("Your comment", most=5_000, required="Type your comment.")
    anchor = HiddenField(validators=[Length(max=80)], default="")
