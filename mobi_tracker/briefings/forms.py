"""Typed input of briefings."""

from __future__ import annotations

from typing import Any

from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import Marking, Permission
from mobi_tracker.briefings.operations.lines import LineDraft
from mobi_tracker.briefings.vocabulary import Origin, Section
from mobi_tracker.core.fields import ChoiceField, Form, LongTextField, PickField
from mobi_tracker.portfolio.queries import department_options

OFFERED = (Marking.INTERNAL, Marking.DELIBERATIVE, Marking.PUBLIC)


class LineForm(Form):
    """A line of a briefing. Who writes for their own departments only must say for which.

    A line is never confidential by itself: it takes that from the records it cites.
    """

    text = LongTextField("Line", most=5_000, required="Type the line.")
    section = ChoiceField("Section", Section)
    department_id = PickField("Department", blank="No one department")
    marking = ChoiceField("Marking", Marking, default=Marking.INTERNAL)

    def __init__(self, viewer: Viewer, **options: Any) -> None:
        super().__init__(**options)
        self._viewer = viewer
        self.marking.choices = [choice for choice in self.marking.choices if choice.value in OFFERED]
        every = department_options()
        if viewer.can_everywhere(Permission.WRITE):
            self.department_id.offer(every)
        else:
            self.department_id.blank = None
            self.department_id.offer([(each, name) for each, name in every if each in viewer.department_ids])
        record = options.get("obj")
        if record is not None and record.origin is not Origin.WRITTEN:
            del self.department_id  # a drafted line is of the department that its records say
        if record is not None:
            for field in self:  # several lines may be open on one page
                field.id = field.label.field_id = f"{field.id}-{record.id}"

    def filled_from(self, record: Any) -> Form:
        """Such a form as the line would fill it."""
        return LineForm(self._viewer, formdata=None, obj=record)

    def draft(self) -> LineDraft:
        """The line as it was typed."""
        own = self.department_id.data if "department_id" in self._fields else None
        return LineDraft(self.text.data or "", self.section.data, own, self.marking.data)


class WordingForm(Form):
    """The frame of a reviewer's wording; each line of the version brings a text area of its own."""
