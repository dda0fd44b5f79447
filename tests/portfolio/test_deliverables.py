"""What departments owe under priorities: due, delivered with proof, open again, past days, markings, lists."""

from datetime import UTC, date, datetime

import pytest

from mobi_tracker.city.clock_zone import day_end
from mobi_tracker.core.clock import travelling_to
from mobi_tracker.core.database import db
from mobi_tracker.core.errors import RuleBroken
from mobi_tracker.portfolio import operations, queries
from mobi_tracker.portfolio.models import Priority
from mobi_tracker.portfolio.operations import DeliverableDraft
from tests.factories import make_department, make_user, make_viewer, stored

TODAY = date(2026, 11, 30)


def make_priority(slug="access", name="Equitable and affordable access"):
    """A priority."""
    return stored(Priority(slug=slug, name=name))


def make_deliverable(priority, department, text="Plan for one login", due=date(2026, 11, 20)):
    """Something owed, late by ten days."""
    deliverable = operations.add_deliverable(priority.id, DeliverableDraft(text, department.id, due))
    db.session.commit()
    return deliverable


def test_it_is_added_delivered_with_proof_and_owed_again(visit):
    make_priority()
    department = make_department("ita", "Tech", abbreviation="ITA")
    liaison = visit("liaison")
    page = liaison.fill(
        "/priorities/access/deliverables/new", text="Plan for one login", department_id=str(department.id),
        due="2026-11-20",
    )  # fmt: skip
    assert "ITA owes it: 10 days late" in page.text
    page = liaison.fill("/deliverables/1/deliver", proof="Approved by the board", proof_address="https://x.example.org")
    assert "ITA delivered it on Mon, Nov 30" in page.text and "Approved by the board" in page.text
    assert page.link("https://x.example.org") == "https://x.example.org"
    page = liaison.send("/deliverables/1/reopen")
    assert "ITA owes it" in page.text and "Approved by the board" not in page.text
    assert "Approved by the board" in liaison.open("/history/deliverable/1").text


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "Say what shows that it was delivered"),
        ({"proof_address": "ftp://x.example.org"}, "begins with https://"),
        ({"proof": "Done", "delivered_on": "2026-12-24"}, "still to come"),
        ({"proof": "Done", "delivered_on": ""}, "Give the day"),
    ],
)
def test_without_proof_or_on_a_day_to_come_nothing_is_delivered(visit, values, words):
    deliverable = make_deliverable(make_priority(), make_department())
    page = visit("liaison").fill("/deliverables/1/deliver", **values)
    assert words in page.text
    db.session.refresh(deliverable)
    assert deliverable.delivered_on is None


@pytest.mark.parametrize(
    ("values", "words"),
    [({"text": ""}, "Say what is owed"), ({"department_id": ""}, "Choose the department"), ({"due": "x"}, "date like")],
)
def test_what_is_owed_needs_words_and_a_department(visit, values, words):
    make_priority()
    typed = {"text": "Plan", "department_id": str(make_department().id), **values}
    assert words in visit("liaison").fill("/priorities/access/deliverables/new", **typed).text


def test_it_is_delivered_once_and_opened_only_then(app):
    deliverable = make_deliverable(make_priority(), make_department())
    with pytest.raises(RuleBroken, match="not delivered yet"):
        operations.reopen_deliverable(deliverable)
    operations.deliver(deliverable, TODAY, "Sent")
    with pytest.raises(RuleBroken, match="already"):
        operations.deliver(deliverable, TODAY, "Sent")


