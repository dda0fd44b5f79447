"""What hung on an initiative or a department on a day: decisions, asks, open action items, meetings, deliverables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    String,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.statements import rows_for
from mobi_tracker.access.vocabulary import Marking, strictest
from mobi_tracker.commitments.models import ActionItem, ActionItemState, Ask, AskStateRow, Decision
from mobi_tracker.commitments.vocabulary import ActionState, AskedOf, AskState, Outcome
from mobi_tracker.core.as_it_was import Past, Pointer, words_then
from mobi_tracker.core.database import Instant
from mobi_tracker.core.dated import latest_state
from mobi_tracker.core.withdrawals import stood_at
from mobi_tracker.meetings.models import Meeting, MeetingDepartment, MeetingInitiative, MeetingProject
from mobi_tracker.meetings.vocabulary import MeetingState
from mobi_tracker.portfolio.models import Deliverable, DeliverableState, Priority
from mobi_tracker.stakeholders.models import Contact, Organization, OrganizationState, Position
from mobi_tracker.standing.queries.moments import Moment, Scope

SHOWN = 10
NAMES = {
    "decisions": "decision", "asks": "ask", "actions": "action_item", "meetings": "meeting",
    "deliverables": "deliverable",
}  # fmt: skip
NO_PROJECT = -1  # SQL has no empty list


@dataclass(frozen=True)
class Hung:
    """One record as it stood on the day. ``day`` is when it was, or by when it is due or needed.

    ``by`` is who decided, owes it, or of whom it is asked; ``ended`` how it ended: an ask's outcome, the proof of what
    was delivered. ``delivered_on`` is a deliverable's alone.
    """

    kind: str
    id: int
    text: str
    day: date | None
    by: str
    ended: str
    address: str
    delivered_on: date | None
    marking: Marking
    among: int  # how many of its kind there are

    @property
    def endpoint(self) -> str:
        """The page that shows it."""
        return f"profiles.{self.kind}"


@dataclass(frozen=True)
class HungOn:
    """The first of each kind, in the order in which they are shown."""

    decisions: tuple[Hung, ...] = ()
    asks: tuple[Hung, ...] = ()
    actions: tuple[Hung, ...] = ()
    meetings: tuple[Hung, ...] = ()
    deliverables: tuple[Hung, ...] = ()

    @property
    def every(self) -> tuple[Hung, ...]:
        """All of them."""
        return tuple(each for name in NAMES for each in getattr(self, name))

    @property
    def pointers(self) -> tuple[Pointer, ...]:
        """Which records they are."""
        return tuple((each.kind, each.id) for each in self.every)

    def as_worded_then(self, past: Past) -> HungOn:
        """The same in the words of then, which may have been corrected since."""
        return HungOn(**{name: tuple(_worded(each, past) for each in getattr(self, name)) for name in NAMES})


def hung_on(scope: Scope, moment: Moment, project_ids: Iterable[int], viewer: Viewer, organization_id: int) -> HungOn:
    """What hung on the initiative or department of the scope itself, or on one of its projects of that day, and stood
    at that moment, in one query. Action items are those open then; of a department also what its organization
    (``organization_id``; 0 for an initiative) and its people owed.
    """
    rows = rows_for(
        viewer, _hung, scope.kind, record_id=scope.record_id, organization_id=organization_id, end=moment.end,
        day=moment.day, project_ids=sorted(project_ids) or [NO_PROJECT],
    )  # fmt: skip
    found: dict[str, list[Hung]] = {}
    for row in rows:
        found.setdefault(row.kind, []).append(_as_hung(row))
    return HungOn(**{name: tuple(found.get(kind, ())) for name, kind in NAMES.items()})


def _worded(hung: Hung, past: Past) -> Hung:
    pointer = (hung.kind, hung.id)
    text = words_then(past, pointer, "title" if hung.kind == "meeting" else "text", hung.text)
    if hung.kind == "decision":
        return replace(hung, text=text, by=words_then(past, pointer, "decided_by", hung.by))
    return replace(hung, text=text)


def _as_hung(row: Any) -> Hung:
    by, ended = row.by or row.office or "", row.ended or ""
    if row.kind == "ask":
        by, ended = AskedOf(by).label, Outcome(ended).label if ended else ""
    return Hung(
        row.kind, row.id, row.words, row.day, by, ended, row.address, row.delivered_on,
        strictest(row.marking, row.marking_floor), row.among,
    )  # fmt: skip


@dataclass(frozen=True)
class _Asked:
    """The places of what is bound when the statement runs."""

    kind: str
    viewer: Viewer
    record_id: Any
    organization_id: Any
    end: Any
    day: Any
    project_ids: Any

    def concerns(self, model: Any, project_id: Any) -> ColumnElement[bool]:
        """The row concerned the record itself, or one of its projects."""
        return or_(getattr(model, f"{self.kind}_id") == self.record_id, project_id.in_(self.project_ids))

    def tied(self, ties: Any) -> ColumnElement[bool]:
        """A row between a meeting and something else held at the moment."""
        return and_(ties.recorded_at <= self.end, or_(ties.ended_at.is_(None), ties.ended_at > self.end))


def _hung(viewer: Viewer, kind: str) -> Any:
    asked = _Asked(
        kind,
        viewer,
        bindparam("record_id", type_=Integer()),
        bindparam("organization_id", type_=Integer()),
        bindparam("end", type_=Instant()),
        bindparam("day", type_=Date()),
        # Written into the statement as it is sent: SQLite takes no more than 32,766 values bound.
        bindparam("project_ids", type_=Integer(), expanding=True, literal_execute=True),
    )
    makers = [_decisions, _asks, _actions, _meetings, *([_deliverables] if kind == "department" else [])]
    # Each part is a subquery, since SQLite takes no LIMIT inside a union.
    rows = union_all(*(select(make(asked).limit(SHOWN).subquery()) for make in makers)).subquery()
    return select(*rows.c)


def _part(
    model: Any, words: Any, day: Any, by: Any = None, office: Any = None, ended: Any = None, address: Any = None,
    delivered_on: Any = None,
) -> Any:  # fmt: skip
    nothing = cast(null(), String)
    return select(
        literal(model.__kind__).label("kind"), model.id.label("id"), words.label("words"), day.label("day"),
        (nothing if by is None else cast(by, String)).label("by"),
        (nothing if office is None else office).label("office"),
        (nothing if ended is None else cast(ended, String)).label("ended"),
        (literal("") if address is None else address).label("address"),
        (cast(null(), Date) if delivered_on is None else delivered_on).label("delivered_on"),
        model.marking.label("marking"), model.marking_floor.label("marking_floor"),
        func.count().over().label("among"),
    ).select_from(model)  # fmt: skip


def _decisions(asked: _Asked) -> Any:
    rows = _part(Decision, Decision.text, Decision.on, Decision.decided_by)
    return (
        rows.where(asked.concerns(Decision, Decision.project_id), Decision.on <= asked.day)
        .where(stood_at(Decision, asked.end), Decision.visible_to(asked.viewer))
        .order_by(Decision.on.desc(), Decision.id.desc())
    )


def _asks(asked: _Asked) -> Any:
    """Those that waited first; how it ended is told of those that were decided by then."""
    is_decided = AskStateRow.state == AskState.DECIDED
    ended = case((is_decided, cast(Ask.outcome, String)))
    rows = _part(Ask, Ask.text, AskStateRow.due, AskStateRow.asked_of, ended=ended)
    return (
        rows.join(AskStateRow, AskStateRow.id == latest_state(Ask, asked.end, asked.day))
        .where(asked.concerns(Ask, Ask.project_id))
        .where(stood_at(Ask, asked.end), Ask.visible_to(asked.viewer))
        .order_by(is_decided.asc(), AskStateRow.due.asc().nulls_last(), Ask.id)
    )


def _actions(asked: _Asked) -> Any:
    state = ActionItemState
    owed = asked.concerns(ActionItem, state.project_id)
    if asked.kind == "department":
        owed = or_(
            owed, state.owner_organization_id == asked.organization_id, state.owner_contact_id.in_(_staff(asked))
        )
    office = OrganizationState
    return (
        _part(ActionItem, ActionItem.text, state.due, Contact.name, office.name)
        .join(state, and_(state.record_id == ActionItem.id, state.held_at(asked.end)))
        .outerjoin(Contact, and_(Contact.id == state.owner_contact_id, Contact.visible_to(asked.viewer)))
        .outerjoin(
            Organization,
            and_(Organization.id == state.owner_organization_id, Organization.visible_to(asked.viewer)),
        )
        .outerjoin(office, office.id == latest_state(Organization, asked.end, asked.day))
        .where(state.state == ActionState.OPEN, owed)
        .where(stood_at(ActionItem, asked.end), ActionItem.visible_to(asked.viewer))
        .order_by(state.due.asc().nulls_last(), ActionItem.id)
    )


def _staff(asked: _Asked) -> Any:
    """Who held a position at the department's organization on the day."""
    return (
        select(Position.contact_id)
        .where(Position.organization_id == asked.organization_id, stood_at(Position, asked.end))
        .where(or_(Position.ended_on.is_(None), Position.ended_on >= asked.day))
    )


