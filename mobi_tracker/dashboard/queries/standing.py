"""What hung on an initiative or a department on a day: decisions, asks, open action items, meetings, and so on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    Date,
    Integer,
    String,
    and_,
    bindparam,
    case,
    cast,
    func,
    or_,
    select,
    union_all,
)

from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.statements import rows_for
from mobi_tracker.access.vocabulary import Marking, strictest
from mobi_tracker.city.fiscal_year import FiscalYear
from mobi_tracker.commitments.models import ActionItem, ActionItemState, Ask, AskStateRow, Decision
from mobi_tracker.commitments.vocabulary import ActionState, AskedOf, AskState, Outcome
from mobi_tracker.core.as_it_was import Past, Pointer, words_then
from mobi_tracker.core.database import Instant
from mobi_tracker.core.dated import latest_state
from mobi_tracker.core.kinds import NOT_SHOWN
from mobi_tracker.core.withdrawals import stood_at
from mobi_tracker.dashboard.queries.standing_departments import council_items, deliverables, measures, people
from mobi_tracker.dashboard.queries.standing_parts import AskedThen, part
from mobi_tracker.meetings.models import Meeting, MeetingDepartment, MeetingInitiative, MeetingProject
from mobi_tracker.meetings.vocabulary import MeetingState
from mobi_tracker.stakeholders.models import Contact, Organization, OrganizationState, Position
from mobi_tracker.standing.queries.moments import Moment, Scope

SHOWN, FEW = 10, 5
LOOKED_THROUGH = 60  # positions, of which those that were held are shown
NAMES = {
    "decisions": "decision", "asks": "ask", "actions": "action_item", "meetings": "meeting",
    "deliverables": "deliverable", "people": "contact", "council_items": "council_item", "measures": "measure",
}  # fmt: skip
NO_PROJECT = -1  # SQL has no empty list


@dataclass(frozen=True)
class Hung:
    """One record as it stood on the day. ``day`` is when it was, or by when it is due or needed.

    ``by`` is who decided, owes it, or of whom it is asked; of a person the position, of a Council item its file, of a
    measure the unit. ``ended`` is how it ended: an outcome, the proof of what was delivered; of a measure its figure.
    ``delivered_on`` is a deliverable's alone, ``beside_id`` known to ``standing_parts.part``.
    """

    kind: str
    id: int
    text: str
    day: date | None
    by: str
    ended: str
    address: str
    delivered_on: date | None
    beside_id: int | None
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
    people: tuple[Hung, ...] = ()
    council_items: tuple[Hung, ...] = ()
    measures: tuple[Hung, ...] = ()

    @property
    def every(self) -> tuple[Hung, ...]:
        """All of them."""
        return tuple(each for name in NAMES for each in getattr(self, name))

    @property
    def pointers(self) -> tuple[Pointer, ...]:
        """Which records they are, and who owed the action items."""
        owners = {("contact", each.beside_id) for each in self.actions if each.beside_id is not None}
        return (*((each.kind, each.id) for each in self.every), *owners)

    def as_known_then(self, past: Past, day: date) -> HungOn:
        """The same in the words of then, which may have been corrected since; without what was otherwise then: a
        meeting that was only planned, somebody who held the position no more.
        """
        known = {name: [_worded(each, past) for each in getattr(self, name)] for name in NAMES}
        planned = {record_id for (kind, record_id), then in past.items() if kind == "meeting" and _was_planned(then)}
        known["meetings"] = [each for each in known["meetings"] if each.id not in planned]
        known["people"] = [each for each in known["people"] if each.day is None or each.day > day][:SHOWN]
        return HungOn(**{name: tuple(each) for name, each in known.items()})


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


# In which fields of its record the words of each kind stand: (text, by, ended).
_FIELDS = {
    "meeting": ("title", "", ""), "decision": ("text", "decided_by", ""), "ask": ("text", "", ""),
    "action_item": ("text", "", ""), "deliverable": ("text", "", ""), "contact": ("name", "", ""),
    "council_item": ("title", "council_file", "outcome"), "measure": ("name", "unit", ""),
}  # fmt: skip


def _worded(hung: Hung, past: Past) -> Hung:
    pointer, now = (hung.kind, hung.id), (hung.text, hung.by, hung.ended)
    fields = zip(_FIELDS[hung.kind], now, strict=True)
    text, by, ended = (words_then(past, pointer, name, said) if name else said for name, said in fields)
    day = hung.day
    if hung.kind == "action_item" and hung.beside_id is not None and by != NOT_SHOWN:
        by = words_then(past, ("contact", hung.beside_id), "name", by)
    if hung.kind == "contact":
        held = past.get(("position", hung.beside_id or 0), {})
        by, day = str(held.get("title", by) or ""), _day_then(held, "ended_on", day)
    if hung.kind == "council_item":
        day = _day_then(past.get(pointer, {}), "meets_on", day)
    return replace(hung, text=text, by=by, ended=ended, day=day)


def _day_then(then: dict[str, Any], field: str, now: date | None) -> date | None:
    if field not in then:
        return now
    return date.fromisoformat(then[field]) if then[field] else None


def _was_planned(then: dict[str, Any]) -> bool:
    return then.get("state", MeetingState.LOGGED.value) != MeetingState.LOGGED.value


def _as_hung(row: Any) -> Hung:
    by, ended = row.by or row.office or "", row.ended or ""
    if row.kind == "ask":
        by, ended = AskedOf(by).label, Outcome(ended).label if ended else ""
    if row.kind == "measure" and ended:
        year = str(FiscalYear(row.beside_id)) if row.beside_id is not None else ""
        ended = ", ".join(filter(None, (f"{Decimal(ended).normalize():,f} {by}".strip(), year)))
    return Hung(
        row.kind, row.id, row.words, row.day, by, ended, row.address, row.delivered_on, row.beside_id,
        strictest(row.marking, row.marking_floor), row.among,
    )  # fmt: skip


def _hung(viewer: Viewer, kind: str) -> Any:
    asked = AskedThen(
        kind,
        viewer,
        bindparam("record_id", type_=Integer()),
        bindparam("organization_id", type_=Integer()),
        bindparam("end", type_=Instant()),
        bindparam("day", type_=Date()),
        # Written into the statement as it is sent: SQLite takes no more than 32,766 values bound.
        bindparam("project_ids", type_=Integer(), expanding=True, literal_execute=True),
    )
    makers: list[tuple[Callable[[AskedThen], Any], int]] = [
        (make, SHOWN) for make in (_decisions, _asks, _actions, _meetings)
    ]
    if kind == "department":
        makers += [(deliverables, SHOWN), (people, LOOKED_THROUGH), (council_items, FEW), (measures, FEW)]
    # Each part is a subquery, since SQLite takes no LIMIT inside a union.
    rows = union_all(*(select(make(asked).limit(most).subquery()) for make, most in makers)).subquery()
    return select(*rows.c)


def _decisions(asked: AskedThen) -> Any:
    rows = part(Decision, Decision.text, Decision.on, Decision.decided_by)
    return (
        rows.where(asked.concerns(Decision, Decision.project_id), Decision.on <= asked.day)
        .where(stood_at(Decision, asked.end), Decision.visible_to(asked.viewer))
        .order_by(Decision.on.desc(), Decision.id.desc())
    )


def _asks(asked: AskedThen) -> Any:
    """Those that waited first; how it ended is told of those that were decided by then."""
    is_decided = AskStateRow.state == AskState.DECIDED
    ended = case((is_decided, cast(Ask.outcome, String)))
    rows = part(Ask, Ask.text, AskStateRow.due, AskStateRow.asked_of, ended=ended)
    return (
        rows.join(AskStateRow, AskStateRow.id == latest_state(Ask, asked.end, asked.day))
        .where(asked.concerns(Ask, Ask.project_id))
        .where(stood_at(Ask, asked.end), Ask.visible_to(asked.viewer))
        .order_by(is_decided.asc(), AskStateRow.due.asc().nulls_last(), Ask.id)
    )


def _actions(asked: AskedThen) -> Any:
    state = ActionItemState
    owed = asked.concerns(ActionItem, state.project_id)
    if asked.kind == "department":
        owed = or_(
            owed, state.owner_organization_id == asked.organization_id, state.owner_contact_id.in_(_staff(asked))
        )
    office = OrganizationState
    return (
        part(
            ActionItem, ActionItem.text, state.due, by=_named(Contact.name, state.owner_contact_id),
            office=_named(office.name, state.owner_organization_id), beside_id=state.owner_contact_id,
        )
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
    )  # fmt: skip


def _named(name: Any, record_id: Any) -> Any:
    """The name of whoever owes it; of one that the reader may not see only that there is somebody."""
    return func.coalesce(name, case((record_id.is_not(None), NOT_SHOWN)))


def _staff(asked: AskedThen) -> Any:
    """Who held a position at the department's organization on the day."""
    return (
        select(Position.contact_id)
        .where(Position.organization_id == asked.organization_id, stood_at(Position, asked.end))
        .where(or_(Position.ended_on.is_(None), Position.ended_on >= asked.day))
    )


def _meetings(asked: AskedThen) -> Any:
    ties: Any = MeetingDepartment if asked.kind == "department" else MeetingInitiative
    column = MeetingDepartment.department_id if asked.kind == "department" else MeetingInitiative.initiative_id
    own = select(ties.meeting_id).where(column == asked.record_id, asked.tied(ties))
    through = select(MeetingProject.meeting_id).where(
        MeetingProject.project_id.in_(asked.project_ids), asked.tied(MeetingProject)
    )
    return (
        part(Meeting, Meeting.title, Meeting.on)
        .where(Meeting.id.in_(own.union_all(through)), Meeting.state == MeetingState.LOGGED, Meeting.on <= asked.day)
        .where(stood_at(Meeting, asked.end), Meeting.visible_to(asked.viewer))
        .order_by(Meeting.on.desc(), Meeting.id.desc())
    )
