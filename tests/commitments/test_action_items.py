"""Action items: list, add, edit, done, dropped, reopened, withdrawn, who may, what is hidden."""

from datetime import date

import pytest
from sqlalchemy import select

from mobi_tracker.commitments.models import ActionItem, ActionItemState
from mobi_tracker.commitments.vocabulary import ActionState
from mobi_tracker.core.database import db
from tests.commitments.factories import CONFIDENTIAL, make_action
from tests.factories import (
    make_contact,
    make_department,
    make_organization,
    make_project,
    make_user,
    stakeholders_contact_id,
)


def stored(record_id=None):
    """The only action item, or the one of that id, as the database has it now."""
    db.session.expire_all()
    return db.session.scalars(select(ActionItem).where(record_id is None or ActionItem.id == record_id)).one()


def test_a_liaison_adds_one_with_a_person_typed_by_name(visit):
    contact, project = make_contact("Maria Chen"), make_project(name="Permit login")
    page = visit("liaison").fill(
        "/action-items/new", text="Send the screen list", owner="maria chen", due="12/4/2026", project_id="permit login"
    )
    assert page.h1 == "Send the screen list"
    assert (stored().owner, stored().due, stored().project_id) == (
        ("contact", contact.id), date(2026, 12, 4), project.id,
    )  # fmt: skip


