"""A project's page as of a past day: what was recorded later is not there, and every record says what it said then."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from mobi_tracker.access.models import Link
from mobi_tracker.access.vocabulary import Marking
from mobi_tracker.commitments.models import Decision
from mobi_tracker.commitments.vocabulary import ActionState, AskState, Outcome
from mobi_tracker.core.clock import ZONE
from mobi_tracker.core.database import db
from mobi_tracker.core.withdrawals import bring_back, withdraw
from mobi_tracker.meetings.models import Meeting, MeetingProject
from mobi_tracker.projects.models.measure import Measure
from mobi_tracker.projects.models.project import ProjectDepartment, ProjectDependency
from mobi_tracker.projects.vocabulary import Phase, RiskState
from mobi_tracker.review.models import Question
from tests.counting import counting
from tests.factories import make_contact, make_department, make_initiative, make_organization, make_project, stored
from tests.standing.factories import LONG_AGO, TODAY, ask, change, fund, give_date, on_day, owe, plan, rate, risk

PAST = "/projects/permit-login?as_of=2026-11-20"
BEFORE, LATER = date(2026, 11, 10), date(2026, 11, 24)


@pytest.fixture(autouse=True)
def today(app):
    with on_day(TODAY):
        yield


@pytest.fixture
def project(app):
    with on_day(LONG_AGO):
        return make_project("permit-login", "Old login", why="Old reason", initiative=make_initiative(name="Connect"))


def meet(project, title: str, on: date, recorded: date) -> Meeting:
    with on_day(recorded):
        meeting = stored(Meeting(title=title, on=on, starts_at=datetime.combine(on, time(10), ZONE)))
        stored(MeetingProject(meeting_id=meeting.id, project_id=project.id))
        return meeting


def test_the_project_and_what_it_is_tied_to_bear_their_names_of_then(visit, project):
    with on_day(LONG_AGO):
        manager, support = make_contact("Old manager"), make_department(name="Old support")
        other = make_project("other", "Old neighbour")
        stored(ProjectDepartment(project_id=project.id, department_id=support.id))
        stored(ProjectDependency(project_id=project.id, waits_on_id=other.id))
        stored(Link(kind="project", record_id=project.id, title="Old folder", address="https://example.org/"))
        project.manager_id = manager.id
        db.session.commit()
    change(project, LATER, name="New login", why="New reason", description="New description")
    change(manager, LATER, name="New manager", folded_name="new manager")
    for record, name in ((support, "New support"), (other, "New neighbour"), (project.initiative, "New initiative")):
        change(record, LATER, name=name)
    text = visit("liaison").open(PAST).text
    assert all(words in text for words in ("Old login", "Old reason", "Old manager", "Old support", "Old neighbour"))
    assert "Connect" in text and "Old folder" in text
    assert "New " not in text.replace("Log a new meeting", "")


def test_facts_are_there_from_the_day_they_were_recorded(visit, project):
    rate(project, "on_track", BEFORE, recorded=LATER, narrative="Said later")
    milestone = plan(project, "Known milestone", date(2026, 12, 5))
    give_date(milestone, "forecast", date(2027, 3, 3), on=BEFORE, recorded=LATER)
    plan(project, "Later milestone", date(2026, 12, 6), on=LATER)
    fund(project, on=LATER, source="Later fund", appropriated=100_00)
    owe(project, date(2026, 12, 1), on=LATER)
    ask("Fund it later", LATER, project_id=project.id)
    meet(project, "Met before, logged later", BEFORE, LATER)
    with on_day(LATER):
        stored(Decision(text="Decided before, logged later", on=BEFORE, project_id=project.id))
        stored(Measure(name="Later measure", project_id=project.id))
    page = visit("liaison").open(PAST)
    assert "Known milestone" in page.text and "Mar 3" not in page.text
    for words in ("Said later", "Later milestone", "Later fund", "Send the data map", "logged later", "Later measure"):
        assert words not in page.text
    assert "Fund it later" not in page.text


def test_records_that_were_reworded_say_what_they_said(visit, project):
    milestone, danger, line = plan(project, "Old step", date(2026, 12, 5)), risk(project, 4, 4), fund(project)
    wanted, owed = ask("Old ask", LONG_AGO, project_id=project.id), owe(project, date(2026, 12, 1))
    meeting = meet(project, "Old meeting", BEFORE, BEFORE)
    with on_day(LONG_AGO):
        decision = stored(Decision(text="Old decision", on=LONG_AGO, project_id=project.id))
        measure = stored(Measure(name="Old measure", project_id=project.id))
    change(milestone, LATER, name="Reworded step")
    change(line, LATER, source="Reworded fund")
    change(measure, LATER, name="Reworded measure")
    change(meeting, LATER, title="Reworded meeting")
    for record in (danger, wanted, owed, decision):
        change(record, LATER, text="Reworded text")
    text = visit("liaison").open(PAST).text
    assert "Reworded" not in text
    for words in ("Old step", "Vendor slips", "Old ask", "Send the data map", "Old meeting", "Old decision"):
        assert words in text
    assert "General Fund" in text and "Old measure" in text


def test_what_was_closed_decided_moved_or_withdrawn_later_was_still_open_there(visit, project):
    with on_day(LONG_AGO):
        other, owner, taker = make_project("other", "Other"), make_contact("Old owner"), make_organization("New office")
    done, moved = owe(project, date(2026, 12, 1)), owe(project, date(2026, 12, 2), owner_contact_id=owner.id)
    wanted, danger = ask("Fund phase two", LONG_AGO, project_id=project.id), risk(project, 4, 4)
    step = plan(project, "Withdrawn later", date(2026, 12, 5))
    change(done, LATER, text="Done text", state=ActionState.DONE, closed_on=LATER)
    change(moved, LATER, project_id=other.id, owner_contact_id=None, owner_organization_id=taker.id)
    change(owner, LATER, name="Renamed owner", folded_name="renamed owner")
    change(wanted, LATER, state=AskState.DECIDED, outcome=Outcome.APPROVED, decided_at=datetime.now(ZONE))
    change(danger, LATER, state=RiskState.CLOSED, owner_contact_id=owner.id)
    with on_day(LATER):
        withdraw(step)
        db.session.commit()
    text = visit("liaison").open(PAST).text
    assert text.count("Send the data map") == 2 and "Old owner: Send the data map" in text
    assert "Renamed" not in text and "New office" not in text and "closed one" not in text
    assert "Approved" not in text and "Vendor slips" in text and "Withdrawn later" in text
    assert "Send the data map" not in visit("liaison").open("/projects/permit-login").text


def test_a_milestone_withdrawn_then_and_brought_back_later_is_not_there(visit, project):
    step = plan(project, "Back again", date(2026, 12, 5))
    with on_day(BEFORE):
        withdraw(step)
        db.session.commit()
    with on_day(LATER):
        bring_back(step)
        db.session.commit()
    reader = visit("liaison")
    assert "Back again" not in reader.open(PAST).text
    assert "Back again" in reader.open("/projects/permit-login").text
    assert "Back again" in reader.open("/projects/permit-login?as_of=2026-11-09").text


def test_a_question_answered_later_was_owed_its_answer(visit, project):
    with on_day(LONG_AGO):
        question = stored(Question(subject_kind="project", subject_id=project.id, text="When does it open?"))
    change(question, LATER, answer="In May", answered_at=datetime.now(ZONE))
    text = visit("liaison").open(PAST).text
    assert "When does it open?" in text and "owed an answer" in text and "In May" not in text


def test_a_reason_given_later_was_owed(visit, project):
    milestone = plan(project, "Pilot opens", date(2026, 12, 5))
    give_date(milestone, "forecast", date(2027, 3, 3), on=BEFORE)
    update = rate(project, "on_track", BEFORE)
    change(update, LATER, evidence_reason="The new date is agreed")
    text = visit("liaison").open(PAST).text
    assert "A reason for reporting better is owed." in text and "The new date is agreed" not in text


def test_a_project_closed_withdrawn_or_moved_later_stands_where_it_was(visit, project):
    with on_day(LONG_AGO):
        elsewhere = make_initiative(name="Elsewhere")
    change(project, LATER, phase=Phase.CLOSED, initiative_id=elsewhere.id)
    with on_day(LATER):
        withdraw(project)
        db.session.commit()
    text = visit("liaison").open(PAST).text
    assert "delivery" in text and "Connect" in text
    assert "Elsewhere" not in text and "This was withdrawn" not in text
    assert "This was withdrawn" in visit("liaison").open("/projects/permit-login").text


def test_a_marking_made_stricter_hides_the_past_too(visit, project):
    step, owed = plan(project, "Sealed step", date(2026, 12, 5)), owe(project, date(2026, 12, 1))
    with on_day(LONG_AGO):
        person = make_contact("Sealed person")
        owed.owner_contact_id = person.id
        db.session.commit()
    change(step, LATER, marking=Marking.DELIBERATIVE)
    change(person, LATER, marking=Marking.CONFIDENTIAL, name="Sealed anew", folded_name="sealed anew")
    text = visit("observer").open(PAST).text
    assert "Sealed" not in text and "Send the data map" in text
    assert "Sealed person: Send the data map" in visit("liaison").open(PAST).text
    change(project, LATER, marking=Marking.DELIBERATIVE)
    visit("observer").open(PAST, 404)


def test_a_past_day_asks_no_more_than_fifteen_times_however_much_there_is(visit, project):
    def filled(first: int) -> int:
        for number in range(first, first + 3):
            step = plan(project, f"Step {number}", date(2026, 12, 5))
            change(step, LATER, name=f"Renamed {number}")
            owe(project, date(2026, 12, 1))
            ask(f"Ask {number}", LONG_AGO, project_id=project.id)
            risk(project, 3, 3)
            fund(project, source=f"Fund {number}")
            meet(project, f"Meeting {number}", BEFORE, BEFORE)
        rate(project, "on_track", BEFORE)
        reader = visit("liaison")
        reader.open(PAST)
        with counting() as sent:
            reader.open(PAST)
        return len(sent)

    assert filled(0) == filled(3) <= 15
