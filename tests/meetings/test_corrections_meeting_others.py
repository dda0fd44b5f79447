"""Corrections beside the notes that meet something: a marking, another project, somebody else, what cannot be kept."""

import json
import re

import pytest

from mobi_tracker.access.operations import keep_draft
from mobi_tracker.commitments.models import ActionItem, Ask
from mobi_tracker.commitments.operations.asks import decide_ask
from mobi_tracker.commitments.vocabulary import Outcome
from mobi_tracker.core.database import db
from mobi_tracker.core.withdrawals import withdraw
from mobi_tracker.meetings.models import Meeting
from mobi_tracker.meetings.queries.captures import records_of
from mobi_tracker.projects.models.status import StatusUpdate
from tests.factories import make_department
from tests.meetings.factories import capture_of, log
from tests.meetings.test_corrections import ACTION, correct, world
from tests.meetings.test_long_notes import named, opener, press
from tests.meetings.test_save_again import every_row

__all__ = ["world"]  # a fixture

MARKED = [
    (ACTION, "action", {"due": "12/9/2026"}),
    ("DECISION: one login", "decision", {"text": "Two logins"}),
    ("ASK DM: approve it by Fri", "ask", {"due": "2026-12-20"}),
    ("RISK: slips (low) #permit-login", "risk", {"level": "high"}),
    ("STATUS #permit-login yellow: legal", "status", {"rating": "off_track"}),
    ('MILESTONE #permit-login "Pilot opens" 2027-03-01 vendor late', "milestone", {"forecast": "2027-03-08"}),
]


@pytest.mark.parametrize(("notes", "kind", "typed"), MARKED)
def test_a_marking_and_a_correction_are_given_in_one_save(visit, world, notes, kind, typed):
    liaison = visit("liaison")
    meeting = log(liaison, notes)
    key = f"r{capture_of(meeting, kind).id}"
    typed = {f"{key}.{name}": value for name, value in typed.items()}
    page = liaison.fill(f"/meetings/{meeting.id}/edit", marking="deliberative_draft", **typed)
    assert "one item changed" in page.text
    (record,) = records_of([capture_of(meeting, kind)]).values()
    assert record.effective_marking == "deliberative_draft"


def withdrawn(record):
    withdraw(record)


def decided(record):
    decide_ask(record, Outcome.APPROVED, "")


@pytest.mark.parametrize(("change", "told"), [(withdrawn, "was withdrawn"), (decided, "was decided")])
def test_a_record_that_takes_no_correction_any_more_is_told_and_the_next_save_goes_on_without_it(
    visit, world, change, told
):
    liaison = visit("liaison")
    meeting = log(liaison, "ASK EO: approve it by Fri")
    key, path = f"r{capture_of(meeting, 'ask').id}", f"/meetings/{meeting.id}/edit"
    sent = {**named(liaison.open(path)), f"{key}.due": "2026-12-24", "notes": "ASK EO: approve it by Fri\nMore words"}
    change(db.session.query(Ask).one())
    db.session.commit()
    page = liaison.send(path, **sent)
    assert f"Line 1: its record {told}" in page.text and "due date “2026-12-24”" in page.text
    page = liaison.send(path, **named(page))
    db.session.expire_all()
    assert "Saved" in page.text and db.session.get(Meeting, meeting.id).notes.endswith("More words")
    assert str(db.session.query(Ask).one().due) == "2026-12-04"


def test_a_record_given_to_another_department_meanwhile_does_not_cost_an_analyst_their_words(visit, world):
    own, other = make_department("ita"), make_department("gsd")
    meeting = log(visit("liaison"), ACTION, departments=[str(own.id)])
    action, key = db.session.query(ActionItem).one(), f"r{capture_of(meeting).id}"
    action.department_id = own.id
    db.session.commit()
    analyst, path = visit("analyst", departments=(own,)), f"/meetings/{meeting.id}/edit"
    sent = {**named(analyst.open(path)), f"{key}.due": "2026-12-24", "notes": f"{ACTION}\nMore words"}
    action.department_id = other.id
    db.session.commit()
    page = analyst.send(path, **sent)
    assert "Line 1: its record is not yours to change" in page.text and "More words" in page.value_of("notes")
    analyst.send(path, **named(page))
    db.session.expire_all()
    assert db.session.get(Meeting, meeting.id).notes.endswith("More words")
    assert str(db.session.query(ActionItem).one().due) == "2026-12-04"


