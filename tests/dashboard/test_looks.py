"""When I last looked: noted by the page's script or a press, never by opening it; compared with at the next visit."""

from datetime import UTC, datetime, timedelta

import pytest

from mobi_tracker.core.clock import travelling_to
from mobi_tracker.core.database import db
from mobi_tracker.review.models import LastLook
from mobi_tracker.review.rules import last_visit
from tests.app import NOW
from tests.dashboard.portfolio import a_project, words_of
from tests.factories import make_user, stored
from tests.standing.factories import rate

HOUR = timedelta(hours=1)


def at(hour, minute=0, day=30):
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("looked", "before", "expected"),
    [
        (None, None, None),
        (at(10), None, at(10)),
        (at(17, 45), None, None),
        (at(17, 45), at(10), at(10)),
        (at(17, 30), at(10), at(10)),
        (at(17, 29), at(10), at(17, 29)),
    ],
)
def test_a_visit_lasts_until_half_an_hour_passes_without_a_look(looked, before, expected):
    assert last_visit(looked, before, NOW) == expected


def test_opening_the_dashboard_notes_nothing(visit):
    visit("deputy_mayor").open("/dashboard")
    assert db.session.query(LastLook).count() == 0


def test_a_press_notes_the_look_and_comes_back(visit):
    user = make_user("deputy_mayor")
    visitor = visit(user=user)
    page = visitor.send("/dashboard/looked", next="/dashboard?compare=month")
    assert "since last month" in page.text
    (look,) = db.session.query(LastLook).all()
    assert (look.user_id, look.looked_at, look.visited_before_at) == (user.id, NOW, None)


def test_the_script_gets_no_page_back(visit):
    visitor = visit("deputy_mayor")
    data = {"csrf_token": visitor.token()}
    response = visitor.client.post("/dashboard/looked", data=data, headers={"X-Fragment": "1"})
    assert (response.status_code, response.data) == (204, b"")


def test_a_look_needs_the_token(visit):
    visitor = visit("deputy_mayor")
    assert visitor.client.post("/dashboard/looked").status_code in (400, 419)
    assert db.session.query(LastLook).count() == 0


def test_looks_of_one_visit_keep_the_one_before_it(visit):
    visitor = visit(user=make_user("deputy_mayor"))
    for moment in (NOW - 50 * HOUR, NOW - HOUR / 3, NOW):
        with travelling_to(moment):
            visitor.send("/dashboard/looked")
    (look,) = db.session.query(LastLook).all()
    assert (look.looked_at, look.visited_before_at) == (NOW, NOW - 50 * HOUR)


def test_the_dashboard_compares_with_the_instant_of_the_look(visit):
    project = a_project()
    rate(project, "on_track", NOW.date() - timedelta(days=7), hour=9)
    rate(project, "off_track", NOW.date() - timedelta(days=7), hour=15)
    user = make_user("deputy_mayor")
    stored(LastLook(user_id=user.id, page="dashboard", looked_at=at(20, day=23)))  # noon in Los Angeles
    page = visit(user=user).open("/dashboard?compare=look")
    assert "compared with when you last looked" in page.text
    words = words_of(page, "changes")
    assert "since you last looked compared with Mon, Nov 23, 12:00 pm" in words
    assert "On track → became Off track" in words


def test_a_look_earlier_today_can_be_compared_with(visit):
    project = a_project()
    rate(project, "on_track", NOW.date(), hour=8)
    rate(project, "at_risk", NOW.date(), hour=9)
    user = make_user("deputy_mayor")
    stored(LastLook(user_id=user.id, page="dashboard", looked_at=at(16, 30)))
    assert "One project got worse" in visit(user=user).open("/dashboard?compare=look").h1


def test_who_never_looked_is_told_so_and_offered_nothing_of_it(visit):
    page = visit("deputy_mayor").open("/dashboard?compare=look&as_of=look")
    assert page.text.count("No earlier look of yours") == 2
    assert "when you last looked" not in visit("deputy_mayor").open("/dashboard").text


def test_looks_of_others_are_theirs(visit):
    visit(user=make_user("deputy_mayor")).send("/dashboard/looked")
    assert "No earlier look" in visit("executive_officer").open("/dashboard?compare=look").text
