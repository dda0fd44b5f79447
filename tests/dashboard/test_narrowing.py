"""The dashboard of some projects only: by initiative, department, priority, Council district and manager."""

from datetime import date

import pytest

from mobi_tracker.portfolio.models import Priority
from mobi_tracker.projects.models.project import ProjectDepartment, ProjectDistrict, ProjectPriority
from tests.dashboard.portfolio import JUST_NOW, a_mismatch, words_of
from tests.factories import make_contact, make_department, make_initiative, make_project, stored
from tests.standing.factories import LONG_AGO, ask, change, on_day, rate


@pytest.fixture
def two(app):
    """Two projects that got worse: one bears everything that a page can be narrowed by, the other nothing."""
    with on_day(LONG_AGO):
        initiative = make_initiative("angeleno-connect", "Angeleno Connect")
        manager = make_contact("Renée Soto")
        chosen = make_project("permit-login", "Permit login", initiative=initiative, manager_id=manager.id,
                              lead=make_department("ita", "Information Technology"))  # fmt: skip
        priority = stored(Priority(slug="digital-divide", name="Close the digital divide"))
        stored(ProjectPriority(project_id=chosen.id, priority_id=priority.id))
        stored(ProjectDistrict(project_id=chosen.id, number=4))
        other = make_project("curb-sensors", "Curb sensors", initiative=make_initiative("smart-cities", "Smart cities"),
                             lead=make_department("gsd", "General Services"))  # fmt: skip
        stored(ProjectDistrict(project_id=other.id, number=7))
    for project in (chosen, other):
        rate(project, "on_track", date(2026, 11, 20))
        rate(project, "off_track", JUST_NOW)
        ask(f"Approve {project.name}", JUST_NOW, project_id=project.id)
    return chosen, other


WAYS = [
    ("initiative=angeleno-connect", "Only projects of Angeleno Connect."),
    ("department=ita", "Only projects that Information Technology leads or supports."),
    ("priority=digital-divide", "Only projects that serve Close the digital divide."),
    ("district=4", "Only projects that serve CD 4."),
    ("manager=renee+soto", "Only projects managed by Renée Soto."),
    ("initiative=angeleno-connect&department=ita", "Only projects of Angeleno Connect and that Information Technology"),
]


@pytest.mark.parametrize(("query", "said"), WAYS)
def test_sentence_and_every_figure_follow_what_is_chosen(visit, two, query, said):
    page = visit("deputy_mayor").open(f"/dashboard?{query}")
    assert said in page.text
    assert page.h1 == "One decision waits for you. One project got worse."
    assert "Permit login" in words_of(page, "changes") and "Curb sensors" not in page.text.split("Tables to keep")[0]
    assert "One initiative, one project" in words_of(page, "initiatives")


def test_it_is_let_go_by_one_link_that_keeps_the_days(visit, two):
    page = visit("deputy_mayor").open("/dashboard?initiative=angeleno-connect&compare=month")
    assert page.link("Clear: show all projects") == "?compare=month"
    assert "two projects" in words_of(visit("deputy_mayor").open("/dashboard?compare=month"), "initiatives")


def test_what_is_chosen_goes_along_with_other_days_and_files(visit, two):
    page = visit("deputy_mayor").open("/dashboard?department=ita")
    menus = [url for url, words in page.links if words.startswith(("compared with", "as of", "CSV", "Excel"))]
    assert menus and all("department=ita" in url for url in menus)
    hidden = [field for field in page.fields if field["name"] == "department" and field.get("type") == "hidden"]
    assert [field["value"] for field in hidden] == ["ita", "ita"]  # beside each date of one's own


@pytest.mark.parametrize(
    "query", ["initiative=nowhere", "department=nowhere", "priority=x", "district=99", "district=-1", "manager=Nobody"]
)
def test_what_is_not_known_narrows_nothing_and_says_so(visit, two, query):
    page = visit("deputy_mayor").open(f"/dashboard?{query}")
    assert "is known here, so this does not narrow the page" in page.text
    assert "Two projects got worse" in page.h1


def test_a_project_that_moved_to_another_initiative_is_neither_gone_nor_new(visit, two):
    chosen, other = two
    change(chosen, JUST_NOW, initiative_id=other.initiative_id)
    deputy = visit("deputy_mayor")
    assert "got worse" not in deputy.open("/dashboard?initiative=angeleno-connect").h1
    page = deputy.open("/dashboard?initiative=smart-cities")
    assert "Two projects got worse" in page.h1 and "new" not in words_of(page, "changes")


def test_a_citywide_project_serves_every_district(visit, two):
    with on_day(LONG_AGO):
        stored(ProjectDistrict(project_id=two[1].id, number=0))
    assert "Two projects got worse" in visit("deputy_mayor").open("/dashboard?district=4").h1


def test_a_supporting_department_has_the_project_too(visit, two):
    with on_day(LONG_AGO):
        stored(ProjectDepartment(project_id=two[1].id, department_id=two[0].lead_department_id))
    assert "Two projects got worse" in visit("deputy_mayor").open("/dashboard?department=ita").h1


@pytest.mark.parametrize("address", ["/dashboard/changes", "/dashboard/mismatches"])
def test_the_other_pages_are_narrowed_too(visit, two, address):
    a_mismatch("kiosks", "Kiosks")
    page = visit("deputy_mayor").open(f"{address}?initiative=angeleno-connect")
    assert "Only projects of Angeleno Connect" in page.text and "Curb sensors" not in page.text
    assert "Kiosks" not in page.text
