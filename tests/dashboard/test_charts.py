"""The pages of charts: drawing, table, CSV and what Plotly draws say the same; days, projects, sight, cost."""

import csv
import html
import io
import json
import re
from datetime import date, timedelta
from itertools import pairwise

import pytest

from mobi_tracker.access.vocabulary import Basis, Marking
from mobi_tracker.core.database import db
from mobi_tracker.dashboard.chart_sheet import CHARTS, chart_sheet
from mobi_tracker.paper.charts.description import format_figure
from mobi_tracker.projects.models.project import ProjectDepartment, ProjectDependency
from mobi_tracker.projects.vocabulary import Phase
from mobi_tracker.standing.jobs import store_weeks
from tests.counting import counting
from tests.factories import make_department, make_initiative, make_project, make_viewer, stored
from tests.standing.factories import LONG_AGO, change, fund, give_date, on_day, owe, plan, rate, risk

PAGES = {
    "charts": "/dashboard/charts",
    "chart_grid": "/dashboard/charts/grid",
    "chart_timeline": "/dashboard/charts/timeline",
    "chart_carrying": "/dashboard/charts/carrying",
    "chart_money": "/dashboard/charts/money",
    "chart_slips": "/dashboard/charts/slips",
}
AT_MOST = 15
MOST_BYTES = 60 * 1024
CLOSED = {"marking": Marking.CONFIDENTIAL, "marking_basis": Basis.PROCUREMENT}


def fill(times=1):
    """Everything that the charts show, ``times`` over."""
    made = []
    for number in range(times):
        with on_day(LONG_AGO):
            initiative = make_initiative(f"initiative-{number}", f"Angeleno Connect {number}")
            ita = make_department(f"ita-{number}", f"Information Technology {number}", abbreviation=f"ITA {number}")
            make_department(f"gsd-{number}", f"General Services {number}", abbreviation=f"GSD {number}")
            first = make_project(f"identity-{number}", f"Identity platform {number}", initiative=initiative, lead=ita,
                                 phase=Phase.DELIVERY)  # fmt: skip
            second = make_project(f"login-{number}", f"Permit login & more {number}", phase=Phase.DELIVERY)
            stored(ProjectDepartment(project_id=second.id, department_id=ita.id))
            stored(ProjectDependency(project_id=second.id, waits_on_id=first.id))
        rate(first, "on_track", date(2026, 9, 10))
        rate(first, "off_track", date(2026, 11, 12), reason="vendor left")
        rate(second, "on_track", date(2026, 11, 20))
        opens = plan(first, "Pilot opens", date(2026, 12, 5))
        give_date(opens, "forecast", date(2026, 12, 20), date(2026, 9, 1), reason="moved")
        give_date(opens, "forecast", date(2027, 1, 15), date(2026, 11, 10), reason="vendor delay")
        ends = plan(second, "Forms live", date(2027, 2, 1))
        give_date(ends, "forecast", date(2027, 2, 1), date(2026, 10, 1))
        fund(first, appropriated=4_000_000_00, encumbered=100_00, expended=1_000_000_00, forecast=4_200_000_00)
        fund(first, year=2025, appropriated=2_000_00, expended=2_500_00)
        fund(second, appropriated=50_000_00)
        risk(second, 4, 5)
        owe(second, date(2026, 10, 1))
        made += [first, second]
    return made


@pytest.fixture
def portfolio(app):
    return fill()


def sent(visitor, path):
    visitor.open(path)
    return visitor.response


def csv_rows(text):
    return [row for row in csv.reader(io.StringIO(text.lstrip("\ufeff"))) if row and not row[0].startswith("# ")]


def titles_of(svg):
    """What each place of a drawing says of itself."""
    return [html.unescape(each) for each in re.findall(r"<title>(.*?)</title>", svg, re.S)]


def words_of(text):
    """The figures and words of a text, in whatever order they are put and however they are joined."""
    return re.sub(r"\s+", " ", text.replace("−", "-").lower())


def said_in(row, kinds, titles):
    """Whether some place of the drawing says everything that a row of the table says."""
    shown = [words_of(format_figure(each, kind)) for each, kind in zip(row, kinds, strict=True)]
    return any(all(each in title for each in shown if each not in ("", "0")) for title in titles)


# What a drawing says in other words than the table: how each row of the table must be found in it.
def in_its_words(name, row):
    if name == "chart_carrying" and not row[2]:
        return (*row[:2], None, None, None, None, None)  # a gap is a dot, and has no words
    if name == "chart_slips":
        return (row[0], row[1], None if row[2] == 0 else abs(row[2]))
    if name == "chart_grid":
        return (
            row[0],
            row[1],
            row[2],
            row[3] if row[3] != "Nothing to judge by" else None,
            row[4][:80],
        )  # its end may be cut
    if name == "chart_timeline":
        return row[1:]  # the group is a heading
    return row


