"""Saving changed notes: lines are found again, and their records keep identity, edits and history."""

from datetime import date, timedelta

import pytest

from mobi_tracker.commitments.models import ActionItem, Decision
from mobi_tracker.commitments.operations.actions import complete_action, redate_closing
from mobi_tracker.commitments.vocabulary import ActionState
from mobi_tracker.core import clock
from mobi_tracker.core.clock import travelling_to
from mobi_tracker.core.database import db
from mobi_tracker.core.withdrawals import withdraw
from mobi_tracker.meetings.models import Capture
from mobi_tracker.meetings.vocabulary import CaptureState
from mobi_tracker.projects.models.milestone import MilestoneDate
from mobi_tracker.projects.models.risk import Risk, RiskRating
from mobi_tracker.projects.models.status import StatusUpdate
from mobi_tracker.projects.queries import latest_update
from mobi_tracker.standing.snapshot import snapshot
from tests.factories import make_contact, make_project, make_viewer
from tests.meetings.factories import capture_of, log, make_milestone, save_again

LINE = "TODO @Maria Chen send the screen list by Fri"
NOTES = f"Walked through it.\n{LINE}\nLunch.\n"

LINES = {
    "unchanged": NOTES,
    "moved": f"{LINE}\nWalked through it.\n\nLunch.\n",
    "reworded": NOTES.replace("screen list by Fri", "screen lists by Mon"),
    "removed": "Walked through it.\nLunch.\n",
    "doubled": NOTES + LINE + "\n",
}


def touch(action, record):
    if record == "edited":
        action.due = date(2026, 12, 24)
    elif record == "done":
        complete_action(action, date(2026, 11, 30))
    elif record == "withdrawn":
        withdraw(action)
    db.session.commit()


# line × record: the text, due day and state of the first record, its capture's state, and how many records there are
CASES = [
    ("unchanged", "untouched", "Send the screen list", "2026-12-04", "open", "live", 1),
    ("unchanged", "edited", "Send the screen list", "2026-12-24", "open", "live", 1),
    ("unchanged", "done", "Send the screen list", "2026-12-04", "done", "live", 1),
    ("unchanged", "withdrawn", "Send the screen list", "2026-12-04", "withdrawn", "live", 1),
    ("moved", "untouched", "Send the screen list", "2026-12-04", "open", "live", 1),
    ("moved", "edited", "Send the screen list", "2026-12-24", "open", "live", 1),
    ("moved", "done", "Send the screen list", "2026-12-04", "done", "live", 1),
    ("moved", "withdrawn", "Send the screen list", "2026-12-04", "withdrawn", "live", 1),
    ("reworded", "untouched", "Send the screen lists", "2026-12-07", "open", "live", 1),
    ("reworded", "edited", "Send the screen lists", "2026-12-24", "open", "live", 1),
    ("reworded", "done", "Send the screen lists", "2026-12-07", "done", "live", 1),
    ("reworded", "withdrawn", "Send the screen list", "2026-12-04", "withdrawn", "live", 1),
    ("removed", "untouched", "Send the screen list", "2026-12-04", "open", "line_gone", 1),
    ("removed", "edited", "Send the screen list", "2026-12-24", "open", "line_gone", 1),
    ("removed", "done", "Send the screen list", "2026-12-04", "done", "line_gone", 1),
    ("removed", "withdrawn", "Send the screen list", "2026-12-04", "withdrawn", "withdrawn", 1),
    ("doubled", "untouched", "Send the screen list", "2026-12-04", "open", "live", 2),
    ("doubled", "edited", "Send the screen list", "2026-12-24", "open", "live", 2),
    ("doubled", "done", "Send the screen list", "2026-12-04", "done", "live", 2),
    ("doubled", "withdrawn", "Send the screen list", "2026-12-04", "withdrawn", "live", 2),
]


@pytest.mark.parametrize(("line", "record", "text", "due", "state", "capture", "count"), CASES)
def test_what_becomes_of_a_record_when_its_notes_are_saved_again(visit, line, record, text, due, state, capture, count):
    make_contact("Maria Chen")
    liaison = visit("liaison")
    meeting = log(liaison, NOTES)
    action = db.session.query(ActionItem).one()
    touch(action, record)
    save_again(liaison, meeting, LINES[line])
    assert db.session.query(ActionItem).count() == count
    action = db.session.get(ActionItem, action.id)
    assert (action.text, str(action.due)) == (text, due)
    assert ("withdrawn" if action.is_withdrawn else action.state.value) == state
    assert db.session.query(Capture).filter_by(record_id=action.id).one().state == capture