def test_an_edit_folded_away_that_was_overtaken_is_opened_and_can_be_saved_then(visit, world):
    liaison = visit("liaison")
    meeting = log(liaison, "\n".join(f"TODO @Maria Chen send report {at} by Fri" for at in range(1, 60)))
    path = f"/meetings/{meeting.id}/edit"
    page = press(liaison, path, page := liaison.open(path), opener(page, 40))
    (due,) = [name for name in named(page) if name.endswith(".due")]
    folding = re.search(r'value="(close:[^"]+)"', page.html)[1]
    page = press(liaison, path, page, folding, **{due: "2026-12-24"})
    assert due not in named(page)
    action = db.session.query(ActionItem).filter_by(text="Send report 40").one()
    action.text = "Send report forty"
    db.session.commit()
    page = liaison.send(path, **named(page))
    assert "Somebody else changed the record of a line" in page.text and page.value_of(due) == "2026-12-24"
    liaison.send(path, **named(page))
    db.session.expire_all()
    assert (action.text, str(action.due)) == ("Send report forty", "2026-12-24")


@pytest.mark.parametrize(("notes", "kind"), [(notes, kind) for notes, kind, _ in MARKED[3:]])
def test_what_belongs_to_its_project_is_not_left_without_one(visit, world, notes, kind):
    liaison = visit("liaison")
    meeting = log(liaison, notes)
    before = every_row()
    page = correct(liaison, meeting, kind, project="")
    assert "Line 1: Name the project." in page.text and every_row() == before


def test_a_line_reworded_and_given_another_project_is_recorded_there_as_it_says_now(visit, world):
    liaison = visit("liaison")
    meeting = log(liaison, "STATUS #permit-login yellow: legal")
    key = f"r{capture_of(meeting, 'status').id}.project"
    notes = "STATUS #permit-login red: legal again"
    liaison.fill(f"/meetings/{meeting.id}/edit", notes=notes, **{key: "Payroll portal"})
    there = db.session.query(StatusUpdate).order_by(StatusUpdate.id.desc()).first()
    assert (there.project.slug, there.overall, there.narrative) == ("payroll-portal", "off_track", "Legal again")


def test_a_status_corrected_before_takes_the_correction_along_to_another_project(visit, world):
    liaison = visit("liaison")
    meeting = log(liaison, "STATUS #permit-login yellow: legal")
    correct(liaison, meeting, "status", rating="off_track")
    correct(liaison, meeting, "status", project="Payroll portal")
    there = db.session.query(StatusUpdate).order_by(StatusUpdate.id.desc()).first()
    assert (there.project.slug, there.overall) == ("payroll-portal", "off_track")


def test_long_words_typed_into_a_record_are_kept_whole(visit, world):
    liaison = visit("liaison")
    meeting = log(liaison, ACTION)
    words = "Send " + "word " * 1500 + "at last"
    correct(liaison, meeting, text=words)
    assert db.session.query(ActionItem).one().text == words


@pytest.mark.parametrize("halved", ["\ud800b", "a\x00b"])
def test_what_no_database_can_store_is_not_taken_from_what_a_form_carried_along(visit, world, halved):
    liaison = visit("liaison")
    meeting = log(liaison, ACTION)
    key, path = f"r{capture_of(meeting).id}", f"/meetings/{meeting.id}/edit"
    sent = {name: value for name, value in named(liaison.open(path)).items() if not name.startswith(f"{key}.")}
    shown = json.loads(liaison.page.value_of(f"{key}.shown"))
    edit = {"shown": shown, "typed": {"text": halved}, "as_of": shown["as_of"]}
    liaison.send(path, **{**sent, "kept": json.dumps({key: edit})})
    db.session.expire_all()
    assert db.session.query(ActionItem).one().text == "Send the list"


@pytest.mark.parametrize("halved", ["\ud800", "\x00"])
def test_a_draft_that_no_database_can_store_opens_without_that_letter(visit, world, halved):
    liaison = visit("liaison")
    meeting = log(liaison, ACTION)
    text = json.dumps({"notes": [f"a{halved}b"], "title": ["Check-in"]})
    keep_draft(liaison.user_id, "meeting", str(meeting.id), text, None)
    db.session.commit()
    page = liaison.open(f"/meetings/{meeting.id}/edit?restore={meeting.id}")
    assert page.value_of("title") == "Check-in" and page.value_of("notes") == "a\ufffdb"
