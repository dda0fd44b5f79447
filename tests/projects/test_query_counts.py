"""Pages of projects ask the database the same few times, however much there is."""

import pytest

from tests.factories import make_user
from tests.projects.factories import make_full_project

MOST = 15


@pytest.mark.parametrize(
    "path", ["/projects", "/projects?sort=rating&rating=at_risk", "/milestones", "/risks", "/measures"]
)
def test_a_list_asks_as_often_with_double_the_data(visit, count_queries, path):
    make_full_project("First", parts=2)
    liaison = visit("liaison")
    before = count_queries(liaison, path)
    make_full_project("Second", parts=4)
    assert count_queries(liaison, path) == before <= MOST


@pytest.mark.parametrize("query", ["", "?as_of=2026-11-29"])
def test_the_page_of_a_project_asks_as_often_with_double_the_parts(visit, count_queries, query):
    small, large = make_full_project("Small", parts=2), make_full_project("Large", parts=4)
    liaison = visit("liaison")
    counts = {count_queries(liaison, f"/projects/{each.slug}{query}") for each in (small, large)}
    assert len(counts) == 1 and max(counts) <= MOST


def test_an_analyst_s_page_of_a_project_is_within_the_same_limit(visit, count_queries):
    project = make_full_project(parts=2)
    analyst = visit(user=make_user("analyst", departments=(project.lead_department,)))
    assert count_queries(analyst, f"/projects/{project.slug}") <= MOST


def test_the_pages_of_parts_and_the_status_form_stay_within_the_limit(visit, count_queries):
    project = make_full_project(parts=3)
    liaison = visit("liaison")
    addresses = ("/milestones/1", "/risks/1", "/measures/1", "/updates/1", f"/projects/{project.slug}/updates/new")
    assert max(count_queries(liaison, each) for each in addresses) <= MOST
