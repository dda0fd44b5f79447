"""The page of a priority."""

from __future__ import annotations

from flask import render_template

from mobi_tracker.access import queries as access
from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.core.pages import found
from mobi_tracker.portfolio import queries as portfolio
from mobi_tracker.profiles.queries import projects
from mobi_tracker.profiles.rules import plain_number
from mobi_tracker.profiles.views.blueprint import blueprint
from mobi_tracker.review.queries.questions import questions_of

SHOWN = 25


@blueprint.get("/priorities/<slug>")
@requires(Permission.SEE)
def priority(slug: str) -> str:
    """Which projects serve a priority, and by what measure."""
    record = found(portfolio.priority(slug, viewer()))
    return render_template(
        "profiles/priority.html",
        priority=record,
        projects=projects.rated_projects(projects.serves(record.id), viewer(), SHOWN),
        measures=projects.measures_of_priority(record.id, viewer(), SHOWN),
        number=plain_number,
        links=access.links_of("priority", record.id),
        questions=questions_of("priority", record.id),
    )
