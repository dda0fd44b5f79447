"""Contracts: dated ends and payments, the last day to start a renewal, past days, markings, lists and files."""

from datetime import UTC, date, datetime

import pytest

from mobi_tracker.core.clock import travelling_to
from mobi_tracker.core.database import db
from mobi_tracker.core.errors import RuleBroken
from mobi_tracker.projects import operations, queries
from mobi_tracker.projects.operations import ContractDraft
from mobi_tracker.projects.rules import last_day_to_start, start_in_words
from tests.factories import make_department, make_organization, make_project, make_user, make_viewer

TODAY = date(2026, 11, 30)


def make_contract(project, number="C-140213", ends_on=date(2027, 1, 22), vendor=None, **values):
    """A contract whose renewal takes 60 days."""
    vendor = vendor or make_organization("Palmetto Identity Works")
    values = {"ceiling": 1_000_000_00, "renewal_days": 60} | values
    contract = operations.add_contract(project.id, ContractDraft(number, vendor.id, **values), ends_on, TODAY)
    db.session.commit()
    return contract


def at(day):
    """Noon of a November day of 2026."""
    return travelling_to(datetime(2026, 11, day, 20, tzinfo=UTC))


@pytest.mark.parametrize(
    ("ends_on", "days", "start_by"),
    [
        (date(2027, 1, 22), 60, date(2026, 11, 23)),
        (date(2027, 3, 1), 0, date(2027, 3, 1)),
        (date(2027, 3, 1), None, None),
        (None, 60, None),
    ],
)
def test_the_last_day_to_start_a_renewal_is_so_many_days_before_the_end(ends_on, days, start_by):
    assert last_day_to_start(ends_on, days) == start_by


@pytest.mark.parametrize(
    ("start_by", "is_renewable", "words"),
    [
        (date(2026, 11, 24), True, "last day to start a renewal was Nov 24, 6 days ago"),
        (date(2026, 11, 30), True, "last day to start a renewal today"),
        (date(2027, 1, 4), True, "last day to start a renewal Jan 4, 2027"),
        (None, True, "how long a renewal takes is not recorded"),
        (date(2026, 11, 24), False, "it is not to be renewed"),
    ],
)
def test_the_last_day_is_said_as_a_date(start_by, is_renewable, words):
    assert start_in_words(start_by, is_renewable, TODAY) == words


def test_contracts_that_end_are_found_by_the_day_to_act_by(app):
    project = make_project(name="Permit login", lead=make_department())
    late = make_contract(project)
    later = make_contract(project, "C-2", date(2027, 1, 1), renewal_days=None)
    make_contract(project, "C-3", date(2027, 12, 1))
    make_contract(project, "C-4", date(2026, 11, 29))
    found = queries.contracts_ending(TODAY, date(2027, 5, 29), make_viewer("deputy_mayor"))
    assert [(each.id, each.day) for each in found] == [(late.id, date(2026, 11, 23)), (later.id, date(2027, 1, 1))]
    assert (found[0].vendor, found[0].project) == ("Palmetto Identity Works", "Permit login")
    assert found[0].department_id == project.lead_department_id


def test_a_past_day_knows_the_end_number_and_vendor_of_that_day(app):
    viewer = make_viewer("liaison")
    with at(2):
        project = make_project()
        vendor = make_organization("First Vendor")
        contract = operations.add_contract(
            project.id, ContractDraft("C-1", vendor.id), date(2027, 1, 10), date(2026, 11, 2)
        )
        db.session.commit()
    with at(10):
        operations.move_end(contract, date(2027, 2, 10), date(2026, 11, 9), "an option was taken")
        second = make_organization("Second Vendor")
        operations.edit_contract(contract, ContractDraft("C-1A", second.id))
        db.session.commit()
    known = [
        [(each.number, each.vendor, each.ends_on) for each in queries.contracts_ending(day, date(2027, 3, 1), viewer)]
        for day in (date(2026, 11, 1), date(2026, 11, 9), TODAY)
    ]
    assert known == [
        [], [("C-1", "First Vendor", date(2027, 1, 10))], [("C-1A", "Second Vendor", date(2027, 2, 10))]
    ]  # fmt: skip


def test_a_contract_meant_to_end_has_no_renewal_to_start(app):
    make_contract(make_project(), is_renewable=False)
    (found,) = queries.contracts_ending(TODAY, date(2027, 5, 29), make_viewer("liaison"))
    assert found.start_by is None and found.day == date(2027, 1, 22)


