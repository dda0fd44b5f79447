"""The fields with which the record of a line is corrected beside the notes, and what was typed into them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mobi_tracker.access.guard import viewer
from mobi_tracker.access.policy import authorize
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.city.dates import parse_day
from mobi_tracker.commitments.forms.owner import find_owner
from mobi_tracker.commitments.models import Ask
from mobi_tracker.commitments.vocabulary import AskState
from mobi_tracker.core.errors import RuleBroken
from mobi_tracker.meetings import operations, queries
from mobi_tracker.meetings.models import Capture
from mobi_tracker.meetings.operations.capture.registry import CAPTURED
from mobi_tracker.meetings.queries.held import Held
from mobi_tracker.meetings.rules.edits import BOUND_TO_PROJECT, EDITED, TOKEN, RecordEdit
from mobi_tracker.meetings.rules.plan.kinds import ASKED_OF, LEVELS, RATINGS
from mobi_tracker.meetings.views.beside import moves
from mobi_tracker.meetings.vocabulary import ItemKind
from mobi_tracker.projects.models.milestone import MilestoneDate
from mobi_tracker.projects.queries import find_project_by_name

CHOICES: Mapping[str, tuple[tuple[str, str], ...]] = {"level": LEVELS, "rating": RATINGS, "of": ASKED_OF}
LABELS = {
    "owner": "Owner", "due": "Due date", "project": "Project", "text": "Words", "of": "Of whom", "level": "Level",
    "rating": "Rating", "forecast": "Date", "reason": "Reason",
}  # fmt: skip
_NEEDED = {
    "text": "Say it in a few words.", "of": "Say whom it asks.", "rating": "Choose a rating.",
    "level": "Choose a level.", "forecast": "Give the date that is now expected.",
}  # fmt: skip


@dataclass(frozen=True)
class RecordFields:
    """The fields of one record. ``key`` begins their names; ``now`` is what the record says, ``edit`` what was typed.

    ``stale``: what somebody else made of a field meanwhile, as (label, what stands now, what was typed).
    ``is_overtaken``: the record was changed since it was shown, in whichever field.
    """

    key: str
    beside: tuple[str, ...]
    folded: tuple[str, ...]
    now: Mapping[str, str]
    edit: RecordEdit = field(default_factory=RecordEdit)
    as_of: str = ""
    stale: tuple[tuple[str, str, str], ...] = ()
    problems: tuple[str, ...] = ()
    is_moved: bool = False
    is_overtaken: bool = False

    def typed(self, name: str) -> str:
        """What a field shows: what was typed, else what the record says."""
        return self.edit.typed.get(name, self.now[name])

    def choices(self, name: str) -> tuple[tuple[str, str], ...]:
        """What may be chosen; a figure that is none of the few stays on offer while the record has it."""
        offered, stands = CHOICES[name], self.now[name]
        return offered if not stands or stands in dict(offered) else (*offered, (stands, stands))

    @property
    def is_unfolded(self) -> bool:
        """Whether something was typed into a field that is folded away."""
        return any(each in self.edit.typed for each in self.folded)

    @property
    def shown(self) -> str:
        """What is sent back with the form: what the fields said, and how the record stood."""
        return json.dumps({**(self.edit.shown if self.edit.typed else self.now), TOKEN: self.as_of})


def may_correct(record: Any) -> bool:
    """Whether this person may change the record beside the notes: it stands, is undecided, and is theirs to change."""
    is_decided = isinstance(record, Ask) and record.state is AskState.DECIDED
    return not record.is_withdrawn and not is_decided and viewer().can_for(Permission.LOG, record.department_ids)


def fields_of(
    capture: Capture, record: Any, held: Held, edit: RecordEdit | None = None, takes_newest: bool = False
) -> RecordFields:
    """The fields of a line's record, filled with what was typed.

    ``takes_newest``: the person has been told what somebody else saved meanwhile, so the next save is on top of that.
    """
    kind = ItemKind(capture.item_kind)
    beside, folded = EDITED[kind]
    now, as_of = _words(kind, record, held), operations.stands_as(kind, record, held)
    if edit is None:
        return RecordFields(f"r{capture.id}", beside, folded, now, as_of=as_of)
    stale: tuple[tuple[str, str, str], ...] = ()
    is_overtaken = edit.as_of != as_of
    if is_overtaken:
        stale = tuple(
            (LABELS[name], _said(name, now[name]), _said(name, typed))
            for name, typed in edit.typed.items()
            if name in now and now[name] != typed
        )
    edit = RecordEdit(edit.shown, {name: typed for name, typed in edit.typed.items() if name in now}, edit.as_of)
    problems = tuple(problem for name, typed in edit.typed.items() if (problem := _problem(kind, name, typed)))
    if takes_newest:
        edit = RecordEdit(now, edit.typed, as_of)
    return RecordFields(
        f"r{capture.id}", beside, folded, now, edit, edit.as_of, stale, problems, moves(capture, edit),
        is_overtaken,
    )  # fmt: skip


def corrections_of(edits: Mapping[int, RecordEdit], captures: Sequence[Capture]) -> list[operations.Correction]:
    """What the edits give to the records of these lines.

    Raises NotAllowed where this person may not change such a record, RuleBroken where something typed is not
    understood. An edit that gives a line another project makes another record of it, and is no correction.
    """
    edited = _corrected(edits, captures)
    records = queries.records_of(edited, viewer())
    refused = refused_edits(edits, edited, records)
    if refused:
        raise RuleBroken(" ".join(refused.values()))
    found = []
    for each in edited:
        record = records.get((each.record_kind or "", each.record_id or 0))
        if record is None:
            continue
        authorize(viewer(), Permission.LOG, record.department_ids)
        kind, edit = ItemKind(each.item_kind), edits[each.id]
        fields = [name for names in EDITED[kind] for name in names if name in edit.typed]
        try:
            changes = {name: _read(kind, name, edit.typed[name]) for name in fields}
        except ValueError as wrong:
            raise RuleBroken(f"Line {each.line}: {wrong}") from wrong
        found.append(operations.Correction(each, record, changes, edit.as_of))
    return found


def refused_edits(
    edits: Mapping[int, RecordEdit], captures: Sequence[Capture], records: Mapping[tuple[str, int], Any]
) -> dict[int, str]:
    """By id of the capture, what to tell of an edit whose record takes none any more since it was shown.

    Somebody withdrew or decided it meanwhile, or gave it to another department.
    """
    refused = {}
    for each in _corrected(edits, captures):
        record, edit = records.get((each.record_kind or "", each.record_id or 0)), edits[each.id]
        if record is None or not edit.as_of or may_correct(record):
            continue
        is_decided = isinstance(record, Ask) and record.state is AskState.DECIDED
        why = "was withdrawn" if record.is_withdrawn else "was decided" if is_decided else "is not yours to change"
        typed = ", ".join(f"{LABELS[name].lower()} “{_said(name, words)}”" for name, words in edit.typed.items())
        refused[each.id] = (
            f"Line {each.line}: its record {why} since you opened this, so it does not take what you typed ({typed}). "
            "Save again to leave that out."
        )
    return refused


def _corrected(edits: Mapping[int, RecordEdit], captures: Sequence[Capture]) -> list[Capture]:
    """The lines whose record an edit corrects."""
    return [each for each in captures if each.id in edits and each.record_id and not moves(each, edits[each.id])]


def check_still_own(corrections: Sequence[operations.Correction]) -> None:
    """An analyst keeps a record among their own departments' ones. Raises RuleBroken where it would leave them."""
    for each in corrections:
        if not viewer().can_for(Permission.LOG, each.record.department_ids):
            raise RuleBroken(f"Line {each.capture.line}: choose a project of your own departments.")


