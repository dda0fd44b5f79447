"""Today: what there is to do, in one press where it can be, whose it is, what is hidden."""

from datetime import UTC, date, datetime

import pytest

from mobi_tracker.access.operations import MarkingDraft, set_marking
from mobi_tracker.access.vocabulary import Basis, Marking
from mobi_tracker.briefings.models import Briefing, BriefingLine
from mobi_tracker.briefings.vocabulary import Origin, Section
from mobi_tracker.core.database import db
from mobi_tracker.meetings.models import Capture, Meeting, MeetingDepartment, MeetingProject
from mobi_tracker.meetings.vocabulary import CaptureState, MeetingState
from mobi_tracker.projects.operations import StatusDraft, publish_update
from mobi_tracker.projects.vocabulary import Rating
from mobi_tracker.review.operations.questions import ask_question
from tests.commitments.factories import CONFIDENTIAL, make_action, make_ask
from tests.counting import counting
from tests.factories import (
    make_contact,
    make_department,
    make_organization,
    make_project,
    make_user,
    stakeholders_contact_id,
    stored,
)

TODAY = date(2026, 11, 30)


def make_meeting(title="Permit login check-in", *, on=TODAY, hour=18, **values):
    """A meeting of today at 10:00 in Los Angeles, still to come, that concerns ``departments``."""
    departments = values.pop("departments", ())
    values.setdefault("state", MeetingState.PLANNED)
    starts_at = datetime(on.year, on.month, on.day, hour, tzinfo=UTC)
    meeting = stored(Meeting(title=title, on=on, starts_at=starts_at, **values))
    for each in departments:
        stored(MeetingDepartment(meeting_id=meeting.id, department_id=each.id))
    return meeting


def make_capture(meeting, text, state=CaptureState.PENDING, line=5):
    """A line of notes that asks something."""
    return stored(
        Capture(
            meeting_id=meeting.id, revision=1, line=line, end_line=line, line_text=text, item_kind="action", state=state
        )
    )


def section(page, name):
    """The words of one place of the page."""
    html = page.html.split(f'<section class="section" id="{name}"')[1].split("</section>")[0]
    return " ".join(html.split())


def test_an_empty_day_says_what_would_be_here(visit):
    page = visit("liaison").open("/today")
    assert page.h1 == "No meetings today. Nothing is late."
    assert page.title == "Today · MOBI Tracker"
    for words in ("No meeting is planned", "Every active project has a fresh update.", "Nothing is drafted yet."):
        assert words in page.text
    assert "What the Deputy Mayor will see" in page.text


def test_the_sentence_counts_meetings_and_what_is_late(visit):
    for title in ("One", "Two", "Three"):
        make_meeting(title)
    make_meeting("Yesterday", on=date(2026, 11, 29))
    make_meeting("Called off", state=MeetingState.CANCELLED)
    make_action("Late here", due=date(2026, 11, 18))
    make_action("Late there", due=date(2026, 11, 27), owner_contact_id=make_contact().id)
    assert visit("liaison").open("/today").h1 == "Three meetings today. Two actions are late."


def test_meetings_of_today_offer_notes_until_they_are_logged(visit):
    ita = make_department(name="Information Technology Agency", abbreviation="ITA")
    planned = make_meeting("Check-in", departments=(ita,))
    logged = make_meeting("Site visit", hour=22, state=MeetingState.LOGGED, notes="Saw it.")
    page = visit("liaison").open("/today")
    words = section(page, "meetings")
    assert "10:00" in words and "ITA" in words
    assert f"/meetings/{planned.id}/edit" in words and f"/meetings/{logged.id}/edit" not in words


def test_mine_is_done_in_one_press_and_the_page_is_shown_again(visit):
    user = make_user("liaison")
    action = make_action("Approval memo", owner_contact_id=stakeholders_contact_id(user), due=TODAY)
    liaison = visit(user=user)
    assert "due today" in section(liaison.open("/today"), "mine")
    liaison.send(f"/action-items/{action.id}/complete", 302, follow=False, next="/today")
    assert liaison.response.location == "/today"
    assert "Approval memo" not in section(liaison.open("/today"), "mine")


def test_the_message_names_what_was_done_and_its_button_takes_it_back_to_today(visit):
    user = make_user("liaison")
    action = make_action("Send the data map", owner_contact_id=stakeholders_contact_id(user), due=TODAY)
    liaison = visit(user=user)
    assert "Done with “Send the data map”" in liaison.open("/today").text
    page = liaison.send(f"/action-items/{action.id}/complete", next="/today")
    assert "Done: Send the data map" in page.text and f'action="/action-items/{action.id}/reopen"' in page.html
    page = liaison.send(f"/action-items/{action.id}/reopen", next=page.value_of("next"))
    assert page.title.startswith("Today") and "Open again: Send the data map" in page.text
    assert "Send the data map" in section(page, "mine")