@pytest.mark.parametrize(
    ("day", "on", "reason", "field"),
    [
        (date(2027, 3, 1), TODAY, " ", "reason"),
        (date(2027, 1, 22), TODAY, "a reason", "day"),
        (date(2027, 3, 1), date(2026, 12, 1), "a reason", "on"),
    ],
)
def test_an_end_moves_for_a_reason_to_another_day_and_not_before_its_time(app, day, on, reason, field):
    contract = make_contract(make_project())
    with pytest.raises(RuleBroken) as broken:
        operations.move_end(contract, day, on, reason)
    assert broken.value.field == field


def test_a_project_has_a_number_once(app):
    project = make_project()
    vendor_id = make_contract(project).vendor_id
    with pytest.raises(RuleBroken, match="is there"):
        operations.add_contract(project.id, ContractDraft(" C-140213 ", vendor_id), date(2027, 3, 1), TODAY)


def test_a_contract_is_added_paid_moved_and_edited_and_nothing_is_overwritten(visit):
    project = make_project("permit-login", "Permit login")
    make_organization("Palmetto Identity Works")
    liaison = visit("liaison")
    page = liaison.fill(
        "/projects/permit-login/contracts/new", number="C-140213", vendor_id="Palmetto Identity Works",
        ceiling="1.2 M", renewal_days="60", options="Two one-year options", ends_on="2027-01-22", paid="180k",
    )  # fmt: skip
    assert "last day to start a renewal was Nov 23, 7 days ago" in page.text and "$180 k of $1.2 M paid" in page.text
    contract = queries.contract(1, make_viewer("liaison"))
    liaison.fill("/contracts/1/payments/new", paid="420k", note="Second invoice")
    liaison.fill("/contracts/1/end", day="2028-01-22", reason="First option taken")
    page = liaison.open("/contracts/1")
    assert [row[1] for row in page.tables[0][1:]] == ["$420,000.00", "$180,000.00"]
    assert [row[0] for row in page.tables[1][1:]] == ["Sat, Jan 22, 2028", "Fri, Jan 22, 2027"]
    assert "First option taken" in page.text and "Ends Sat, Jan 22, 2028" in page.text
    liaison.fill("/contracts/1/edit", number="C-140213-A1")
    assert liaison.open("/contracts/1").h1.startswith("C-140213-A1")
    assert "C-140213-A1" in liaison.open(f"/history/contract/{contract.id}").text
    assert liaison.open("/search?q=140213").link("C-140213-A1") == "/contracts/1"
    assert project.id == contract.project_id


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"number": ""}, "Give the contract's number"),
        ({"vendor_id": "Nobody Ltd"}, "Nobody Ltd"),
        ({"ceiling": "-5"}, "not less than nothing"),
        ({"ceiling": "lots"}, "lots"),
        ({"renewal_days": "a month"}, "whole number"),
        ({"ends_on": ""}, "Give the day the contract ends"),
        ({"ends_on": "Feb 30 2027"}, "Feb"),
        ({"on": "2026-12-24"}, "still to come"),
        ({"number": "C\x00"}, "cannot be stored"),
    ],
)
def test_what_cannot_be_a_contract_is_said_and_what_was_typed_stays(visit, values, words):
    make_project("permit-login")
    make_organization("Palmetto Identity Works")
    typed = {"number": "C-1", "vendor_id": "Palmetto Identity Works", "ends_on": "2027-01-22", **values}
    page = visit("liaison").fill("/projects/permit-login/contracts/new", **typed)
    assert words in page.text and "Add a contract to" in page.h1


def test_the_project_page_and_the_vendor_page_show_it(visit):
    project = make_project("permit-login", "Permit login")
    contract = make_contract(project)
    operations.record_payment(contract, 250_000_00, TODAY)
    db.session.commit()
    page = visit("deputy_mayor").open("/projects/permit-login")
    assert "$250 k of $1.0 M paid" in page.text and page.link("C-140213") == "/contracts/1"
    vendor = visit("liaison").open(f"/organizations/{contract.vendor_id}")
    assert vendor.link("C-140213") == "/contracts/1"


def test_the_project_page_of_a_past_day_shows_the_contract_as_it_was(visit):
    with at(2):
        project = make_project("permit-login")
        vendor = make_organization("Palmetto Identity Works")
        draft = ContractDraft("C-1", vendor.id)
        contract = operations.add_contract(project.id, draft, date(2027, 1, 10), date(2026, 11, 2))
        operations.record_payment(contract, 1_000_00, date(2026, 11, 2))
        db.session.commit()
    operations.move_end(contract, date(2027, 2, 10), TODAY, "an option was taken")
    operations.record_payment(contract, 5_000_00, TODAY)
    db.session.commit()
    then = visit("liaison").open("/projects/permit-login?as_of=2026-11-20").text
    assert ("ends Jan 10, 2027" in then and "$1.0 k paid" in then) or "$1,000" in then
    assert "ends Feb 10, 2027" in visit("liaison").open("/projects/permit-login").text


