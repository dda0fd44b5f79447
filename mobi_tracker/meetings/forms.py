"""Typed input of meetings."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import HiddenField

from mobi_tracker.access.forms import MarkedForm
from mobi_tracker.access.policy import Viewer
from mobi_tracker.city import clock_zone
from mobi_tracker.city.fields import DayField, TimeOfDayField
from mobi_tracker.core import clock
from mobi_tracker.core.errors import RuleBroken
from mobi_tracker.core.fields import (
    ChoiceField,
    Form,
    LongTextField,
    PickManyField,
    TextField,
    TypedField,
    clean,
)
from mobi_tracker.meetings.models import Meeting
from mobi_tracker.meetings.operations.meetings import MeetingDraft
from mobi_tracker.meetings.vocabulary import MeetingKind, MeetingState
from mobi_tracker.portfolio import queries as portfolio
from mobi_tracker.projects import queries as projects

NOTES_AT_MOST = 200_000
# NUL and halves of characters, which JSON may carry and no database keeps.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class NamedManyField(TypedField):
    """Several records typed by name, one to an input of the same name; the value is the list of their ids."""

    def __init__(self, label: str, *, suggest_kinds: str, **options: Any) -> None:
        super().__init__(label, **options)
        self.suggest_kinds = suggest_kinds
        self.words: list[str] = []

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        self.words = [each for each in map(clean, valuelist) if each]
        self.data = []

    def bind(self, find: Callable[[str], int], title: Callable[[int], str], held: Sequence[int] = ()) -> None:
        """Say how words become a record and a record words.

        What is ``held`` already stays under its words, though it was withdrawn since or is not for this reader.
        """
        if self.words:
            found: list[int] = []
            wrong: list[str] = []
            kept: dict[str, list[int]] = {}
            for each in held:
                kept.setdefault(title(each), []).append(each)
            for words in self.words:
                try:
                    found += kept.get(words) or [find(words)]
                except ValueError as error:
                    wrong.append(str(error))
            self.process_errors = wrong
            self.data = list(dict.fromkeys(found))
        elif self.data:
            self.words = [title(each) for each in self.data]

    def _value(self) -> str:
        return ", ".join(self.words)


class MeetingForm(MarkedForm):
    """A meeting with its notes. Answers and corrections of items are read apart: see ``rules.answers``.

    ``held_by`` is the stored meeting where the form is filled from something else, such as a kept draft.
    """

    title = TextField("Title", most=300)
    kind = ChoiceField("Kind", MeetingKind, default=MeetingKind.MEETING)
    state = ChoiceField("State", MeetingState, default=MeetingState.LOGGED)
    on = DayField("Day")
    starts = TimeOfDayField("Starts")
    ends = TimeOfDayField("Ends")
    place = TextField("Place or link", most=300)
    agenda = LongTextField("Agenda", most=20_000)
    departments = PickManyField("Departments")
    initiatives = PickManyField("Initiatives")
    projects = NamedManyField("Projects", suggest_kinds="project")
    notes = LongTextField("Notes", most=NOTES_AT_MOST, exact=True)
    draft_key = HiddenField()

    def __init__(self, viewer: Viewer, *arguments: Any, **options: Any) -> None:
        begins_with = options.pop("begins_with", {})
        meeting = options.pop("held_by", None) or options.get("obj")
        super().__init__(*arguments, **options)
        self.viewer = viewer
        self.meeting: Meeting | None = meeting
        stored = _stored(meeting) if meeting is not None else {}
        self.departments.offer(portfolio.department_options(), stored.get("departments", ()))
        self.initiatives.offer(portfolio.initiative_options(), stored.get("initiatives", ()))
        is_sent = options["formdata"] is not None if "formdata" in options else self.is_submitted()
        if not is_sent:
            for name, value in {**stored, **begins_with}.items():
                self[name].data = value
        self.projects.bind(
            lambda words: projects.find_project_by_name(words, viewer),
            projects.project_title,
            stored.get("projects", ()),
        )

    def filled_from(self, record: Meeting) -> Form:
        """The form as the stored meeting fills it."""
        return MeetingForm(self.viewer, formdata=None, obj=record)

    @property
    def day(self) -> date:
        """The meeting's day, today where none was given."""
        return self.on.data or clock.today()

    def draft(self) -> MeetingDraft:
        """What was typed; the time is now where none was given. An hour that clocks skip raises RuleBroken."""
        now = clock.now().replace(second=0, microsecond=0)
        starts = self.starts.data or clock_zone.to_local(now).time()
        started, ended = (self.meeting.starts_at, self.meeting.ends_at) if self.meeting is not None else (now, None)
        return MeetingDraft(
            self.title.data or "", self.kind.data, self.state.data, self._instant(starts, "starts", started),
            self._instant(self.ends.data, "ends", ended) if self.ends.data else None, self.place.data or "",
            self.agenda.data or "", self.notes.data or "", tuple(self.departments.data or ()),
            tuple(self.initiatives.data or ()), tuple(self.projects.data or ()), self.marking_draft(),
        )  # fmt: skip

    def _instant(self, at: time, field: str, known: datetime | None) -> datetime:
        """The instant of a time on the meeting's day: the known one where its clock shows the same.

        In autumn an hour comes twice, and what is sent back as it was shown must not move to the first of the two.
        """
        if known is not None and clock_zone.to_local(known).replace(tzinfo=None) == datetime.combine(self.day, at):
            return known
        try:
            return clock_zone.instant_of(self.day, at)
        except ValueError as wrong:
            raise RuleBroken(str(wrong), field) from wrong


def _stored(meeting: Meeting) -> dict[str, Any]:
    """What a stored meeting puts into the fields that are no columns of it."""
    ends = clock_zone.to_local(meeting.ends_at).time() if meeting.ends_at else None
    return {
        "starts": clock_zone.to_local(meeting.starts_at).time(),
        "ends": ends,
        "departments": [each.department_id for each in meeting.departments if each.ended_at is None],
        "initiatives": [each.initiative_id for each in meeting.initiatives if each.ended_at is None],
        "projects": [each.project_id for each in meeting.projects if each.ended_at is None],
        "draft_key": f"{meeting.id}",
    }


def values_of_draft(text: str) -> MultiDict[str, str] | None:
    """The values that a kept draft holds, as a form sends them; None where it holds none."""
    try:
        fields = json.loads(text)
    except ValueError:
        return None
    if not isinstance(fields, Mapping):
        return None
    pairs = [
        (name, _UNSTORABLE.sub("\ufffd", value))
        for name, values in fields.items()
        if isinstance(values, list)
        for value in values
        if isinstance(value, str)
    ]
    return MultiDict(pairs)
