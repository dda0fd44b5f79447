"""What the address of the dashboard may name, and what its presets mean, known before anything is shown: one query."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, String, cast, func, literal_column, null, select, union_all

from mobi_tracker.access.policy import Viewer
from mobi_tracker.city.budget_calendar import ADOPTED
from mobi_tracker.core.database import Instant, db
from mobi_tracker.core.fields import folded
from mobi_tracker.core.settings import Setting, SettingValue
from mobi_tracker.dashboard.rules.days import Landmarks
from mobi_tracker.portfolio.models import BudgetDate, Priority
from mobi_tracker.portfolio.settings import COUNCIL_DISTRICTS
from mobi_tracker.review.models import LastLook
from mobi_tracker.review.rules import last_visit
from mobi_tracker.stakeholders.models import Contact
from mobi_tracker.standing.settings import DEPARTMENT_FIGURES

PAGE = "dashboard"
_SETTINGS = {"districts": COUNCIL_DISTRICTS, "figures": DEPARTMENT_FIGURES}
_ORGANIZATION = re.compile(r"\s*\([^()]*\)$")  # as names are completed: "Maria Lopez (Office of Finance)"


@dataclass(frozen=True)
class Known:
    """The landmarks in time; the priorities as (id, slug, name); how many Council districts there are; who bears the
    name that was asked for, as (id, name), at most a few; and whether a department's figures are shown.
    """

    landmarks: Landmarks
    priorities: tuple[tuple[int, str, str], ...]
    districts: int
    named: tuple[tuple[int, str], ...]
    shows_department_figures: bool


def known(viewer: Viewer, now: datetime, manager: str = "") -> Known:
    """What presets and filters can mean for this reader. ``manager`` is the name that the address gives, if any."""
    found: dict[str, list[Any]] = {
        part: [] for part in ("look", "adopted", "priority", "districts", "figures", "contact")
    }
    for row in db.session.execute(_statement(viewer, manager)):
        found[row.part].append(row)
    looked = found["look"][0] if found["look"] else None
    landmarks = Landmarks(
        last_visit(looked.looked_at, looked.visited_before_at, now) if looked else None,
        {row.number: row.day for row in found["adopted"]},
    )
    count, figures = (
        json.loads(found[part][0].words) if found[part] else setting.default for part, setting in _SETTINGS.items()
    )
    priorities = sorted(found["priority"], key=lambda row: (row.position, row.words))
    return Known(
        landmarks,
        tuple((row.number, row.slug, row.words) for row in priorities),
        int(count),
        _pairs(found["contact"]),
        bool(figures),
    )


def _pairs(rows: Sequence[Any]) -> tuple[tuple[int, str], ...]:
    return tuple((row.number, row.words) for row in rows)


def _statement(viewer: Viewer, manager: str) -> Any:
    no_words, no_number = cast(null(), String), cast(null(), Integer)
    no_instant, no_day = cast(null(), Instant()), cast(null(), Date)

    def part(
        name: str, number: Any, words: Any = no_words, slug: Any = no_words, position: Any = no_number,
        day: Any = no_day, looked_at: Any = no_instant, visited_before_at: Any = no_instant,
    ) -> Any:  # fmt: skip
        return select(
            literal_column(f"'{name}'").label("part"), number.label("number"), words.label("words"),
            slug.label("slug"), position.label("position"), day.label("day"), looked_at.label("looked_at"),
            visited_before_at.label("visited_before_at"),
        )  # fmt: skip

    look = part("look", LastLook.id, looked_at=LastLook.looked_at, visited_before_at=LastLook.visited_before_at)
    adopted = part("adopted", BudgetDate.fiscal_year, day=BudgetDate.day)
    priority = part("priority", Priority.id, Priority.name, Priority.slug, Priority.position)
    settings = (part(name, SettingValue.id, SettingValue.value).where(_newest(of)) for name, of in _SETTINGS.items())
    contact = part("contact", Contact.id, Contact.name)
    rows = union_all(
        look.where(LastLook.user_id == viewer.user_id, LastLook.page == PAGE),
        adopted.where(BudgetDate.name == ADOPTED, BudgetDate.withdrawn_at.is_(None)),
        priority.where(Priority.withdrawn_at.is_(None), Priority.visible_to(viewer)),
        *settings,
        contact.where(
            Contact.folded_name == folded(_ORGANIZATION.sub("", manager)),
            Contact.withdrawn_at.is_(None),
            Contact.visible_to(viewer),
        ),
    ).subquery()
    return select(*rows.c)


def _newest(setting: Setting) -> ColumnElement[bool]:
    newest = select(func.max(SettingValue.id)).where(SettingValue.name == setting.name)
    return SettingValue.id == newest.scalar_subquery()