@pytest.mark.parametrize("name", PAGES)
def test_drawing_table_file_and_what_plotly_draws_say_the_same(app, visit, portfolio, name):
    liaison = visit("liaison")
    page = liaison.open(PAGES[name])
    file = csv_rows(sent(liaison, f"{PAGES[name]}?format=csv").text)
    svg, plotly = sent(liaison, f"{PAGES[name]}?format=svg").text, sent(liaison, f"{PAGES[name]}?format=json").text
    viewer = make_viewer("liaison")
    with app.test_request_context():
        table = chart_sheet(name, {}, viewer).drawn.table
    assert file[0] == list(table.headings) and len(file) == len(table.rows) + 1 > 2
    shown = next(rows for rows in liaison.open(f"{PAGES[name]}?view=table").tables if rows)
    assert [[each.strip() for each in row] for row in shown[1:]] == table.text_rows()
    assert shown in page.tables or any("view=table" in url for url, _ in page.links)
    drawn, interactive = titles_of(svg), texts_in(json.loads(plotly))
    assert svg.startswith("<svg") and all(each in page.html for each in re.findall(r"<title>.*?</title>", svg, re.S))
    for row in table.rows:
        wanted = in_its_words(name, row)
        if name == "chart_carrying" and not row[2]:
            continue
        assert said_in(wanted, table.kinds[-len(wanted) :], list(map(words_of, drawn))), (wanted, drawn)
        assert said_in(wanted, table.kinds[-len(wanted) :], list(map(words_of, interactive))), (wanted, interactive)


def texts_in(value):
    """Every text of what Plotly draws, as people read it."""
    if isinstance(value, str):
        return [html.unescape(value)]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for each in inner for text in texts_in(each)]


@pytest.mark.parametrize("name", PAGES)
def test_excel_holds_the_rows_of_the_page(visit, portfolio, name):
    answer = sent(visit("deputy_mayor"), f"{PAGES[name]}?format=xlsx")
    assert answer.data[:2] == b"PK" and ".xlsx" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("name", PAGES)
def test_every_chart_leads_to_every_other_and_keeps_the_day_and_the_projects(visit, portfolio, name):
    address = "?as_of=2026-11-23&initiative=initiative-0"
    page = visit("deputy_mayor").open(PAGES[name] + address)
    links = [url for url, _ in page.links]
    for other in PAGES.values():
        assert f"{other}{address}" in links
    assert "of Angeleno Connect 0" in page.text and "Permit login" not in page.text
    assert any("format=svg" in url and "as_of=2026-11-23" in url and "initiative=" in url for url in links)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_with_nothing_to_draw_says_what_would_be_here(visit, name):
    page = visit("deputy_mayor").open(PAGES[name])
    assert "appears here" in page.text or "appear here" in page.text or "No money" in page.text


@pytest.mark.parametrize("name", PAGES)
def test_a_past_day_shows_what_was_known_then(visit, portfolio, name):
    deputy, path = visit("deputy_mayor"), f"{PAGES[name]}?as_of=2026-11-09&format=csv"
    before = sent(deputy, path).text
    fill_late(portfolio)
    assert sent(deputy, path).text == before
    assert sent(deputy, f"{PAGES[name]}?format=csv").text != before


def fill_late(portfolio):
    first, second = portfolio
    with on_day(date(2026, 11, 25)):
        change(first, date(2026, 11, 25), name="Renamed")
        rate(second, "at_risk", date(2026, 11, 25))
        plan(first, "Later", date(2027, 3, 1), on=date(2026, 11, 25))
        fund(second, on=date(2026, 11, 25), year=2027, appropriated=1_00)


@pytest.mark.parametrize("name", PAGES)
def test_what_a_reader_may_not_see_is_in_no_figure(visit, portfolio, name):
    change(portfolio[0], date(2026, 11, 30), **CLOSED)
    page = visit("observer").open(PAGES[name])
    assert "Identity platform" not in page.html and "Pilot opens" not in page.html
    assert "Figures leave out records you may not see" in page.text
    assert "Identity platform" not in sent(visit("observer"), f"{PAGES[name]}?format=json").text