def test_an_organization_may_owe_it_and_me_is_whoever_types(visit):
    organization = make_organization("Office of Finance")
    liaison = visit("liaison", name="Avery Vance")
    liaison.fill("/action-items/new", text="Fee table", owner="Office of Finance")
    assert stored().owner == ("organization", organization.id)
    page = liaison.fill(f"/action-items/{stored().id}/edit", owner="me")
    assert "Avery Vance" in page.text and "owed by us" in page.text


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"text": ""}, "Say what is to be done."),
        ({"text": "x", "owner": "Nobody Known"}, "Nobody and no organization is called “Nobody Known”"),
        ({"text": "x", "due": "2026-02-30"}, "Feb 2026 has 28 days"),
        ({"text": "x\x00y"}, "a character that cannot be stored"),
        ({"text": "x", "project_id": "No such project"}, "No such project"),
        ({"text": "x", "marking": "confidential"}, "A confidential record needs a basis."),
        ({"text": "x", "department_id": "999"}, "Not a valid choice"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_stored(visit, values, said):
    page = visit("liaison").fill("/action-items/new", **values)
    assert said in page.text
    assert db.session.scalars(select(ActionItem)).all() == []


def test_done_in_one_press_closes_it_today_and_keeps_its_past(visit):
    action = make_action(due=date(2026, 11, 27))
    page = visit("liaison").send(f"/action-items/{action.id}/complete")
    assert "Done, Mon, Nov 30" in page.text
    states = db.session.scalars(select(ActionItemState.state).order_by(ActionItemState.id)).all()
    assert states == [ActionState.OPEN, ActionState.DONE]


def test_done_may_be_said_of_an_earlier_day_but_never_of_a_later_one(visit):
    action, liaison = make_action(), visit("liaison")
    assert "This day has not come yet." in liaison.fill(f"/action-items/{action.id}/complete", on="2026-12-01").text
    liaison.fill(f"/action-items/{action.id}/complete", on="2026-11-25")
    assert (stored().state, stored().closed_on) == (ActionState.DONE, date(2026, 11, 25))


def test_dropping_needs_a_reason_and_can_be_taken_back(visit):
    action, liaison = make_action(), visit("liaison")
    assert "Say why it is dropped." in liaison.fill(f"/action-items/{action.id}/drop", reason=" ").text
    assert (
        "merged with the fee study"
        in liaison.fill(f"/action-items/{action.id}/drop", reason="merged with the fee study").text
    )
    liaison.send(f"/action-items/{action.id}/reopen")
    assert (stored().state, stored().state_reason, stored().closed_on) == (ActionState.OPEN, "", None)


def test_two_tabs_that_close_it_do_so_once(visit):
    action, liaison = make_action(), visit("liaison")
    liaison.send(f"/action-items/{action.id}/complete")
    assert "This is done already." in liaison.send(f"/action-items/{action.id}/complete").text
    assert "This is done already." in liaison.fill(f"/action-items/{action.id}/drop", reason="late").text
    assert stored().state is ActionState.DONE


def test_a_stale_save_shows_both_texts_and_both_owners(visit):
    make_contact("Maria Chen")
    action, liaison = make_action("Old words"), visit("liaison")
    shown = action.version
    liaison.fill(f"/action-items/{action.id}/edit", text="Theirs", owner="Maria Chen")
    page = liaison.fill(f"/action-items/{action.id}/edit", text="Mine", owner="", version=str(shown))
    assert "Theirs" in page.text and "Maria Chen" in page.text and page.value_of("text") == "Mine"
    assert stored().text == "Theirs"


def test_the_list_begins_with_the_open_ones_and_filters(visit):
    project = make_project("permit-login", "Permit login")
    chen = make_contact("Maria Chen")
    make_action("Late one", due=date(2026, 11, 18), owner_contact_id=chen.id, project_id=project.id)
    make_action("Later one", due=date(2026, 12, 18))
    make_action("Done one", state=ActionState.DONE)
    liaison = visit("liaison")

    def shown(query):
        return {row[0] for table in liaison.open(f"/action-items{query}").tables for row in table[1:]}

    assert shown("") == {"Late one", "Later one"}
    assert shown("?state=all") == {"Late one", "Later one", "Done one"}
    assert shown("?state=done") == {"Done one"}
    assert shown("?state=late") == shown("?side=to_us") == shown("?owner=chen") == {"Late one"}
    assert shown("?side=unowned") == {"Later one"}
    assert shown("?project=permit") == shown("?project=permit-login") == {"Late one"}
    assert shown("?q=later") == {"Later one"}
    assert "12 days late" in liaison.open("/action-items?state=late").text


def test_owed_by_us_are_those_of_our_users(visit):
    make_action("Ours", owner_contact_id=stakeholders_contact_id(make_user("liaison")))
    make_action("Theirs", owner_contact_id=make_contact().id)
    page = visit("liaison").open("/action-items?side=by_us")
    assert "Ours" in page.text and "Theirs" not in page.text


def test_it_leaves_as_csv_and_excel_with_markings(visit):
    make_action("=HYPERLINK(1)", due=date(2026, 12, 4))
    liaison = visit("liaison")
    liaison.open("/action-items?format=csv")
    text = liaison.response.data.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in text and "2026-12-04" in text and "internal" in text
    liaison.open("/action-items?format=xlsx")
    assert liaison.response.data[:2] == b"PK"


def test_what_hangs_on_a_confidential_project_is_hidden_with_it(visit):
    project = make_project(marking="confidential", marking_basis="labor")
    action = make_action("Sealed step", project_id=project.id)
    observer = visit("observer")
    observer.open(f"/action-items/{action.id}", 404)
    assert "Sealed step" not in observer.open("/action-items").text
    assert "confidential" in visit("liaison").open(f"/action-items/{action.id}").text.lower()


def test_its_own_marking_hides_it_in_the_list_and_the_file(visit):
    make_action("Sealed step", marking=CONFIDENTIAL)
    observer = visit("observer")
    observer.open("/action-items?format=csv")
    assert "Sealed step" not in observer.response.text


def test_an_analyst_logs_for_their_own_departments_only(visit):
    mine, theirs = make_department(), make_department()
    analyst = visit("analyst", departments=(mine,))
    page = analyst.fill("/action-items/new", text="Ours", department_id=str(theirs.id))
    assert "Choose one of your own departments" in page.text and page.value_of("text") == "Ours"
    assert analyst.fill("/action-items/new", text="Ours", department_id=str(mine.id)).h1 == "Ours"
    action = make_action(department_id=theirs.id)
    analyst.send(f"/action-items/{action.id}/complete", 403)
    page = analyst.fill(f"/action-items/{stored_id('Ours')}/edit", department_id=str(theirs.id))
    assert "Choose one of your own departments" in page.text


def stored_id(text):
    """The id of the action item that says this."""
    return db.session.scalar(select(ActionItem.id).where(ActionItem.text == text))


@pytest.mark.parametrize("role", ["deputy_mayor", "observer"])
def test_who_may_not_log_sees_no_buttons_and_is_refused(visit, role):
    action = make_action("Send the map")
    visitor = visit(role)
    assert "Edit" not in visitor.open(f"/action-items/{action.id}").text
    for place in ("complete", "drop", "edit", "withdraw", "reopen"):
        visitor.send(f"/action-items/{action.id}/{place}", 403)


def test_a_withdrawn_one_leaves_the_list_and_can_be_brought_back(visit):
    action, liaison = make_action("Typed twice"), visit("liaison")
    assert "This was withdrawn" in liaison.send(f"/action-items/{action.id}/withdraw").text
    assert "Typed twice" not in liaison.open("/action-items").text
    assert "This was withdrawn." in liaison.send(f"/action-items/{action.id}/complete").text
    liaison.send(f"/action-items/{action.id}/bring-back")
    assert "Typed twice" in liaison.open("/action-items").text


def test_a_press_goes_back_to_a_page_of_ours_only(visit):
    first, second, liaison = make_action(), make_action(), visit("liaison")
    liaison.send(f"/action-items/{first.id}/complete", 302, follow=False, next="/action-items?late=yes")
    assert liaison.response.location == "/action-items?late=yes"
    liaison.send(f"/action-items/{second.id}/complete", 302, follow=False, next="//elsewhere.example.org")
    assert liaison.response.location == f"/action-items/{second.id}"
