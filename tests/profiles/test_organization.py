"""The pages of an organization, a priority and a Council item."""

from mobi_tracker.core.database import db
from mobi_tracker.portfolio.models import Priority
from mobi_tracker.projects.models.project import ProjectPriority
from tests.factories import make_department, stored
from tests.profiles.story import make_story
from tests.projects.factories import make_measure


def test_an_organization_shows_people_meetings_projects_and_commitments(visit):
    story = make_story(visit("liaison"), 1)
    page = visit("liaison").open(f"/organizations/{story.department.organization_id}")
    for words in (story.people[0].name, "Chief 0", "Check-in 0", "Permit login", "Send the data map 0"):
        assert words in page.text
    assert page.link("its page") == f"/departments/{story.department.slug}"


def test_people_a_reader_may_not_see_are_left_out(visit):
    story = make_story(visit("liaison"), 1)
    story.people[0].marking = "deliberative_draft"
    db.session.commit()
    page = visit("observer").open(f"/organizations/{story.department.organization_id}")
    people = page.html.split('id="people"')[1].split("</section>")[0]
    assert story.people[0].name not in people


def test_a_priority_shows_which_projects_serve_it_and_by_what_measure(visit):
    story = make_story(visit("liaison"), 1)
    record = stored(Priority(slug="access", name="Equitable and affordable access"))
    stored(ProjectPriority(project_id=story.project.id, priority_id=record.id))
    make_measure(story.project, "Permits started at home")
    page = visit("deputy_mayor").open("/priorities/access")
    assert page.link("Permit login") == f"/projects/{story.project.slug}"
    assert ["Permits started at home % · Permit login", "31", "46 Nov 30", "60", "52 %"] in [
        [" ".join(cell.split()) for cell in row] for table in page.tables for row in table
    ] and "At risk" in page.text
    assert page.link("Priorities") == "/priorities"


def test_a_council_item_shows_both_days_and_links_to_the_clerk(visit):
    department = make_department("ita", "Tech")
    page = visit("liaison").fill(
        "/council/new", title="Interim contract", council_file="26-0785", department_id=str(department.id),
        time_limit_on="2026-12-20", last_day_on="2026-12-16", our_position="Support",
    )  # fmt: skip
    assert "Wed, Dec 16" in page.text and "Sun, Dec 20" in page.text and "Support" in page.text
    assert "cfnumber=26-0785" in page.link("26-0785")
