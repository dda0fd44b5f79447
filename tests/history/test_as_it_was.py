"""Records put back to what they said on a past day, from history."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from mobi_tracker.access.vocabulary import Marking
from mobi_tracker.city.clock_zone import day_end
from mobi_tracker.core.as_it_was import fields_then, set_back, words_then
from mobi_tracker.core.database import db
from mobi_tracker.core.withdrawals import bring_back, withdraw
from mobi_tracker.history.models import Change
from mobi_tracker.meetings.models import Meeting
from mobi_tracker.meetings.vocabulary import MeetingState
from mobi_tracker.portfolio.models import CouncilItem, Department
from mobi_tracker.stakeholders.models import Position
from tests.factories import make_contact, make_department, make_organization, stored
from tests.standing.factories import LONG_AGO, change, on_day

THEN = day_end(date(2026, 11, 20))


def department_with(title: str) -> Department:
    with on_day(LONG_AGO):
        return make_department(head_title=title, does="Keeps the books")


def test_the_first_change_after_the_moment_tells_what_stood_at_it(app):
    record = department_with("Interim head")
    change(record, date(2026, 11, 10), head_title="Acting head")
    change(record, date(2026, 11, 24), head_title="Director")
    change(record, date(2026, 11, 26), head_title="General Manager")
    set_back([record], THEN)
    assert (record.head_title, record.does) == ("Acting head", "Keeps the books")


def test_a_field_that_was_empty_then_is_empty(app):
    record = department_with("")
    change(record, date(2026, 11, 24), head_title="Director")
    set_back([record], THEN)
    assert record.head_title == ""


def test_days_and_states_come_back_as_what_they_were(app):
    department = department_with("Head")
    with on_day(LONG_AGO):
        item = stored(CouncilItem(title="Lease", body="Council", department_id=department.id))
        starts_at = day_end(LONG_AGO)
        planned = stored(Meeting(title="Kickoff", on=LONG_AGO, starts_at=starts_at, state=MeetingState.PLANNED))
    change(item, date(2026, 11, 24), meets_on=date(2026, 12, 2), outcome="approved")
    change(item, date(2026, 11, 25), meets_on=date(2026, 12, 9))
    change(planned, date(2026, 11, 24), state=MeetingState.LOGGED)
    set_back([item, planned], day_end(date(2026, 11, 24)))
    assert (item.meets_on, item.outcome, planned.state) == (date(2026, 12, 2), "approved", MeetingState.LOGGED)
    set_back([item, planned], THEN)
    assert (item.meets_on, item.outcome, planned.state) == (None, "", MeetingState.PLANNED)


def test_what_was_withdrawn_since_stood_then(app):
    record = department_with("Head")
    with on_day(date(2026, 11, 24)):
        withdraw(record)
        db.session.commit()
    set_back([record], THEN)
    assert not record.is_withdrawn


def test_what_was_withdrawn_then_and_is_back_was_withdrawn(app):
    record = department_with("Head")
    with on_day(date(2026, 11, 10)):
        withdraw(record)
        db.session.commit()
    with on_day(date(2026, 11, 24)):
        bring_back(record)
        db.session.commit()
    set_back([record], THEN)
    assert record.is_withdrawn


def test_a_part_is_found_by_the_history_of_its_record(app):
    with on_day(LONG_AGO):
        person, office = make_contact("Maria Lopez"), make_organization("Finance")
        position = stored(Position(contact_id=person.id, organization_id=office.id, title="Chief"))
    change(position, date(2026, 11, 24), title="Director", ended_on=date(2026, 11, 23))
    change(person, date(2026, 11, 24), name="Maria Lopez Reyes", folded_name="maria lopez reyes")
    set_back([position, person], THEN)
    assert (position.title, position.ended_on, person.name) == ("Chief", None, "Maria Lopez")


def test_a_marking_made_stricter_since_stays(app):
    record = department_with("Head")
    change(record, date(2026, 11, 24), marking=Marking.CONFIDENTIAL, does="Keeps secrets")
    set_back([record], THEN)
    assert (record.marking, record.does) == (Marking.CONFIDENTIAL, "Keeps the books")


def test_nothing_that_was_put_back_is_written(app):
    record = department_with("Acting head")
    change(record, date(2026, 11, 24), head_title="Director")
    record_id, count = record.id, len(db.session.scalars(select(Change)).all())
    set_back([record], THEN)
    db.session.commit()
    db.session.expire_all()
    assert db.session.get(Department, record_id).head_title == "Director"
    assert len(db.session.scalars(select(Change)).all()) == count


def test_words_of_records_that_are_not_loaded_are_told_one_by_one(app):
    record = department_with("Acting head")
    change(record, date(2026, 11, 24), head_title="Director")
    pointer = ("department", record.id)
    past = fields_then([pointer], THEN)
    assert words_then(past, pointer, "head_title", "Director") == "Acting head"
    assert words_then(past, pointer, "does", "Keeps the books") == "Keeps the books"
    assert fields_then([], THEN) == {}