@pytest.mark.parametrize("role", ["deputy_mayor", "observer", "analyst"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_as_often_whatever_there_is(visit, app, name, role):
    fill(1)
    visitor = visit(role)
    visitor.open(PAGES[name])
    with counting() as few:
        visitor.open(PAGES[name])
    for project in fill_more():
        rate(project, "off_track", date(2026, 11, 28), **CLOSED)
    with counting() as many:
        visitor.open(PAGES[name])
    assert len(few) == len(many) <= AT_MOST
    assert len(visitor.response.data) <= MOST_BYTES


def fill_more():
    """More of everything, under other names."""
    found = []
    for number in range(30):
        with on_day(LONG_AGO):
            made = make_project(initiative=make_initiative(), lead=make_department(), phase=Phase.DELIVERY)
        rate(made, "at_risk", date(2026, 11, 1))
        milestone = plan(made, "Something opens for everybody", date(2026, 12, 1))
        for days in range(3):
            give_date(milestone, "forecast", date(2026, 12, 1) + timedelta(days=number + days),
                      date(2026, 8, 1) + timedelta(days=20 * days), reason="moved")  # fmt: skip
        for year in (2024, 2025, 2026):
            fund(made, year=year, appropriated=1_000_00, expended=number * 10_00)
        found.append(made)
    return found


def test_ratings_by_week_are_the_same_from_what_is_kept_and_from_the_facts(visit, portfolio):
    deputy = visit("deputy_mayor")
    before = sent(deputy, "/dashboard/charts?format=csv&weeks=52").text
    db.session.rollback()
    assert len(list(store_weeks())) == 26
    db.session.rollback()
    assert sent(deputy, "/dashboard/charts?format=csv&weeks=52").text == before
    last = csv_rows(before)[-1]
    assert last == ["2026-11-30", "1", "0", "1", "0", "0", "0", "2", "0"]


def test_the_history_begins_where_anything_ran_and_says_what_it_finds(visit, portfolio):
    page = visit("deputy_mayor").open("/dashboard/charts")
    assert page.h1 == ("One project is reported on track; dates and dollars suggest none. 26 weeks before it was none")
    assert "weeks=52" in page.link("a year")


def test_the_timeline_draws_who_waits_on_whom_in_either_grouping(visit, portfolio):
    deputy = visit("deputy_mayor")
    for address, group in (("", "No initiative"), ("?group=department", "No department")):
        svg = sent(deputy, f"/dashboard/charts/timeline{address}{'&' if address else '?'}format=svg").text
        assert "Permit login &amp; more 0 waits on Identity platform 0" in svg and group in svg
    plotly = sent(deputy, "/dashboard/charts/timeline?format=json").json
    (arrow,) = plotly["layout"]["annotations"]
    assert (arrow["ax"], arrow["x"]) == ("2027-01-15", "2027-02-01")


def test_a_timeline_without_room_keeps_the_furthest_slipped_and_says_how_many_more(visit, app):
    fill_more()
    page = visit("deputy_mayor").open("/dashboard/charts/timeline")
    assert "and 8 more milestones in the table" in page.text
    rows = csv_rows(sent(visit("deputy_mayor"), "/dashboard/charts/timeline?format=csv").text)
    assert len(rows) == 31


def test_gaps_are_said_in_words(visit, portfolio):
    page = visit("deputy_mayor").open("/dashboard/charts/carrying")
    assert page.h1 == "ITA 0 carries two projects, the most; one department carries nothing"
    assert "GSD 0 carries no running project." in page.text
    assert "Permit login & more 0 is supported by departments and led by none." in page.text


def test_money_says_spent_beside_elapsed_and_what_is_forecast_over(visit, portfolio):
    page = visit("deputy_mayor").open("/dashboard/charts/money")
    assert page.h1 == "FY 2026-27: 25 % spent, 42 % of the year gone; one initiative forecast over what is appropriated"


def test_forecasts_are_followed_from_the_day_they_were_made(visit, portfolio):
    deputy = visit("deputy_mayor")
    assert csv_rows(sent(deputy, "/dashboard/charts/slips?format=csv").text)[1:] == [
        ["Pilot opens, Identity platform 0", "2026-06-01", "0"],
        ["Pilot opens, Identity platform 0", "2026-09-01", "15"],
        ["Pilot opens, Identity platform 0", "2026-11-10", "41"],
        ["Forms live, Permit login & more 0", "2026-06-01", "0"],
        ["Forms live, Permit login & more 0", "2026-10-01", "0"],
    ]
    finding = "One of 2 open milestones is forecast past baseline, by up to 41 days; one never moved"
    assert deputy.open("/dashboard/charts/slips").h1 == finding


def test_the_grid_says_why_at_every_place_and_the_keyboard_stops_there(visit, portfolio):
    page = visit("deputy_mayor").open("/dashboard/charts/grid")
    assert page.html.count('<g tabindex="0" role="img"><title>') == 24
    assert (
        "Identity platform 0, Nov 15, 2026: reported off track; dates and dollars suggest off track: vendor left"
        in (html.unescape(page.html))
    )


def test_the_grid_has_pages_and_its_file_all_of_them(visit, app):
    fill_more()
    deputy = visit("deputy_mayor")
    assert "Page 2 of 4" in deputy.open("/dashboard/charts/grid?page=2").text
    names = [{row[0] for row in csv_rows(sent(deputy, f"/dashboard/charts/grid?format=csv{more}").text)[1:]}
             for more in ("", "&page=2")]  # fmt: skip
    assert names[0] == names[1] and len(names[0]) == 30


def test_the_worst_reported_project_comes_first_in_the_grid(visit, portfolio):
    rows = csv_rows(sent(visit("deputy_mayor"), "/dashboard/charts/grid?format=csv").text)[1:]
    names = [row[0] for row in rows]
    assert names[0] == "Identity platform 0"
    assert all(first == second or first < second for first, second in pairwise(names))


def test_every_chart_is_named_among_the_others():
    assert list(CHARTS) == list(PAGES)
