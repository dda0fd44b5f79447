"""Logging a meeting: one save records everything its notes say."""

from datetime import UTC, datetime

from mobi_tracker.commitments.models import ActionItem, Ask, Decision
from mobi_tracker.core.clock import travelling_to
from mobi_tracker.core.database import db
from mobi_tracker.meetings.models import Meeting
from mobi_tracker.projects.models.milestone import MilestoneDate
from mobi_tracker.projects.models.risk import Risk
from mobi_tracker.projects.models.status import StatusUpdate
from tests.factories import make_contact, make_department, make_initiative, make_project
from tests.meetings.factories import make_milestone

NOTES = """Present: Lee Park, Maria Chen, me
Absent: Ann O’Neil

Walked through the login flow on the test site.
TODO @Maria Chen send the screen list by Fri #permit-login
DECISION: one login for permits and business licenses, from July
RISK: vendor may slip to Q3 (high) #permit-login
STATUS #permit-login yellow: waiting for legal on the data terms
ASK DM: approve the interim contract by Dec 4 #permit-login
MILESTONE #permit-login "Pilot opens" 2027-03-01 vendor late
"""


def make_world():
    ita = make_department("ita", "Information Technology Agency", abbreviation="ITA")
    initiative = make_initiative("angeleno-connect", "Angeleno Connect")
    project = make_project("permit-login", "Permit login", lead=ita, initiative=initiative)
    people = [make_contact(name) for name in ("Lee Park", "Maria Chen", "Ann O'Neil")]
    make_milestone(project, "Pilot opens", "2027-01-15")
    return project, people


def test_one_save_records_everything_the_notes_say(visit):
    project, (_, maria, _) = make_world()
    page = visit("liaison").fill("/meetings/new", title="Permit login check-in", notes=NOTES)
    assert page.h1 == "Permit login check-in"
    action = db.session.query(ActionItem).one()
    assert (action.text, action.owner_contact_id, str(action.due)) == ("Send the screen list", maria.id, "2026-12-04")
    assert action.project_id == project.id
    assert db.session.query(Decision).one().text == "One login for permits and business licenses, from July"
    assert db.session.query(Risk).one().project_id == project.id
    assert db.session.query(StatusUpdate).one().is_path_owed
    assert db.session.query(Ask).one().effective_marking.value == "deliberative_draft"
    assert str(db.session.query(MilestoneDate).filter_by(kind="forecast").one().day) == "2027-03-01"
    for words in ("Send the screen list", "Pilot opens", "At risk", "Approve the interim contract", "Ann O'Neil"):
        assert words in page.text


def test_notes_are_kept_byte_for_byte(visit):
    notes = "\ttabs,  “curly” \u00a0 and emoji 🌉\r\n\r\n  trailing  \r\nשלום\r\n"
    visit("liaison").fill("/meetings/new", notes=notes)
    assert db.session.query(Meeting).one().notes == notes


def test_title_and_time_default(visit):
    page = visit("liaison").fill("/meetings/new", kind="hallway", notes="The budget memo is late")
    meeting = db.session.query(Meeting).one()
    assert page.h1 == "Hallway word: The budget memo is late"
    assert str(meeting.on) == "2026-11-30" and meeting.starts_at.hour == 18


def test_the_preview_shows_items_without_storing_anything(visit):
    make_world()
    liaison = visit("liaison")
    page = liaison.fill("/meetings/new", notes=NOTES, do="preview")
    assert "Will be recorded: seven items" in page.text
    assert "Send the screen list" in page.text
    assert db.session.query(Meeting).count() == 0


def test_a_meeting_in_the_hour_that_comes_twice_stays_when_it_was(visit):
    liaison, second_time = visit("liaison"), datetime(2026, 11, 1, 9, 30, tzinfo=UTC)  # 1:30 am, standard time
    with travelling_to(second_time):
        liaison.fill("/meetings/new", notes="The night crew called")
        meeting = db.session.query(Meeting).one()
        assert meeting.starts_at == second_time
        liaison.fill(f"/meetings/{meeting.id}/edit", notes="The night crew called again")
        db.session.expire_all()
        assert (meeting.revision, meeting.starts_at) == (2, second_time)