def test_an_edit_that_a_reworded_line_contradicts_is_kept_and_said(visit):
    make_contact("Maria Chen")
    liaison = visit("liaison")
    meeting = log(liaison, NOTES)
    touch(db.session.query(ActionItem).one(), "edited")
    page = save_again(liaison, meeting, LINES["reworded"])
    assert "Line 2: the due day was edited on the record since, and that edit is kept." in page.text


def test_a_line_taken_out_offers_to_withdraw_its_record_or_to_keep_it(visit):
    make_contact("Maria Chen")
    liaison = visit("liaison")
    meeting = log(liaison, NOTES)
    page = save_again(liaison, meeting, LINES["removed"])
    assert "Lines taken out" in page.text and "Keep it" in page.text
    capture = capture_of(meeting)
    page = liaison.send(f"/meetings/{meeting.id}/lines/{capture.id}/withdraw")
    assert db.session.get(ActionItem, capture.record_id).is_withdrawn
    assert "Lines taken out" not in page.text


def test_a_kept_record_is_not_asked_about_again_and_its_line_may_come_back(visit):
    make_contact("Maria Chen")
    liaison = visit("liaison")
    meeting = log(liaison, NOTES)
    save_again(liaison, meeting, LINES["removed"])
    liaison.send(f"/meetings/{meeting.id}/lines/{capture_of(meeting).id}/keep")
    page = save_again(liaison, meeting, LINES["removed"] + "\nMore.")
    assert "Lines taken out" not in page.text
    save_again(liaison, meeting, NOTES)
    assert capture_of(meeting).state is CaptureState.LIVE
    assert db.session.query(ActionItem).count() == 1


def test_a_ticked_box_completes_its_action(visit):
    make_contact("Maria Chen")
    liaison = visit("liaison")
    meeting = log(liaison, "[ ] @Maria Chen send the screen list by Fri")
    save_again(liaison, meeting, "[x] @Maria Chen send the screen list by Fri")
    action = db.session.query(ActionItem).one()
    assert action.state is ActionState.DONE and str(action.closed_on) == "2026-11-30"


def test_a_reworded_status_adds_a_correcting_update(visit):
    make_project("permit-login", "Permit login")
    liaison = visit("liaison")
    meeting = log(liaison, "STATUS #permit-login yellow: waiting for legal")
    save_again(liaison, meeting, "STATUS #permit-login red: waiting for legal")
    first, second = db.session.query(StatusUpdate).order_by(StatusUpdate.id)
    assert (first.overall, second.overall, second.corrects_id) == ("at_risk", "off_track", first.id)
    assert capture_of(meeting, "status").record_id == second.id
    page = liaison.open(f"/meetings/{meeting.id}")
    assert "Off track" in page.text and "At risk" not in page.text


def test_a_status_moved_to_another_project_offers_to_withdraw_the_first(visit):
    make_project("permit-login", "Permit login")
    make_project("payroll-portal", "Payroll portal")
    liaison = visit("liaison")
    meeting = log(liaison, "STATUS #permit-login yellow: waiting for legal")
    page = save_again(liaison, meeting, "STATUS #payroll-portal yellow: waiting for legal")
    assert db.session.query(StatusUpdate).count() == 2
    assert "Lines taken out" in page.text


def test_a_reworded_milestone_adds_a_forecast(visit):
    make_milestone(make_project("permit-login", "Permit login"), "Pilot opens", "2027-01-15")
    liaison = visit("liaison")
    meeting = log(liaison, 'MILESTONE #permit-login "Pilot opens" 2027-03-01 vendor late')
    save_again(liaison, meeting, 'MILESTONE #permit-login "Pilot opens" 2027-03-08 vendor late')
    days = [str(each.day) for each in db.session.query(MilestoneDate).order_by(MilestoneDate.id)]
    assert days == ["2027-01-15", "2027-03-01", "2027-03-08"]


def test_a_risk_rated_anew_in_the_notes_gets_another_dated_rating(visit):
    make_project("permit-login", "Permit login")
    liaison = visit("liaison")
    meeting = log(liaison, "RISK: vendor may slip (medium) #permit-login")
    save_again(liaison, meeting, "RISK: vendor may slip (critical) #permit-login")
    assert db.session.query(Risk).count() == 1
    rated = [(each.likelihood, each.impact) for each in db.session.query(RiskRating).order_by(RiskRating.id)]
    assert rated == [(3, 3), (4, 4)]


