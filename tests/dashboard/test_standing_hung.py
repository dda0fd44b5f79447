"""What hung on an initiative or a department on a past day: each kind as it stood and was worded then."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from mobi_tracker.access.vocabulary import Marking
from mobi_tracker.commitments.models import ActionItem, Ask, Decision
from mobi_tracker.commitments.vocabulary import ActionState, AskedOf, AskState, Outcome
from mobi_tracker.core.clock import ZONE
from mobi_tracker.core.database import db
from mobi_tracker.core.withdrawals import withdraw
from mobi_tracker.meetings.models import Meeting, MeetingDepartment, MeetingInitiative, MeetingProject
from mobi_tracker.portfolio.models import Deliverable, Priority
from mobi_tracker.projects.models.milestone import Milestone
from mobi_tracker.projects.models.project import Project
from mobi_tracker.stakeholders.models import Organization, Position
from tests.factories import make_contact, make_department, make_initiative, make_project, stored
from tests.standing.factories import LONG_AGO, TODAY, change, give_date, on_day

PAST, LATER = date(2026, 11, 20), date(2026, 11, 24)
EARLY = date(2026, 11, 10)
ON_BOTH = ("decision", "ask", "action_item", "meeting", "milestone")
KINDS = (*ON_BOTH, "deliverable")
WORDS = {"meeting": "title", "milestone": "name"}  # the others' are "text"


@pytest.fixture(autouse=True)
def today(app):
    with on_day(TODAY):
        yield


@pytest.fixture
def project(app) -> Project:
    """A project of an initiative, led by a department."""
    with on_day(LONG_AGO):
        return make_project("login", "Login", initiative=make_initiative("ac"), lead=make_department("ita"))


def record(kind: str, project: Project, words: str, on: date = EARLY, **values):
    """A record of that kind that hangs on the project, stored on a day under these words."""
    with on_day(on):
        if kind == "decision":
            return stored(Decision(text=words, on=on, project_id=project.id, **values))
        if kind == "ask":
            return stored(Ask(text=words, asked_of=AskedOf.DEPUTY_MAYOR, project_id=project.id, **values))
        if kind == "action_item":
            return stored(ActionItem(text=words, due=date(2026, 12, 20), project_id=project.id, **values))
        if kind == "deliverable":
            priority = stored(Priority(slug=f"priority-{words}".replace(" ", "-"), name="Priority"))
            held = {"priority_id": priority.id, "department_id": project.lead_department_id}
            return stored(Deliverable(text=words, due=date(2026, 12, 20), **(held | values)))
        if kind == "milestone":
            milestone = stored(Milestone(project_id=project.id, name=words, **values))
            give_date(milestone, "baseline", date(2026, 12, 20), on)
            return milestone
        starts_at = datetime.combine(on, time(10), ZONE)
        meeting = stored(Meeting(title=words, on=on, starts_at=starts_at, **values))
        stored(MeetingProject(meeting_id=meeting.id, project_id=project.id))
        return meeting


def pages(kind: str) -> list[str]:
    """The pages that show records of that kind."""
    return ["/departments/ita"] if kind == "deliverable" else ["/departments/ita", "/initiatives/ac"]


def seen(reader, kind: str, day: date | str = PAST) -> list[str]:
    """What the pages say of that day."""
    return [reader.open(f"{path}?as_of={day}").text for path in pages(kind)]


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_recorded_later_is_not_there(visit, project, kind):
    record(kind, project, "Known early")
    record(kind, project, "Known later", LATER)
    for text in seen(visit("observer"), kind):
        assert "Known early" in text and "Known later" not in text


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_reworded_later_is_told_in_the_words_of_then(visit, project, kind):
    one = record(kind, project, "Words of then")
    change(one, LATER, **{WORDS.get(kind, "text"): "Words of now"})
    reader = visit("observer")
    for text in seen(reader, kind):
        assert "Words of then" in text and "Words of now" not in text
    for text in seen(reader, kind, "today"):
        assert "Words of now" in text and "Words of then" not in text


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_withdrawn_later_is_there_and_no_longer_today(visit, project, kind):
    one = record(kind, project, "Taken back")
    with on_day(LATER):
        withdraw(one)
        db.session.commit()
    reader = visit("observer")
    assert all("Taken back" in text for text in seen(reader, kind))
    assert not any("Taken back" in text for text in seen(reader, kind, "today"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_marking_of_today_hides_the_past_too(visit, project, kind):
    one = record(kind, project, "Between us")
    change(one, LATER, marking=Marking.DELIBERATIVE)
    assert not any("Between us" in text for text in seen(visit("observer"), kind))
    for text in seen(visit("executive_officer"), kind):
        assert "Between us" in text
        assert "The strictest record on this page is marked deliberative draft." in text


@pytest.mark.parametrize("kind", ON_BOTH)
def test_what_hangs_on_a_project_that_moved_is_where_the_project_was(visit, project, kind):
    record(kind, project, "Moves along")
    other = make_initiative("other")
    change(project, LATER, initiative_id=other.id, lead_department_id=make_department("new").id)
    reader = visit("observer")
    assert all("Moves along" in text for text in seen(reader, kind))
    assert not any("Moves along" in text for text in seen(reader, kind, "today"))
    assert "Moves along" in reader.open("/initiatives/other?as_of=today").text


def test_an_action_item_that_moved_to_another_project_is_where_it_was(visit, project):
    elsewhere = make_project("elsewhere", "Elsewhere")
    one = record("action_item", project, "Send the map")
    change(one, LATER, project_id=elsewhere.id)
    reader = visit("observer")
    assert all("Send the map" in text for text in seen(reader, "action_item"))
    assert not any("Send the map" in text for text in seen(reader, "action_item", "today"))


def test_an_action_item_done_later_was_open_with_its_due_day_and_owner_of_then(visit, project):
    with on_day(EARLY):
        casey, alex = make_contact("Casey Then"), make_contact("Alex Now")
    one = record("action_item", project, "Send the map", owner_contact_id=casey.id)
    change(one, LATER, due=date(2027, 2, 3), owner_contact_id=alex.id)
    change(one, TODAY, state=ActionState.DONE, closed_on=TODAY)
    for text in seen(visit("observer"), "action_item"):
        assert "Casey Then · due Dec 20" in text and "Alex Now" not in text
    assert not any("Send the map" in text for text in seen(visit("observer"), "action_item", "today"))


def test_what_the_department_s_office_and_people_owed_is_there_under_the_office_s_name_of_then(visit, project):
    department = project.lead_department
    office = db.session.get(Organization, department.organization_id)
    with on_day(EARLY):
        person = make_contact("Casey Then")
        stored(Position(contact_id=person.id, organization_id=office.id))
        stored(ActionItem(text="Office owes", owner_organization_id=office.id))
        stored(ActionItem(text="Person owes", owner_contact_id=person.id))
    old = office.name
    change(office, LATER, name="Office of now")
    text = visit("observer").open(f"/departments/ita?as_of={PAST}").text
    assert "Office owes" in text and "Person owes" in text
    assert f"{old} · no day given" in text and "Office of now" not in text


def test_an_ask_decided_later_waited_then(visit, project):
    one = record("ask", project, "Fund phase two", due=date(2026, 11, 18))
    with on_day(LATER):
        change(one, LATER, state=AskState.DECIDED, outcome=Outcome.APPROVED, decided_at=datetime.now(ZONE))
    for text in seen(visit("observer"), "ask"):
        assert "Deputy Mayor · 2 days late , needed by Nov 18" in text
    for text in seen(visit("observer"), "ask", "today"):
        assert "Deputy Mayor · approved" in text


def test_a_deliverable_stood_with_the_department_that_owed_it_and_without_its_later_proof(visit, project):
    one = record("deliverable", project, "Plan for one login")
    other = make_department("other")
    change(one, LATER, department_id=other.id, delivered_on=LATER, proof="Adopted plan", proof_address="")
    reader = visit("observer")
    (text,) = seen(reader, "deliverable")
    assert "Plan for one login due Dec 20" in text and "Adopted plan" not in text
    assert "Plan for one login" not in reader.open("/departments/ita?as_of=today").text
    assert "delivered Nov 24: Adopted plan" in reader.open("/departments/other?as_of=today").text


def test_a_meeting_is_there_for_as_long_as_it_concerned_the_record(visit, project):
    tie_kinds = {"ita": (MeetingDepartment, "department_id"), "ac": (MeetingInitiative, "initiative_id")}
    places = {"ita": project.lead_department_id, "ac": project.initiative_id}
    with on_day(EARLY):
        starts_at = datetime.combine(EARLY, time(10), ZONE)
        meeting = stored(Meeting(title="Check-in", on=EARLY, starts_at=starts_at))
        ties = [stored(tie(meeting_id=meeting.id, **{key: places[slug]})) for slug, (tie, key) in tie_kinds.items()]
    for tie in ties:
        change(tie, LATER, ended_at=datetime.combine(LATER, time(9), ZONE))
    assert all("Check-in" in text for text in seen(visit("observer"), "meeting"))
    assert not any("Check-in" in text for text in seen(visit("observer"), "meeting", "today"))


def test_a_milestone_reached_later_was_still_ahead(visit, project):
    one = record("milestone", project, "Pilot opens")
    give_date(one, "actual", LATER, LATER)
    reader = visit("observer")
    for path in pages("milestone"):
        ahead = [reader.open(f"{path}?as_of={day}").html.split('id="ahead"')[1].split("</section>")[0]
                 for day in (PAST, "today")]  # fmt: skip
        assert "Pilot opens" in ahead[0] and "Pilot opens" not in ahead[1]


def test_a_place_that_a_reader_may_not_see_is_no_page_on_any_day(visit, project):
    change(project.initiative, LATER, marking=Marking.CONFIDENTIAL)
    visit("observer").open(f"/initiatives/ac?as_of={PAST}", 404)
    visit("observer").open(f"/initiatives/ac/standing?as_of={PAST}", 404)
    visit("executive_officer").open(f"/initiatives/ac?as_of={PAST}")


def test_a_withdrawn_initiative_says_so_on_the_days_on_which_it_was(visit, project):
    initiative = project.initiative
    with on_day(LATER):
        withdraw(initiative)
        db.session.commit()
    reader = visit("observer")
    assert f"{initiative.name} was withdrawn on Wed, Nov 25." in reader.open("/initiatives/ac?as_of=2026-11-25").text
    assert "was withdrawn" not in reader.open(f"/initiatives/ac?as_of={PAST}").text


def test_links_between_the_pages_keep_the_days(visit, project):
    page = visit("observer").open(f"/initiatives/ac?as_of={PAST}&compare=month")
    assert page.link("Login") == f"/projects/login?as_of={PAST}&compare=month"
    page = visit("observer").open(f"/initiatives/ac?as_of={PAST}")
    assert page.link("Login") == f"/projects/login?as_of={PAST}"
    page = visit("observer").open(f"/projects/login?as_of={PAST}")
    assert page.link(project.initiative.name) == f"/initiatives/ac?as_of={PAST}"
    page = visit("observer").open(f"/dashboard?as_of={PAST}")
    assert page.link(project.initiative.name) == f"/initiatives/ac?as_of={PAST}"


def test_the_week_that_is_today_stays_on_the_page_of_any_day(visit, project):
    page = visit("observer").open("/initiatives/ac?as_of=2026-11-29")
    assert 'href="?as_of=today&amp;compare=week" rel="next"' in page.html


@pytest.mark.parametrize("path", ["/initiatives/ac", "/departments/ita"])
def test_a_word_that_is_no_day_shows_today_and_says_so(visit, project, path):
    text = visit("observer").open(f"{path}?as_of=someday").text
    assert "“someday” is not a day, so this is today." in text


@pytest.mark.parametrize("path", ["/initiatives/ac", "/departments/ita"])
def test_without_days_the_page_is_that_of_today_with_a_way_to_any_day(visit, project, path):
    page = visit("observer").open(path)
    assert page.link("a week ago") == "?as_of=week"
    assert page.link("as of before the budget") == "?as_of=budget"
    assert page.link("compared with when you last looked") == "?compare=look"
    assert page.link("Since last week") == f"{path}?compare=week"
    assert page.h1 in (project.initiative.name, project.lead_department.name)


@pytest.mark.parametrize("path", ["/initiatives/ac", "/departments/ita"])
def test_the_page_asks_as_often_however_much_hangs_on_it(visit, project, count_queries, path):
    reader, address = visit("liaison"), f"{path}?as_of={PAST}&compare=look"
    reader.open(address)
    few = count_queries(reader, address)
    for kind in KINDS:
        for number in range(3):
            record(kind, project, f"More {number}")
    assert few <= count_queries(reader, address) <= 15
