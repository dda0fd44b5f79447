"""No surprises: what the Deputy Mayor will see is listed before they do, and each is answered in one press."""

from datetime import date

import pytest

from mobi_tracker.access.vocabulary import Marking
from mobi_tracker.core.database import db
from mobi_tracker.projects.models.status import StatusUpdate
from tests.factories import make_department, make_project, make_user
from tests.standing.factories import LONG_AGO, TODAY, fund, on_day, owe, plan, rate

SURPRISES = "/today/surprises"


@pytest.fixture(autouse=True)
def today(app):
    with on_day(TODAY):
        yield


@pytest.fixture
def project(app):
    with on_day(LONG_AGO):
        project = make_project("permit-login", "Permit login")
    rate(project, "on_track", date(2026, 11, 25))
    return project


def test_a_rule_that_fires_is_listed_in_words_with_its_presses(visit, project):
    plan(project, "Proofing test", date(2026, 11, 24))
    page = visit("liaison").open(SURPRISES)
    assert page.h1 == "One thing the Deputy Mayor will see before you explain."
    assert "“Proofing test” is 6 days past its date and not reached" in page.text
    for answer in ("It happened", "New date", "Still open", "Explain"):
        assert answer in page.text


def test_nothing_unexplained_says_so(visit, project):
    assert visit("liaison").open(SURPRISES).h1 == "Nothing the Deputy Mayor will see is unexplained."


def test_a_new_date_leads_back_to_where_one_came_from(visit, project):
    milestone = plan(project, "Proofing test", date(2026, 11, 29))
    address = f"/milestones/{milestone.id}/forecast?next=/today/surprises"
    liaison = visit("liaison")
    page = liaison.fill(address, day="12/5/2026", reason="The vendor was late")
    assert liaison.response.request.path == SURPRISES
    assert page.h1.startswith("Nothing")  # six days of slip are no reason


def test_what_fires_within_three_working_days_says_from_when(visit, project):
    plan(project, "Pilot opens", date(2026, 12, 2))
    assert "from Thu, Dec 3" in visit("liaison").open(SURPRISES).text


def test_money_and_silence_have_answers_of_their_own(visit, app):
    with on_day(LONG_AGO):
        quiet = make_project("quiet", "Quiet project", starts_on=LONG_AGO)
    fund(quiet, appropriated=100_00, expended=90_00)
    text = visit("liaison").open(SURPRISES).text
    assert "New amount" in text and "Add an update" in text and "Still open" not in text


def test_an_analyst_answers_only_for_their_departments(visit, app):
    with on_day(LONG_AGO):
        own, other = make_department(), make_department()
        mine, theirs = make_project("mine", "Mine", lead=own), make_project("theirs", "Theirs", lead=other)
    for project in (mine, theirs):
        plan(project, f"Test of {project.name}", date(2026, 11, 24))
        rate(project, "on_track", date(2026, 11, 28))
    page = visit("analyst", departments=(own,)).open(SURPRISES)
    assert page.text.count("It happened") == 1


def test_what_the_person_may_not_see_is_not_there(visit, project):
    plan(project, "Secret test", date(2026, 11, 24), marking=Marking.DELIBERATIVE)
    assert "Secret test" not in visit("analyst").open(SURPRISES).text
    assert "Secret test" in visit("liaison").open(SURPRISES).text


def test_today_shows_the_first_of_them_by_a_part_of_the_page(visit, project):
    for number in range(6):
        plan(project, f"Test {number}", date(2026, 11, 20))
    assert "data-fragment-now" in visit("liaison").open("/today").html
    part = visit("liaison").client.get(f"{SURPRISES}?next=/today", headers={"X-Fragment": "1"}).get_data(as_text=True)
    assert part.count("It happened") == 4
    assert "2 more things" in part and "<html" not in part


def test_the_number_of_queries_does_not_grow(visit, project, count_queries):
    plan(project, "First", date(2026, 11, 20))
    reader = visit("liaison")
    reader.open(SURPRISES)
    one = count_queries(reader, SURPRISES)
    for number in range(8):
        owe(project, date(2026, 11, 1))
        plan(project, f"Test {number}", date(2026, 11, 20))
    assert one == count_queries(reader, SURPRISES) <= 15


def test_a_reason_owed_is_listed_with_the_press_that_gives_it_until_it_is_given(visit, project):
    plan(project, "Proofing test", date(2026, 11, 24))
    update = db.session.query(StatusUpdate).one()
    page = visit("liaison").open(SURPRISES)
    assert "A reason for reporting better is owed" in page.text
    assert page.link("Give it for Permit login") == f"/updates/{update.id}/complete"
    visit("liaison").fill(f"/updates/{update.id}/complete", evidence_reason="The test is booked")
    assert "A reason for reporting better is owed" not in visit("liaison").open(SURPRISES).text


def test_a_reason_owed_by_another_department_has_no_press(visit, project):
    plan(project, "Proofing test", date(2026, 11, 24))
    analyst = visit(user=make_user("analyst", departments=(make_department(name="Finance"),)))
    page = analyst.open(SURPRISES)
    assert "A reason for reporting better is owed" in page.text
    assert "Give it" not in page.text
