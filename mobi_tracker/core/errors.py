"""The errors that features raise and the web layer knows how to answer."""

from __future__ import annotations


class RuleBroken(Exception):
    """A rule of the product forbids what was asked.

    ``message`` is a plain sentence for the person; ``field`` names the input it belongs to, where there is one.
    A form shows it beside the field, a command prints it, the API answers 422.
    """

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class StaleRecord(Exception):
    """Somebody else saved the record after this form was opened; nothing was written."""

    def __init__(self, record: object) -> None:
        super().__init__("This record was changed by somebody else in the meantime.")
        self.record = record


class NotAllowed(Exception):
    """The policy table does not allow this to this person. Answers 403."""


class ConfigurationWrong(Exception):
    """A setting from the environment cannot be used; the message is one clear sentence."""
