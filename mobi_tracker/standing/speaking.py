"""What the evidence says to somebody who is about to report on a project."""

from __future__ import annotations

from mobi_tracker.access.policy import Viewer
from mobi_tracker.core import clock
from mobi_tracker.projects.vocabulary import Rating
from mobi_tracker.standing.facts import ProjectStanding
from mobi_tracker.standing.queries.moments import Scope
from mobi_tracker.standing.snapshot import snapshots
from mobi_tracker.standing.vocabulary import Part, Rule


def standing_of(project_id: int, viewer: Viewer) -> ProjectStanding | None:
    """How one project stands today, every overdue action told; None where it does not stand (it is withdrawn)."""
    (now,) = snapshots((clock.today(),), viewer, Part.EVIDENCE | Part.EVERY, Scope("project", project_id))
    return now.by_id.get(project_id)


def suggested_to_speaker(standing: ProjectStanding | None) -> Rating:
    """The worst that dates and dollars suggest, as a rating. Silence is left out: whoever reports ends it."""
    reasons = standing.evidence.reasons if standing is not None else ()
    worst = max(
        (each.rating for each in reasons if each.rule is not Rule.SILENCE), key=lambda each: each.severity, default=None
    )
    return Rating(worst.value) if worst is not None else Rating.NOT_RATED
