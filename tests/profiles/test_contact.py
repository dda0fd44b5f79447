"""The page of a contact: question 8 (who last spoke with them, and when), positions, commitments."""

from mobi_tracker.core.database import db
from tests.factories import make_user
from tests.meetings.factories import log
from tests.profiles.story import make_story


def test_it_says_who_last_spoke_with_them_and_when(visit):
    lee = make_user("liaison", name="Lee Liaison")
    story = make_story(visit(user=lee), 1)
    page = visit("deputy_mayor").open(f"/contacts/{story.people[0].id}")
    assert "Lee Liaison last spoke with them on Tue, Nov 10: Check-in 0" in page.text


def test_colleagues_who_were_there_are_named_and_not_whoever_typed_the_notes(visit):
    story = make_story(visit("liaison"), 1)
    make_user("analyst", name="Alex Analyst")
    log(visit("liaison"), f'@"Alex Analyst", @"{story.people[0].name}"\nShort word.', title="Later", on="2026-11-20")
    page = visit("liaison").open(f"/contacts/{story.people[0].id}")
    assert "Alex Analyst last spoke with them on Fri, Nov 20" in page.text


def test_commitments_are_shown_open_and_done(visit):
    story = make_story(visit("liaison"), 1)
    page = visit("liaison").open(f"/contacts/{story.people[0].id}")
    assert "Send the data map 0" in page.text.split("Open commitments")[1].split("Done and dropped")[0]
    assert "Share the org chart 0" in page.text.split("Done and dropped")[1]


def test_a_project_they_manage_is_shown(visit):
    story = make_story(visit("liaison"), 1)
    page = visit("liaison").open(f"/contacts/{story.project.manager_id}")
    assert page.link("Permit login") == f"/projects/{story.project.slug}"


def test_somebody_nobody_met_says_so(visit):
    story = make_story(visit("liaison"), 1)
    page = visit("liaison").open(f"/contacts/{story.project.manager_id}")
    assert "Nobody has spoken with them since our records began." in page.text


def test_a_check_in_that_is_due_is_said(visit):
    story = make_story(visit("liaison"), 1)
    story.people[0].cadence_days = 14
    db.session.commit()
    assert "A check-in is due." in visit("liaison").open(f"/contacts/{story.people[0].id}").text


def test_a_meeting_a_reader_may_not_see_is_not_the_last_one_to_them(visit):
    story = make_story(visit("liaison"), 1)
    story.meetings[0].marking = "deliberative_draft"
    db.session.commit()
    page = visit("observer").open(f"/contacts/{story.people[0].id}")
    assert "Check-in 0" not in page.text


def test_a_confidential_contact_is_no_page_to_an_observer(visit):
    story = make_story(visit("liaison"), 1)
    story.people[0].marking = "confidential"
    db.session.commit()
    visit("observer").open(f"/contacts/{story.people[0].id}", 404)
