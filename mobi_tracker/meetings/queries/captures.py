"""Selects of captures: what lines became, the records they made, and where a record comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from sqlalchemy import String, and_, cast, literal, or_, select
from sqlalchemy.orm import joinedload

from mobi_tracker.access.models import Draft
from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.city.dates import format_short_day
from mobi_tracker.commitments.models import ActionItem, Ask, Decision
from mobi_tracker.core import clock, kinds
from mobi_tracker.core.database import db
from mobi_tracker.core.fields import folded
from mobi_tracker.meetings.models import Capture, Meeting
from mobi_tracker.meetings.rules.lines import part_of
from mobi_tracker.meetings.vocabulary import CaptureState, ItemKind
from mobi_tracker.projects.models.milestone import Milestone, MilestoneDate
from mobi_tracker.projects.models.risk import Risk
from mobi_tracker.projects.models.status import StatusUpdate

Pointer = tuple[str, int]

_WITH: Mapping[Any, tuple[Any, ...]] = {
    ActionItem: (
        joinedload(ActionItem.owner_contact), joinedload(ActionItem.owner_organization),
        joinedload(ActionItem.project), joinedload(ActionItem.initiative), joinedload(ActionItem.department),
    ),
    Decision: (joinedload(Decision.project), joinedload(Decision.initiative), joinedload(Decision.department)),
    Ask: (joinedload(Ask.project), joinedload(Ask.initiative), joinedload(Ask.department)),
    Risk: (joinedload(Risk.project), joinedload(Risk.owner_contact), joinedload(Risk.owner_organization)),
    StatusUpdate: (joinedload(StatusUpdate.project), joinedload(StatusUpdate.author)),
    Milestone: (joinedload(Milestone.project),),
    MilestoneDate: (joinedload(MilestoneDate.milestone).joinedload(Milestone.project),),
}  # fmt: skip


CAPTURED_MODELS = tuple(_WITH)  # every kind of record that a line can become


_GONE = (CaptureState.LINE_GONE, CaptureState.KEPT, CaptureState.WITHDRAWN)


@dataclass(frozen=True)
class Source:
    """Where a record comes from: a line of a meeting's notes. ``is_gone``: the line was taken out since."""

    meeting_id: int
    title: str
    on: date
    line: int
    is_gone: bool

    @property
    def url(self) -> str:
        """The line on the meeting's page."""
        if self.is_gone:
            return url_for("profiles.meeting", record_id=self.meeting_id)
        anchor = f"line-{self.line}"
        return url_for("profiles.meeting", record_id=self.meeting_id, first=part_of(self.line), _anchor=anchor)

    @property
    def label(self) -> str:
        """In words: "Permit login check-in of Nov 27, line 5"."""
        where = "a line taken out since" if self.is_gone else f"line {self.line}"
        return f"{self.title} of {format_short_day(self.on, clock.today())}, {where}"


def captures_of(meeting_id: int) -> list[Capture]:
    """Every capture of a meeting, in the order of its lines."""
    rows = select(Capture).where(Capture.meeting_id == meeting_id).order_by(Capture.line, Capture.id)
    return list(db.session.scalars(rows))


def capture(record_id: int) -> Capture | None:
    """The capture of that id."""
    return db.session.get(Capture, record_id)


def records_of(captures: Iterable[Capture], viewer: Viewer | None = None) -> dict[Pointer, Any]:
    """The records that captures point to, with what is shown of them; only those this person may see, if one is given.

    One query a kind.
    """
    ids: dict[str, set[int]] = {}
    for each in captures:
        if each.record_kind is not None and each.record_id is not None:
            ids.setdefault(each.record_kind, set()).add(each.record_id)
    found: dict[Pointer, Any] = {}
    for kind, wanted in ids.items():
        model = kinds.kind(kind).model
        rows = select(model).where(model.id.in_(wanted)).options(*_WITH.get(model, ()))
        if viewer is not None:
            rows = rows.where(model.visible_to(viewer))
        found |= {(kind, record.id): record for record in db.session.scalars(rows)}
    return found


def source_of(kind: str, record_id: int, viewer: Viewer) -> Source | None:
    """The line of notes that made a record; None where it came from a form, or the meeting may not be seen."""
    return sources_of([(kind, record_id)], viewer).get((kind, record_id))


