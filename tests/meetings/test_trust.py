"""Who may log, who may read which line, and nothing typed is lost."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import event

from mobi_tracker.access.models import Draft
from mobi_tracker.access.operations import MarkingDraft, set_marking
from mobi_tracker.access.vocabulary import Basis, Marking
from mobi_tracker.commitments.models import ActionItem, Ask, Decision
from mobi_tracker.core import clock
from mobi_tracker.core.clock import travelling_to
from mobi_tracker.core.database import db
from mobi_tracker.core.withdrawals import withdraw
from mobi_tracker.meetings import queries
from mobi_tracker.meetings.models import Meeting, NotesRevision
from mobi_tracker.projects.models.status import StatusUpdate
from tests.factories import make_contact, make_department, make_project, make_user, make_viewer
from tests.meetings.factories import log, save_again


def test_an_observer_may_read_but_not_log(visit):
    meeting = log(visit("liaison"), "Plain words.")
    observer = visit("observer")
    assert "Plain words." in observer.open(f"/meetings/{meeting.id}").text
    observer.open("/meetings/new", 403)
    observer.open(f"/meetings/{meeting.id}/edit", 403)


def test_an_analyst_logs_for_their_own_departments_only(visit):
    own, other = make_department("ita"), make_department("gsd")
    analyst = visit("analyst", departments=(own,))
    page = analyst.fill("/meetings/new", notes="Words to keep.", departments=[str(other.id)])
    assert "Choose one of your own departments" in page.text and page.value_of("notes").strip() == "Words to keep."
    assert analyst.fill("/meetings/new", notes="Mine.", departments=[str(own.id)]).h1.startswith("Check-in with")


def test_an_analysts_notes_record_nothing_on_a_project_of_others(visit):
    own, other = make_department("ita"), make_department("gsd")
    make_project("van-pool", "Van pool", lead=other)
    analyst = visit("analyst", departments=(own,))
    page = analyst.fill("/meetings/new", notes="STATUS #van-pool red: stuck", departments=[str(own.id)])
    assert db.session.query(StatusUpdate).count() == 0
    assert "Van pool is not one of your departments' projects" in page.text


def test_an_analyst_sees_the_action_their_own_notes_made(visit):
    own = make_department("ita")
    make_contact("Maria Chen")
    analyst = visit("analyst", departments=(own,))
    log(analyst, "TODO @Maria Chen send it by Fri\nASK EO: sign it by Fri", departments=[str(own.id)])
    assert db.session.query(ActionItem).one().department_id == own.id
    assert "sign it" in analyst.open("/meetings/1").text


def test_another_departments_analyst_may_not_edit(visit):
    own, other = make_department("ita"), make_department("gsd")
    meeting = log(visit("liaison"), "Words.", departments=[str(own.id)])
    visit("analyst", departments=(other,)).open(f"/meetings/{meeting.id}/edit", 403)


MARKINGS = [
    ("public", "public", "deliberative_draft"),
    ("internal", "internal", "deliberative_draft"),
    ("deliberative_draft", "deliberative_draft", "deliberative_draft"),
    ("confidential", "confidential", "confidential"),
]


@pytest.mark.parametrize(("marking", "decision", "ask"), MARKINGS)
def test_records_take_the_meetings_marking_and_an_ask_a_stricter_one(visit, marking, decision, ask):
    notes = "DECISION: one login\nASK DM: approve it by Fri"
    log(visit("liaison"), notes, marking=marking, marking_basis="personnel", readers=[])
    assert db.session.query(Decision).one().effective_marking == decision
    assert db.session.query(Ask).one().effective_marking == ask


def test_changing_a_meetings_marking_moves_what_came_of_it(visit):
    liaison = visit("liaison")
    meeting = log(liaison, "DECISION: one login", readers=[])
    save_again(liaison, meeting, meeting.notes, marking="deliberative_draft", readers=[])
    assert db.session.query(Decision).one().effective_marking is Marking.DELIBERATIVE
    save_again(liaison, meeting, meeting.notes, marking="internal", readers=[])
    assert db.session.query(Decision).one().effective_marking is Marking.INTERNAL


def test_a_confidential_meetings_readers_are_the_readers_of_its_records(visit):
    reader = make_user("executive_officer")
    liaison = visit("liaison")
    log(liaison, "DECISION: one login", marking="confidential", marking_basis="labor", readers=[str(reader.id)])
    decision = db.session.query(Decision).one()
    assert "One login" in visit(user=reader).open(f"/decisions/{decision.id}").text
    visit("deputy_mayor").open(f"/decisions/{decision.id}", 404)


def test_a_reader_does_not_see_the_line_of_an_ask_they_may_not_see(visit):
    meeting = log(visit("liaison"), "Plain words.\nASK DM: approve the contract by Fri")
    page = visit("observer").open(f"/meetings/{meeting.id}")
    assert "Plain words." in page.text and "approve the contract" not in page.html.lower()
    assert "Some lines are left out" in page.text
    visit("observer").open(f"/meetings/{meeting.id}/notes/1", 403)


def test_the_source_of_a_record_is_its_line(visit, app):
    log(visit("liaison"), "Plain words.\nDECISION: one login", title="Login check-in")
    decision = db.session.query(Decision).one()
    with app.test_request_context():
        source = queries.source_of("decision", decision.id, make_viewer("observer"))
        assert source.label == "Login check-in of Nov 30, line 2"
        assert source.url.endswith("#line-2")


def test_the_source_in_a_meeting_that_may_not_be_seen_is_not_told(visit):
    log(visit("liaison"), "DECISION: one login", marking="deliberative_draft")
    decision = db.session.query(Decision).one()
    assert queries.source_of("decision", decision.id, make_viewer("observer")) is None


def test_of_two_people_who_edit_the_second_sees_both_and_loses_nothing(visit):
    first, second = visit("liaison"), visit("liaison")
    meeting = log(first, "Old words.")
    shown = str(meeting.version)
    save_again(first, meeting, "Their words.")
    page = save_again(second, meeting, "My words.", version=shown)
    assert "Their words." in page.text and page.value_of("notes").strip() == "My words."
    assert meeting.notes == "Their words."
    save_again(second, meeting, "My words.", version=page.value_of("version"))
    assert [each.text for each in db.session.query(NotesRevision)] == ["Old words.", "Their words.", "My words."]


def keep_draft(visitor, key, fields, base_version=None):
    text = json.dumps({name: [value] for name, value in fields.items()})
    response = visitor.client.put(
        f"/drafts/meeting/{key}", json={"text": text, "base_version": base_version},
        headers={"X-CSRFToken": visitor.token()},
    )  # fmt: skip
    assert response.status_code == 200


def test_what_was_typed_and_never_saved_is_offered_and_comes_back(visit):
    liaison = visit("liaison")
    keep_draft(liaison, "new-abc", {"title": "Half a title", "notes": "Half a line"})
    page = liaison.open("/meetings/new")
    page = liaison.open(page.link("Restore what you typed"))
    assert (page.value_of("title"), page.value_of("notes").strip()) == ("Half a title", "Half a line")


def test_saving_drops_the_draft(visit):
    liaison = visit("liaison")
    keep_draft(liaison, "new-abc", {"notes": "Half a line"})
    liaison.fill("/meetings/new?restore=new-abc", notes="A whole line")
    assert "Restore" not in liaison.open("/meetings/new").text
    assert "Half a line" not in db.session.query(Draft).one().text


def sent_form(visitor, **changes):
    """What the form of a new meeting sends, by field."""
    page = visitor.open("/meetings/new")
    names = ("title", "on", "starts", "ends", "kind", "state", "place", "agenda", "marking", "draft_key", "notes")
    return {**{name: page.value_of(name) for name in names}, **changes}


def test_save_pressed_twice_makes_one_meeting(visit):
    liaison = visit("liaison")
    sent = sent_form(liaison, notes="DECISION: one login\r\n")
    first = liaison.send("/meetings/new", **sent)
    again = liaison.send("/meetings/new", **sent)
    assert first.h1 == again.h1 and "saved already" in again.text
    assert (db.session.query(Meeting).count(), db.session.query(Decision).count()) == (1, 1)


def test_a_form_gone_back_to_and_changed_is_another_meeting(visit):
    liaison = visit("liaison")
    sent = sent_form(liaison, notes="DECISION: one login")
    liaison.send("/meetings/new", **sent)
    liaison.send("/meetings/new", **{**sent, "notes": "DECISION: two logins"})
    assert db.session.query(Meeting).count() == 2


def test_a_draft_kept_a_moment_after_its_save_is_not_offered_unless_more_was_typed(visit):
    liaison = visit("liaison")
    sent = sent_form(liaison, notes="One line\r\nanother")
    liaison.send("/meetings/new", **sent)
    keep_draft(liaison, sent["draft_key"], {**sent, "notes": "One line\nanother"})
    assert "Restore" not in liaison.open("/meetings/new").text
    keep_draft(liaison, sent["draft_key"], {**sent, "notes": "One line\nanother, and more"})
    assert "Restore" in liaison.open("/meetings/new").text


def test_what_a_form_became_is_forgotten_after_a_day(visit):
    liaison = visit("liaison")
    liaison.fill("/meetings/new", notes="One line")
    with travelling_to(clock.now() + timedelta(days=2)):
        liaison.fill("/meetings/new", notes="Another line")
    assert db.session.query(Draft).count() == 1


def test_a_title_taken_from_the_notes_tells_nothing_of_a_line_that_some_may_not_read(visit):
    meeting = log(visit("liaison"), "ASK DM: replace the vendor by Fri\n  quietly\n")
    assert meeting.title == "Meeting, Nov 30"
    for path in ("/meetings", f"/meetings/{meeting.id}"):
        page = visit("observer").open(path)
        assert "replace the vendor" not in page.html and "quietly" not in page.html


def test_an_ask_that_waits_for_an_answer_is_hidden_from_another_departments_analyst(visit):
    own, other = make_department("ita"), make_department("gsd")
    notes = "Words.\nASK: replace the vendor by Fri"
    meeting = log(visit("liaison"), notes, title="Check-in", departments=[str(own.id)])
    assert "replace the vendor" in visit("analyst", departments=(own,)).open(f"/meetings/{meeting.id}").text
    assert "replace the vendor" not in visit("analyst", departments=(other,)).open(f"/meetings/{meeting.id}").html


def test_filters_do_not_tell_which_hidden_project_or_person_a_meeting_concerns(visit):
    make_project("secret-thing", "Secret Thing", marking="confidential", marking_basis="labor")
    make_contact("Sam Secret", marking="confidential", marking_basis="labor")
    notes = "Present: Sam Secret\nSpoke of #secret-thing."
    log(visit("liaison"), notes, title="Check-in")
    for query in ("project=secret", "project=secret-thing", "contact=secret"):
        assert "Check-in" in visit("liaison").open(f"/meetings?{query}").text
        assert "Check-in" not in visit("observer").open(f"/meetings?{query}").text


def test_a_meeting_about_a_project_withdrawn_since_can_still_be_saved(visit):
    project = make_project("permit-login", "Permit login")
    liaison = visit("liaison")
    meeting = log(liaison, "STATUS #permit-login red: stuck")
    withdraw(project)
    db.session.commit()
    page = save_again(liaison, meeting, meeting.notes + "\nMore words.")
    assert "Open questions" not in page.text and meeting.notes.endswith("More words.")
    assert [each.project_id for each in meeting.projects if each.ended_at is None] == [project.id]


def test_a_project_that_the_writer_may_not_see_stays_with_the_meeting(visit):
    reader, writer = make_user("executive_officer"), make_user("liaison")
    project = make_project("secret-thing", "Secret Thing")
    meeting = log(visit("liaison"), "Words.", projects="Secret Thing")
    set_marking(project, MarkingDraft(Marking.CONFIDENTIAL, Basis.LABOR, (reader.id,)))
    db.session.commit()
    page = save_again(visit(user=writer), meeting, "Other words.")
    assert meeting.notes == "Other words." and "Secret Thing" not in page.html
    assert [each.project_id for each in meeting.projects if each.ended_at is None] == [project.id]


WRONG_IDS = ["²", "٣", "-1", "9" * 1900, "0"]


@pytest.mark.parametrize("typed", WRONG_IDS)
def test_an_id_that_is_none_is_no_answer_and_no_error(visit, typed):
    make_project("permit-login", "Permit login")
    liaison = visit("liaison")
    notes = 'TODO @Ghost send it by Fri\nMILESTONE #permit-login "Go live" 2027-02-02'
    page = liaison.fill("/meetings/new", notes=notes, do="preview")
    fields = {each["name"]: typed for each in page.fields if each.get("name", "").endswith((".who", ".milestone"))}
    assert len(fields) == 2
    page = liaison.fill("/meetings/new", notes=notes, do="preview", **fields)
    assert "Will be recorded: two questions" in page.text
    liaison.open(f"/meetings/new?contact={typed}")
    liaison.send(f"/meetings/preview?meeting={typed}", 404)


def test_a_draft_of_an_older_version_is_compared_before_it_is_saved(visit):
    liaison = visit("liaison")
    meeting = log(liaison, "Old words.")
    keep_draft(liaison, str(meeting.id), {"title": meeting.title, "notes": "Draft words."}, meeting.version)
    save_again(visit("liaison"), meeting, "Their words.")
    page = liaison.fill(f"/meetings/{meeting.id}/edit?restore={meeting.id}")
    assert "Their words." in page.text and page.value_of("notes").strip() == "Draft words."


def test_nobody_is_offered_the_draft_of_somebody_else(visit):
    keep_draft(visit("liaison"), "new-abc", {"notes": "Half a line"})
    page = visit("liaison").open("/meetings/new?restore=new-abc")
    assert "Half a line" not in page.html


def test_a_withdrawn_meeting_leaves_the_list_and_can_be_brought_back(visit):
    liaison = visit("liaison")
    meeting = log(liaison, "Words.", title="Short lived")
    liaison.send(f"/meetings/{meeting.id}/withdraw", reason="typed twice")
    assert "Short lived" not in liaison.open("/meetings?q=Short").text.split("Show", 1)[1]
    page = liaison.send(f"/meetings/{meeting.id}/bring-back")
    assert "is back" in page.text


def test_a_planned_meeting_is_not_a_last_contact(visit):
    maria = make_contact("Maria Chen")
    liaison = visit("liaison")
    held = log(liaison, "Present: Maria Chen", on="2026-11-20", starts="10:00")
    log(liaison, "Present: Maria Chen", on="2026-11-28", starts="10:00", state="planned")
    viewer = make_viewer("liaison")
    assert queries.last_meeting_with_contact([maria.id], viewer)[maria.id].id == held.id


def test_the_list_filters_and_leaves_as_files(visit):
    department = make_department("ita", "Information Technology Agency")
    liaison = visit("liaison")
    log(liaison, "Present: Zed Novak", title="With ITA", departments=[str(department.id)], kind="call")
    log(liaison, "Words.", title="Another")
    for query in ("kind=call", f"department={department.id}", "contact=novak", "q=with"):
        page = liaison.open(f"/meetings?{query}")
        assert "With ITA" in page.text and "Another" not in page.text
    assert "With ITA" not in liaison.open("/meetings?to=2026-11-29").text
    liaison.open("/meetings?format=csv")
    assert b"With ITA" in liaison.response.data


EVERYTHING = """Present: Maria Chen, Zed Novak
TODO @Maria Chen send it by Fri
DECISION: one login
RISK: vendor slips (high) #permit-login
STATUS #permit-login yellow: legal
ASK DM: approve it by Fri
"""


def test_pages_ask_the_database_a_fixed_and_small_number_of_times(visit):
    make_contact("Maria Chen")
    make_project("permit-login", "Permit login", lead=make_department("ita"))
    liaison = visit("liaison")
    meeting = log(liaison, EVERYTHING)
    counts = []
    for path in ("/meetings", "/meetings/new", f"/meetings/{meeting.id}"):
        asked = []
        listen = lambda *arguments, asked=asked: asked.append(arguments[2])
        event.listen(db.engine, "before_cursor_execute", listen)
        liaison.open(path)
        event.remove(db.engine, "before_cursor_execute", listen)
        counts.append(len([each for each in asked if each.lstrip().startswith("SELECT")]))
    assert all(each <= 15 for each in counts), counts
    assert db.session.query(Meeting).count() == 1


def test_the_edit_page_bears_the_marking_that_the_meetings_page_bears(visit):
    liaison = visit("liaison")
    meeting = log(liaison, "Plain words.", marking="confidential", marking_basis="labor", readers=[])
    for page in (f"/meetings/{meeting.id}", f"/meetings/{meeting.id}/edit", f"/meetings/{meeting.id}/answers"):
        assert 'class="marking-band is-confidential"' in liaison.open(page).html
