"""The page of a priority, today or as of a past day."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import render_template

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.core.pages import found
from mobi_tracker.portfolio import queries as portfolio
from mobi_tracker.portfolio.queries import ShownPriority
from mobi_tracker.profiles import priority_parts as parts
from mobi_tracker.profiles.queries.priorities import measures_serving
from mobi_tracker.profiles.rules import plain_number
from mobi_tracker.profiles.views.as_of import asked_day
from mobi_tracker.profiles.views.blueprint import blueprint
from mobi_tracker.projects.queries import AsOf
from mobi_tracker.review.queries.questions import questions_of
from mobi_tracker.standing.evidence.words import reasons_in_words
from mobi_tracker.standing.queries.moments import Scope
from mobi_tracker.standing.snapshot import snapshots
from mobi_tracker.standing.vocabulary import Part

SHOWN = 25


@blueprint.get("/priorities/<slug>")
@requires(Permission.SEE)
def priority(slug: str) -> str:
    """Who serves a priority and how that stands, what is owed under it, by what measure, and where nobody serves it."""
    as_of = asked_day()
    shown = found(portfolio.shown_priority(slug, viewer(), as_of.day, as_of.moment))
    record = shown.priority
    questions = questions_of("priority", record.id)
    return render_template(
        "profiles/priority.html",
        priority=record,
        links=shown.links,
        deliverables=shown.owed,
        as_of=as_of,
        most=SHOWN,
        number=plain_number,
        reasons=reasons_in_words,
        questions=[each for each in questions if as_of.moment is None or each.recorded_at <= as_of.moment],
        may_log=viewer().can(Permission.LOG) and not as_of.is_past,
        **_standing(shown, as_of),
    )


def _standing(shown: ShownPriority, as_of: AsOf) -> dict[str, Any]:
    """The projects that serve it as they stood, and the measures."""
    scope = Scope("priority", shown.priority.id)
    snapshot = snapshots((as_of.day,), viewer(), Part.EVIDENCE | Part.SERVING, scope)[0]
    serving = parts.serving(snapshot, shown.districts)
    return {
        "serving": serving,
        "leaves_out": snapshot.leaves_out,
        "sentence": parts.sentence(serving, shown.owed, as_of.day),
        **_measures(shown.priority.id, as_of, as_of.day),
    }


def _measures(priority_id: int, as_of: AsOf, day: date) -> dict[str, Any]:
    measures = measures_serving(priority_id, viewer(), as_of, SHOWN)
    charted = [each for each in measures if len(each.readings) > 1][: parts.CHARTED]
    return {
        "measures": [parts.measure_line(each, day) for each in measures],
        "charts": [(each.measure.id, parts.measure_chart(each, day)) for each in charted],
    }
