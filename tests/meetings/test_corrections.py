"""Records that an earlier save made of lines, corrected beside the notes."""

from datetime import date

import pytest

from mobi_tracker.commitments.models import ActionItem, Ask, Decision
from mobi_tracker.commitments.operations.actions import complete_action
from mobi_tracker.core.database import db
from mobi_tracker.core.withdrawals import withdraw
from mobi_tracker.meetings.models import Capture
from mobi_tracker.projects.models.milestone import MilestoneDate
from mobi_tracker.projects.models.risk import Risk, RiskRating
from mobi_tracker.projects.models.status import StatusUpdate
from mobi_tracker.projects.queries import latest_update
from tests.factories import make_contact, make_department, make_project, make_viewer
from tests.meetings.factories import capture_of, log, make_milestone
from tests.meetings.test_save_again import EVERY_KIND, every_row

ACTION = "TODO @Maria Chen send the list by Fri"


@pytest.fixture
def world(app):
    """The people and projects that the lines name."""
    make_contact("Maria Chen")
    make_contact("Ann Ode")
    make_milestone(make_project("permit-login", "Permit login"), "Pilot opens", "2027-01-15")
    make_project("payroll-portal", "Payroll portal")


def correct(visitor, meeting, kind="action", **typed):
    """Edit a meeting with other words in the fields of its one record of that kind; the page that follows."""
    key = f"r{capture_of(meeting, kind).id}"
    page = visitor.fill(f"/meetings/{meeting.id}/edit", **{f"{key}.{name}": value for name, value in typed.items()})
    db.session.expire_all()
    return page


CORRECTED = [
    (ACTION, "action", {"due": "12/9/2026"}, ActionItem, "due", date(2026, 12, 9)),
    (ACTION, "action", {"due": ""}, ActionItem, "due", None),
    (ACTION, "action", {"owner": ""}, ActionItem, "owner", None),
    (ACTION, "action", {"text": "Send it"}, ActionItem, "text", "Send it"),
    ("DECISION: one login", "decision", {"text": "Two logins"}, Decision, "text", "Two logins"),
    ("ASK DM: approve it by Fri", "ask", {"due": "2026-12-20"}, Ask, "due", date(2026, 12, 20)),
    ("ASK DM: approve it by Fri", "ask", {"of": "executive_officer"}, Ask, "asked_of", "executive_officer"),
    ("RISK: slips (low) #permit-login", "risk", {"text": "Slips badly"}, Risk, "text", "Slips badly"),
]


@pytest.mark.parametrize(("notes", "kind", "typed", "model", "attribute", "value"), CORRECTED)
def test_a_recorded_line_is_corrected_beside_the_notes(visit, world, notes, kind, typed, model, attribute, value):
    liaison = visit("liaison")
    meeting = log(liaison, notes)
    version = db.session.query(model).one().version
    page = correct(liaison, meeting, kind, **typed)
    record = db.session.query(model).one()
    assert getattr(record, attribute) == value and record.version > version
    assert "one item changed" in page.text and capture_of(meeting, kind).record_version == record.version


def test_owner_and_project_are_typed_by_name(visit, world):
    liaison = visit("liaison")
    meeting = log(liaison, ACTION)
    correct(liaison, meeting, owner="Ann Ode", project="Payroll portal")
    action = db.session.query(ActionItem).one()
    assert (action.owner_contact.name, action.project.name) == ("Ann Ode", "Payroll portal")


def test_fields_show_what_the_record_says_now_and_sent_back_change_nothing(visit, world):
    liaison = visit("liaison")
    meeting = log(liaison, EVERY_KIND)
    db.session.query(ActionItem).first().due = date(2026, 12, 24)
    db.session.commit()
    page = liaison.open(f"/meetings/{meeting.id}/edit")
    key = f"r{db.session.query(Capture).filter_by(record_kind='action_item').one().id}"
    assert page.value_of(f"{key}.due") == "2026-12-24" and page.value_of(f"{key}.owner") == "Maria Chen"
    before = every_row()
    liaison.fill(f"/meetings/{meeting.id}/edit")
    assert every_row() == before


def test_the_same_day_written_another_way_changes_nothing(visit, world):
    liaison = visit("liaison")
    meeting = log(liaison, ACTION)
    before = every_row()
    correct(liaison, meeting, due="Dec 4, 2026")
    assert every_row() == before


def test_a_corrected_status_is_another_update_that_corrects_the_first(visit, world):
    liaison = visit("liaison")
    meeting = log(liaison, "STATUS #permit-login yellow: legal")
    page = correct(liaison, meeting, "status", rating="off_track")
    first, second = db.session.query(StatusUpdate).order_by(StatusUpdate.id)
    assert (first.overall, second.overall, second.corrects_id, second.narrative) == (
        "at_risk", "off_track", first.id, first.narrative,
    )  # fmt: skip
    assert latest_update(first.project, make_viewer("liaison")).id == second.id
    assert "Off track" in page.text and "At risk" not in page.text


def test_a_corrected_rating_of_a_risk_is_another_dated_rating(visit, world):
    liaison = visit("liaison")
    meeting = log(liaison, "RISK: vendor slips (low) #permit-login", on="2026-11-20", starts="10:00")
    correct(liaison, meeting, "risk", level="critical")
    rated = [(str(each.on), each.likelihood) for each in db.session.query(RiskRating).order_by(RiskRating.id)]
    assert rated == [("2026-11-20", 2), ("2026-11-20", 4)]


