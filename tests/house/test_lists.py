"""Lists keep their statements for a reader and a day: what is kept is of nobody else, of no other day, of no record."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import g

from mobi_tracker.access.policy import Viewer
from mobi_tracker.core.clock import travelling_to
from mobi_tracker.core.database import db
from mobi_tracker.core.listing import Listing, page_of
from mobi_tracker.core.listing.asked import asked
from mobi_tracker.projects.views.milestones import MILESTONES
from mobi_tracker.projects.views.projects import PROJECTS
from tests.app import NOW
from tests.bench.counting import counting
from tests.factories import make_project, make_user, make_viewer
from tests.meetings.factories import make_milestone

COMING = {"when": "upcoming"}


@pytest.fixture
def reader(app) -> Iterator[Viewer]:
    """A liaison who opens lists."""
    with app.test_request_context():
        g.viewer = make_viewer("liaison")
        yield g.viewer


def test_no_list_asks_the_database_for_what_it_is_to_ask(app, reader):
    # Or a setting, say, that was changed meanwhile would hold in a list no sooner than the next day.
    lists = [each for each in gc.get_objects() if isinstance(each, Listing)]
    assert len(lists) > 15
    with counting(db.engine) as statements:
        for each in lists:
            sortable = [column.key for column in each.columns if column.is_sortable]
            defaults = {one.name: one.default for one in each.filters if one.default}
            for sort in sortable:
                asked(each, reader, defaults, sort)
    assert statements == []


def test_a_list_is_built_once_for_a_reader_and_a_day(app, reader):
    first = asked(MILESTONES, reader, COMING, "expected")
    assert asked(MILESTONES, reader, COMING, "expected") is first
    assert asked(MILESTONES, make_viewer("observer"), COMING, "expected") is not first
    assert asked(MILESTONES, reader, COMING, "-expected") is not first
    with travelling_to(NOW + timedelta(days=1)):
        assert asked(MILESTONES, reader, COMING, "expected") is not first


def test_milestones_to_come_are_those_of_the_day_on_which_the_list_is_opened(app, reader):
    project = make_project("curb-sensors", "Curb sensors")
    make_milestone(project, "Pilot opens", "2026-12-01")

    names = lambda: [row[0].text for row in page_of(MILESTONES, {}, reader, "/milestones").rows]
    assert names() == ["Pilot opens"]
    with travelling_to(NOW + timedelta(days=2)):
        assert names() == []


def test_a_reader_who_is_given_another_role_sees_by_it_at_once(app, visit):
    make_project("quiet", "Quiet project", marking="confidential", marking_basis="personnel")
    user = make_user("observer")
    assert "Quiet project" not in visit(user=user).open("/projects").text
    user.roles[0].role = make_user("liaison").roles[0].role
    db.session.commit()
    assert "Quiet project" in visit(user=user).open("/projects").text


def test_a_page_past_the_last_one_shows_the_last_one(app, reader):
    for number in range(27):
        make_project(f"project-{number:02}", f"Project {number:02}")
    page = page_of(PROJECTS, {"page": "9"}, reader, "/projects")
    assert (page.pager.number, page.pager.first, page.pager.last) == (2, 26, 27)
