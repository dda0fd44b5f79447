"""The page of an organization."""

from __future__ import annotations

from flask import render_template

from mobi_tracker.access import queries as access
from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.commitments.queries.actions import closed_actions_of_organization
from mobi_tracker.core.pages import found
from mobi_tracker.portfolio import queries as portfolio
from mobi_tracker.profiles.queries import commitments, meetings, projects
from mobi_tracker.profiles.views.blueprint import blueprint
from mobi_tracker.projects import queries
from mobi_tracker.review.queries.questions import questions_of
from mobi_tracker.stakeholders import queries as stakeholders

SHOWN = 10
PEOPLE_SHOWN = 15


@blueprint.get("/organizations/<int:record_id>")
@requires(Permission.SEE)
def organization(record_id: int) -> str:
    """Everything that hangs on an organization."""
    record = found(stakeholders.organization(record_id, viewer()))
    return render_template(
        "profiles/organization.html",
        organization=record,
        department=portfolio.department_of_organization(record.id, viewer()),
        people=stakeholders.positions_at(record.id, viewer(), PEOPLE_SHOWN),
        projects=projects.rated_projects(projects.of_organization(record.id), viewer(), SHOWN),
        contracts=queries.contracts_with(record.id, viewer(), SHOWN),
        meetings=meetings.meetings_with_organization(record.id, viewer(), SHOWN),
        between=commitments.open_between(commitments.owed_from(record.id), viewer(), SHOWN, is_narrow=True),
        closed_items=closed_actions_of_organization(record.id, viewer(), SHOWN),
        links=access.links_of("organization", record.id),
        questions=questions_of("organization", record.id),
    )
