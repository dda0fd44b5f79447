"""Pages of briefings ask the database the same few times, however many lines, versions and comments there are."""

import pytest

from mobi_tracker.access.vocabulary import Marking
from mobi_tracker.core.database import db
from mobi_tracker.review.models import Version
from tests.briefings.factories import PATH, WEEK, drafted, make_week, rate
from tests.factories import make_project, make_user

MOST = 15


def grow(visit, liaison_user, rounds: int) -> None:
    """More projects and updates, comments and versions."""
    liaison, officer = visit(user=liaison_user), visit("executive_officer")
    for _ in range(rounds):
        for _ in range(3):
            rate(make_project(marking=Marking.INTERNAL), "off_track", WEEK, narrative="News.")
        liaison.send(f"{PATH}/draft")
        liaison.send(f"{PATH}/submit")
        newest = db.session.query(Version).order_by(Version.number.desc()).first()
        officer.send(f"/versions/{newest.id}/comments/new", text="Hm.", anchor="line-1")


@pytest.mark.parametrize(
    "role, path",
    [
        ("liaison", PATH), ("liaison", f"{PATH}/edit"), ("liaison", "/briefings"), ("executive_officer", PATH),
        ("executive_officer", f"{PATH}?since=1"), ("executive_officer", f"{PATH}?since=week"), ("deputy_mayor", PATH),
        ("liaison", f"{PATH}/lines/1/edit"), ("executive_officer", f"{PATH}/versions/1/fix"),
        ("liaison", f"{PATH}/sources/status_update/1"),
    ],
)  # fmt: skip
def test_a_page_asks_as_often_with_more_of_everything(visit, count_queries, role, path):
    make_week(with_restricted=True)
    writer = make_user("liaison")
    drafted(user=writer)
    grow(visit, writer, 2)
    visitor = visit(role)
    before = count_queries(visitor, path)
    grow(visit, writer, 2)
    assert count_queries(visitor, path) == before <= MOST


def test_an_analyst_s_pages_stay_within_the_same_limit(visit, count_queries):
    week = make_week(with_restricted=True)
    drafted()
    analyst = visit(user=make_user("analyst", departments=(week.ita,)))
    assert max(count_queries(analyst, each) for each in (PATH, f"{PATH}/edit", "/briefings")) <= MOST
