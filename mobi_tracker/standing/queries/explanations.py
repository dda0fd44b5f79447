"""Explanations and second opinions as records."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from mobi_tracker.access.policy import Viewer
from mobi_tracker.core.database import db
from mobi_tracker.standing.evidence.judge import Pointer
from mobi_tracker.standing.models import Explanation, SecondOpinion
from mobi_tracker.standing.vocabulary import Rule


def standing_explanation(project_id: int, rule: Rule, about: Pointer) -> Explanation | None:
    """The explanation of that rule and record that is not withdrawn, whoever may see it."""
    rows = select(Explanation).where(
        Explanation.project_id == project_id, Explanation.rule == rule, Explanation.about_kind == about[0],
        Explanation.about_id == about[1], Explanation.withdrawn_at.is_(None),
    )  # fmt: skip
    return db.session.scalars(rows.order_by(Explanation.id.desc()).limit(1)).first()


def explanation(record_id: int, viewer: Viewer) -> Explanation | None:
    """The explanation, if this person may see it."""
    rows = select(Explanation).where(Explanation.id == record_id, Explanation.visible_to(viewer))
    return db.session.scalars(rows.options(joinedload(Explanation.project))).first()


def second_opinion(record_id: int, viewer: Viewer) -> SecondOpinion | None:
    """The second opinion, if this person may see it."""
    rows = select(SecondOpinion).where(SecondOpinion.id == record_id, SecondOpinion.visible_to(viewer))
    return db.session.scalars(rows.options(joinedload(SecondOpinion.project))).first()


def opinions_of(project_id: int, viewer: Viewer) -> Sequence[SecondOpinion]:
    """The second opinions on a project that stand and this person may see, the latest first."""
    rows = select(SecondOpinion).where(
        SecondOpinion.project_id == project_id,
        SecondOpinion.withdrawn_at.is_(None),
        SecondOpinion.visible_to(viewer),
    )
    return db.session.scalars(rows.order_by(SecondOpinion.on.desc(), SecondOpinion.id.desc())).all()
