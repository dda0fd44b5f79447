"""Projects with all that hangs on them, for tests."""

from datetime import date

from mobi_tracker.core.database import db
from mobi_tracker.projects import operations
from mobi_tracker.projects.operations import MeasureDraft, MilestoneDraft, ProjectDraft, RiskDraft, StatusDraft
from mobi_tracker.projects.vocabulary import AmountKind, Phase, Rating, ReadingKind, RiskKind
from tests.factories import make_contact, make_department, make_initiative

TODAY = date(2026, 11, 30)


def make_update(project, on=TODAY, overall=Rating.ON_TRACK, **values):
    """A status update; what it must say and does not is owed."""
    update = operations.publish_update(StatusDraft(project.id, on, overall, from_notes=True, **values))
    db.session.commit()
    return update


def make_milestone(project, name="Pilot opens", baseline=date(2026, 12, 5)):
    """A milestone with its baseline."""
    milestone = operations.add_milestone(MilestoneDraft(project.id, name, baseline, date(2026, 6, 1)))
    db.session.commit()
    return milestone


def make_risk(project, text="Vendor slips", **values):
    """A risk rated 3 × 4."""
    risk = operations.add_risk(RiskDraft(project.id, RiskKind.RISK, text, 3, 4, TODAY, **values))
    db.session.commit()
    return risk


def make_line(project, year=2026, source="General Fund", **amounts):
    """A funding line; amounts in cents by kind."""
    line = operations.add_funding_line(project.id, year, source)
    if amounts:
        operations.record_amounts(line, {AmountKind(kind): cents for kind, cents in amounts.items()}, TODAY)
    db.session.commit()
    return line


def make_measure(project, name="Permits started on a phone"):
    """A measure with one reading."""
    measure = operations.add_measure(MeasureDraft(name, "%", target=60, baseline=31, project_id=project.id))
    operations.add_reading(measure, ReadingKind.ACTUAL, 46, on_day=TODAY)
    db.session.commit()
    return measure


def make_full_project(name="Permit login", parts=1):
    """A project with ``parts`` of everything of this package."""
    lead = make_department(abbreviation="ITA")
    support = [make_department().id for _ in range(parts)]
    project = operations.add_project(
        ProjectDraft(
            name, Phase.DELIVERY, initiative_id=make_initiative().id, lead_department_id=lead.id,
            department_ids=tuple(support), manager_id=make_contact().id, districts=(1, 8), council_files="20-1365",
        )
    )  # fmt: skip
    for number in range(parts):
        on, words = date(2026, 11, 2 + number), f"Word {number}"
        make_update(project, on, Rating.AT_RISK, narrative=words, path_to_green="Go.")
        milestone = make_milestone(project, f"Step {number}")
        operations.forecast_milestone(milestone, date(2027, 1, 15), TODAY, "vendor delay")
        make_risk(project, f"Risk {number}")
        make_line(project, 2026 - number % 3, f"Source {number}", appropriated=140_00, expended=110_00, forecast=145_00)
        make_measure(project, f"Measure {number}")
    db.session.commit()
    return project
