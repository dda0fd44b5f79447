"""A department, its people, a project and meetings with notes that went through the parser, for tests of full pages."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

from mobi_tracker.core.database import db
from mobi_tracker.projects import operations as projects
from mobi_tracker.projects.vocabulary import ReadingKind
from mobi_tracker.stakeholders.operations import ContactDraft, add_contact
from tests.meetings.factories import log
from tests.projects.factories import make_full_project


def make_story(liaison: Any, parts: int = 1, name: str = "Permit login") -> SimpleNamespace:
    """``parts`` of everything: people, meetings with two commitments each, measures, Council items."""
    project = make_full_project(name, parts)
    department = project.lead_department
    people = []
    for number in range(parts):
        person = ContactDraft(f"Maria Lopez{number} of {name}", department.organization_id, f"Chief {number}")
        people.append(add_contact(person))
        _measure(department, f"Calls answered {number}")
    db.session.commit()
    meetings = [_meet(liaison, project, person, number) for number, person in enumerate(people)]
    for number in range(parts):
        liaison.fill("/council/new", title=f"Item {number}", department_id=str(department.id), meets_on="2026-12-02")
    return SimpleNamespace(
        project=project, department=department, initiative=project.initiative, people=people, meetings=meetings
    )


def _measure(department: Any, name: str) -> None:
    measure = projects.add_measure(projects.MeasureDraft(name, "%", department_id=department.id))
    for year, kind, value in ((2024, "actual", 88), (2025, "actual", 90), (2026, "estimate", 92), (2026, "target", 95)):
        projects.add_reading(measure, ReadingKind(kind), value, fiscal_year=year)


def _meet(liaison: Any, project: Any, person: Any, number: int) -> Any:
    notes = f"""@"{person.name}"
#{project.slug}
TODO @"{person.name}" send the data map {number} #{project.slug} by 2026-12-10
[x] @"{person.name}" share the org chart {number}
DECISION: keep the old portal until June {number} #{project.slug}
ASK DM: fund phase two {number} #{project.slug} by 2026-12-18
"""
    return log(liaison, notes, title=f"Check-in {number}", on=date(2026, 11, 10 + number).isoformat())