def test_saving_the_same_notes_makes_no_revision(visit):
    liaison = visit("liaison")
    meeting = log(liaison, "One line.\n")
    save_again(liaison, meeting, "One line.\r\n")
    assert meeting.revision == 1 and meeting.notes == "One line.\n"


def test_earlier_notes_can_be_read_word_for_word(visit):
    liaison = visit("liaison")
    meeting = log(liaison, "First words.")
    save_again(liaison, meeting, "Second words.")
    page = liaison.open(f"/meetings/{meeting.id}/notes/1")
    assert "First words." in page.text


EVERY_KIND = """Present: Maria Chen, Zed Novak
@Ann Unknown will do it.
TODO @Maria Chen send it by Fri
TODO @Ghost Person do that by Fri
DECISION: one login
RISK: vendor slips (high) #permit-login
ISSUE: staff left #unknown-tag
STATUS #permit-login yellow: legal
ASK DM: approve it by Fri
MILESTONE #permit-login "Pilot opens" 2027-03-01 vendor late
MILESTONE #permit-login "Another" 2027-03-01
"""


def every_row():
    """All rows of all tables."""
    tables = [each for each in db.metadata.sorted_tables if each.name != "user"]
    found = {each.name: sorted(map(str, db.session.execute(each.select()))) for each in tables}
    db.session.rollback()
    return found


def test_saving_unchanged_notes_changes_no_row_of_any_table(visit):
    make_contact("Maria Chen")
    make_milestone(make_project("permit-login", "Permit login"), "Pilot opens", "2027-01-15")
    liaison = visit("liaison")
    meeting = log(liaison, EVERY_KIND)
    before = every_row()
    liaison.fill(f"/meetings/{meeting.id}/edit")
    assert every_row() == before


OF_A_DAY = """DECISION: one login
STATUS #permit-login red: waiting for legal
MILESTONE #permit-login "Pilot opens" 2027-03-01 vendor late
"""


@pytest.mark.parametrize(("first", "then"), [("2026-11-30", "2026-11-20"), ("2026-11-20", "2026-11-24")])
def test_what_speaks_of_the_meetings_day_moves_with_it(visit, first, then):
    project = make_project("permit-login", "Permit login")
    with travelling_to(clock.now() - timedelta(days=60)):
        make_milestone(project, "Pilot opens", "2027-01-15")
    liaison = visit("liaison")
    meeting = log(liaison, OF_A_DAY, on=first, starts="10:00")
    save_again(liaison, meeting, OF_A_DAY, on=then)
    assert str(db.session.query(Decision).one().on) == then
    status = latest_update(project, make_viewer("liaison"))
    assert (str(status.on), status.corrects_id is not None) == (then, True)
    told = snapshot(clock.today(), make_viewer("liaison")).by_id[project.id]
    assert (str(told.report.on), str(told.milestones[0].forecast)) == (then, "2027-03-01")
    assert snapshot(date.fromisoformat(then), make_viewer("liaison")).by_id == {}  # recorded later
    before = every_row()
    save_again(liaison, meeting, OF_A_DAY, on=then)
    assert every_row() == before


@pytest.mark.parametrize("notes", ["[x] @Maria Chen send it", "[ ] @Maria Chen send it by Fri"])
def test_the_day_an_action_was_done_follows_the_meetings_day(visit, notes):
    make_contact("Maria Chen")
    liaison = visit("liaison")
    meeting = log(liaison, notes, on="2026-11-24", starts="10:00")
    save_again(liaison, meeting, notes.replace("[ ]", "[x]"))
    save_again(liaison, meeting, notes.replace("[ ]", "[x]"), on="2026-11-20")
    action = db.session.query(ActionItem).one()
    assert (action.state, str(action.closed_on)) == (ActionState.DONE, "2026-11-20")


def test_the_day_an_action_was_done_stays_where_somebody_gave_it_another(visit):
    make_contact("Maria Chen")
    liaison = visit("liaison")
    meeting = log(liaison, "[x] @Maria Chen send it", on="2026-11-24", starts="10:00")
    redate_closing(db.session.query(ActionItem).one(), date(2026, 11, 25))
    db.session.commit()
    page = save_again(liaison, meeting, "[x] @Maria Chen send it", on="2026-11-20")
    assert str(db.session.query(ActionItem).one().closed_on) == "2026-11-25"
    assert "the day was edited on the record since, and that edit is kept" in page.text
