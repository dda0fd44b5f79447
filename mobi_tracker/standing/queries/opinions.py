"""Explanations in force and second opinions at a moment."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Integer, String, cast, literal_column, null, select, union_all

from mobi_tracker.access.policy import Viewer
from mobi_tracker.core.withdrawals import stood_at
from mobi_tracker.projects.models.project import Project
from mobi_tracker.projects.vocabulary import Rating
from mobi_tracker.standing.facts import ExplanationStanding, OpinionStanding
from mobi_tracker.standing.models import Explanation, SecondOpinion
from mobi_tracker.standing.queries.moments import Asked, At, latest, rows_at
from mobi_tracker.standing.vocabulary import Rule


@dataclass
class Opinions:
    """By project: the explanations that hold, and the Executive Officer's second opinion."""

    explanations: dict[int, tuple[ExplanationStanding, ...]] = field(default_factory=dict)
    opinions: dict[int, OpinionStanding] = field(default_factory=dict)


def opinions_at(asked: Asked) -> list[Opinions]:
    """For each moment, what people said beside the evidence, as far as the reader may see it."""
    return [_as_opinions(rows) for rows in rows_at(_opinions, asked)]


def _opinions(at: At, viewer: Viewer) -> Any:
    each = Explanation
    explained = (
        select(literal_column("'explanation'").label("part"), each.id, each.project_id, each.on, each.reason)
        .add_columns(each.recorded_at, cast(each.rule, String).label("word"), each.about_kind, each.about_id)
        .add_columns(each.review_on)
        .where(each.recorded_at <= at.end, each.on <= at.day, each.review_on > at.day)
        .where(stood_at(each, at.end), each.visible_to(viewer))
    )
    opinion = SecondOpinion
    visible = select(opinion.id).where(
        opinion.project_id == Project.id, stood_at(opinion, at.end), opinion.visible_to(viewer)
    )
    second = (
        select(literal_column("'opinion'"), opinion.id, opinion.project_id, opinion.on, opinion.reason)
        .add_columns(opinion.recorded_at, cast(opinion.rating, String), cast(null(), String), cast(null(), Integer))
        .add_columns(cast(null(), each.review_on.type))
        .join(Project, Project.id == opinion.project_id)
        .where(opinion.id == latest(visible, opinion, at, Project))
    )
    found = union_all(at.limited(explained, each.project_id), at.limited(second, opinion.project_id)).subquery()
    return select(*found.c)


def _as_opinions(rows: Any) -> Opinions:
    explained: defaultdict[int, dict[Any, ExplanationStanding]] = defaultdict(dict)
    found = Opinions()
    for row in sorted(rows, key=lambda row: (row.on, row.recorded_at, row.id)):
        if row.part == "opinion":
            found.opinions[row.project_id] = OpinionStanding(row.id, row.on, Rating(row.word), row.reason)
        else:
            standing = ExplanationStanding(
                row.id, Rule(row.word), (row.about_kind, row.about_id), row.on, row.review_on, row.reason
            )
            explained[row.project_id][standing.of] = standing  # a later one of the same takes its place
    found.explanations = {key: tuple(each.values()) for key, each in explained.items()}
    return found
