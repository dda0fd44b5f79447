"""Every select of search: one statement over all kinds that quick find looks in.

Work is capped: of each kind the newest rows are looked through, and of those that fit the best few hundred are asked
whether the reader may see them. People and organizations, whose names are short and wanted however old, are looked
through further.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, case, cast, func, literal, or_, select, union_all

from mobi_tracker.access.policy import Viewer
from mobi_tracker.commitments.models import ActionItem, Ask, Decision
from mobi_tracker.core import kinds
from mobi_tracker.core.database import db
from mobi_tracker.core.fields import folded
from mobi_tracker.meetings.models import Meeting
from mobi_tracker.paper.display import short_day
from mobi_tracker.portfolio.models import Department
from mobi_tracker.projects.models.contract import Contract
from mobi_tracker.projects.models.measure import Measure
from mobi_tracker.projects.models.milestone import Milestone
from mobi_tracker.projects.models.project import Project
from mobi_tracker.search.rules import Found, Rank
from mobi_tracker.stakeholders.models import Contact, Organization, Position
from mobi_tracker.stakeholders.queries import is_current
from mobi_tracker.stakeholders.vocabulary import OrganizationKind

# The order in which kinds stand where they fit alike; others follow.
ORDER = (
    "project", "contact", "department", "initiative", "organization", "meeting", "action_item", "ask", "decision",
    "milestone", "contract", "council_item", "priority", "deliverable", "measure",
)  # fmt: skip
NEWEST = 10_000  # rows of a kind that quick find looks through
NEWEST_NAMED = 100_000  # people, organizations
ALL = 1_000_000
CANDIDATES = 300  # of a kind, before it is asked what the reader may see


def findable() -> list[kinds.Kind]:
    """The kinds that quick find looks in, in their order."""
    found = [each for each in kinds.known_kinds() if each.finds and each.endpoint]
    return sorted(found, key=lambda each: ORDER.index(each.name) if each.name in ORDER else len(ORDER))


def find(words: str, viewer: Viewer, wanted: Iterable[str] = (), *, each: int, newest: int = NEWEST) -> list[Found]:
    """What fits the words and this person may see: at most ``each`` of a kind, the best fit first."""
    names = set(wanted)
    looked_in = [kind for kind in findable() if not names or kind.name in names]
    parts = [_of_kind(kind, words, viewer, each, newest).subquery() for kind in looked_in]
    if not parts or not words:
        return []
    rows = db.session.execute(union_all(*(select(part) for part in parts)))
    found = [
        Found(kind, number, key, title, _detail(kind, detail), Rank(rank))
        for kind, number, key, title, detail, rank in rows
    ]
    places = {kind.name: place for place, kind in enumerate(looked_in)}
    return sorted(found, key=lambda one: (one.rank, places[one.kind], one.title.casefold(), -one.record_id))


def _of_kind(kind: kinds.Kind, words: str, viewer: Viewer, most: int, newest: int) -> Select[Any]:
    model = kind.model
    candidates = _candidates(kind, words, newest).subquery()
    key, title = getattr(model, kind.argument[1]), getattr(model, kind.finds[0])
    return (
        select(
            literal(kind.name).label("kind"),
            model.id.label("record_id"),
            cast(key, String).label("key"),
            title.label("title"),
            _detail_column(kind, viewer).label("detail"),
            candidates.c.rank.label("rank"),
        )
        .join(candidates, candidates.c.id == model.id)
        .where(model.visible_to(viewer))
        .order_by(candidates.c.rank, title, model.id.desc())
        .limit(most)
    )


def _candidates(kind: kinds.Kind, words: str, newest: int) -> Select[Any]:
    """Ids and ranks of the rows that fit best, of the newest ones."""
    model = kind.model
    columns = [_searched(model, name) for name in kind.finds]
    looked_through = max(newest, NEWEST_NAMED) if hasattr(model, "folded_name") else newest
    newest_id = select(func.coalesce(func.max(model.id), 0)).scalar_subquery()
    rank = _rank(columns, words)
    return (
        select(model.id.label("id"), rank.label("rank"))
        .where(model.id > newest_id - looked_through, model.withdrawn_at.is_(None))
        .where(or_(*(_holds_all(column, words) for column in columns)))
        .order_by(rank, model.id.desc())
        .limit(CANDIDATES)
    )


def _searched(model: Any, name: str) -> Any:
    return model.folded_name if name == "name" and hasattr(model, "folded_name") else getattr(model, name)


def _plain(column: Any, words: str) -> str:
    return folded(words) if column.key == "folded_name" else words


def _holds_all(column: Any, words: str) -> ColumnElement[bool]:
    return and_(*(_holds(column, word) for word in _plain(column, words).split(" ")))


def _holds(column: Any, word: str) -> ColumnElement[bool]:
    # SQLite's LIKE tells no case apart as it is; with lower() on every row it takes twice as long.
    if db.engine.dialect.name == "sqlite":
        return column.contains(word, autoescape=True)
    return column.icontains(word, autoescape=True)


def _rank(columns: Sequence[Any], words: str) -> Any:
    tests: list[tuple[ColumnElement[bool], int]] = []
    for rank, test in (
        (Rank.EXACT, lambda column, text: column.ilike(_escaped(text), escape="\\")),
        (Rank.BEGINS, lambda column, text: column.istartswith(text, autoescape=True)),
        (Rank.WORD_BEGINS, lambda column, text: column.icontains(f" {text}", autoescape=True)),
    ):
        tests.append((or_(*(test(column, _plain(column, words)) for column in columns)), int(rank)))
    return case(*tests, else_=int(Rank.HOLDS))


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _detail_column(kind: kinds.Kind, viewer: Viewer) -> Any:
    """What tells a record from another of its name: where a person works, a meeting's day, a milestone's project."""
    if kind.model is Contact:
        return _workplace(viewer)
    if kind.model is Meeting:
        return cast(Meeting.on, String)
    if kind.model is Organization:
        return cast(Organization.kind, String)
    if kind.model in (ActionItem, Ask, Contract, Decision, Milestone):
        # Whoever sees the record sees its project: it hangs on it.
        return select(Project.name).where(Project.id == kind.model.project_id).correlate(kind.model).scalar_subquery()
    if kind.model is Measure:
        project = select(Project.name).where(Project.id == Measure.project_id).correlate(Measure).scalar_subquery()
        department = select(Department.name).where(Department.id == Measure.department_id).correlate(Measure)
        return func.coalesce(project, department.scalar_subquery())
    return literal("")


def _workplace(viewer: Viewer) -> Any:
    return (
        select(Organization.name)
        .join(Position, Position.organization_id == Organization.id)
        .where(Position.contact_id == Contact.id, is_current(), Organization.visible_to(viewer))
        .order_by(Position.is_main.desc(), Position.id)
        .limit(1)
        .correlate(Contact)
        .scalar_subquery()
    )


def _detail(kind: str, raw: str | None) -> str:
    if not raw:
        return ""
    if kind == "meeting":
        return short_day(date.fromisoformat(raw[:10]))
    return OrganizationKind(raw).label if kind == "organization" else raw