def test_a_corrected_milestone_gets_another_forecast(visit, world):
    liaison = visit("liaison")
    meeting = log(liaison, 'MILESTONE #permit-login "Pilot opens" 2027-03-01 vendor late')
    correct(liaison, meeting, "milestone", forecast="2027-03-08")
    given = [(str(each.day), each.reason) for each in db.session.query(MilestoneDate).order_by(MilestoneDate.id)]
    assert given[1:] == [("2027-03-01", "vendor late"), ("2027-03-08", "vendor late")]
    correct(liaison, meeting, "milestone", forecast="2027-03-08")
    assert db.session.query(MilestoneDate).count() == 3


def test_a_status_given_another_project_is_recorded_there_and_the_first_is_offered_for_withdrawal(visit, world):
    liaison = visit("liaison")
    meeting = log(liaison, "STATUS #permit-login yellow: legal")
    page = correct(liaison, meeting, "status", project="Payroll portal")
    assert [each.project.slug for each in db.session.query(StatusUpdate).order_by(StatusUpdate.id)] == [
        "permit-login", "payroll-portal",
    ]  # fmt: skip
    assert "Lines taken out" in page.text


def test_a_record_changed_meanwhile_is_shown_beside_what_was_typed_and_saved_over_it_then(visit, world):
    liaison = visit("liaison")
    meeting = log(liaison, ACTION)
    key = f"r{capture_of(meeting).id}"
    page = liaison.open(f"/meetings/{meeting.id}/edit")
    shown = {f"{key}.{name}": page.value_of(f"{key}.{name}") for name in ("shown", "owner", "due", "text", "project")}
    action = db.session.query(ActionItem).one()
    action.due = date(2026, 12, 11)
    db.session.commit()
    stale = liaison.fill(f"/meetings/{meeting.id}/edit", **{**shown, f"{key}.due": "2026-12-24"}, notes=ACTION + "!")
    assert "Somebody else changed the record of a line" in stale.text
    assert "somebody else saved “2026-12-11” meanwhile; you typed “2026-12-24”" in stale.text
    assert stale.value_of("notes") == ACTION + "!" and str(db.session.query(ActionItem).one().due) == "2026-12-11"
    again = {each["name"]: each["value"] for each in stale.fields if each.get("name", "").startswith(f"{key}.")}
    liaison.fill(f"/meetings/{meeting.id}/edit", **again)
    assert str(db.session.query(ActionItem).one().due) == "2026-12-24"


def test_what_is_not_understood_is_said_at_the_line_and_nothing_is_saved(visit, world):
    liaison = visit("liaison")
    meeting = log(liaison, ACTION)
    page = correct(liaison, meeting, owner="Zed Novak", due="2026-12-24")
    assert "Line 1: Nobody and no organization is called “Zed Novak”" in page.text
    assert page.value_of(f"r{capture_of(meeting).id}.owner") == "Zed Novak"
    assert str(db.session.query(ActionItem).one().due) == "2026-12-04"


def test_a_correction_holds_against_a_line_reworded_in_the_same_save(visit, world):
    liaison = visit("liaison")
    meeting = log(liaison, ACTION)
    key = f"r{capture_of(meeting).id}"
    notes = "TODO @Maria Chen send the lists by Mon"
    liaison.fill(f"/meetings/{meeting.id}/edit", notes=notes, **{f"{key}.due": "2026-12-24"})
    db.session.expire_all()
    action = db.session.query(ActionItem).one()
    assert (action.text, str(action.due)) == ("Send the lists", "2026-12-24")


def test_a_withdrawn_record_and_a_decided_ask_have_no_fields(visit, world):
    liaison = visit("liaison")
    meeting = log(liaison, ACTION)
    withdraw(db.session.query(ActionItem).one())
    db.session.commit()
    page = liaison.open(f"/meetings/{meeting.id}/edit")
    assert not [each for each in page.fields if each.get("name", "").startswith("r") and "." in each["name"]]


def test_a_done_action_keeps_its_state_when_its_words_are_corrected(visit, world):
    liaison = visit("liaison")
    meeting = log(liaison, ACTION)
    complete_action(db.session.query(ActionItem).one(), date(2026, 11, 30))
    db.session.commit()
    correct(liaison, meeting, text="Send it all")
    action = db.session.query(ActionItem).one()
    assert (action.text, action.state) == ("Send it all", "done")


def test_an_analyst_corrects_no_record_of_another_department(visit, world):
    own, other = make_department("ita"), make_department("gsd")
    liaison = visit("liaison")
    meeting = log(liaison, ACTION, departments=[str(own.id)])
    key = f"r{capture_of(meeting).id}"
    db.session.query(ActionItem).one().department_id = other.id
    db.session.commit()
    analyst = visit("analyst", departments=(own,))
    page = analyst.open(f"/meetings/{meeting.id}/edit")
    assert f"{key}.due" not in {each.get("name") for each in page.fields}
    forged = {f"{key}.shown": '{"due": "2026-12-04"}', f"{key}.due": "2026-12-24"}
    analyst.fill(f"/meetings/{meeting.id}/edit", 403, **forged)
    assert str(db.session.query(ActionItem).one().due) == "2026-12-04"


def test_a_question_on_a_recorded_line_that_was_reworded_can_be_answered_there(visit, world):
    liaison = visit("liaison")
    meeting = log(liaison, ACTION)
    notes = "TODO @Maria Chen send the list soon, next week"
    page = liaison.fill(f"/meetings/{meeting.id}/edit", notes=notes, do="preview")
    (name,) = {each["name"] for each in page.fields if each.get("name", "").endswith(".undated")}
    liaison.fill(f"/meetings/{meeting.id}/edit", notes=notes, **{name: "1"})
    db.session.expire_all()
    assert db.session.query(ActionItem).one().due is None