def test_what_others_owe_names_them_and_says_how_late_it_is(visit):
    finance = make_organization("Office of Finance", abbreviation="Finance")
    make_action("fee table", owner_organization_id=finance.id, due=date(2026, 11, 18))
    words = section(visit("liaison").open("/today"), "owed-to-us")
    assert "Finance: fee table" in words and "12 days late" in words and 'class="late"' in words


def test_what_a_colleague_owes_is_neither_mine_nor_owed_to_us(visit):
    make_action("Theirs to do", owner_contact_id=stakeholders_contact_id(make_user("analyst")))
    page = visit("liaison").open("/today")
    assert "Theirs to do" not in section(page, "mine") + section(page, "owed-to-us")


def test_a_status_from_notes_that_owes_a_path_is_listed(visit):
    project = make_project(name="Permit login")
    publish_update(StatusDraft(project.id, TODAY, Rating.AT_RISK, from_notes=True))
    db.session.commit()
    words = section(visit("liaison").open("/today"), "owed-fields")
    assert "Permit login" in words and "a path to green is owed" in words


def test_projects_that_owe_an_update_are_listed_with_their_last_one(visit):
    ita = make_department(name="Information Technology Agency", abbreviation="ITA")
    project = make_project("digital-id", "Digital ID pilot", lead=ita)
    publish_update(StatusDraft(project.id, date(2026, 11, 11), Rating.ON_TRACK))
    make_project(name="Payroll portal")
    db.session.commit()
    words = section(visit("liaison").open("/today"), "updates-owed")
    assert "last Nov 11, ITA" in words and "none logged yet" in words and "/projects/digital-id/updates/new" in words


@pytest.mark.parametrize(
    ("state", "said"),
    [(CaptureState.PENDING, "line 5 asks something"), (CaptureState.LINE_GONE, "is its record to go?")],
)
def test_lines_of_notes_that_still_ask_are_listed(visit, state, said):
    meeting = make_meeting("Check-in", on=date(2026, 11, 27), state=MeetingState.LOGGED)
    make_capture(meeting, "TODO @Lee send it", state)
    words = section(visit("liaison").open("/today"), "asking")
    assert said in words and "TODO @Lee send it" in words and "Check-in of Nov 27" in words


def test_open_asks_and_questions_are_listed(visit):
    ask = make_ask("Approve the contract", due=date(2026, 12, 4))
    ask_question("ask", ask.id, "What if we wait?")
    db.session.commit()
    page = visit("liaison").open("/today")
    assert "needed by Fri, Dec 4" in section(page, "asks") and "to be forwarded" in section(page, "asks")
    assert "What if we wait?" in section(page, "questions") and "Approve the contract" in section(page, "questions")


def test_the_briefing_of_this_week_says_how_it_stands(visit):
    briefing = stored(Briefing(week=TODAY))
    for origin in (Origin.DRAFTED, Origin.WRITTEN, Origin.DRAFTED):
        stored(BriefingLine(briefing_id=briefing.id, section=Section.COMING_UP, text="x", origin=origin))
    words = section(visit("liaison").open("/today"), "briefing")
    assert "3 lines in the draft, 1 written by hand." in words and "/briefings/2026-11-30" in words


def test_what_is_confidential_to_others_is_not_on_an_analysts_today(visit):
    theirs = make_project(name="Labor talks", marking="confidential", marking_basis="labor")
    make_action("Sealed step", project_id=theirs.id)
    make_capture(make_meeting("Sealed talk", marking="confidential", marking_basis="labor"), "TODO sealed line")
    page = visit("analyst", departments=(make_department(),)).open("/today")
    for words in ("Labor talks", "Sealed step", "Sealed talk", "sealed line"):
        assert words not in page.text
    assert page.h1.startswith("No meetings today.")


def test_an_analyst_presses_done_only_where_it_is_theirs(visit):
    mine, theirs = make_department(), make_department()
    chen = make_contact()
    make_action("Ours", department_id=mine.id, owner_contact_id=chen.id)
    make_action("Not ours", department_id=theirs.id, owner_contact_id=chen.id)
    words = section(visit("analyst", departments=(mine,)).open("/today"), "owed-to-us")
    assert "Not ours" in words and words.count("/complete") == 1


