"""What the list of projects takes in short is what its pages say in full, marking by marking."""

from datetime import date

import pytest

from mobi_tracker.access.vocabulary import Marking
from mobi_tracker.core.database import db
from mobi_tracker.projects import operations, queries
from mobi_tracker.projects.models.milestone import MilestoneDate
from mobi_tracker.projects.vocabulary import DateKind, Rating
from tests.factories import make_project, make_viewer
from tests.projects.factories import TODAY, make_full_project, make_milestone, make_update

ROLES = ["observer", "analyst", "liaison", "deputy_mayor"]


@pytest.fixture
def projects(app):
    """Two with everything, parts of it not for everybody, and one with a milestone that has no date."""
    first, second, bare = make_full_project("First", parts=3), make_full_project("Second", parts=2), make_project()
    reached = make_milestone(first, "Reached", date(2026, 11, 1))
    operations.complete_milestone(reached, date(2026, 11, 2))
    make_milestone(bare, "Some day", None)
    make_update(second, TODAY, Rating.OFF_TRACK).marking = Marking.DELIBERATIVE
    earliest = make_milestone(second, "Earliest", date(2026, 12, 1))
    operations.forecast_milestone(earliest, date(2027, 3, 1), TODAY, "storms")
    db.session.query(MilestoneDate).filter_by(milestone_id=earliest.id, kind=DateKind.FORECAST).update(
        {"marking": Marking.DELIBERATIVE}
    )
    db.session.commit()
    return [first, second, bare]


@pytest.mark.parametrize("role", ROLES)
def test_the_next_milestone_in_short_is_the_one_in_full(projects, role):
    reader, ids = make_viewer(role), [each.id for each in projects]
    short, full = queries.next_milestones_in_short(ids, reader), queries.next_milestones(ids, reader)
    assert {key: (each.id, each.name, each.standing.expected, each.standing.slip) for key, each in short.items()} == {
        key: (each.milestone.id, each.milestone.name, each.standing.expected, each.standing.slip)
        for key, each in full.items()
    }
    assert set(short) == {each.id for each in projects[:2]}


@pytest.mark.parametrize("role", ROLES)
def test_the_latest_update_in_short_is_the_one_in_full(projects, role):
    reader, ids = make_viewer(role), [each.id for each in projects]
    short, full = queries.latest_updates_in_short(ids, reader), queries.latest_updates(ids, reader)
    assert {key: (each.id, each.on, each.overall) for key, each in short.items()} == {
        key: (each.id, each.on, each.overall) for key, each in full.items()
    }


def test_a_forecast_and_a_rating_that_are_not_for_a_reader_are_not_in_their_lists(visit, projects):
    seen, hidden = visit("deputy_mayor"), visit("observer")
    assert "Off track" in _file(seen, "/projects?q=Second")
    assert "Off track" not in _file(hidden, "/projects?q=Second")
    assert "2027-03-01" in _file(seen, "/milestones?q=Earliest")
    shown = _file(hidden, "/milestones?q=Earliest")
    assert "2027-03-01" not in shown and "2026-12-01" in shown


def _file(visitor, path):
    visitor.open(f"{path}&format=csv")
    return visitor.response.text


def test_cells_carry_their_column_s_name_for_narrow_pages(visit, projects):
    page = visit("liaison").open("/projects").html
    assert '<td data-label="Last update">' in page
