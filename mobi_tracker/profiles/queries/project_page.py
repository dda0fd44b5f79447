"""What the page of a project reads across packages: what it is tied to, what happened, what was promised."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import (
    BigInteger,
    Date,
    Integer,
    String,
    and_,
    bindparam,
    case,
    cast,
    literal,
    literal_column,
    null,
    select,
    union_all,
)

from mobi_tracker.access.models import Link
from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.statements import rows_for
from mobi_tracker.commitments.models import ActionItem, ActionItemState, Ask, AskStateRow, Decision
from mobi_tracker.commitments.queries import asks_of_project, open_actions_of_project
from mobi_tracker.commitments.vocabulary import ActionState, AskState
from mobi_tracker.core.dated import latest_state
from mobi_tracker.meetings.models import Meeting, MeetingProject
from mobi_tracker.meetings.queries.captures import Source, source_in, source_rows
from mobi_tracker.meetings.vocabulary import MeetingState
from mobi_tracker.portfolio.models import Department, Priority
from mobi_tracker.projects.models.project import (
    Project,
    ProjectDepartment,
    ProjectDependency,
    ProjectDistrict,
    ProjectPriority,
)
from mobi_tracker.projects.models.status import StatusUpdate
from mobi_tracker.projects.queries import AsOf, contracts_in_short
from mobi_tracker.projects.rules import last_day_to_start
from mobi_tracker.stakeholders.models import Contact, Organization

MOST_HAPPENED = 12
MOST_PROMISED = 30


@dataclass(frozen=True)
class Tie:
    """Something a project is tied to: its id, its words, and its slug or address."""

    id: int
    title: str
    address: str


@dataclass(frozen=True)
class TiedContract:
    """A contract of the project as it stood: its end, its last day to start a renewal, money in cents."""

    id: int
    number: str
    vendor: str
    ends_on: date | None
    start_by: date | None
    ceiling: int | None
    paid: int | None

    def has_ended(self, day: date) -> bool:
        """Whether it had ended by a day."""
        return self.ends_on is not None and self.ends_on < day


@dataclass(frozen=True)
class Ties:
    """All that a project is tied to on a day."""

    departments: list[Tie] = field(default_factory=list)
    priorities: list[Tie] = field(default_factory=list)
    districts: list[Tie] = field(default_factory=list)
    waits_on: list[Tie] = field(default_factory=list)
    waited_on_by: list[Tie] = field(default_factory=list)
    links: list[Tie] = field(default_factory=list)
    contracts: list[TiedContract] = field(default_factory=list)


def ties_of(project_id: int, viewer: Viewer, as_of: AsOf) -> Ties:
    """What a project is tied to, in one query."""
    found = Ties()
    rows = rows_for(viewer, _ties, as_of, project_id=project_id)
    for record_id, title, address, day, renewal_days, ceiling, paid, kind in rows:
        if kind == "contracts":
            start_by = last_day_to_start(day, renewal_days)
            found.contracts.append(TiedContract(record_id, title, address, day, start_by, ceiling, paid))
        else:
            getattr(found, kind).append(Tie(record_id, title, address))
    found.districts.sort(key=lambda each: each.id)
    found.contracts.sort(key=lambda each: (each.has_ended(as_of.day), each.ends_on or date.max, each.number))
    return found


def _ties(viewer: Viewer, as_of: AsOf) -> Any:
    project_id: Any = bindparam("project_id", type_=Integer())
    parts = (
        *_reference_ties(project_id, viewer, as_of),
        *_project_ties(project_id, viewer, as_of),
        select(literal("links"), Link.id, Link.title, Link.address).where(
            Link.kind == Project.__kind__, Link.record_id == project_id, as_of.stood(Link)
        ),
    )
    contracts = contracts_in_short(project_id, viewer, as_of).add_columns(literal("contracts"))
    nothing = (cast(null(), Date), cast(null(), Integer), cast(null(), BigInteger), cast(null(), BigInteger))
    return union_all(contracts, *(_columns_after(each, nothing) for each in parts))


def _columns_after(rows: Any, nothing: tuple[Any, ...]) -> Any:
    """A select of (kind, id, title, address) in the order of the union, with nothing where contracts have more."""
    kind, *told = rows.selected_columns
    return rows.with_only_columns(*told, *nothing, kind)


def _reference_ties(project_id: int, viewer: Viewer, as_of: AsOf) -> tuple[Any, ...]:
    departments = (
        select(literal("departments"), Department.id, Department.name, Department.slug)
        .join(ProjectDepartment, ProjectDepartment.department_id == Department.id)
        .where(ProjectDepartment.project_id == project_id, as_of.ties(ProjectDepartment))
        .where(Department.visible_to(viewer))
    )
    priorities = (
        select(literal("priorities"), Priority.id, Priority.name, Priority.slug)
        .join(ProjectPriority, ProjectPriority.priority_id == Priority.id)
        .where(ProjectPriority.project_id == project_id, as_of.ties(ProjectPriority))
        .where(Priority.visible_to(viewer))
    )
    number = cast(ProjectDistrict.number, String)
    districts = select(literal("districts"), ProjectDistrict.number, number, literal("")).where(
        ProjectDistrict.project_id == project_id, as_of.ties(ProjectDistrict)
    )
    return departments, priorities, districts


def _project_ties(project_id: int, viewer: Viewer, as_of: AsOf) -> tuple[Any, ...]:
    def other(kind: str, mine: Any, theirs: Any) -> Any:
        return (
            select(literal(kind), Project.id, Project.name, Project.slug)
            .join(ProjectDependency, theirs == Project.id)
            .where(mine == project_id, as_of.ties(ProjectDependency), Project.withdrawn_at.is_(None))
            .where(Project.visible_to(viewer))
        )

    first, second = ProjectDependency.project_id, ProjectDependency.waits_on_id
    return other("waits_on", first, second), other("waited_on_by", second, first)


@dataclass(frozen=True)
class Happened:
    """A meeting that concerned the project, or a decision on it."""

    kind: str
    id: int
    on: date
    title: str

    @property
    def endpoint(self) -> str:
        """The page that shows it."""
        return f"profiles.{self.kind}"


def happened_to(
    project_id: int, viewer: Viewer, as_of: AsOf, update_id: int | None = None
) -> tuple[list[Happened], Source | None]:
    """The last meetings and decisions that concern a project, the newest first, and the line of notes that made a
    status update of it, in one query.
    """
    values = {"project_id": project_id} | ({} if update_id is None else {"update_id": update_id})
    rows = rows_for(viewer, _happened, as_of, update_id is not None, **values)
    source = next((source_in(row) for row in rows if row.kind == "source"), None)
    return [Happened(*row[:4]) for row in rows if row.kind != "source"][:MOST_HAPPENED], source


def _happened(viewer: Viewer, as_of: AsOf, with_source: bool) -> Any:
    project_id: Any = bindparam("project_id", type_=Integer())
    meetings = (
        select(literal("meeting").label("kind"), Meeting.id, Meeting.on.label("day"), Meeting.title.label("words"))
        .join(MeetingProject, MeetingProject.meeting_id == Meeting.id)
        .where(MeetingProject.project_id == project_id, as_of.ties(MeetingProject), as_of.facts(Meeting))
        .where(Meeting.state == MeetingState.LOGGED, Meeting.on <= as_of.day, Meeting.visible_to(viewer))
        .order_by(Meeting.on.desc(), Meeting.id.desc())
        .limit(MOST_HAPPENED)
    )
    decisions = (
        select(literal("decision"), Decision.id, Decision.on, Decision.text)
        .where(Decision.project_id == project_id, as_of.facts(Decision), Decision.visible_to(viewer))
        .order_by(Decision.on.desc(), Decision.id.desc())
        .limit(MOST_HAPPENED)
    )
    # Each part is a subquery, since SQLite takes no LIMIT inside a union.
    nothing = (literal(0).label("line"), literal("").label("state"))
    parts = [select(each.add_columns(*nothing).subquery()) for each in (meetings, decisions)]
    if with_source:
        update_id: Any = bindparam("update_id", type_=Integer())
        parts.append(select(source_rows(StatusUpdate.__kind__, update_id, viewer).limit(1).subquery()))
    both = union_all(*parts).subquery()
    return select(both).order_by(both.c.day.desc(), both.c.kind.desc(), both.c.id.desc())


@dataclass(frozen=True)
class Promised:
    """An open action item or an ask as it stood on a day, with its owner (None: nobody's yet)."""

    record: Any
    state: Any
    due: date | None
    owner: Contact | Organization | None = None


def open_actions(project_id: int, viewer: Viewer) -> list[Promised]:
    """The open action items of a project, the earliest due first, in one query."""
    return [
        Promised(each, each.state, each.due, each.owner_contact or each.owner_organization)
        for each in open_actions_of_project(project_id, viewer, MOST_PROMISED)
    ]


def asks(project_id: int, viewer: Viewer) -> list[Promised]:
    """The asks of a project, those that wait first, in one query."""
    return [Promised(each, each.state, each.due) for each in asks_of_project(project_id, viewer, MOST_PROMISED)]


def waiting_in_short(project_id: int, viewer: Viewer) -> tuple[list[Promised], list[Promised]]:
    """The open action items of a project and its asks that wait, where they are dated, in one query of plain rows
    (id, text, due): what judging it takes.
    """
    found: tuple[list[Promised], list[Promised]] = [], []
    for row in rows_for(viewer, _waiting, project_id=project_id):
        found[row.is_ask].append(Promised(row, None, row.due))
    return found


def _waiting(viewer: Viewer) -> Any:
    def part(is_ask: int, model: Any, waits: Any) -> Any:
        rows = select(literal_column(str(is_ask)).label("is_ask"), model.id, model.text, model.due).where(waits)
        rows = rows.where(model.project_id == bindparam("project_id"), model.due.is_not(None))
        return rows.where(model.withdrawn_at.is_(None), model.visible_to(viewer))

    return union_all(
        part(0, ActionItem, ActionItem.state == ActionState.OPEN), part(1, Ask, Ask.state != AskState.DECIDED)
    )


def promised_then(project_id: int, viewer: Viewer, as_of: AsOf) -> tuple[list[Promised], list[Promised]]:
    """The action items of a project that were open on a past day, the earliest due first, and its asks as they stood,
    those that waited first, in one query. Needs ``as_of.moment``.
    """
    found: tuple[list[Promised], list[Promised]] = [], []
    for item, action, person, office, ask, waiting in rows_for(viewer, _promised, as_of, project_id=project_id):
        if item is not None:
            found[0].append(Promised(item, action.state, action.due, person or office))
        else:
            found[1].append(Promised(ask, waiting.state, waiting.due))
    return found


def _promised(viewer: Viewer, as_of: AsOf) -> Any:
    assert as_of.moment is not None
    project_id: Any = bindparam("project_id", type_=Integer())
    # Those that ever were the project's are few, and an index finds them; where they were then is looked at after.
    ever = select(ActionItemState.record_id).where(ActionItemState.project_id == project_id)
    action, waiting = ActionItemState, AskStateRow
    no_id = cast(null(), Integer)
    open_then = (
        select(ActionItem.id.label("action_id"), action.id.label("state_id"), no_id.label("ask_id"), action.due)
        .add_columns(literal(0).label("place"))
        .select_from(ActionItem)
        .join(action, action.id == latest_state(ActionItem, as_of.moment, as_of.day))
        .where(ActionItem.id.in_(ever), action.project_id == project_id, action.state == ActionState.OPEN)
        .where(as_of.stood(ActionItem), ActionItem.visible_to(viewer))
        .order_by(action.due.asc().nulls_last(), ActionItem.id)
        .limit(MOST_PROMISED)
    )
    asked = (
        select(no_id, waiting.id, Ask.id, waiting.due, case((waiting.state == AskState.DECIDED, 2), else_=1))
        .select_from(Ask)
        .join(waiting, waiting.id == latest_state(Ask, as_of.moment, as_of.day))
        .where(Ask.project_id == project_id, as_of.stood(Ask), Ask.visible_to(viewer))
        .order_by(waiting.state == AskState.DECIDED, waiting.due.asc().nulls_last(), Ask.id)
        .limit(MOST_PROMISED)
    )
    both = union_all(*(select(each.subquery()) for each in (open_then, asked))).subquery()
    of_an_action, of_an_ask = both.c.action_id.is_not(None), both.c.ask_id.is_not(None)
    return (
        select(ActionItem, action, Contact, Organization, Ask, waiting)
        .select_from(both)
        .outerjoin(ActionItem, ActionItem.id == both.c.action_id)
        .outerjoin(action, and_(action.id == both.c.state_id, of_an_action))
        .outerjoin(Contact, Contact.id == action.owner_contact_id)
        .outerjoin(Organization, Organization.id == action.owner_organization_id)
        .outerjoin(Ask, Ask.id == both.c.ask_id)
        .outerjoin(waiting, and_(waiting.id == both.c.state_id, of_an_ask))
        .order_by(both.c.place, both.c.due.asc().nulls_last(), both.c.action_id, both.c.ask_id)
    )
