"""Asks: the way to the Deputy Mayor, who decides, what is recorded, what is hidden."""

from datetime import date

import pytest
from sqlalchemy import select

from mobi_tracker.commitments.models import Ask, AskStateRow, Decision
from mobi_tracker.commitments.vocabulary import ActionState, AskState, Outcome
from mobi_tracker.core import settings
from mobi_tracker.core.database import db
from tests.commitments.factories import CONFIDENTIAL, make_action, make_ask, make_decision
from tests.factories import make_project, make_user


def stored():
    """The only ask as the database has it now."""
    db.session.expire_all()
    return db.session.scalars(select(Ask)).one()


def decisions():
    """The decisions as the database has them now."""
    db.session.expire_all()
    return list(db.session.scalars(select(Decision)))


def test_a_liaison_asks_the_deputy_mayor_and_it_waits_with_the_executive_officer(visit):
    make_project(name="Permit login")
    page = visit("liaison").fill(
        "/asks/new", text="Approve the interim contract", due="2026-12-04", amount_cents="180,000",
        recommended="Approve", background="Keeps **January**.", project_id="Permit login",
    )  # fmt: skip
    assert "with the Executive Officer" in page.text and "$180,000.00" in page.text
    assert stored().state is AskState.WITH_EXECUTIVE_OFFICER
    assert stored().marking.value == "deliberative_draft"


def test_a_setting_lets_asks_pass(visit):
    settings.change("commitments.asks_pass", "yes")
    db.session.commit()
    visit("liaison").fill("/asks/new", text="Approve it")
    assert stored().state is AskState.OPEN


def test_the_executive_officer_forwards_with_a_note_once(visit):
    ask, officer = make_ask(), visit("executive_officer", name="Robin Oyelaran")
    page = officer.fill(f"/asks/{ask.id}/forward", note="Finance agrees.")
    assert "Finance agrees." in page.text and "Robin Oyelaran" in page.text
    assert "This was forwarded already." in officer.fill(f"/asks/{ask.id}/forward", note="again").text
    assert stored().forward_note == "Finance agrees."


@pytest.mark.parametrize("role", ["liaison", "analyst", "deputy_mayor", "observer"])
def test_nobody_else_forwards(visit, role):
    ask = make_ask()
    visit(role).send(f"/asks/{ask.id}/forward", 403, note="x")
    assert stored().state is AskState.WITH_EXECUTIVE_OFFICER


def test_one_not_forwarded_is_in_no_list_of_the_deputy_mayor_but_its_page_opens(visit):
    ask = make_ask("Fund cohort 3")
    deputy = visit("deputy_mayor")
    assert "Fund cohort 3" not in deputy.open("/asks?state=all").text
    deputy.open("/asks?state=all&format=csv")
    assert "Fund cohort 3" not in deputy.response.text
    assert deputy.open(f"/asks/{ask.id}").h1 == "Fund cohort 3"
    assert "must be forwarded first" in deputy.fill(f"/asks/{ask.id}/decide", outcome="approved").text
    assert stored().state is AskState.WITH_EXECUTIVE_OFFICER


def test_the_deputy_mayor_decides_with_a_note_and_a_decision_is_recorded_beside_it(visit):
    project = make_project(name="Permit login")
    ask = make_ask(forwarded=True, project_id=project.id)
    page = visit("deputy_mayor", name="Dana Ortiz").fill(
        f"/asks/{ask.id}/decide", outcome="approved", note="Until March."
    )
    assert "Approved" in page.text and "Until March." in page.text and "Dana Ortiz" in page.text
    decision = decisions()[0]
    assert (decision.text, decision.on, decision.decided_by, decision.reason, decision.project_id, decision.ask_id) == (
        "Approved: Approve the interim contract", date(2026, 11, 30), "Dana Ortiz", "Until March.", project.id, ask.id,
    )  # fmt: skip
    states = db.session.scalars(select(AskStateRow.state).order_by(AskStateRow.id)).all()
    assert states == [AskState.WITH_EXECUTIVE_OFFICER, AskState.OPEN, AskState.DECIDED]


def test_two_tabs_that_decide_it_decide_once(visit):
    ask = make_ask(forwarded=True)
    first, second = visit("deputy_mayor"), visit("deputy_mayor")
    version = ask.version
    first.fill(f"/asks/{ask.id}/decide", outcome="approved")
    page = second.send(f"/asks/{ask.id}/decide", outcome="declined", note="no", version=str(version))
    assert "This was decided already: approved." in page.text
    assert stored().outcome is Outcome.APPROVED and len(decisions()) == 1


def test_an_ask_that_changed_while_it_was_read_is_shown_again_before_it_is_decided(visit):
    ask = make_ask(forwarded=True)
    deputy, version = visit("deputy_mayor"), ask.version
    visit("liaison").fill(f"/asks/{ask.id}/edit", text="Approve twice the amount")
    page = deputy.send(f"/asks/{ask.id}/decide", outcome="approved", version=str(version))
    assert "saved this after you opened it" in page.text and "Approve twice the amount" in page.text
    assert stored().state is AskState.OPEN


