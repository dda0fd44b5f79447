"""Projects from a file: the federal sample as it should come out, and what is wrong with others."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from mobi_tracker.core.database import db
from mobi_tracker.history.models import Change
from mobi_tracker.imports.importers import IMPORTERS
from mobi_tracker.imports.plan import as_json
from mobi_tracker.imports.vocabulary import Purpose, Verdict
from mobi_tracker.paper.tables.read import read_table
from mobi_tracker.projects.models.funding import FundingAmount, FundingLine
from mobi_tracker.projects.models.milestone import MilestoneDate
from mobi_tracker.projects.models.project import Project
from mobi_tracker.projects.vocabulary import AmountKind, DateKind, Phase
from mobi_tracker.stakeholders.models import Organization
from mobi_tracker.stakeholders.vocabulary import OrganizationKind
from tests.factories import make_department, make_initiative, make_project, stored

CASES = Path(__file__).resolve().parents[1] / "cases"
FEDERAL = CASES / "itdashboard-projects-sample.csv"


def plan(content, name="projects.csv", may=lambda _departments: True, **columns):
    table = read_table(content if isinstance(content, bytes) else content.encode(), name)
    return IMPORTERS[Purpose.PROJECTS].plan_for(table, columns, may)


def take(content, **options):
    made = plan(content, **options)
    done = IMPORTERS[Purpose.PROJECTS].apply(made)
    db.session.commit()
    return done


def project_of(key):
    return db.session.scalars(select(Project).where(Project.external_key == key)).one()


def days_of(project, kind):
    rows = (
        select(MilestoneDate.day)
        .join(MilestoneDate.milestone)
        .where(MilestoneDate.kind == kind, MilestoneDate.milestone.has(project_id=project.id))
    )
    return list(db.session.scalars(rows.order_by(MilestoneDate.id)))


def test_the_federal_sample_comes_out_as_fourteen_new_projects(app):
    told = as_json(plan(FEDERAL.read_bytes()))
    assert told["rows"] == 14 and told["problems"] == [] and told["verdicts"]["new"] == 14
    assert told["columns"]["Project Name"] == "name" and told["columns"]["Business Case ID"] is None


def test_windows_7_has_its_dates_money_and_agency(app):
    take(FEDERAL.read_bytes())
    project = project_of("024-000005188 2")
    assert (project.name, project.phase) == ("Windows 7", Phase.DELIVERY)
    assert project.starts_on == date(2009, 1, 1) and project.organization.name == "Department of Homeland Security"
    assert days_of(project, DateKind.BASELINE) == [date(2012, 9, 29)]
    assert days_of(project, DateKind.FORECAST) == [date(2012, 9, 29)]
    line = db.session.scalars(select(FundingLine).where(FundingLine.project_id == project.id)).one()
    assert (line.fiscal_year, line.source) == (2008, "imported")
    amounts = {
        each.kind: (each.cents, each.on)
        for each in db.session.scalars(select(FundingAmount).where(FundingAmount.funding_line_id == line.id))
    }
    assert amounts == {
        AmountKind.APPROPRIATED: (625_000_000, date(2012, 4, 30)),
        AmountKind.FORECAST: (367_400_000, date(2012, 4, 30)),
    }


@pytest.mark.parametrize(
    ("key", "phase", "actual", "forecast"),
    [
        ("012-000001010 1010020000", Phase.CLOSED, [date(2011, 12, 30)], []),  # done before the update
        ("024-000005609 100", Phase.CLOSED, [date(2012, 6, 18)], []),
        ("024-000009508 1", Phase.CLOSED, [date(2012, 6, 30)], []),
        ("024-000009560 1", Phase.DELIVERY, [], [date(2012, 4, 30)]),  # later than the update
        ("024-000009560 3", Phase.DELIVERY, [], []),  # no date at all
        ("024-000005439 10006", Phase.CLOSED, [date(2011, 10, 3)], []),
    ],
)
def test_a_completion_by_the_row_s_day_is_an_actual_and_a_later_one_a_forecast(app, key, phase, actual, forecast):
    take(FEDERAL.read_bytes())
    project = project_of(key)
    assert project.phase is phase
    assert days_of(project, DateKind.ACTUAL) == actual and days_of(project, DateKind.FORECAST) == forecast


def test_the_same_file_twice_changes_nothing_the_second_time(app):
    take(FEDERAL.read_bytes())
    before = db.session.scalar(select(func.count(Change.id)))
    again = plan(FEDERAL.read_bytes())
    assert again.counts == {Verdict.SAME: 14}
    assert IMPORTERS[Purpose.PROJECTS].apply(again) == 0
    assert db.session.scalar(select(func.count(Change.id))) == before


def test_a_newer_file_adds_facts_and_keeps_the_older(app):
    take("Project,Forecast completion,Updated\nPermit login,3/1/2027,11/2/2026\n")
    take("Project,Forecast completion,Updated\nPermit login,4/1/2027,11/9/2026\n")
    project = db.session.scalars(select(Project)).one()
    assert days_of(project, DateKind.FORECAST) == [date(2027, 3, 1), date(2027, 4, 1)]


def test_an_edit_made_here_is_kept(app):
    take("External key,Name,Description\nA1,Permit login,old\n")
    project_of("A1").name = "Permits: one login"
    db.session.commit()
    take("External key,Name,Description\nA1,Permit login 2,new\n")
    assert (project_of("A1").name, project_of("A1").description) == ("Permits: one login", "new")


def test_lead_department_and_initiative_are_found_by_any_of_their_words(app):
    make_department("general-services", "Department of General Services", abbreviation="GSD")
    make_initiative("smart-cities", "Smart Cities")
    take("Name,Lead department,Initiative\nCurb sensors,general services,#smart-cities\n".replace("#", ""))
    project = db.session.scalars(select(Project)).one()
    assert project.lead_department.abbreviation == "GSD" and project.initiative.name == "Smart Cities"


@pytest.mark.parametrize(
    ("text", "row", "column", "reason"),
    [
        ("Name,Start\nA,31/31/2026\n", 2, "Start", "31/31/2026"),
        ("Name,Start\n,1/1/2026\n", 2, "Name", "has no name"),
        ("Name,Lead department\nA,Parks\n", 2, "Lead department", "No tracked department"),
        ("Name,Phase\nA,flying\n", 2, "Phase", "is no phase"),
        ("Name,Start,End\nA,2/1/2026,1/1/2026\n", 2, "End", "before the start"),
        ("Name,Updated\nA,1/1/2099\n", 2, "Updated", "still to come"),
        ("Name,Planned Cost ($M)\nA,lots\n", 2, "Planned Cost ($M)", "not a number"),
        ("Name,Planned Cost ($M)\nA,1e40\n", 2, "Planned Cost ($M)", "can be kept"),
        ("Name\nA\na\n", 3, "Name", "stands in row 2 already"),
        ("Name,Phase\nA,closed,extra\n", 2, None, "more cells"),
        (f"Name\n{'x' * 201}\n", 2, "Name", "at most 200"),
    ],
)
def test_what_is_wrong_is_named_by_row_column_and_reason(app, text, row, column, reason):
    (problem,) = plan(text).problems
    assert (problem.row, problem.column) == (row, column) and reason in problem.reason


def test_a_withdrawn_project_is_not_brought_back_in_silence(app):
    make_project(name="Gone", withdrawn_at=project_time())
    assert "withdrawn" in plan("Name\nGone\n").problems[0].reason


def project_time():
    from mobi_tracker.core import clock

    return clock.now()


def test_somebody_with_own_departments_imports_for_those_alone(app):
    own = make_department("finance", "Office of Finance")
    make_department("personnel", "Personnel Department")
    made = plan("Name,Lead\nA,Finance\nB,Personnel\nC,\n", may=lambda ids: own.id in ids)
    assert [row.verdict for row in made.rows] == [Verdict.NEW, Verdict.WRONG, Verdict.WRONG]


def test_two_columns_for_one_field_are_refused(app):
    with pytest.raises(ValueError, match="Two columns"):
        plan("Name,Also\nA,B\n", Also="name")


def test_an_agency_s_abbreviation_means_the_organization_that_has_it(app):
    known = stored(Organization(name="Department of Homeland Security", folded_name="department of homeland security",
                                abbreviation="DHS", kind=OrganizationKind.PUBLIC_AGENCY))  # fmt: skip
    take("Project Name,Agency Name\nWindows 7,DHS\nOther,D%S\n")
    found = {each.name: each.organization_id for each in db.session.scalars(select(Project))}
    assert found["Windows 7"] == known.id and found["Other"] not in (None, known.id)
