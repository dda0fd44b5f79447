"""Questions beside the notes, corrections, and what waits for an answer."""

from datetime import date

import pytest

from mobi_tracker.commitments.models import ActionItem, Ask
from mobi_tracker.core.database import db
from mobi_tracker.meetings.models import Attendance, Meeting
from mobi_tracker.projects.models.milestone import Milestone, MilestoneDate
from mobi_tracker.projects.models.risk import Risk
from mobi_tracker.projects.models.status import StatusUpdate
from mobi_tracker.stakeholders.models import Contact, Organization
from tests.factories import make_contact, make_department, make_organization, make_project
from tests.meetings.factories import log, make_milestone


def field_of(page, ending):
    """The name of the one field beside the notes that is called so, whatever its line's key."""
    (name,) = {each["name"] for each in page.fields if each.get("name", "").endswith(f".{ending}")}
    return name


def answer(visitor, notes, **answers):
    """Preview notes, answer what is asked, and save; the page that follows."""
    page = visitor.fill("/meetings/new", notes=notes, do="preview")
    named = {field_of(page, name): value for name, value in answers.items()}
    return resend(visitor, page, **named)


def resend(visitor, page, **changes):
    """Send a shown form again with some fields changed."""
    values = {}
    for field in page.fields:
        name = field.get("name")
        if not name or field.get("type") in ("submit", "search", "button"):
            continue
        is_unticked = field.get("type") in ("checkbox", "radio") and "checked" not in field
        if is_unticked or "multiple" in field:
            continue
        values.setdefault(name, []).append(field["value"])
    values.update(changes)
    return visitor.send("/meetings/new", **values)


def test_a_shared_name_is_asked_and_its_line_waits(visit):
    make_contact("Lee Park")
    make_contact("Lee Tran")
    liaison = visit("liaison")
    meeting = log(liaison, "TODO @Lee ask the county about their form by Fri")
    page = liaison.open(f"/meetings/{meeting.id}")
    assert db.session.query(ActionItem).count() == 0
    assert "Open questions" in page.text and "“Lee”" in page.text


def test_an_answered_name_owns_the_action(visit):
    make_contact("Lee Park")
    tran = make_contact("Lee Tran")
    answer(visit("liaison"), "TODO @Lee ask the county about their form by Fri", who=str(tran.id))
    assert db.session.query(ActionItem).one().owner_contact_id == tran.id


def test_a_question_is_answered_later_on_the_meetings_page(visit):
    make_contact("Lee Park")
    tran = make_contact("Lee Tran")
    liaison = visit("liaison")
    meeting = log(liaison, "TODO @Lee ask the county about their form by Fri")
    page = liaison.open(f"/meetings/{meeting.id}/answers")
    page = liaison.send(f"/meetings/{meeting.id}/answers", **{field_of(page, "who"): str(tran.id)})
    assert db.session.query(ActionItem).one().owner_contact_id == tran.id
    assert "Open questions" not in page.text


def test_somebody_new_becomes_a_contact_once_for_all_lines(visit):
    harbor = make_organization("Harbor Data Trust")
    liaison = visit("liaison")
    notes = "Present: Zed Novak, me\nTODO @Zed Novak send the terms by Fri"
    page = liaison.fill("/meetings/new", notes=notes, do="preview")
    key = field_of(page, "who").removesuffix(".who")
    page = resend(liaison, page, **{f"{key}.who": "new", "do": "preview"})
    assert page.value_of(f"{key}.name") == "Zed Novak"
    resend(liaison, page, **{f"{key}.organization": "Harbor Data Trust", f"{key}.email": "zed@example.org"})
    contact = db.session.query(Contact).filter_by(name="Zed Novak").one()
    assert contact.positions[0].organization_id == harbor.id
    assert db.session.query(ActionItem).one().owner_contact_id == contact.id
    assert db.session.query(Attendance).filter_by(contact_id=contact.id).one().is_present


def test_somebody_new_who_was_given_another_name_is_still_known_at_the_next_save(visit):
    liaison = visit("liaison")
    page = liaison.fill("/meetings/new", notes="Present: ZN\nTODO @ZN send the terms by Fri", do="preview")
    key = field_of(page, "who").removesuffix(".who")
    page = resend(liaison, page, **{f"{key}.who": "new", "do": "preview"})
    resend(liaison, page, **{f"{key}.name": "Zed Novak"})
    meeting = db.session.query(Meeting).one()
    page = liaison.fill(f"/meetings/{meeting.id}/edit")
    assert "Open questions" not in page.text
    assert db.session.query(Attendance).one().contact.name == "Zed Novak"


def test_a_new_milestone_named_twice_in_any_case_is_one(visit):
    make_project("permit-login", "Permit login")
    liaison = visit("liaison")
    notes = 'MILESTONE #permit-login "Go live" 2027-06-01\nMILESTONE #permit-login "go LIVE" 2027-07-01'
    page = liaison.fill("/meetings/new", notes=notes, do="preview")
    asked = {each["name"] for each in page.fields if each.get("name", "").endswith(".milestone")}
    resend(liaison, page, **dict.fromkeys(asked, "new"))
    assert db.session.query(Milestone).one().name == "Go live"
    given = [(each.kind.value, str(each.day)) for each in db.session.query(MilestoneDate).order_by(MilestoneDate.id)]
    assert given == [("baseline", "2027-06-01"), ("forecast", "2027-07-01")]
    meeting = db.session.query(Meeting).one()
    liaison.fill(f"/meetings/{meeting.id}/edit")
    assert db.session.query(MilestoneDate).count() == 2


