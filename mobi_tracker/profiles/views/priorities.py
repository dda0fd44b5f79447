"""The page of a priority, today or as of a past day."""

from __future__ import annotations

from typing import Any

from flask import render_template

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.core.pages import found, page_or_fragment
from mobi_tracker.portfolio import queries as portfolio
from mobi_tracker.portfolio.queries import ShownPriority
from mobi_tracker.profiles import priority_parts as parts
from mobi_tracker.profiles.queries.priorities import served
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
NEEDED = 2  # readings of a measure: the latest, and one more where there is something to draw
NONE = frozenset({0})  # no project has this id


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
    who = served(shown.priority.id, viewer(), as_of, SHOWN + 1, NEEDED)
    # Of projects that have ended nothing is told but their number; on a past day its snapshot says which they were.
    scope = Scope("priority", shown.priority.id) if as_of.is_past else Scope("projects", ids=who.running or NONE)
    (snapshot,) = snapshots((as_of.day,), viewer(), Part.EVIDENCE | Part.SERVING, scope)
    serving = parts.serving(snapshot, shown.districts, 0 if as_of.is_past else who.ended)
    measures = who.measures[:SHOWN]
    return {
        "serving": serving,
        "leaves_out": snapshot.leaves_out or (who.leaves_out and not as_of.is_past),
        "sentence": parts.sentence(serving, shown.owed, as_of.day),
        "measures": [parts.measure_line(each, as_of.day) for each in measures],
        "more_measures": len(who.measures) > SHOWN,
        "is_charted": any(len(each.readings) > 1 for each in measures),
    }


@blueprint.get("/priorities/<slug>/readings")
@requires(Permission.SEE)
def priority_readings(slug: str) -> str:
    """How the measures of a priority moved: the first few, drawn. A part of its page, fetched right after it."""
    as_of = asked_day()
    record = found(portfolio.shown_priority(slug, viewer(), as_of.day, as_of.moment)).priority
    measures = served(record.id, viewer(), as_of, SHOWN).measures
    charted = [each for each in measures if len(each.readings) > 1][: parts.CHARTED]
    return page_or_fragment(
        "profiles/priority_readings.html", "profiles/priority/_readings.html", priority=record, as_of=as_of,
        charts=[(each.measure.id, parts.measure_chart(each, as_of.day)) for each in charted],
    )  # fmt: skip
