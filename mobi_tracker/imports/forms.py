"""Typed input of imports."""

from __future__ import annotations

from flask_wtf.file import FileField, FileRequired

from mobi_tracker.core.fields import ChoiceField, Form
from mobi_tracker.imports.vocabulary import Purpose


class UploadForm(Form):
    """A file and what it holds."""

    purpose = ChoiceField("What the file holds", Purpose)
    file = FileField("File", validators=[FileRequired("Choose a CSV or Excel file.")])