def test_a_name_that_no_milestone_can_have_is_asked(visit):
    make_project("permit-login", "Permit login")
    notes = f'MILESTONE #permit-login "{"Go live " * 26}" 2027-06-01'
    page = visit("liaison").fill("/meetings/new", notes=notes)
    assert db.session.query(Milestone).count() == 0 and "Open questions" in page.text


def test_a_new_organization_of_somebody_new_is_asked_for_its_kind(visit):
    liaison = visit("liaison")
    page = liaison.fill("/meetings/new", notes="Present: Zed Novak", do="preview")
    key = field_of(page, "who").removesuffix(".who")
    page = resend(liaison, page, **{f"{key}.who": "new", f"{key}.organization": "Bay Lab", "do": "preview"})
    assert "“Bay Lab” is new. What is it?" in page.text
    resend(liaison, page, **{f"{key}.organization_kind": "university"})
    assert db.session.query(Organization).filter_by(name="Bay Lab").one().kind == "university"


def test_an_unknown_attendee_is_kept_as_written(visit):
    log(visit("liaison"), "Present: Zed Novak")
    attendance = db.session.query(Attendance).one()
    assert (attendance.contact_id, attendance.name) == (None, "Zed Novak")


CORRECTIONS = [
    ("TODO @Maria Chen send the list by Fri", {"due": "2026-12-09"}, ActionItem, "due", date(2026, 12, 9)),
    ("TODO @Maria Chen send the list by Fri", {"text": "send it"}, ActionItem, "text", "send it"),
    ("TODO send the list by Fri", {"owner": "Maria Chen"}, ActionItem, "owner", "maria"),
    ("TODO send the list by Fri", {"nobody": "1"}, ActionItem, "owner", None),
    ("TODO @Maria Chen send slides Friday", {"undated": "1"}, ActionItem, "due", None),
    ("ASK: approve the contract by Fri", {"of": "executive_officer"}, Ask, "asked_of", "executive_officer"),
    ("STATUS #permit-login yellow: legal", {"rating": "off_track"}, StatusUpdate, "overall", "off_track"),
    ("STATUS yellow: legal", {"project": "Permit login"}, StatusUpdate, "overall", "at_risk"),
    ("RISK: vendor slips", {"project": "permit-login"}, Risk, "text", "Vendor slips"),
]


@pytest.mark.parametrize(("notes", "answers", "model", "attribute", "value"), CORRECTIONS)
def test_an_item_is_corrected_beside_the_notes(visit, notes, answers, model, attribute, value):
    maria = make_contact("Maria Chen")
    make_project("permit-login", "Permit login")
    make_project("payroll-portal", "Payroll portal")
    answer(visit("liaison"), notes, **answers)
    found = getattr(db.session.query(model).one(), attribute)
    assert found == (("contact", maria.id) if value == "maria" else value)


HELD = [
    ("TODO send the list by Fri", {"nobody": "1"}),
    ("TODO @Maria Chen send slides Friday", {"undated": "1"}),
    ('MILESTONE #permit-login "Security test" 2027-05-01', {"milestone": "new"}),
]


@pytest.mark.parametrize(("notes", "answers"), HELD)
def test_an_answer_whose_question_is_gone_is_still_held_two_previews_later(visit, notes, answers):
    make_contact("Maria Chen")
    make_project("permit-login", "Permit login")
    liaison = visit("liaison")
    page = liaison.fill("/meetings/new", notes=notes, do="preview")
    named = {field_of(page, name): value for name, value in answers.items()}
    for _ in range(2):
        page = resend(liaison, page, **named, do="preview")
        named = {}
    assert "question" not in page.text.lower()
    resend(liaison, page)
    assert db.session.query(ActionItem).count() + db.session.query(Milestone).count() == 1


def test_a_field_sent_back_as_it_was_shown_is_no_correction(visit):
    make_contact("Maria Chen")
    liaison = visit("liaison")
    page = liaison.fill("/meetings/new", notes="TODO @Maria Chen send the list by Fri", do="preview")
    resend(liaison, page, notes="TODO @Maria Chen send the list by Mon")
    assert str(db.session.query(ActionItem).one().due) == "2026-12-07"


def test_a_correction_follows_its_line_when_it_is_reworded(visit):
    make_contact("Maria Chen")
    liaison = visit("liaison")
    page = liaison.fill("/meetings/new", notes="TODO @Maria Chen send the list by Fri", do="preview")
    page = resend(liaison, page, **{field_of(page, "due"): "2026-12-24", "do": "preview"})
    resend(liaison, page, notes="TODO @Maria Chen send the whole list by Fri")
    action = db.session.query(ActionItem).one()
    assert (action.text, str(action.due)) == ("Send the whole list", "2026-12-24")