def test_a_confidential_contract_is_nowhere_for_an_observer(visit):
    project = make_project("permit-login", "Permit login")
    contract = make_contract(project)
    contract.marking, contract.marking_basis = "confidential", "procurement"
    db.session.commit()
    observer, liaison = visit("observer"), visit("liaison")
    observer.open("/contracts/1", 404)
    for path in ("/contracts", "/projects/permit-login", f"/organizations/{contract.vendor_id}", "/search?q=140213"):
        assert "C-140213" not in observer.open(path).html
        assert "C-140213" in liaison.open(path).html
    assert "C-140213" not in observer._call("GET", "/contracts?format=csv").text
    assert not queries.contracts_ending(TODAY, date(2027, 5, 29), make_viewer("observer"))


def test_a_vendor_that_the_reader_may_not_see_is_not_named(visit):
    contract = make_contract(make_project("permit-login"))
    contract.vendor.marking = "deliberative_draft"
    db.session.commit()
    observer = visit("observer")
    for path in ("/contracts", "/contracts/1", "/projects/permit-login", "/contracts?vendor=palmetto"):
        assert "Palmetto Identity" not in observer.open(path).html
    assert "C-140213" not in observer.open("/contracts?vendor=palmetto").html
    (found,) = queries.contracts_ending(TODAY, date(2027, 5, 29), make_viewer("observer"))
    assert found.vendor == "not shown to you"


def test_an_analyst_adds_contracts_to_their_own_departments_projects_only(visit):
    own, other = make_department(), make_department()
    make_project("mine", lead=own)
    make_project("theirs", lead=other)
    analyst = visit(user=make_user("analyst", departments=(own,)))
    analyst.open("/projects/mine/contracts/new")
    analyst.open("/projects/theirs/contracts/new", 403)
    make_contract(make_project("third", lead=other))
    for path in ("/contracts/1/edit", "/contracts/1/end", "/contracts/1/payments/new"):
        analyst.open(path, 403)
    visit("observer").open("/contracts/1/edit", 403)


def test_a_stale_edit_shows_both_and_writes_nothing(visit):
    contract = make_contract(make_project("permit-login"))
    page = visit("liaison").fill("/contracts/1/edit", number="C-9", version="0")
    assert "saved this after you opened it" in page.text
    db.session.refresh(contract)
    assert contract.number == "C-140213"


def test_a_withdrawn_contract_leaves_and_comes_back(visit):
    make_contract(make_project("permit-login"))
    liaison = visit("liaison")
    liaison.send("/contracts/1/withdraw")
    assert "C-140213" not in liaison.open("/contracts").html
    assert not queries.contracts_ending(TODAY, date(2027, 5, 29), make_viewer("liaison"))
    liaison.send("/contracts/1/bring-back")
    assert "C-140213" in liaison.open("/contracts").html


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ["C-1", "C-2", "C-3"]),
        ("?ends=soon", ["C-2"]),
        ("?ends=past", ["C-1"]),
        ("?ends=later", ["C-3"]),
        ("?ends=nonsense&sort=-ends", ["C-3", "C-2", "C-1"]),
        ("?q=C-2", ["C-2"]),
        ("?vendor=tanager", ["C-3"]),
        ("?department=gsd", ["C-3"]),
        ("?sort=-number", ["C-3", "C-2", "C-1"]),
    ],
)
def test_the_list_sorts_filters_and_leaves_as_a_file(visit, query, shown):
    first, second = make_project(), make_project(lead=make_department("gsd"))
    make_contract(first, "C-1", date(2026, 11, 2))
    known = make_contract(first, "C-2", date(2027, 1, 2), vendor=make_organization("Larkspur"))
    make_contract(second, "C-3", date(2028, 1, 2), vendor=make_organization("Tanager Fleet Data"))
    operations.record_payment(known, 75_00, TODAY)
    db.session.commit()
    liaison = visit("liaison")
    page = liaison.open(f"/contracts{query}")
    assert [row[0] for row in page.tables[0][1:]] == shown
    lines = liaison._call("GET", f"/contracts{query}{'&' if query else '?'}format=csv").text.splitlines()[1:]
    assert [line.split(",")[0] for line in lines if line.startswith("C-")] == shown
    assert ("75.00" in "".join(lines)) == ("C-2" in shown)


def test_the_list_asks_as_often_with_double_the_data(visit, count_queries):
    project, liaison = make_project("permit-login"), visit("liaison")
    make_contract(project, "C-1")
    before = count_queries(liaison, "/contracts")
    make_contract(project, "C-2", vendor=make_organization())
    make_contract(make_project(), "C-3", vendor=make_organization())
    assert count_queries(liaison, "/contracts") == before <= 15
    assert count_queries(liaison, "/contracts/1") <= 15
