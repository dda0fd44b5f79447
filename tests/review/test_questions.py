"""Questions: who asks, who answers, where they stand, who sees them."""

import pytest
from sqlalchemy import select

from mobi_tracker.core.database import db
from mobi_tracker.review.models import Question
from mobi_tracker.review.operations.questions import ask_question
from mobi_tracker.review.queries.questions import open_questions
from tests.commitments.factories import make_action, make_ask
from tests.counting import counting
from tests.factories import make_department, make_organization, make_project, make_viewer


def make_question(record, text="What happens if we wait?"):
    """A question asked of a record."""
    question = ask_question(type(record).__kind__, record.id, text)
    db.session.commit()
    return question


def stored():
    """The only question as the database has it now."""
    db.session.expire_all()
    return db.session.scalars(select(Question)).one()


def test_the_deputy_mayor_asks_and_it_stands_beside_what_it_was_asked_of(visit):
    ask = make_ask("Approve it", forwarded=True)
    deputy = visit("deputy_mayor", name="Dana Ortiz")
    deputy.open(f"/asks/{ask.id}").link("Ask a question")
    page = deputy.fill(f"/questions/ask/{ask.id}/new", text="What if we wait?")
    assert page.h1 == "Approve it"
    assert "What if we wait?" in page.text and "Dana Ortiz" in page.text and "owed an answer" in page.text


def test_a_liaison_answers_beside_it_and_may_put_it_in_other_words(visit):
    question = make_question(make_ask("Approve it", forwarded=True))
    liaison = visit("liaison", name="Avery Vance")
    page = liaison.fill(f"/questions/{question.id}/answer", answer="We lose January.")
    assert "We lose January." in page.text and "Avery Vance" in page.text and "owed an answer" not in page.text
    page = liaison.fill(f"/questions/{question.id}/answer", answer="We lose January and February.")
    assert "We lose January and February." in page.text


def test_the_second_of_two_who_answer_is_shown_the_first_answer(visit):
    question = make_question(make_ask(forwarded=True))
    first, second, version = visit("liaison"), visit("liaison"), question.version
    first.fill(f"/questions/{question.id}/answer", answer="Theirs")
    page = second.send(f"/questions/{question.id}/answer", answer="Mine", version=str(version))
    assert "Theirs" in page.text and page.value_of("answer") == "Mine"
    assert stored().answer == "Theirs"


@pytest.mark.parametrize(
    ("path", "field", "said"),
    [
        ("/questions/ask/{ask}/new", "text", "Type your question."),
        ("/questions/{q}/answer", "answer", "Type the answer."),
    ],
)
def test_nothing_typed_is_said_beside_the_field(visit, path, field, said):
    ask = make_ask(forwarded=True)
    question = make_question(ask)
    page = visit("executive_officer").fill(path.format(ask=ask.id, q=question.id), **{field: "  "})
    assert said in page.text and stored().answered_at is None


@pytest.mark.parametrize("role", ["liaison", "analyst", "observer", "administrator"])
def test_only_the_executive_officer_and_the_deputy_mayor_ask(visit, role):
    ask = make_ask(forwarded=True)
    visit(role).send(f"/questions/ask/{ask.id}/new", 403, text="?")
    assert db.session.scalars(select(Question)).all() == []


def test_an_analyst_answers_for_their_own_departments_only(visit):
    mine, theirs = make_department(), make_department()
    asked_of_mine = make_question(make_action("Ours", department_id=mine.id))
    asked_of_theirs = make_question(make_action("Theirs", department_id=theirs.id), "Why?")
    analyst = visit("analyst", departments=(mine,))
    assert "Soon." in analyst.fill(f"/questions/{asked_of_mine.id}/answer", answer="Soon.").text
    analyst.open(f"/questions/{asked_of_theirs.id}/answer", 403)
    visit("deputy_mayor").open(f"/questions/{asked_of_mine.id}/answer", 403)


def test_a_question_of_a_hidden_record_does_not_exist_for_that_reader(visit):
    project = make_project(marking="confidential", marking_basis="labor")
    question = make_question(make_action("Sealed step", project_id=project.id), "Is it signed?")
    visit("observer").open(f"/questions/{question.id}", 404)
    assert open_questions(make_viewer("observer")) == []
    assert [each.title for each in open_questions(make_viewer("liaison"))] == ["Sealed step"]


@pytest.mark.parametrize("path", ["/questions/nothing/1/new", "/questions/ask/999/new", "/questions/user/1/new"])
def test_what_cannot_be_asked_of_has_no_page(visit, path):
    visit("deputy_mayor").open(path, 404)


def test_a_question_has_an_address_that_leads_to_where_it_stands(visit):
    action = make_action("Send the map")
    question = make_question(action)
    visit("liaison").open(f"/questions/{question.id}", 302, follow=False)
    liaison = visit("liaison")
    liaison.open(f"/questions/{question.id}", 302, follow=False)
    assert liaison.response.location == f"/action-items/{action.id}#question-{question.id}"


def test_open_questions_of_many_kinds_take_two_queries(app):
    viewer = make_viewer("liaison")
    records = [make_action(), make_ask(), make_project(), make_organization(), make_department()]
    for record in [*records, *records]:
        make_question(record)
    with counting() as sent:
        found = open_questions(viewer)
    assert len(found) == 10 and len(sent) == 2
