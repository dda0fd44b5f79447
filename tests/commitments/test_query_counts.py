"""Lists and pages of commitments ask the database as often whatever the amount of data, and at most 15 times."""

import pytest

from mobi_tracker.core.database import db
from mobi_tracker.review.operations.questions import ask_question
from tests.commitments.factories import make_action, make_ask, make_decision
from tests.counting import counting
from tests.factories import make_contact, make_department, make_initiative, make_organization, make_project


def make_some():
    """Commitments of every sort, each hanging on something of its own, with questions."""
    project = make_project(lead=make_department(), initiative=make_initiative())
    records = (
        make_action(project_id=project.id, owner_contact_id=make_contact().id),
        make_action(department_id=make_department().id, owner_organization_id=make_organization().id),
        make_ask(project_id=project.id, forwarded=True),
        make_decision(initiative_id=make_initiative().id),
    )
    for record in records:
        ask_question(type(record).__kind__, record.id, "Why?")
    db.session.commit()
    return project


@pytest.mark.parametrize("path", ["/action-items", "/asks", "/decisions", "/action-items?format=csv"])
def test_a_list_asks_as_often_when_the_data_doubles(visit, path):
    liaison, counts = visit("liaison"), []
    for _ in range(2):
        make_some()
        with counting() as sent:
            liaison.open(path)
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 15, counts


@pytest.mark.parametrize(
    ("make", "place"), [(make_action, "action-items"), (make_ask, "asks"), (make_decision, "decisions")]
)
def test_a_page_asks_as_often_when_what_hangs_on_it_doubles(visit, make, place):
    record, liaison, counts = make(project_id=make_some().id), visit("liaison"), []
    for _ in range(2):
        make_some()
        for text in ("Why?", "When?"):
            ask_question(type(record).__kind__, record.id, text)
        db.session.commit()
        with counting() as sent:
            liaison.open(f"/{place}/{record.id}")
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 15, counts
