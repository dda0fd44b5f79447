"""What leaves the dashboard: each table as CSV and Excel with the same rows, and all figures as JSON."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from tests.dashboard.portfolio import JUST_NOW, a_mismatch, a_project
from tests.factories import make_project
from tests.standing.factories import ask, on_day, rate


def csv_of(visitor, address):
    visitor.open(address)
    return visitor.response.data.decode("utf-8-sig").splitlines()


@pytest.fixture
def filled(app):
    project, milestone, _update = a_mismatch()
    worse = a_project("curb-sensors", "Curb sensors")
    rate(worse, "on_track", date(2026, 11, 10))
    rate(worse, "at_risk", JUST_NOW, narrative="Two host offices withdrew")
    ask("Approve it", JUST_NOW, project_id=project.id, due=date(2026, 12, 4))
    return project, milestone


TABLES = [
    ("initiatives", "Initiative,Projects,Ended,Reported on track", "1,0,1,0,0,0,0,0,1,0"),
    ("mismatches", "Project,Reported,Evidence,Rule", "Permit login,On track,Off track,Milestone slipped"),
    ("changes", "Change,Of,Before,After", "Got worse,Curb sensors,On track,At risk,,Two host offices withdrew"),
    ("next", "Day,Kind,What,Of,Slip", ""),
]


@pytest.mark.parametrize(("name", "head", "row"), TABLES)
def test_a_table_leaves_as_csv_with_its_days_and_marking(visit, filled, name, head, row):
    lines = csv_of(visit("deputy_mayor"), f"/dashboard/tables/{name}?compare=2026-11-20")
    assert lines[0].startswith(head)
    assert any(row in line for line in lines[1:])
    assert "Portfolio as of 2026-11-30, compared with 2026-11-20. Marked internal" in lines[-1]


@pytest.mark.parametrize("name", [name for name, _head, _row in TABLES])
def test_a_table_leaves_as_excel_with_the_same_rows(visit, filled, name):
    visitor = visit("deputy_mayor")
    rows = csv_of(visitor, f"/dashboard/tables/{name}")
    visitor.open(f"/dashboard/tables/{name}?format=xlsx")
    sheet = load_workbook(io.BytesIO(visitor.response.data)).active
    # The notice stands below the rows in CSV, above them in Excel; each has its heading.
    assert sheet.max_row == len(rows)


def test_a_file_has_every_page_and_the_filters_of_the_page(visit, filled):
    project, _milestone = filled
    with on_day(JUST_NOW):
        for number in range(90):
            make_project(name=f"New {number}")
    visitor = visit("deputy_mayor")
    assert sum("New " in line for line in csv_of(visitor, "/dashboard/tables/changes")) == 90
    assert "Page 1 of 2" in visitor.open("/dashboard/changes").text
    only = csv_of(visitor, f"/dashboard/tables/changes?initiative={project.initiative.slug}")
    assert not any("New " in line for line in only) and "Only projects of" in only[-1]


def test_the_figures_leave_as_json(visit, filled):
    _project, milestone = filled
    visitor = visit("deputy_mayor")
    visitor.open("/dashboard?format=json&compare=month")
    data = visitor.response.get_json()
    assert (data["as_of"], data["compared_with"], data["marking"]) == ("2026-11-30", "2026-10-30", "internal")
    assert data["sentence"].startswith("One decision waits for you.")
    assert data["portfolio"]["mismatches"] == ["permit-login"]
    told = {each["slug"]: each for each in data["portfolio"]["projects"]}
    assert (told["permit-login"]["reported"], told["permit-login"]["evidence"]) == ("on_track", "off_track")
    (reason,) = told["permit-login"]["reasons"]
    assert (reason["rule"], reason["value"], reason["kind"], reason["id"]) == (
        "milestone_slip", 41, "milestone", milestone.id,
    )  # fmt: skip
    assert [each["project"] for each in data["changes"]["first_rated"]] == ["curb-sensors", "permit-login"]


def test_an_unknown_table_is_no_page(visit, filled):
    visit("deputy_mayor").open("/dashboard/tables/secrets", 404)


def test_the_page_links_every_file(visit, filled):
    page = visit("deputy_mayor").open("/dashboard")
    urls = [url for url, _words in page.links]
    for name, _head, _row in TABLES:
        assert f"/dashboard/tables/{name}?" in urls and f"/dashboard/tables/{name}?format=xlsx" in urls
    assert "?format=json" in urls and "?format=csv" in urls