@pytest.mark.parametrize(
    ("role", "asked_of", "status"),
    [
        ("executive_officer", "executive_officer", 200),
        ("executive_officer", "deputy_mayor", 403),
        ("deputy_mayor", "executive_officer", 200),
        ("deputy_mayor", "deputy_mayor", 200),
        ("liaison", "executive_officer", 403),
        ("observer", "deputy_mayor", 403),
        ("administrator", "deputy_mayor", 403),
    ],
)
def test_who_decides_what(visit, role, asked_of, status):
    ask = make_ask(asked_of=asked_of, forwarded=asked_of == "deputy_mayor")
    visit(role).send(f"/asks/{ask.id}/decide", status, outcome="declined")
    assert (stored().outcome is Outcome.DECLINED) is (status == 200)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"outcome": ""}, "Choose what is decided."),
        ({"outcome": "other", "note": ""}, "Say what was decided."),
        ({"outcome": "maybe"}, "Invalid Choice"),
    ],
)
def test_a_decision_says_what_it_is(visit, values, said):
    ask = make_ask(forwarded=True)
    assert said in visit("deputy_mayor").send(f"/asks/{ask.id}/decide", **values).text
    assert stored().state is AskState.OPEN and decisions() == []


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"text": ""}, "Say what is to be decided."),
        ({"text": "x", "amount_cents": "a lot"}, "Write an amount like"),
        ({"text": "x", "asked_of": "the_mayor"}, "Invalid Choice"),
        ({"text": "x", "due": "soon"}, "Write a date like"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(visit, values, said):
    assert said in visit("liaison").fill("/asks/new", **values).text
    assert db.session.scalars(select(Ask)).all() == []


def test_asking_it_of_somebody_else_sends_it_the_way_of_a_new_one(visit):
    ask, liaison = make_ask(asked_of="executive_officer"), visit("liaison")
    liaison.fill(f"/asks/{ask.id}/edit", asked_of="deputy_mayor")
    assert stored().state is AskState.WITH_EXECUTIVE_OFFICER
    liaison.fill(f"/asks/{ask.id}/edit", asked_of="executive_officer")
    assert stored().state is AskState.OPEN


def test_a_decided_one_is_not_edited(visit):
    ask = make_ask(forwarded=True)
    visit("deputy_mayor").send(f"/asks/{ask.id}/decide", outcome="approved")
    assert "This was decided already" in visit("liaison").fill(f"/asks/{ask.id}/edit", text="Other").text
    assert stored().text == "Approve the interim contract"


def test_a_confidential_ask_is_hidden_and_so_is_its_decision(visit):
    ask = make_ask("Settle the claim", forwarded=True, marking=CONFIDENTIAL)
    visit("deputy_mayor").send(f"/asks/{ask.id}/decide", outcome="approved")
    observer = visit("observer")
    observer.open(f"/asks/{ask.id}", 404)
    observer.open(f"/decisions/{decisions()[0].id}", 404)
    assert "Settle the claim" not in observer.open("/decisions").text
    assert "Settle the claim" in visit("liaison").open("/decisions").text


def test_the_list_filters_by_of_whom_state_and_lateness(visit):
    make_ask("To the officer", asked_of="executive_officer", due=date(2026, 11, 20))
    make_ask("To the deputy")
    liaison = visit("liaison")
    assert "To the deputy" not in liaison.open("/asks?of=executive_officer").text
    assert "To the officer" not in liaison.open("/asks?state=with_executive_officer").text
    page = liaison.open("/asks?state=late")
    assert "10 days late" in page.text and "To the deputy" not in page.text


def test_decisions_are_added_edited_and_never_of_a_day_to_come(visit):
    liaison = visit("liaison")
    page = liaison.fill("/decisions/new", text="Close the old portal", on="2026-12-24")
    assert "This day has not come yet." in page.text
    page = liaison.fill("/decisions/new", text="Close the old portal", on="11/27/2026", decided_by="Board")
    assert page.h1 == "Close the old portal" and "Fri, Nov 27" in page.text
    page = liaison.fill(f"/decisions/{decisions()[0].id}/edit", reason="Costs twice")
    assert "Costs twice" in page.text


def test_a_withdrawn_decision_and_ask_leave_their_lists_and_come_back(visit):
    ask, decision, liaison = make_ask("Asked twice"), make_decision("Typed twice"), visit("liaison")
    for place, record, text in (("asks", ask, "Asked twice"), ("decisions", decision, "Typed twice")):
        liaison.send(f"/{place}/{record.id}/withdraw")
        assert text not in liaison.open(f"/{place}").text
        liaison.send(f"/{place}/{record.id}/bring-back")
        assert text in liaison.open(f"/{place}").text


def test_a_withdrawn_ask_is_neither_forwarded_nor_decided(visit):
    ask = make_ask(forwarded=True)
    visit("liaison").send(f"/asks/{ask.id}/withdraw")
    assert "This was withdrawn." in visit("deputy_mayor").send(f"/asks/{ask.id}/decide", outcome="approved").text
    assert decisions() == []


def test_the_decisions_that_were_mine_are_listed_with_what_came_of_them(visit):
    project = make_project(name="Permit login")
    deputy = make_user("deputy_mayor", name="Dana Ortiz")
    ask = make_ask(forwarded=True, project_id=project.id)
    visit(user=deputy).fill(f"/asks/{ask.id}/decide", outcome="approved")
    make_decision("Theirs", decided_by="Board")
    make_action("Sign it", project_id=project.id)
    make_action("Announce it", project_id=project.id, state=ActionState.DONE)
    page = visit(user=deputy).open("/decisions?whose=mine")
    assert len(page.tables[0]) == 2 and "1 open, 1 done" in page.text and "Theirs" not in page.text
    listed = visit(user=deputy).open(page.link("1 open, 1 done"))
    assert "Sign it" in listed.text and "Announce it" in listed.text
