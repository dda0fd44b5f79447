"""Any day of a project, an initiative or a department: how it stood and what changed, under the names of that day."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from mobi_tracker.access.vocabulary import Marking
from mobi_tracker.core import settings
from mobi_tracker.core.database import db
from mobi_tracker.portfolio.models import Department
from mobi_tracker.projects.models.project import Project
from mobi_tracker.projects.vocabulary import Phase
from tests.factories import make_department, make_initiative, make_project
from tests.standing.factories import LONG_AGO, TODAY, change, give_date, on_day, plan, rate

PAST = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def today(app):
    with on_day(TODAY):
        yield


@pytest.fixture
def initiative(app):
    """An initiative that was renamed, with a project that was renamed, slipped and got worse."""
    with on_day(LONG_AGO):
        initiative = make_initiative(name="Old name")
        department = make_department(name="Finance office")
        project = make_project("permit-login", "Old login", initiative=initiative, lead=department)
        milestone = plan(project, "Pilot opens", date(2026, 12, 5))
    rate(project, "on_track", date(2026, 11, 10))
    change(initiative, date(2026, 11, 24), name="New name")
    change(project, date(2026, 11, 24), name="Permit login")
    rate(project, "off_track", date(2026, 11, 25), narrative="The vendor left")
    give_date(milestone, "forecast", date(2027, 1, 15), on=date(2026, 11, 25), reason="vendor delay", credited_to="ITA")
    return initiative


def test_an_initiative_on_a_past_day_bears_its_name_of_then(visit, initiative):
    page = visit("deputy_mayor").open(f"/initiatives/{initiative.slug}?as_of={PAST}")
    assert page.h1 == "Old name, Fri, Nov 20"
    assert "Old login" in page.text and "Permit login" not in page.text
    assert "The vendor left" not in page.text


def test_what_changed_since_the_day_compared_with_is_told_with_its_cause(visit, initiative):
    text = visit("deputy_mayor").open(f"/initiatives/{initiative.slug}?compare={PAST}").text
    assert "On track → became Off track" in text
    assert "vendor delay" in text and "per ITA" in text


def test_a_record_s_page_shows_the_day_it_is_asked_for_in_its_own_address(visit, initiative):
    reader = visit("observer")
    reader.open(f"/initiatives/{initiative.slug}?as_of={PAST}&compare=month")
    assert reader.response.request.path == f"/initiatives/{initiative.slug}"
    assert reader.page.h1 == "Old name, Fri, Nov 20"


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [("", "compare=week"), (f"?as_of={PAST}", f"as_of={PAST}"), ("?compare=month", "compare=month")],
)
def test_the_address_of_before_leads_to_the_record_s_own_page_with_the_days(visit, initiative, asked, leads_to):
    reader = visit("observer")
    reader.open(f"/initiatives/{initiative.slug}/standing{asked}")
    assert reader.response.request.path == f"/initiatives/{initiative.slug}"
    assert leads_to in reader.response.request.full_path
    assert "What changed since" in reader.page.text


def test_a_project_is_shown_week_by_week_as_reported_and_suggested(visit, initiative):
    page = visit("liaison").open("/projects/permit-login?part=changes")
    (weeks,) = (table for table in page.tables if table[0][0] == "At the end of")
    cells = [[cell.strip() for cell in row] for row in weeks]
    assert cells[1] == ["Mon, Nov 30", "Off track", "Off track"]
    assert cells[3][1:] == ["On track", "On track"]
    assert len(weeks) == 13
    assert "Reported, week by week" in page.html and "Dates and dollars suggest, week by week" in page.html


def test_a_project_that_was_not_there_yet_says_so(visit, app):
    with on_day(date(2026, 11, 28)):
        make_project("new-one", "New one")
    page = visit("liaison").open(f"/projects/new-one?as_of={PAST}&part=changes")
    assert "New one was not recorded yet on Fri, Nov 20." in page.text


def test_a_department_shows_the_projects_it_carried_that_day(visit, initiative):
    with on_day(LONG_AGO):
        other = make_department(name="Other office")
        moved = make_project("moved", "Moved project", lead=other)
    department = make_department(name="New office")
    change(moved, date(2026, 11, 26), lead_department_id=department.id, phase=Phase.DELIVERY)
    reader = visit("liaison")
    assert "Moved project" in reader.open(f"/departments/{other.slug}?as_of={PAST}").text
    assert "Moved project" not in reader.open(f"/departments/{other.slug}?as_of=today").text
    assert "Moved project" in reader.open(f"/departments/{department.slug}?as_of=today").text


def test_what_may_not_be_seen_is_not_there_and_the_page_says_so(visit, initiative):
    with on_day(LONG_AGO):
        make_project("secret", "Secret project", initiative=initiative, marking=Marking.DELIBERATIVE)
    page = visit("observer").open(f"/initiatives/{initiative.slug}?as_of={PAST}")
    assert "Secret project" not in page.text
    assert "Figures leave out records you may not see." in page.text


@pytest.mark.parametrize("words", ["as_of=nonsense", "as_of=2030-01-01", "compare=2030-01-01"])
def test_a_day_that_cannot_be_shown_is_said(visit, initiative, words):
    page = visit("liaison").open(f"/initiatives/{initiative.slug}?{words}")
    assert "so this is" in page.text or "so it is" in page.text


@pytest.mark.parametrize(
    "path",
    [
        "/projects/permit-login?part=changes&compare=look",
        "/initiatives/{}?compare=week",
        "/departments/{}?as_of=2026-11-20",
    ],
)
def test_the_pages_ask_a_fixed_number_of_times(visit, initiative, count_queries, path):
    department = db.session.scalars(select(Department)).one()
    address = path.format(initiative.slug if "initiatives" in path else department.slug)
    reader = visit("liaison")
    reader.open(address)
    few = count_queries(reader, address)
    with on_day(LONG_AGO):
        for _ in range(5):
            make_project(initiative=initiative, lead=department)
    assert few == count_queries(reader, address) <= 15


def test_a_department_s_share_is_shown_only_where_the_setting_asks_and_never_of_a_pension_system(visit, initiative):
    department = db.session.scalars(select(Department)).one()
    address, reader = f"/departments/{department.slug}?compare=week", visit("liaison")
    rate(db.session.scalars(select(Project)).one(), "on_track", TODAY)
    words = "One of one report (100%) is better than dates and dollars suggest."
    assert words not in reader.open(address).text
    settings.change("standing.department_figures", "yes")
    db.session.commit()
    assert words in reader.open(address).text
    change(department, TODAY, is_fiduciary=True)
    assert words not in reader.open(address).text
