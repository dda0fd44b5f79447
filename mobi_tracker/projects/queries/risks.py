"""Selects of risks and issues with their dated ratings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, false, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.statements import rows_for
from mobi_tracker.core.database import db
from mobi_tracker.core.dated import latest_state
from mobi_tracker.projects.models.project import Project, ProjectDepartment
from mobi_tracker.projects.models.risk import Risk, RiskRating, RiskStateRow
from mobi_tracker.projects.queries.past import AsOf, of_today
from mobi_tracker.projects.vocabulary import RiskState
from mobi_tracker.stakeholders.models import Contact, Organization

LATEST_FIRST = (RiskRating.on.desc(), RiskRating.recorded_at.desc(), RiskRating.id.desc())
OWNERS = (joinedload(Risk.owner_contact), joinedload(Risk.owner_organization))


@dataclass(frozen=True)
class RatedRisk:
    """A risk with the rating that holds (None where nobody rated it yet), and its state then.

    ``owner`` is who owned it then, where a project's risks are asked for.
    """

    risk: Risk
    rating: RiskRating | None
    state: RiskState
    owner: Contact | Organization | None = None

    @property
    def exposure(self) -> int:
        """Likelihood × impact, 1 to 25; 0 where it is not rated."""
        return self.rating.likelihood * self.rating.impact if self.rating else 0


def risk(record_id: int, viewer: Viewer) -> Risk | None:
    """The risk with its project and owner, if this person may see it."""
    rows = (
        select(Risk)
        .where(Risk.id == record_id, Risk.visible_to(viewer))
        .options(
            *OWNERS,
            joinedload(Risk.arose_from),
            joinedload(Risk.project).joinedload(Project.departments).joinedload(ProjectDepartment.department),
            joinedload(Risk.project).joinedload(Project.initiative),
        )
    )
    return db.session.execute(rows).unique().scalar_one_or_none()


def find_risk(project_id: int, text: str, viewer: Viewer) -> Risk | None:
    """The project's open risk or issue with exactly these words, if there is one."""
    rows = select(Risk).where(Risk.project_id == project_id, Risk.text == text.strip(), Risk.withdrawn_at.is_(None))
    return db.session.scalars(rows.where(Risk.visible_to(viewer)).order_by(Risk.id.desc()).limit(1)).first()


def risks(viewer: Viewer) -> Select[Any]:
    """The risks and issues that stand, of projects that stand, with projects and owners."""
    return (
        select(Risk)
        .join(Risk.project)
        .where(Risk.withdrawn_at.is_(None), Project.withdrawn_at.is_(None), Risk.visible_to(viewer))
        .options(contains_eager(Risk.project), *OWNERS)
    )


def held_rating(column: Any, as_of: AsOf | None = None) -> Any:
    """A correlated scalar of ``Risk``: that column of the rating that holds."""
    return (
        select(column)
        .where(RiskRating.risk_id == Risk.id, (as_of or of_today()).facts(RiskRating))
        .order_by(*LATEST_FIRST)
        .limit(1)
        .correlate(Risk)
        .scalar_subquery()
    )


def exposure() -> Any:
    """A correlated scalar of ``Risk``: likelihood × impact as they hold now."""
    return held_rating(RiskRating.likelihood * RiskRating.impact)


def latest_ratings(risk_ids: Iterable[int]) -> dict[int, RiskRating]:
    """The rating that holds for each of some risks, in one query. Ask only for risks the reader may see."""
    shown = aliased(RiskRating)
    rows = select(shown).join(Risk, shown.id == held_rating(RiskRating.id)).where(Risk.id.in_(tuple(risk_ids)))
    return {each.risk_id: each for each in db.session.scalars(rows)}


def risks_of(project: Project, viewer: Viewer, as_of: AsOf | None = None) -> list[RatedRisk]:
    """The risks and issues of a project with the rating and state that hold: open ones first, the heaviest first."""
    rows = rows_for(viewer, _of_project, as_of or of_today(), project_id=project.id)
    rated = [RatedRisk(each, rating, then or each.state, owner or office) for each, rating, then, owner, office in rows]
    return sorted(rated, key=lambda each: (each.state is RiskState.CLOSED, -each.exposure, each.risk.id))


def _of_project(viewer: Viewer, when: AsOf) -> Any:
    shown, state = aliased(RiskRating), aliased(RiskStateRow)
    is_then = state.id == latest_state(Risk, when.moment, when.day) if when.moment else false()
    owned = state if when.moment else Risk
    return (
        select(Risk, shown, state.state, Contact, Organization)
        .select_from(Risk)
        .outerjoin(shown, shown.id == held_rating(RiskRating.id, when))
        .outerjoin(state, is_then)
        .outerjoin(Contact, Contact.id == owned.owner_contact_id)
        .outerjoin(Organization, Organization.id == owned.owner_organization_id)
        .where(Risk.project_id == bindparam("project_id"), when.stood(Risk), Risk.visible_to(viewer))
    )


def ratings_of(record: Risk, as_of: AsOf | None = None) -> Sequence[RiskRating]:
    """The ratings of a risk in the order in which they hold."""
    rows = select(RiskRating).where(RiskRating.risk_id == record.id, (as_of or of_today()).facts(RiskRating))
    return db.session.scalars(rows.order_by(RiskRating.on, RiskRating.recorded_at, RiskRating.id)).all()


def issues_from(record: Risk, viewer: Viewer) -> Sequence[Risk]:
    """The issues that a risk became."""
    rows = select(Risk).where(Risk.arose_from_id == record.id, Risk.withdrawn_at.is_(None), Risk.visible_to(viewer))
    return db.session.scalars(rows.order_by(Risk.id)).all()


def recent_ratings(viewer: Viewer, since: datetime, until: datetime | None = None) -> Sequence[RiskRating]:
    """The ratings recorded after ``since`` (and by ``until``), with risk and project, in the order of recording."""
    rows = (
        select(RiskRating)
        .join(RiskRating.risk)
        .where(RiskRating.recorded_at > since, RiskRating.withdrawn_at.is_(None))
        .where(Risk.withdrawn_at.is_(None), Risk.visible_to(viewer))
        .options(contains_eager(RiskRating.risk).joinedload(Risk.project))
    )
    if until is not None:
        rows = rows.where(RiskRating.recorded_at <= until)
    return db.session.scalars(rows.order_by(RiskRating.recorded_at, RiskRating.id)).all()