def _words(kind: ItemKind, record: Any, held: Held) -> dict[str, str]:
    """What a record says now, as its fields show it."""
    now = CAPTURED[kind].now(record, held)
    names = [name for names in EDITED[kind] for name in names]
    words = {name: str(now.get(name) or "") for name in names}
    if "owner" in words:
        owner = record.owner_contact or record.owner_organization
        words["owner"] = owner.name if owner is not None else ""
    project = record.milestone.project if isinstance(record, MilestoneDate) else record.project
    if "project" in words:
        words["project"] = project.name if project is not None else ""
    return words


def _said(name: str, words: str) -> str:
    return dict(CHOICES.get(name, ())).get(words, words) or "nothing"


def _problem(kind: ItemKind, name: str, typed: str) -> str:
    try:
        _read(kind, name, typed)
    except ValueError as wrong:
        return str(wrong)
    return ""


def _read(kind: ItemKind, name: str, typed: str) -> Any:
    """What was typed, in the words of ``Capturing.now``. Raises ValueError with what to do."""
    is_needed = name in _NEEDED and not (name == "text" and kind is ItemKind.STATUS)
    if not typed and name == "project" and kind in BOUND_TO_PROJECT:
        raise ValueError("Name the project.")
    if not typed and is_needed:
        raise ValueError(_NEEDED[name])
    if not typed:
        return "" if name in ("text", "reason") else None
    if name in CHOICES and typed not in dict(CHOICES[name]):
        raise ValueError(_NEEDED[name])
    reader = _READERS.get(name)
    return reader(typed) if reader else typed


_READERS: Mapping[str, Callable[[str], Any]] = {
    "owner": lambda typed: list(find_owner(typed, viewer())),
    "due": lambda typed: parse_day(typed).isoformat(),
    "forecast": lambda typed: parse_day(typed).isoformat(),
    "project": lambda typed: find_project_by_name(typed, viewer()),
}
