"""The page of a contact: positions, ways to reach them, who last spoke with them and when, commitments."""

from __future__ import annotations

from flask import render_template

from mobi_tracker.access import queries as access
from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.core.clock import today
from mobi_tracker.core.pages import found
from mobi_tracker.profiles.queries import commitments, meetings, projects
from mobi_tracker.profiles.queries.people import all_positions
from mobi_tracker.profiles.rules import is_check_in_due
from mobi_tracker.profiles.views import people
from mobi_tracker.profiles.views.blueprint import blueprint
from mobi_tracker.review.queries.questions import questions_of
from mobi_tracker.stakeholders import queries as stakeholders

SHOWN = 10


@blueprint.get("/contacts/<int:record_id>")
@requires(Permission.SEE)
def contact(record_id: int) -> str:
    """Everything that hangs on a contact."""
    record = found(stakeholders.contact(record_id, viewer()))
    met = meetings.meetings_with_contact(record.id, viewer(), SHOWN)
    sees_private = viewer().can(Permission.SEE_PRIVATE)
    return render_template(
        "profiles/contact.html",
        contact=record,
        positions=all_positions(record.id, viewer()),
        ways=[each for each in record.ways if not each.is_withdrawn and (sees_private or not each.is_private)],
        sees_private=sees_private,
        may_edit=viewer().can_for(Permission.LOG, people.departments_of(record)),
        meetings=met,
        spoke=meetings.ours_at(met[0]) if met else [],
        is_due=is_check_in_due(record.cadence_days, met[0].on if met else None, today()),
        owed=commitments.owed_by_contact(record.id, viewer(), SHOWN),
        projects=projects.rated_projects(projects.managed_by(record.id), viewer(), SHOWN),
        links=access.links_of("contact", record.id),
        questions=questions_of("contact", record.id),
    )