def sources_of(pointers: Iterable[Pointer], viewer: Viewer) -> dict[Pointer, Source]:
    """By (kind, id), the line of notes that made each record, in one query. What has none is left out."""
    wanted = list(pointers)
    if not wanted:
        return {}
    ids: dict[str, list[int]] = {}
    for kind, record_id in wanted:
        ids.setdefault(kind, []).append(record_id)
    # Kind by kind, since SQLite looks pairs up in no index.
    made = or_(*(and_(Capture.record_kind == kind, Capture.record_id.in_(several)) for kind, several in ids.items()))
    rows = (
        select(
            Capture.record_kind, Capture.record_id, Capture.line, Capture.state, Meeting.id, Meeting.title, Meeting.on
        )
        .join(Meeting, Meeting.id == Capture.meeting_id)
        .where(made, Meeting.visible_to(viewer))
        .order_by(Capture.id.desc())
    )
    return {
        (str(kind), int(record_id)): Source(meeting_id, title, on, line, state in _GONE)
        for kind, record_id, line, state, meeting_id, title, on in db.session.execute(rows)
        if kind and record_id
    }


def source_rows(kind: str, record_id: int, viewer: Viewer) -> Any:
    """The same of one record, as rows (kind "source", meeting's id, day, words, line, state) that a union takes."""
    return (
        select(literal("source").label("kind"), Meeting.id, Meeting.on.label("day"), Meeting.title.label("words"))
        .add_columns(Capture.line.label("line"), cast(Capture.state, String).label("state"))
        .join(Capture, Capture.meeting_id == Meeting.id)
        .where(Capture.record_kind == kind, Capture.record_id == record_id, Meeting.visible_to(viewer))
        .order_by(Capture.id)
    )


def source_in(row: Any) -> Source:
    """The source that such a row tells."""
    return Source(row.id, row.words, row.day, row.line, row.state in _GONE)


def milestone_by_id(record_id: int) -> Milestone | None:
    """The milestone of that id, whoever asks: what a line may name was asked before."""
    return db.session.get(Milestone, record_id)


def milestone_of_name(project_id: int, name: str) -> Milestone | None:
    """The standing milestone of a project with this name, however it is written, whoever asks."""
    rows = select(Milestone).where(Milestone.project_id == project_id, Milestone.withdrawn_at.is_(None))
    wanted = folded(name)
    return next((each for each in db.session.scalars(rows.order_by(Milestone.id)) if folded(each.name) == wanted), None)


def drafts_of(user_id: int, form: str, start: str, most: int = 5) -> list[Draft]:
    """What somebody was typing into forms whose key begins so, the latest first."""
    rows = select(Draft).where(
        Draft.user_id == user_id, Draft.form == form, Draft.key.startswith(start, autoescape=True), Draft.kind.is_(None)
    )
    return list(db.session.scalars(rows.order_by(Draft.saved_at.desc()).limit(most)))


def hidden_among(
    meeting: Meeting, captures: Iterable[Capture], seen: Mapping[Pointer, Any], viewer: Viewer
) -> list[Capture]:
    """The captures of a meeting whose line this person may not read, since what it became is not among what they may
    see (``seen``).

    An ask is at least a deliberative draft, the line of one that waits for an answer too.
    """
    asked_alone = (ItemKind.NAME, ItemKind.TAG)
    hides_asks = not viewer.can_for(Permission.SEE_RESTRICTED, meeting.department_ids)
    return [each for each in captures if each.item_kind not in asked_alone and _is_hidden(each, seen, hides_asks)]


def _is_hidden(each: Capture, seen: Mapping[Pointer, Any], hides_asks: bool) -> bool:
    if each.record_kind is not None and each.record_id is not None:
        return (each.record_kind, each.record_id) not in seen
    return each.item_kind == ItemKind.ASK and hides_asks


def hides_lines(meeting: Meeting, viewer: Viewer) -> bool:
    """Whether the notes hold a line that this person may not read."""
    captures = captures_of(meeting.id)
    return bool(hidden_among(meeting, captures, records_of(captures, viewer), viewer))
