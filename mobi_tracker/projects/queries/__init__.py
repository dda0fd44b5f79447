"""Every select of projects, a module a noun."""

from mobi_tracker.projects.queries.funding import amounts_of_lines, funding_line, funding_lines, money_by_year
from mobi_tracker.projects.queries.measures import measure, measures_of, readings_of
from mobi_tracker.projects.queries.milestones import (
    DatedMilestone,
    given_date,
    milestone,
    milestone_by_name,
    milestones,
    milestones_due,
    milestones_of,
    next_milestones,
    recent_dates,
    standing_of_milestone,
    standings_of,
)
from mobi_tracker.projects.queries.past import AsOf, of_today
from mobi_tracker.projects.queries.projects import (
    department_ids_of,
    find_project_by_name,
    live_project_ids,
    priority_options,
    project,
    project_as_it_was,
    project_by_external_key,
    project_by_id,
    project_by_slug,
    project_title,
    projects,
    slugs_like,
)
from mobi_tracker.projects.queries.risks import (
    RatedRisk,
    find_risk,
    latest_ratings,
    ratings_of,
    recent_ratings,
    risk,
    risks,
    risks_of,
)
from mobi_tracker.projects.queries.updates import (
    OwedUpdate,
    corrections_of,
    latest_update,
    latest_updates,
    owed_fields,
    recent_updates,
    reported_rating,
    status_update,
    updates_of,
    updates_owed,
)

__all__ = [
    "AsOf", "DatedMilestone", "OwedUpdate", "RatedRisk", "amounts_of_lines", "corrections_of", "department_ids_of",
    "find_project_by_name", "find_risk", "funding_line", "funding_lines", "given_date", "latest_ratings",
    "latest_update", "latest_updates", "live_project_ids", "measure", "measures_of", "milestone", "milestone_by_name",
    "milestones", "milestones_due", "milestones_of", "money_by_year", "next_milestones", "of_today", "owed_fields",
    "priority_options", "project", "project_as_it_was", "project_by_external_key", "project_by_id",
    "project_by_slug", "project_title", "projects", "ratings_of", "readings_of", "recent_dates", "recent_ratings",
    "recent_updates", "reported_rating", "risk", "risks", "risks_of", "slugs_like", "standing_of_milestone",
    "standings_of", "status_update", "updates_of", "updates_owed",
]  # fmt: skip
