"""The page of a priority: who serves it and how that stands, what is owed, by what measure, and where nobody does."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from mobi_tracker.core.clock import travelling_to
from mobi_tracker.core.database import db
from mobi_tracker.core.settings import change
from mobi_tracker.portfolio import operations as portfolio
from mobi_tracker.portfolio.models import Priority
from mobi_tracker.portfolio.settings import COUNCIL_DISTRICTS
from mobi_tracker.profiles.priority_parts import finding, share_of_way
from mobi_tracker.profiles.queries.priorities import ServingMeasure
from mobi_tracker.projects import operations as projects
from mobi_tracker.projects.models.measure import Measure, MeasureReading
from mobi_tracker.projects.models.project import ProjectDistrict, ProjectPriority
from mobi_tracker.projects.vocabulary import Rating, ReadingKind
from tests.factories import make_department, make_initiative, make_project, make_user, stored
from tests.projects.factories import make_measure, make_milestone, make_update

TODAY = date(2026, 11, 30)


def make_priority(slug="access"):
    """A priority."""
    return stored(Priority(slug=slug, name=f"Priority {slug}"))


def make_serving(priority, name="Permit login", districts=(), **values):
    """A project that serves a priority in some districts."""
    project = make_project(name=name, **values)
    stored(ProjectPriority(project_id=project.id, priority_id=priority.id))
    for number in districts:
        stored(ProjectDistrict(project_id=project.id, number=number))
    return project


def section(page, name):
    """The words of one section."""
    return " ".join(page.html.split(f'id="{name}"')[1].split("</section>")[0].split())


def test_each_project_shows_what_is_reported_beside_what_dates_and_dollars_suggest(visit):
    priority = make_priority()
    project = make_serving(priority)
    make_project(name="Serves nothing")
    milestone = make_milestone(project, baseline=date(2026, 12, 5))
    projects.forecast_milestone(milestone, date(2027, 1, 15), TODAY, "vendor delay")
    make_update(project, overall=Rating.ON_TRACK)
    page = visit("deputy_mayor").open("/priorities/access")
    words = section(page, "projects")
    assert "Permit login" in words and "Serves nothing" not in words
    assert "On track" in words and "Off track" in words and "forecast 41 days after its baseline" in words
    assert "One project serves it." in page.text and "One project's dates don't match its report." in page.text


def test_deliverables_stand_with_due_day_and_proof(visit):
    priority, department = make_priority(), make_department(abbreviation="ITA")
    late = portfolio.DeliverableDraft("List of services", department.id, date(2026, 11, 20))
    sent = portfolio.DeliverableDraft("Fees by mail", department.id, date(2026, 11, 1))
    portfolio.add_deliverable(priority.id, late)
    portfolio.deliver(
        portfolio.add_deliverable(priority.id, sent), date(2026, 11, 2), "Nine fees", "https://x.example.org"
    )
    db.session.commit()
    page = visit("liaison").open("/priorities/access")
    words = section(page, "deliverables")
    assert words.index("List of services") < words.index("Fees by mail") and "10 days late" in words
    assert page.link("Nine fees") == "https://x.example.org" and "delivered Nov 2" in words
    assert "One deliverable is late." in page.text
    assert page.link("delivered: List of services") == "/deliverables/1/deliver"
    assert "/deliverables/1/deliver" not in visit("observer").open("/priorities/access").html


def test_a_measure_counts_where_it_says_so_else_where_its_project_serves(visit):
    priority, other = make_priority(), make_priority("other")
    project = make_serving(priority)
    make_measure(project, "Follows its project")
    elsewhere = make_measure(project, "Names another")
    own = make_measure(make_project(name="Serves nothing itself"), "Names this one")
    for measure, served in ((elsewhere, other), (own, priority)):
        draft = projects.MeasureDraft(measure.name, "%", priority_ids=(served.id,))
        projects.edit_measure(measure, draft)
    db.session.commit()
    words = section(visit("liaison").open("/priorities/access"), "measures")
    assert words.index("Names this one") < words.index("Follows its project") and "Names another" not in words


def test_a_measure_is_drawn_with_its_finding_and_the_same_figures_in_a_table(visit):
    measure = make_measure(make_serving(make_priority()))
    projects.add_reading(measure, ReadingKind.ACTUAL, Decimal("50.5"), on_day=date(2026, 11, 20))
    db.session.commit()
    assert "data-fragment-now" in section(visit("liaison").open("/priorities/access"), "readings")
    for path in ("/priorities/access/readings", f"/measures/{measure.id}"):
        page = visit("liaison").open(path)
        assert "Permits started on a phone: 46 %, 52 % of the way from 31 to 60" in page.text
        assert ["Nov 20, 2026", "50.5", "31", "60"] in [row for table in page.tables for row in table]
        assert "data-chart-description" in page.html


def test_how_measures_moved_is_told_as_of_a_past_day_too(visit):
    with travelling_to(datetime(2026, 11, 9, 20, tzinfo=UTC)):
        draft = projects.MeasureDraft("Permits", "%", project_id=make_serving(make_priority()).id)
        measure = projects.add_measure(draft)
        for value, day in (("40", 1), ("44", 2)):
            projects.add_reading(measure, ReadingKind.ACTUAL, Decimal(value), on_day=date(2026, 11, day))
        db.session.commit()
    projects.add_reading(measure, ReadingKind.ACTUAL, Decimal("50.5"), on_day=date(2026, 11, 20))
    db.session.commit()
    address = visit("liaison").open("/priorities/access?as_of=2026-11-12").link("The measures drawn over time")
    assert address == "/priorities/access/readings?as_of=2026-11-12"
    then = visit("liaison").open(address)
    assert "44 %" in then.text and "50.5" not in then.html
    part = visit("liaison").client.get(address, headers={"X-Fragment": "1"}).text
    assert "data-chart-description" in part and "<html" not in part


def test_what_is_not_listed_of_many_measures_is_said_to_be_more(visit):
    project = make_serving(make_priority())
    for number in range(26):
        make_measure(project, f"Measure {number}")
    page = visit("liaison").open("/priorities/access")
    assert "Measure 24" in page.text and "Measure 25" not in page.text
    assert "and more, on the list of measures" in page.text and page.link("the list of measures") == "/measures"


def test_projects_that_ended_are_counted_and_not_listed_today_and_on_a_past_day(visit):
    with travelling_to(datetime(2026, 11, 2, 20, tzinfo=UTC)):
        priority = make_priority()
        make_serving(priority, "Over long ago", phase="closed")
        make_serving(priority, "Sealed and over", phase="closed", marking="deliberative_draft")
        make_serving(priority, "Goes on")
    for path in ("/priorities/access", "/priorities/access?as_of=2026-11-12"):
        words = section(visit("liaison").open(path), "projects")
        assert "Goes on" in words and "Over long ago" not in words and "2 projects that served it ended" in words
        seen = section(visit("observer").open(path), "projects")
        assert "1 project that served it ended" in seen
        assert "leave out what is not shown to you" in seen


def test_districts_are_counted_and_where_nobody_serves_it_is_said(visit):
    priority = make_priority()
    ita, gsd = make_department("ita", "Tech"), make_department("gsd", "General Services")
    connect, make_other = make_initiative("connect", "Connect"), make_initiative("corps", "Corps")
    make_serving(priority, "First", (1, 8), lead=ita, initiative=connect)
    make_serving(priority, "Second", (8,), lead=ita)
    make_serving(priority, "Everywhere", (0,))
    make_serving(priority, "Closed one", (3,), phase="closed")
    page = visit("deputy_mayor").open("/priorities/access")
    rows = next(table for table in page.tables if table[0][0] == "District")[1:]
    assert rows == [["CD 1", "1", "First"], ["CD 8", "2", "First, Second"], ["Citywide", "1", "Everywhere"]]
    words = section(page, "nowhere")
    assert "CD 2" in words and "CD 8" not in words and "one project serves the whole city" in words
    assert "General Services" in words and "Tech" not in words and "Corps" in words and "Connect" not in words
    assert "1 project that served it ended." in page.text
    assert (gsd.slug, make_other.slug) == ("gsd", "corps")


def test_how_many_districts_the_city_has_is_a_setting(visit):
    make_serving(make_priority(), districts=(1,))
    change(COUNCIL_DISTRICTS.name, "23")
    db.session.commit()
    assert "CD 23" in section(visit("liaison").open("/priorities/access"), "nowhere")


def test_a_past_day_shows_the_priority_as_it_was_known(visit):
    with travelling_to(datetime(2026, 11, 2, 20, tzinfo=UTC)):
        priority, department = make_priority(), make_department()
        project = make_serving(priority)
        make_update(project, date(2026, 11, 2), Rating.AT_RISK)
        draft = portfolio.DeliverableDraft("List of services", department.id, date(2026, 11, 5))
        deliverable = portfolio.add_deliverable(priority.id, draft)
        db.session.commit()
    make_serving(priority, "Came later")
    make_update(project, TODAY, Rating.ON_TRACK)
    portfolio.deliver(deliverable, TODAY, "Sent")
    db.session.commit()
    then = visit("liaison").open("/priorities/access?as_of=2026-11-12")
    assert "Came later" not in then.text and "At risk" in section(then, "projects")
    assert "7 days late" in section(then, "deliverables") and "Add one" not in then.text
    now = visit("liaison").open("/priorities/access")
    assert "Came later" in now.text and "delivered Nov 30" in now.text


def test_what_a_reader_may_not_see_is_in_no_figure_and_the_page_says_so(visit):
    priority = make_priority()
    make_serving(priority, "Sealed project", (4,), marking="deliberative_draft")
    page = visit("observer").open("/priorities/access")
    assert "Sealed project" not in page.html and "CD 4" not in section(page, "districts")
    assert "leave out what is not shown to you" in page.text
    assert "Sealed project" in visit("liaison").open("/priorities/access").text


def test_the_page_asks_as_often_with_double_the_data_and_at_most_fifteen_times(visit, count_queries):
    liaison, analyst = visit("liaison"), visit(user=make_user("analyst", departments=(make_department(),)))
    small, large = make_priority("small"), make_priority("large")
    for priority, count in ((small, 1), (large, 4)):
        for number in range(count):
            project = make_serving(priority, f"{priority.slug} {number}", (number + 1,), lead=make_department())
            make_update(project)
            make_measure(project, f"Measure {number}")
            draft = portfolio.DeliverableDraft(f"Plan {number}", project.lead_department_id, TODAY)
            portfolio.add_deliverable(priority.id, draft)
    db.session.commit()
    counts = [count_queries(liaison, f"/priorities/{slug}") for slug in ("small", "large")]
    assert counts[0] == counts[1] <= 15
    assert count_queries(analyst, "/priorities/large") <= 15
    assert count_queries(liaison, "/priorities") <= 15


def test_the_list_of_priorities_counts_projects_and_what_is_owed(visit):
    priority = make_priority()
    make_serving(priority)
    draft = portfolio.DeliverableDraft("List of services", make_department().id, date(2026, 11, 5))
    portfolio.add_deliverable(priority.id, draft)
    db.session.commit()
    row = visit("liaison").open("/priorities").tables[0][1]
    assert row == ["Priority access", "Priority", "1", "1", "1"]
    assert visit("liaison").open("/projects?priority=access").tables[0][1][0] == "Permit login"


def test_a_measure_says_on_its_form_which_priorities_it_serves(visit):
    priority, other = make_priority(), make_priority("other")
    measure = make_measure(make_project())
    liaison = visit("liaison")
    liaison.send(
        f"/measures/{measure.id}/edit",
        name=measure.name,
        served_ids=[str(priority.id)],
        marking="internal",
        version=str(measure.version),
    )
    page = liaison.open(f"/measures/{measure.id}")
    assert page.link("Priority access") == "/priorities/access" and "Priority other" not in page.text
    assert [each.priority_id for each in measure.priorities] == [priority.id] and other.id


@pytest.mark.parametrize(
    ("baseline", "value", "target", "share", "words"),
    [
        (31, 46, 60, 52, "M: 46 %, 52 % of the way from 31 to 60"),
        (1400, 700, 700, 100, "M: 700 %, its target of 700 is reached"),
        (10, 8, 20, -20, "M: 8 %, further from 20 than at the start"),
        (None, 46, 60, None, "M: 46 of 60 %"),
        (None, 46, None, None, "M: 46 %, Nov 20"),
        (5, 5, 5, None, "M: 5 of 5 %"),
    ],
)
def test_a_measure_says_how_far_it_is(baseline, value, target, share, words):
    plain = [None if each is None else Decimal(each) for each in (baseline, target)]
    measure = Measure(name="M", unit="%", baseline=plain[0], target=plain[1])
    reading = MeasureReading(kind=ReadingKind.ACTUAL, value=Decimal(value), on_day=date(2026, 11, 20))
    assert share_of_way(measure, Decimal(value)) == share
    assert finding(ServingMeasure(measure, [reading]), TODAY) == words