def _meetings(asked: _Asked) -> Any:
    ties: Any = MeetingDepartment if asked.kind == "department" else MeetingInitiative
    column = MeetingDepartment.department_id if asked.kind == "department" else MeetingInitiative.initiative_id
    own = select(ties.meeting_id).where(column == asked.record_id, asked.tied(ties))
    through = select(MeetingProject.meeting_id).where(
        MeetingProject.project_id.in_(asked.project_ids), asked.tied(MeetingProject)
    )
    return (
        _part(Meeting, Meeting.title, Meeting.on)
        .where(Meeting.id.in_(own.union_all(through)), Meeting.state == MeetingState.LOGGED, Meeting.on <= asked.day)
        .where(stood_at(Meeting, asked.end), Meeting.visible_to(asked.viewer))
        .order_by(Meeting.on.desc(), Meeting.id.desc())
    )


def _deliverables(asked: _Asked) -> Any:
    state = DeliverableState
    stands = exists(
        select(Priority.id).where(Priority.id == Deliverable.priority_id, stood_at(Priority, asked.end))
    ).correlate(Deliverable)
    return (
        _part(
            Deliverable, Deliverable.text, state.due, ended=state.proof, address=state.proof_address,
            delivered_on=state.delivered_on,
        )
        .join(state, state.id == latest_state(Deliverable, asked.end, asked.day))
        .where(state.department_id == asked.record_id, stands)
        .where(stood_at(Deliverable, asked.end), Deliverable.visible_to(asked.viewer))
        .order_by(state.delivered_on.desc().nulls_first(), state.due.asc().nulls_last(), Deliverable.id)
    )  # fmt: skip