@pytest.mark.parametrize(
    ("role", "home"),
    [
        ("liaison", "/today"), ("analyst", "/today"), ("executive_officer", "/review"),
        ("deputy_mayor", "/dashboard"), ("observer", "/dashboard"),
    ],
)  # fmt: skip
def test_the_root_address_leads_everybody_home(visit, role, home):
    visitor = visit(role)
    visitor.open("/", 302, follow=False)
    assert visitor.response.location == home


@pytest.mark.parametrize("role", ["deputy_mayor", "observer", "administrator"])
def test_who_logs_nothing_has_no_today(visit, role):
    visit(role).open("/today", 403)


def fill_the_day(user):
    """Some of everything that Today shows."""
    department = make_department()
    project = make_project(lead=department)
    meeting = make_meeting(departments=(department,))
    make_capture(meeting, "TODO @Lee send it")
    publish_update(StatusDraft(make_project(lead=department).id, TODAY, Rating.AT_RISK, from_notes=True))
    make_action(owner_contact_id=stakeholders_contact_id(user), project_id=project.id)
    make_action(owner_organization_id=make_organization().id, project_id=project.id)
    for record in (make_ask(project_id=project.id), make_action(), project):
        ask_question(type(record).__kind__, record.id, "Why?")
    db.session.commit()


@pytest.mark.parametrize("role", ["liaison", "analyst"])
def test_the_number_of_queries_stays_when_the_data_doubles(visit, role):
    user = make_user(role)
    stored(Briefing(week=TODAY))
    visitor = visit(user=user)
    counts = []
    for _ in range(2):
        fill_the_day(user)
        with counting() as sent:
            visitor.open("/today")
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 15, counts


def test_the_page_carries_the_strictest_marking_of_what_it_shows(visit):
    assert "strictest record" not in visit("liaison").open("/today").text
    make_ask("Approve it")
    assert "The strictest record on this page is marked deliberative draft." in visit("liaison").open("/today").text
    make_action("Sealed step", marking=CONFIDENTIAL)
    page = visit("liaison").open("/today")
    assert "The strictest record on this page is marked confidential." in page.text
    assert "confidential" in section(page, "mine")


def test_an_open_meeting_does_not_name_the_confidential_project_it_concerns(visit):
    sealed = make_project(name="Labor talks", marking="confidential", marking_basis="labor")
    meeting = make_meeting("Monthly check-in")
    stored(MeetingProject(meeting_id=meeting.id, project_id=sealed.id))
    page = visit("analyst", departments=(make_department(),)).open("/today")
    assert "Monthly check-in" in page.text and "Labor talks" not in page.text


def test_an_action_says_which_meeting_it_is_from_to_those_who_may_see_that(visit):
    user = make_user("liaison")
    action = make_action("Approval memo", owner_contact_id=stakeholders_contact_id(user))
    meeting = make_meeting("Permit login check-in", on=date(2026, 11, 23), state=MeetingState.LOGGED)
    capture = make_capture(meeting, "TODO approval memo", CaptureState.LIVE)
    capture.record_kind, capture.record_id = "action_item", action.id
    db.session.commit()
    assert "from Permit login check-in of Nov 23" in section(visit(user=user).open("/today"), "mine")
    meeting.marking, meeting.marking_basis, meeting.has_readers = Marking.CONFIDENTIAL, Basis.LABOR, True
    db.session.commit()
    assert "Permit login check-in" not in visit(user=user).open("/today").text


def test_a_line_taken_out_is_not_told_to_those_who_may_not_see_its_record(visit):
    reader = make_user("liaison")
    project = make_project("secret-thing", "Secret Thing")
    set_marking(project, MarkingDraft(Marking.CONFIDENTIAL, Basis.LABOR, (reader.id,)))
    meeting = make_meeting("Check-in")
    update = publish_update(StatusDraft(project.id, TODAY, Rating.ON_TRACK))
    capture = make_capture(meeting, "STATUS red: layoffs", CaptureState.LINE_GONE)
    capture.record_kind, capture.record_id = "status_update", update.id
    db.session.commit()
    assert "layoffs" in visit(user=reader).open("/today").text
    assert "layoffs" not in visit("liaison").open("/today").html


def test_an_analyst_is_asked_only_about_meetings_of_their_own_departments(visit):
    own, other = make_department("ita"), make_department("gsd")
    make_capture(make_meeting("Own", departments=(own,)), "TODO @Lee call back")
    make_capture(make_meeting("Theirs", departments=(other,)), "TODO @Kim write back")
    page = visit("analyst", departments=(own,)).open("/today")
    assert "call back" in page.text and "write back" not in page.html
