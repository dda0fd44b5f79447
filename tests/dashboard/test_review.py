"""Review: what waits for the Executive Officer, oldest first."""

from datetime import UTC, date, datetime, timedelta

import pytest

from mobi_tracker.briefings.models import Briefing
from mobi_tracker.core.actor import Actor, acting_as
from mobi_tracker.core.clock import travelling_to
from mobi_tracker.core.database import db
from mobi_tracker.review.operations.questions import answer_question, ask_question
from mobi_tracker.review.operations.versions import submit
from tests.commitments.factories import CONFIDENTIAL, make_ask
from tests.counting import counting
from tests.factories import make_project, make_user, stored

MONDAY = date(2026, 11, 23)


def content(**lines):
    """A version's content with these lines by id."""
    return {"sections": [{"name": "meetings", "lines": [{"id": key, "text": text} for key, text in lines.items()]}]}


def make_version(week=MONDAY, writer=None, hours=1, **lines):
    """A submitted version of the week's briefing, by ``writer``, so many hours ago."""
    briefing = db.session.query(Briefing).filter_by(week=week).one_or_none() or stored(Briefing(week=week))
    writer = writer or make_user("liaison", name="Avery Vance")
    now = datetime(2026, 11, 30, 18, tzinfo=UTC)
    with acting_as(Actor(writer.id, writer.name)), travelling_to(now - timedelta(hours=hours)):
        version = submit("briefing", briefing.id, content(**(lines or {"a": "Permit login slipped."})), [])
    db.session.commit()
    return version


def test_when_nothing_waits_the_page_says_what_would_be_here(visit):
    page = visit("executive_officer").open("/review")
    assert page.h1 == "Nothing waits for you."
    assert page.title == "Review · MOBI Tracker"
    for words in ("A submitted briefing stands here", "waits here until you let it through", "until it is answered"):
        assert words in page.text


def test_a_submitted_briefing_waits_with_what_changed_in_a_line(visit):
    make_version(hours=30, a="Slipped.", b="Met ITA.", c="Gone soon.")
    make_version(hours=2, a="Slipped by 41 days.", b="Met ITA.", d="New.")
    page = visit("executive_officer").open("/review")
    assert page.h1 == "One briefing waits for review."
    assert "Week of November 23" in page.text and "version 2, submitted Mon, Nov 30" in page.text
    assert "by Avery Vance" in page.text
    assert "1 line changed, 1 new, 1 taken out since version 1" in page.text
    assert page.link("Week of November 23") == "/briefings/2026-11-23"


def test_briefings_wait_oldest_first(visit):
    make_version(week=MONDAY, hours=1)
    make_version(week=date(2026, 11, 16), hours=60)
    page = visit("executive_officer").open("/review")
    assert page.text.index("Week of November 16") < page.text.index("Week of November 23")
    assert "first version, 1 line" in page.text


def test_ones_own_version_is_shown_but_not_counted(visit):
    user = make_user("executive_officer", "liaison")
    make_version(writer=user)
    page = visit(user=user).open("/review")
    assert page.h1 == "Nothing waits for you." and "you wrote in it" in page.text


def test_asks_are_forwarded_or_decided_from_here(visit):
    project = make_project(name="Permit login")
    waiting = make_ask("Fund cohort 3", due=date(2026, 12, 18), amount_cents=31_000_000, project_id=project.id)
    asked = make_ask("Approve the hire", asked_of="executive_officer", due=date(2026, 11, 27))
    make_ask("Already forwarded", forwarded=True)
    officer = visit("executive_officer")
    page = officer.open("/review")
    assert page.h1 == "One ask waits to be forwarded and one ask waits for your decision."
    assert page.link("Forward") == f"/asks/{waiting.id}/forward" and page.link("Decide") == f"/asks/{asked.id}/decide"
    assert "needed by Fri, Dec 18" in page.text and "$310 k" in page.text and "3 days late" in page.text
    assert "Already forwarded" not in page.text
    officer.fill(f"/asks/{waiting.id}/forward", note="Please decide.")
    officer.fill(f"/asks/{asked.id}/decide", outcome="approved")
    assert officer.open("/review").h1 == "Nothing waits for you."


def test_their_own_unanswered_questions_are_listed_and_leave_when_answered(visit):
    officer, other, ask = make_user("executive_officer"), make_user("deputy_mayor"), make_ask("Approve it")
    with acting_as(Actor(officer.id, officer.name)):
        mine = ask_question("ask", ask.id, "What if we wait?")
    with acting_as(Actor(other.id, other.name)):
        ask_question("ask", ask.id, "Not mine")
    db.session.commit()
    page = visit(user=officer).open("/review")
    assert "What if we wait?" in page.text and "about Approve it" in page.text and "Not mine" not in page.text
    answer_question(mine, "We lose January.")
    db.session.commit()
    assert "What if we wait?" not in visit(user=officer).open("/review").text


def test_what_only_some_may_read_is_left_out_and_not_counted(visit):
    stored(Briefing(week=date(2026, 11, 9), marking="confidential", marking_basis="labor", has_readers=True))
    make_version(week=date(2026, 11, 9))
    make_ask("Sealed ask", marking=type(CONFIDENTIAL)(CONFIDENTIAL.marking, CONFIDENTIAL.basis, (make_user().id,)))
    page = visit("executive_officer").open("/review")
    assert page.h1 == "Nothing waits for you." and "Sealed ask" not in page.text and "November 9" not in page.text


@pytest.mark.parametrize(
    ("role", "status"), [("deputy_mayor", 200), ("liaison", 403), ("analyst", 403), ("observer", 403)]
)
def test_reviewers_alone_open_it(visit, role, status):
    page = visit(role).open("/review", status)
    assert status == 403 or "Asks to forward" not in page.text


def test_the_number_of_queries_stays_when_the_data_doubles(visit):
    officer = make_user("executive_officer")
    counts = []
    for week in (MONDAY, date(2026, 11, 16)):
        make_version(week=week, hours=30)
        make_version(week=week, hours=2, a="Other words.")
        asks = make_ask(project_id=make_project().id), make_ask(asked_of="executive_officer")
        with acting_as(Actor(officer.id, officer.name)):
            for each in asks:
                ask_question("ask", each.id, "Why?")
        db.session.commit()
        with counting() as sent:
            visit(user=officer).open("/review")
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 15, counts
