"""Quick find: ranks, cases and accents, kinds, what a reader may not see, names that several have."""

from datetime import UTC, datetime

import pytest

from mobi_tracker.commitments.models import ActionItem
from mobi_tracker.core.clock import today
from mobi_tracker.core.database import db
from mobi_tracker.core.withdrawals import withdraw
from mobi_tracker.meetings.models import Meeting
from mobi_tracker.search.rules import typed_words
from mobi_tracker.stakeholders import queries as stakeholders
from mobi_tracker.stakeholders.operations import ContactDraft, add_contact
from tests.factories import make_organization, make_project, make_viewer, stored


def make_contact(name, organization=None, **values):
    contact = add_contact(ContactDraft(name, organization.id if organization else None, **values))
    db.session.commit()
    return contact


def titles(visitor, path):
    visitor.open(path)
    return [each["title"] for each in visitor.response.get_json()]


def test_a_name_is_found_by_its_beginning_before_names_that_hold_the_words(visit):
    make_project("a", "New permit portal")
    make_project("b", "Permit login")
    make_project("c", "Unpermitted signs")
    assert titles(visit("liaison"), "/find?q=permit") == ["Permit login", "New permit portal", "Unpermitted signs"]


def test_an_exact_name_comes_first(visit):
    make_project("a", "Permit login phase two")
    make_project("b", "Permit login")
    assert titles(visit("liaison"), "/find?q=permit+login")[0] == "Permit login"


def test_people_are_found_without_regard_to_case_and_accents(visit):
    make_contact("María José Núñez")
    assert titles(visit("liaison"), "/find?q=maria+jose+nunez") == ["María José Núñez"]
    assert titles(visit("liaison"), "/find?q=NÚÑEZ") == ["María José Núñez"]


def test_all_words_must_fit_in_any_order(visit):
    make_contact("Maria Lopez")
    make_contact("Maria Chen")
    assert titles(visit("liaison"), "/find?q=lopez+maria") == ["Maria Lopez"]


def test_each_answer_says_its_kind_address_and_a_detail(visit):
    office = make_organization("Office of Finance")
    contact = make_contact("Maria Lopez", office, title="Chief")
    liaison = visit("liaison")
    liaison.open("/find?q=maria")
    assert liaison.response.get_json() == [
        {"title": "Maria Lopez", "kind": "contact", "url": f"/contacts/{contact.id}", "detail": "Office of Finance"}
    ]


def test_only_the_kinds_asked_for_are_looked_in(visit):
    make_project("harbor", "Harbor data")
    make_organization("Harbor Trust")
    liaison = visit("liaison")
    assert titles(liaison, "/find?q=harbor&kinds=organization") == ["Harbor Trust"]
    assert titles(liaison, "/find?q=harbor&kinds=organization,project") == ["Harbor data", "Harbor Trust"]
    assert titles(liaison, "/find?q=harbor&kinds=nonsense") == ["Harbor data", "Harbor Trust"]


def test_what_a_reader_may_not_see_is_not_found(visit):
    sealed = make_project("sealed", "Sealed project", marking="deliberative_draft")
    stored(ActionItem(text="Sealed action", project_id=sealed.id))
    assert titles(visit("liaison"), "/find?q=sealed") == ["Sealed project", "Sealed action"]
    assert titles(visit("observer"), "/find?q=sealed") == []


def test_a_place_of_work_that_a_reader_may_not_see_is_not_shown(visit):
    sealed = make_organization("Sealed Vendor", marking="deliberative_draft")
    make_contact("Maria Lopez", sealed)
    observer = visit("observer")
    observer.open("/find?q=maria")
    assert observer.response.get_json()[0]["detail"] == ""


def test_withdrawn_records_are_not_found(visit):
    record = make_project("gone", "Gone project")
    withdraw(record)
    db.session.commit()
    assert titles(visit("liaison"), "/find?q=gone") == []


def test_at_most_twelve_are_given(visit):
    for number in range(15):
        make_project(f"p{number}", f"Permit {number}")
    assert len(titles(visit("liaison"), "/find?q=permit")) == 12


@pytest.mark.parametrize("typed", ["%", "_", "\\", "%25", "'", '"', "(", "\x00"])
def test_signs_mean_themselves(visit, typed):
    make_project("plain", "Plain project")
    assert titles(visit("liaison"), f"/find?q={typed.replace('%', '%25')}") == []


def test_nothing_typed_finds_nothing(visit):
    make_project("plain", "Plain project")
    assert titles(visit("liaison"), "/find") == titles(visit("liaison"), "/find?q=+") == []


def test_people_of_one_name_are_told_apart_and_found_again_by_what_is_shown(visit):
    make_contact("Maria Lopez", make_organization("Office of Finance"))
    second = make_contact("Maria Lopez", make_organization("Harbor Trust"))
    third = make_contact("Maria Lopez")
    shown = titles(visit("liaison"), "/find?q=maria&kinds=contact")
    assert sorted(shown) == [
        f"Maria Lopez (#{third.id})", "Maria Lopez (Harbor Trust)", "Maria Lopez (Office of Finance)",
    ]  # fmt: skip
    viewer = make_viewer("liaison")
    assert stakeholders.find_contact_by_name("Maria Lopez (Harbor Trust)", viewer) == second.id
    assert stakeholders.find_contact_by_name(f"Maria Lopez (#{third.id})", viewer) == third.id


def test_a_meeting_is_shown_with_its_day(visit):
    stored(Meeting(title="Permit check-in", on=today(), starts_at=datetime(2026, 11, 30, 18, tzinfo=UTC)))
    liaison = visit("liaison")
    liaison.open("/find?q=check-in")
    assert liaison.response.get_json()[0]["detail"] == "Nov 30"


def test_an_administrator_who_sees_no_portfolio_finds_nothing(visit):
    visit("administrator").open("/find?q=a", 403)


def test_the_page_works_without_a_script_and_groups_by_kind(visit):
    make_project("harbor", "Harbor data")
    make_organization("Harbor Trust")
    page = visit("liaison").open("/search?q=harbor")
    assert page.h1 == "Found for “harbor”"
    assert page.link("Harbor data") == "/projects/harbor"
    assert "organizations" in page.text and page.value_of("q") == "harbor"


def test_the_page_says_where_more_fit_than_it_shows(visit):
    for number in range(12):
        make_project(f"p{number}", f"Permit {number:02}")
    page = visit("liaison").open("/search?q=permit&kind=project")
    assert "add a word" in page.text
    assert "Permit 09" in page.text and "Permit 10" not in page.text


@pytest.mark.parametrize(
    ("typed", "words"),
    [("  Maria   Lopez ", "Maria Lopez"), ("a\x00b", "ab"), ("x" * 300, "x" * 100), ("1 2 3 4 5 6 7 8", "1 2 3 4 5 6")],
)
def test_what_is_typed_is_tidied(typed, words):
    assert typed_words(typed) == words