def test_a_past_day_knows_what_was_owed_then(app):
    priority, viewer = make_priority(), make_viewer("liaison")
    first, second = make_department("first"), make_department("second")
    with travelling_to(datetime(2026, 11, 2, 20, tzinfo=UTC)):
        deliverable = make_deliverable(priority, first, due=date(2026, 11, 10))
    draft = DeliverableDraft("Plan for one login", second.id, date(2026, 12, 10))
    operations.edit_deliverable(deliverable, draft)
    operations.deliver(deliverable, TODAY, "Sent")
    db.session.commit()
    day = date(2026, 11, 20)
    (then,) = queries.shown_priority("access", viewer, day, day_end(day)).owed
    (now,) = queries.shown_priority("access", viewer, TODAY).owed
    assert (then.department.slug, then.then.due, then.is_late(day)) == ("first", date(2026, 11, 10), True)
    assert (now.department.slug, now.then.delivered_on, now.is_late(TODAY)) == ("second", TODAY, False)
    early = date(2026, 11, 1)
    assert queries.shown_priority("access", viewer, early, day_end(early)).owed == []


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"Late plan", "Sent plan", "Plan ahead"}),
        ("?state=late", {"Late plan"}),
        ("?state=owed", {"Late plan", "Plan ahead"}),
        ("?state=delivered", {"Sent plan"}),
        ("?department=gsd", {"Plan ahead"}),
        ("?priority=order", {"Plan ahead"}),
        ("?q=sent", {"Sent plan"}),
    ],
)
def test_the_list_filters_and_leaves_as_a_file(visit, query, shown):
    access, order = make_priority(), make_priority("order", "Order")
    ita, gsd = make_department("ita"), make_department("gsd")
    make_deliverable(access, ita, "Late plan")
    operations.deliver(make_deliverable(access, ita, "Sent plan"), TODAY, "Sent")
    make_deliverable(order, gsd, "Plan ahead", date(2027, 1, 1))
    db.session.commit()
    liaison = visit("liaison")
    assert {row[0] for row in liaison.open(f"/deliverables{query}").tables[0][1:]} == shown
    file = liaison._call("GET", f"/deliverables{query}{'&' if query else '?'}format=csv").text
    assert {text for text in ("Late plan", "Sent plan", "Plan ahead") if text in file} == shown


def test_what_hangs_on_a_hidden_priority_or_is_a_draft_is_hidden(visit):
    hidden, open_one = make_priority("hidden", "Hidden"), make_priority()
    department = make_department()
    make_deliverable(hidden, department, "Hangs on hidden")
    make_deliverable(open_one, department, "Own draft").marking = "deliberative_draft"
    hidden.marking = "deliberative_draft"
    db.session.commit()
    observer = visit("observer")
    for path in ("/deliverables", "/priorities/access", "/deliverables?format=csv", "/search?q=hangs"):
        answer = observer._call("GET", path).text
        assert "Hangs on hidden" not in answer and "Own draft" not in answer
    observer.open("/deliverables/1", 404)
    observer.open("/deliverables/2", 404)
    visit("liaison").open("/deliverables/2")


def test_an_analyst_keeps_up_what_their_own_departments_owe(visit):
    own, other = make_department(), make_department()
    priority = make_priority()
    make_deliverable(priority, other)
    mine = make_deliverable(priority, own, "Own plan")
    analyst = visit(user=make_user("analyst", departments=(own,)))
    analyst.open("/deliverables/1/deliver", 403)
    analyst.fill(f"/deliverables/{mine.id}/deliver", proof="Sent")
    page = analyst.fill("/priorities/access/deliverables/new", text="Theirs", department_id=str(other.id))
    assert "Choose one of your own departments" in page.text
    page = analyst.fill(
        "/priorities/access/deliverables/new", text="Draft", department_id=str(own.id), marking="deliberative_draft"
    )
    assert page.h1 == "Draft"


def test_a_withdrawn_one_leaves_and_comes_back(visit):
    make_deliverable(make_priority(), make_department())
    liaison = visit("liaison")
    liaison.send("/deliverables/1/withdraw")
    assert "Plan for one login" not in liaison.open("/priorities/access").html
    liaison.send("/deliverables/1/bring-back")
    assert "Plan for one login" in liaison.open("/priorities/access").html


def test_the_list_asks_as_often_with_double_the_data(visit, count_queries):
    priority, liaison = make_priority(), visit("liaison")
    make_deliverable(priority, make_department())
    before = count_queries(liaison, "/deliverables")
    make_deliverable(priority, make_department(), "Another")
    make_deliverable(make_priority("other", "Other"), make_department(), "Third")
    assert count_queries(liaison, "/deliverables") == before <= 15
