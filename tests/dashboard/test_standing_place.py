"""An initiative or a department of a past day: what it is, who worked there, its figures and items as known then."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from mobi_tracker.access.vocabulary import Marking
from mobi_tracker.core.clock import ZONE
from mobi_tracker.core.database import db
from mobi_tracker.core.withdrawals import withdraw
from mobi_tracker.meetings.models import Meeting, MeetingDepartment
from mobi_tracker.meetings.vocabulary import MeetingState
from mobi_tracker.portfolio.models import CouncilItem
from mobi_tracker.projects.models.measure import Measure, MeasureReading
from mobi_tracker.projects.vocabulary import ReadingKind
from mobi_tracker.stakeholders.models import Position
from tests.factories import make_contact, make_department, make_initiative, make_project, stored
from tests.standing.factories import LONG_AGO, TODAY, change, on_day, owe

BEFORE, LATER = date(2026, 11, 10), date(2026, 11, 24)
PAST = "/departments/finance?as_of=2026-11-20"
NOW = "/departments/finance?as_of=today"


@pytest.fixture(autouse=True)
def today(app):
    with on_day(TODAY):
        yield


@pytest.fixture
def department(app):
    with on_day(LONG_AGO):
        return make_department(
            "finance", "Office of Finance", does="Collects fees", head_title="Interim Director",
            key_messages="One login first", policy_issues="Who pays",
        )  # fmt: skip


def employ(department, name: str, on: date = LONG_AGO, **values) -> Position:
    with on_day(on):
        person = make_contact(name)
        return stored(Position(contact_id=person.id, organization_id=department.organization_id, **values))


def test_a_department_says_what_it_said_then(visit, department):
    values = {
        "does": "New words",
        "head_title": "New head",
        "key_messages": "New message",
        "policy_issues": "New issue",
    }
    change(department, LATER, name="New name", **values)
    change(department.organization, LATER, name="New name")
    reader = visit("observer")
    then, now = reader.open(PAST).text, reader.open(NOW).text
    for words in ("Collects fees", "Interim Director", "One login first", "Who pays", "Office of Finance"):
        assert words in then and words not in now
    assert "New " not in then


def test_an_initiative_says_what_it_was_for_then(visit, app):
    with on_day(LONG_AGO):
        initiative = make_initiative("connect", "Connect", description="One door for everything")
    change(initiative, LATER, description="Two doors")
    reader = visit("observer")
    then = reader.open("/initiatives/connect?as_of=2026-11-20").text
    assert "One door for everything" in then and "Two doors" not in then
    assert "Two doors" in reader.open("/initiatives/connect?as_of=today").text


def test_people_are_those_of_then_under_their_names_and_titles(visit, department):
    renamed = employ(department, "Maria Lopez", title="Chief")
    left, gone = employ(department, "Left later", title="Clerk"), employ(department, "Gone before", title="Clerk")
    employ(department, "Came later", on=LATER, title="Clerk")
    with on_day(LONG_AGO):
        stored(renamed)
    change(renamed, LATER, title="Director")
    change(renamed.contact, LATER, name="Maria Reyes", folded_name="maria reyes")
    change(left, LATER, ended_on=date(2026, 11, 15))  # it was recorded later that it had ended
    change(gone, BEFORE, ended_on=BEFORE)
    reader = visit("observer")
    then, now = (reader.open(path).html.split('id="people"')[1].split("</section>")[0] for path in (PAST, NOW))
    assert "Maria Lopez" in then and "Chief" in then and "Left later" in then
    assert not any(words in then for words in ("Maria Reyes", "Director", "Came later", "Gone before"))
    assert "Maria Reyes" in now and "Came later" in now and "Left later" not in now


def test_a_person_marked_stricter_since_is_not_shown_on_any_day(visit, department):
    sealed = employ(department, "Sealed Person", title="Chief")
    owe(None or make_project("login", "Login", lead=department), date(2026, 12, 1), owner_contact_id=sealed.contact_id)
    change(sealed.contact, LATER, marking=Marking.CONFIDENTIAL)
    assert "Sealed Person" not in visit("observer").open(PAST).text


def test_whoever_owed_an_action_item_bears_the_name_of_then_and_a_hidden_one_none(visit, department):
    with on_day(LONG_AGO):
        project = make_project("login", "Login", lead=department)
        renamed, sealed = make_contact("Old owner"), make_contact("Sealed owner")
    owe(project, date(2026, 12, 1), owner_contact_id=renamed.id)
    owe(project, date(2026, 12, 2), owner_contact_id=sealed.id)
    change(renamed, LATER, name="New owner", folded_name="new owner")
    change(sealed, LATER, marking=Marking.CONFIDENTIAL)
    text = visit("observer").open(PAST).text
    assert "Old owner" in text and "New owner" not in text
    assert "Sealed owner" not in text and "not shown to you" in text and "nobody yet" not in text


def test_a_meeting_that_was_only_planned_then_is_not_among_those_held(visit, department):
    with on_day(LONG_AGO):
        meeting = stored(
            Meeting(title="Logged later", on=BEFORE, starts_at=datetime.combine(BEFORE, time(10), ZONE),
                    state=MeetingState.PLANNED)
        )  # fmt: skip
        stored(MeetingDepartment(meeting_id=meeting.id, department_id=department.id))
    change(meeting, LATER, state=MeetingState.LOGGED)
    reader = visit("observer")
    assert "Logged later" not in reader.open(PAST).text
    assert "Logged later" in reader.open("/departments/finance?as_of=2026-11-25").text


def test_a_measure_has_the_figure_that_was_known_then(visit, department):
    with on_day(LONG_AGO):
        measure = stored(Measure(name="Calls answered", unit="%", department_id=department.id))
        first = MeasureReading(measure_id=measure.id, kind=ReadingKind.ACTUAL, value=88, fiscal_year=2025)
        stored(first)
    with on_day(LATER):
        stored(MeasureReading(measure_id=measure.id, kind=ReadingKind.ACTUAL, value=91, fiscal_year=2026))
        withdraw(first)
        db.session.commit()
    change(measure, LATER, name="Calls taken")
    reader = visit("observer")
    assert "Calls answered 88 %, 2025-26" in reader.open(PAST).text
    assert "Calls taken 91 %, 2026-27" in reader.open(NOW).text


def test_a_council_item_has_the_day_and_outcome_of_then(visit, department):
    with on_day(LONG_AGO):
        item = stored(
            CouncilItem(title="Lease", body="Council", department_id=department.id, meets_on=date(2026, 12, 2))
        )
    change(item, LATER, title="New lease", meets_on=date(2026, 12, 9), outcome="Approved")
    with on_day(LATER):
        stored(CouncilItem(title="Added later", body="Council", department_id=department.id))
    text = visit("observer").open(PAST).text
    assert "Dec 2 Lease" in text
    assert not any(words in text for words in ("Dec 9", "New lease", "Approved", "Added later"))


def test_a_place_that_was_not_recorded_then_tells_nothing_of_itself(visit, app):
    with on_day(LATER):
        make_department("new-one", "New one", does="Does new things", head_title="First head")
    text = visit("observer").open("/departments/new-one?as_of=2026-11-20").text
    assert "New one was not recorded yet on Fri, Nov 20." in text
    assert "Does new things" not in text and "First head" not in text


@pytest.mark.parametrize("days", ["?as_of=2026-11-20", "?as_of=look&compare=budget"])
def test_the_page_asks_no_more_with_more_people_and_figures(visit, department, count_queries, days):
    def filled(first: int) -> int:
        for number in range(first, first + 3):
            change(employ(department, f"Person {number}").contact, LATER, name=f"Renamed {number}")
            with on_day(LONG_AGO):
                stored(CouncilItem(title=f"Item {number}", body="Council", department_id=department.id))
                stored(Measure(name=f"Measure {number}", department_id=department.id))
        reader.open(f"/departments/finance{days}")
        return count_queries(reader, f"/departments/finance{days}")

    reader = visit("liaison")
    assert filled(0) == filled(3) <= 15