def test_a_line_said_to_be_only_a_note_makes_no_record(visit):
    make_contact("Maria Chen")
    page = answer(visit("liaison"), "TODO @Maria Chen send the list by Fri", skip="1")
    assert db.session.query(ActionItem).count() == 0
    assert "Open questions" not in page.text


def test_an_unknown_tag_is_asked_and_links_the_meeting_once_answered(visit):
    project = make_project("permit-login", "Permit login")
    liaison = visit("liaison")
    page = liaison.fill("/meetings/new", notes="Spoke of #permits today.", do="preview")
    resend(liaison, page, **{field_of(page, "project"): "Permit login"})
    assert [each.project_id for each in db.session.query(Meeting).one().projects] == [project.id]


def test_an_unknown_milestone_may_be_a_new_one_with_this_date_as_its_baseline(visit):
    make_milestone(make_project("permit-login", "Permit login"), "Pilot opens", "2027-01-15")
    answer(visit("liaison"), 'MILESTONE #permit-login "Go live" 2027-06-01', milestone="new")
    milestone = db.session.query(Milestone).filter_by(name="Go live").one()
    given = db.session.query(MilestoneDate).filter_by(milestone_id=milestone.id).one()
    assert (given.kind, str(given.day)) == ("baseline", "2027-06-01")


def test_an_unknown_milestone_may_be_one_that_is_known(visit):
    milestone = make_milestone(make_project("permit-login", "Permit login"), "Pilot opens", "2027-01-15")
    answer(visit("liaison"), 'MILESTONE #permit-login "The pilot" 2027-06-01', milestone=str(milestone.id))
    assert db.session.query(MilestoneDate).filter_by(milestone_id=milestone.id, kind="forecast").count() == 1


def test_a_risk_goes_to_the_meetings_only_project(visit):
    project = make_project("permit-login", "Permit login")
    log(visit("liaison"), "Spoke of #permit-login.\nRISK: vendor may slip (high)")
    assert db.session.query(Risk).one().project_id == project.id


def test_a_department_owns_through_its_organization(visit):
    gsd = make_department("gsd", "General Services", abbreviation="GSD")
    log(visit("liaison"), "TODO #gsd send the van list by Fri")
    assert db.session.query(ActionItem).one().owner_organization_id == gsd.organization_id


def test_the_preview_of_the_script_is_the_part_beside_the_notes_alone(visit):
    make_contact("Maria Chen")
    liaison = visit("liaison")
    liaison.open("/meetings/new")
    token = liaison.token()
    response = liaison.client.post(
        "/meetings/preview",
        data={"csrf_token": token, "notes": "TODO @Maria Chen send the list by Fri"},
        headers={"X-Fragment": "1"},
    )
    assert response.status_code == 200
    assert "<html" not in response.text and "Will be recorded: one item" in response.text
    assert db.session.query(Meeting).count() == 0


COUNTED = [
    ("TODO send slides Friday", "Two questions still open", "two questions"),
    ("TODO @Lee send slides Friday", "Two questions still open", "two questions"),
    ("STATUS: legal\nTODO send it", "Three questions still open", "three questions"),
    ("Present: Zed Novak\nTODO @Zed Novak send it by Fri", "One question still open", "one question"),
]


@pytest.mark.parametrize(("notes", "said", "counted"), COUNTED)
def test_questions_are_counted_not_the_lines_that_ask_them(visit, notes, said, counted):
    make_contact("Lee Park")
    make_contact("Lee Tran")
    liaison = visit("liaison")
    assert counted in liaison.fill("/meetings/new", notes=notes, do="preview").text
    assert said in liaison.fill("/meetings/new", notes=notes).text


TWO_QUESTIONS = [
    ("TODO send slides Friday", {"owner": "Maria Chen"}, {"due": "2026-12-09"}),
    ("TODO send slides Friday", {"undated": "1"}, {"nobody": "1"}),
    ("STATUS: legal", {"project": "Permit login"}, {"rating": "at_risk"}),
    ("ASK: do it next week", {"of": "deputy_mayor"}, {"due": "2026-12-09"}),
    ("RISK: slips (very high)", {"level": "high"}, {"project": "Permit login"}),
]


@pytest.mark.parametrize(("notes", "first", "second"), TWO_QUESTIONS)
def test_of_two_questions_the_one_that_is_answered_is_not_asked_again(visit, notes, first, second):
    make_contact("Maria Chen")
    make_project("permit-login", "Permit login")
    make_project("payroll-portal", "Payroll portal")
    liaison = visit("liaison")
    address = f"/meetings/{log(liaison, notes).id}/answers"
    page = liaison.open(address)
    page = liaison.send(address, **{field_of(page, name): value for name, value in first.items()})
    assert "One question still open" in page.text
    page = liaison.open(address)
    assert page.html.count('class="soon"') == 1
    page = liaison.send(address, **{field_of(page, name): value for name, value in second.items()})
    assert "still open" not in page.text and "Open questions" not in page.text
