"""Full pages and lists of people and the portfolio ask the database as often, and not often, however much there is."""

import pytest

from tests.factories import make_user
from tests.profiles.story import make_story

MOST = 15
PAGES = {
    "contact": lambda story: f"/contacts/{story.people[0].id}",
    "organization": lambda story: f"/organizations/{story.department.organization_id}",
    "department": lambda story: f"/departments/{story.department.slug}",
    "initiative": lambda story: f"/initiatives/{story.initiative.slug}",
}
LISTS = ("/contacts", "/contacts?due=yes", "/initiatives", "/departments", "/priorities", "/council", "/search?q=a")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_as_often_with_three_times_the_parts(visit, count_queries, name):
    liaison = visit("liaison")
    small, large = make_story(liaison, 1, "Small"), make_story(liaison, 3, "Large")
    counts = [count_queries(liaison, PAGES[name](story)) for story in (small, large)]
    assert counts[0] == counts[1] <= MOST


@pytest.mark.parametrize("name", PAGES)
def test_an_analysts_page_is_within_the_same_limit(visit, count_queries, name):
    story = make_story(visit("liaison"), 2)
    analyst = visit(user=make_user("analyst", departments=(story.department,)))
    assert count_queries(analyst, PAGES[name](story)) <= MOST


@pytest.mark.parametrize("path", LISTS)
def test_a_list_asks_as_often_with_double_the_data(visit, count_queries, path):
    liaison = visit("liaison")
    make_story(liaison, 2, "First")
    before = count_queries(liaison, path)
    make_story(liaison, 3, "Second")
    assert count_queries(liaison, path) == before <= MOST
