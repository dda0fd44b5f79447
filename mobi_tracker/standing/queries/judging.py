"""What judging one project rests on beside its own facts, in one query: thresholds, explanations, a second opinion."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, Integer, String, cast, literal, literal_column, null, select, union_all

from mobi_tracker.access.models import User
from mobi_tracker.access.policy import Viewer
from mobi_tracker.core.database import db
from mobi_tracker.core.settings import SettingValue
from mobi_tracker.core.withdrawals import stood_at
from mobi_tracker.projects.vocabulary import Rating
from mobi_tracker.standing.evidence.thresholds import Thresholds
from mobi_tracker.standing.facts import ExplanationStanding, OpinionStanding
from mobi_tracker.standing.models import Explanation, SecondOpinion
from mobi_tracker.standing.settings import LIMITS, thresholds_of
from mobi_tracker.standing.vocabulary import Rule


@dataclass(frozen=True)
class Judging:
    """What a project is judged by on a day, and what people said beside it."""

    thresholds: Thresholds
    explanations: tuple[ExplanationStanding, ...]
    opinion: OpinionStanding | None


def judging_of(project_id: int, day: date, moment: datetime | None, viewer: Viewer) -> Judging:
    """What judging a project rests on at the end of a day; ``moment`` is that end, None where the day is today."""
    names = [each.name for each in LIMITS.values()]
    parts = (
        _settings(names, moment),
        _explanations(project_id, day, moment, viewer),
        _opinions(project_id, day, moment, viewer),
    )
    values: dict[str, Any] = {each.name: each.default for each in LIMITS.values()}
    explained: dict[Any, ExplanationStanding] = {}
    opinion = None
    rows = db.session.execute(union_all(*parts)).all()
    for row in sorted(rows, key=lambda row: (row.on or date.min, row.recorded_at, row.id)):
        if row.part == "setting":
            values[row.word] = json.loads(row.text)
        elif row.part == "opinion":
            opinion = OpinionStanding(row.id, row.on, Rating(row.word), row.text)
        else:
            about = (row.about_kind, row.about_id)
            said = (row.review_on, row.text, row.author or "")
            standing = ExplanationStanding(row.id, Rule(row.word), about, row.on, *said)
            explained[standing.of] = standing
    return Judging(thresholds_of(values), tuple(explained.values()), opinion)


def _settings(names: list[str], moment: datetime | None) -> Any:
    value = SettingValue
    rows: Any = select(
        literal_column("'setting'").label("part"), value.id, cast(null(), Date).label("on"), value.recorded_at,
        value.name.label("word"), value.value.label("text"), cast(null(), String).label("about_kind"),
        cast(null(), Integer).label("about_id"), cast(null(), Date).label("review_on"),
        cast(null(), String).label("author"),
    ).where(value.name.in_(names))  # fmt: skip
    return rows if moment is None else rows.where(value.recorded_at <= moment)


def _explanations(project_id: int, day: date, moment: datetime | None, viewer: Viewer) -> Any:
    each = Explanation
    rows = select(
        literal("explanation"), each.id, each.on, each.recorded_at, cast(each.rule, String), each.reason,
        each.about_kind, each.about_id, each.review_on, User.name,
    ).outerjoin(User, User.id == each.recorded_by_id)  # fmt: skip
    of_the_day = (each.project_id == project_id, each.on <= day, each.review_on > day)
    return rows.where(*of_the_day, stood_at(each, moment), each.visible_to(viewer))


def _opinions(project_id: int, day: date, moment: datetime | None, viewer: Viewer) -> Any:
    each = SecondOpinion
    nothing = (cast(null(), String), cast(null(), Integer), cast(null(), Date), cast(null(), String))
    rows = select(
        literal("opinion"), each.id, each.on, each.recorded_at, cast(each.rating, String), each.reason, *nothing
    ).where(each.project_id == project_id, each.on <= day)
    return rows.where(stood_at(each, moment), each.visible_to(viewer))
