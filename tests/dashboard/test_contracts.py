"""Contracts that end join the dashboard's dates and the briefing's Coming up, with the last day to start a renewal."""

from datetime import date

from mobi_tracker.core.database import db
from mobi_tracker.projects import operations
from mobi_tracker.projects.operations import ContractDraft
from tests.factories import make_department, make_organization, make_project

TODAY = date(2026, 11, 30)


def make_contract(project, number, ends_on, **values):
    """A contract whose renewal takes 60 days."""
    draft = ContractDraft(number, make_organization(f"Vendor of {number}").id, **({"renewal_days": 60} | values))
    contract = operations.add_contract(project.id, draft, ends_on, TODAY)
    db.session.commit()
    return contract


def test_those_that_end_within_180_days_stand_by_the_day_to_act_by(visit):
    project = make_project("permit-login", "Permit login", lead=make_department("ita"))
    make_contract(project, "C-1", date(2027, 1, 23))
    make_contract(project, "C-2", date(2027, 5, 29))
    make_contract(project, "C-3", date(2027, 5, 30))
    page = visit("deputy_mayor").open("/dashboard")
    words = " ".join(page.html.split('id="next"')[1].split("</section>")[0].split())
    assert words.index("Contract C-1, Vendor of C-1") < words.index("Contract C-2") and "C-3" not in words
    assert '<span class="late">last day to start a renewal was Nov 24, 6 days ago</span>' in words
    assert "Permit login, ends Jan 23, 2027" in words and page.link("Contract C-1, Vendor of C-1") == "/contracts/1"


def test_a_page_narrowed_to_other_projects_has_none_of_them(visit):
    make_contract(make_project("permit-login", lead=make_department("ita")), "C-1", date(2027, 1, 23))
    make_department("gsd")
    deputy_mayor = visit("deputy_mayor")
    assert "C-1" in deputy_mayor.open("/dashboard?department=ita").html
    assert "C-1" not in deputy_mayor.open("/dashboard?department=gsd").html


def test_a_past_day_and_an_observer_see_none_that_was_not_there_or_not_for_them(visit):
    contract = make_contract(make_project(), "C-1", date(2027, 1, 23))
    assert "C-1" not in visit("deputy_mayor").open("/dashboard?as_of=2026-11-29").html
    contract.marking = "deliberative_draft"
    db.session.commit()
    assert "C-1" not in visit("observer").open("/dashboard").html


def test_the_briefing_tells_them_in_coming_up_with_their_source(visit):
    make_contract(make_project("permit-login", "Permit login"), "C-1", date(2027, 1, 23))
    make_contract(make_project(name="Curb sensors"), "C-2", date(2027, 2, 1), is_renewable=False)
    liaison = visit("liaison")
    liaison.send("/briefings/2026-11-30/draft")
    page = liaison.open("/briefings/2026-11-30/edit")
    told = "Contract C-1 of Permit login ends Jan 23, 2027: last day to start a renewal was Nov 24, 6 days ago."
    assert told in page.text and page.link("contract C-1")
    assert "Contract C-2 of Curb sensors ends Feb 1, 2027: it is not to be renewed." in page.text
