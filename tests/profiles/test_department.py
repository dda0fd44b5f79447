"""The page of a department: question 7 (when met, what committed, is it done), projects, measures, markings."""

import pytest

from mobi_tracker.core.database import db
from mobi_tracker.stakeholders.operations import ContactDraft, add_contact
from tests.factories import make_department, make_project
from tests.profiles.story import make_story


def test_it_says_when_we_last_met_what_was_committed_and_whether_it_is_done(visit):
    story = make_story(visit("liaison"), 2)
    page = visit("deputy_mayor").open(f"/departments/{story.department.slug}")
    last = page.html.split('id="last-meeting"')[1].split("</section>")[0]
    assert "Nov 11" in last and "Check-in 1" in last
    assert "Send the data map 1" in last and "due in 10 days" in last
    assert "Share the org chart 1" in last and "Done" in last
    assert "Check-in 0" in page.text.split("Earlier meetings")[1]


def test_it_shows_projects_it_leads_and_supports_with_their_reported_rating(visit):
    story = make_story(visit("liaison"), 1)
    supporter = story.project.departments[0].department
    page = visit("liaison").open(f"/departments/{story.department.slug}")
    assert page.link("Permit login") == f"/projects/{story.project.slug}"
    assert "leads" in page.text and "At risk" in page.text
    assert "supports" in visit("liaison").open(f"/departments/{supporter.slug}").text


def test_measures_stand_in_a_table_by_fiscal_year(visit):
    story = make_story(visit("liaison"), 1)
    table = visit("liaison").open(f"/departments/{story.department.slug}").tables[0]
    assert table[0] == ["Measure", "2024-25", "2025-26", "2026-27"]
    assert [" ".join(cell.split()) for cell in table[1]] == ["Calls answered 0 %", "88", "90", "92 estimate of 95"]


def test_key_messages_and_policy_issues_are_read_as_markdown(visit):
    record = make_department("ita", "Tech", key_messages="**One login** first.", head_title="General Manager")
    page = visit("liaison").open(f"/departments/{record.slug}")
    assert "<strong>One login</strong>" in page.html and "General Manager" in page.text


def test_what_a_reader_may_not_see_is_left_out(visit):
    story = make_story(visit("liaison"), 1)
    make_project("sealed", "Sealed project", lead=story.department, marking="deliberative_draft")
    sealed = ContactDraft("Sealed Person", story.department.organization_id)
    record = add_contact(sealed)
    record.marking = "confidential"
    story.meetings[0].marking = "deliberative_draft"
    db.session.commit()
    page = visit("observer").open(f"/departments/{story.department.slug}")
    for hidden in ("Sealed project", "Sealed Person", "Check-in 0"):
        assert hidden not in page.text
    assert "Sealed project" in visit("liaison").open(f"/departments/{story.department.slug}").text


def test_a_confidential_department_is_no_page_to_an_observer(visit):
    make_department("sealed", "Sealed", marking="confidential", marking_basis="labor")
    visit("observer").open("/departments/sealed", 404)
    assert "Sealed" not in visit("observer").open("/departments").text


@pytest.mark.parametrize("role", ["liaison", "analyst", "executive_officer", "deputy_mayor", "observer"])
def test_an_empty_department_opens_for_each_role_and_says_what_would_be_here(visit, role):
    make_department("empty", "Empty Department")
    page = visit(role).open("/departments/empty")
    assert "No meeting with it is logged." in page.text


def test_the_list_counts_projects_led_and_supported(visit):
    story = make_story(visit("liaison"), 1)
    rows = {row[0]: row for row in visit("liaison").open("/departments").tables[0][1:]}
    assert rows[story.department.name][-2:] == ["1", ""]
    assert rows[story.project.departments[0].department.name][-2:] == ["", "1"]
