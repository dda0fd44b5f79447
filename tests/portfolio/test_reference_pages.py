"""Reference data on its pages: who may keep it up, holidays out and back, people of a department."""

from datetime import date

from mobi_tracker.core.database import db
from mobi_tracker.portfolio import queries
from mobi_tracker.portfolio.models import Department, DepartmentAssignment, Holiday, Initiative
from tests.factories import make_department, make_initiative, make_user, stored


def test_a_liaison_adds_an_initiative_and_finds_it_on_the_list(visit):
    page = visit("liaison").fill("/reference/initiatives/new", name="Open Streets Data", aliases="OSD ;; OSD; Streets")
    assert "Open Streets Data" in page.text
    record = queries.all_of(Initiative)[0]
    assert (record.slug, record.aliases) == ("open-streets-data", "OSD; Streets")


def test_a_second_record_of_a_name_gets_a_slug_of_its_own(visit):
    make_initiative("open-data", "Open Data")
    visit("liaison").fill("/reference/initiatives/new", name="Open Data")
    assert [each.slug for each in queries.all_of(Initiative)] == ["open-data", "open-data-2"]


def test_a_new_department_becomes_an_organization_too(visit):
    visit("executive_officer").fill("/reference/departments/new", name="Harbor Lights", abbreviation="HL")
    record = queries.all_of(Department)[0]
    assert (record.organization.name, record.organization.kind.value) == ("Harbor Lights", "department")


def test_renaming_a_department_renames_the_organization_it_is(visit):
    record = make_department("old", "Old Name")
    visit("liaison").fill(f"/reference/departments/{record.id}/edit", name="New Name")
    db.session.expire_all()
    assert (record.name, record.organization.name, record.slug) == ("New Name", "New Name", "old")


def test_an_administrator_keeps_reference_data_up_without_seeing_drafts(visit):
    make_department("open", "Open Department")
    make_department("sealed", "Sealed Department", marking="deliberative_draft")
    page = visit("administrator").open("/reference")
    assert "Open Department" in page.text and "Sealed Department" not in page.text


def test_an_observer_and_an_analyst_may_not(visit):
    visit("observer").open("/reference", 403)
    visit("analyst").open("/reference", 403)


def test_a_holiday_that_is_taken_out_counts_no_more_and_comes_back(visit):
    record = stored(Holiday(day=date(2026, 12, 25), name="Christmas Day"))
    liaison = visit("liaison")
    liaison.send(f"/reference/holidays/{record.id}/withdraw")
    assert queries.holiday_dates() == frozenset()
    liaison.send(f"/reference/holidays/{record.id}/bring-back")
    assert queries.holiday_dates() == {date(2026, 12, 25)}


def test_two_holidays_on_one_day_are_refused_beside_the_field(visit):
    stored(Holiday(day=date(2026, 12, 25), name="Christmas Day"))
    page = visit("liaison").fill("/reference/holidays/new", day="2026-12-25", name="Again")
    assert "That day is a holiday already: Christmas Day." in page.text
    assert page.value_of("name") == "Again"


def test_a_budget_date_reads_its_fiscal_year_as_the_city_writes_it(visit):
    page = visit("liaison").fill("/reference/budget-dates/new", fiscal_year="2027-28", name="Hearing", day="2027-05-03")
    page = visit("liaison").open("/reference?year=2027")
    assert "FY 2027-28" in page.text and "Hearing" in page.text
    page = visit("liaison").fill("/reference/budget-dates/new", fiscal_year="2027", name="Hearing", day="2027-05-03")
    assert "Write a fiscal year like 2026-27" in page.text


def test_only_an_administrator_says_whose_own_a_department_is(visit):
    department, analyst = make_department("ita", "Tech"), make_user("analyst")
    visit("liaison").open(f"/reference/departments/{department.id}/people", 403)
    administrator = visit("administrator")
    administrator.fill(f"/reference/departments/{department.id}/people", user_ids=[str(analyst.id)])
    assert queries.own_department_ids(analyst.id) == {department.id}
    administrator.fill(f"/reference/departments/{department.id}/people", user_ids=None)
    assert queries.own_department_ids(analyst.id) == frozenset()
    assert db.session.query(DepartmentAssignment).count() == 1  # ended, kept


def test_a_withdrawn_department_is_still_listed_to_be_brought_back(visit):
    record = make_department("gone", "Gone Department")
    liaison = visit("liaison")
    liaison.send(f"/reference/departments/{record.id}/withdraw")
    assert queries.department_options() == []
    assert "withdrawn" in liaison.open("/reference").text
    liaison.send(f"/reference/departments/{record.id}/bring-back")
    assert queries.department_options() == [(record.id, "Gone Department")]
