"""What is kept of past weeks: it is what the facts give, for every reader, and never out of date."""

from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import func, select

from mobi_tracker.access.marking import Reader
from mobi_tracker.access.vocabulary import Basis, Marking
from mobi_tracker.core import jobs
from mobi_tracker.core.database import db
from mobi_tracker.core.settings import change as change_setting
from mobi_tracker.core.withdrawals import withdraw
from mobi_tracker.projects.vocabulary import Phase
from mobi_tracker.standing import weekly
from mobi_tracker.standing.history import weekly_standing
from mobi_tracker.standing.jobs import store_weeks
from mobi_tracker.standing.kept import KeptWeek, WeeklyStanding
from mobi_tracker.standing.snapshot import snapshot
from tests.counting import counting
from tests.factories import make_department, make_initiative, make_project, make_viewer
from tests.standing.factories import LONG_AGO, TODAY, ask, change, fund, give_date, on_day, owe, plan, rate, risk

WEEKS = 12
SUNDAY = date(2026, 11, 29)
CLOSED = {"marking": Marking.CONFIDENTIAL, "marking_basis": Basis.PROCUREMENT}


@pytest.fixture
def project(app):
    with on_day(LONG_AGO):
        return make_project("permit-login", "Permit login", phase=Phase.DELIVERY)


@pytest.fixture
def liaison(app):
    return make_viewer("liaison")


def store(is_rebuilt=False):
    db.session.rollback()
    return list(store_weeks(is_rebuilt))


def kept_days():
    return set(db.session.scalars(select(KeptWeek.day)))


def from_facts(viewer, count=WEEKS):
    """What the snapshots of the same days say, each asked for by itself."""
    days = (*weekly.week_ends(TODAY, count), TODAY)
    return {
        day: {each.id: (each.reported, each.evidence.rating) for each in snapshot(day, viewer).running} for day in days
    }


def told(viewer, count=WEEKS):
    db.session.rollback()
    return {week.day: dict(week.standings) for week in weekly_standing(TODAY, count, viewer)[1]}


def readers_of(viewer, record):
    db.session.add(Reader(kind=record.__kind__, record_id=record.id, user_id=viewer.user_id))
    record.has_readers = True
    db.session.commit()


@pytest.fixture
def busy(app):
    """A portfolio in which every kind of fact moves, some of it closed to some."""
    chance = Random(20261130)
    ita = make_department("ita", "Information Technology Agency")
    projects = []
    for number in range(12):
        with on_day(LONG_AGO + timedelta(days=7 * number)):
            values = CLOSED if number == 3 else {}
            lead = ita if number % 2 else None
            initiative = make_initiative() if number % 5 == 0 else None
            made = make_project(phase=Phase.DELIVERY, lead=lead, initiative=initiative, **values)
        projects.append(made)
        for _ in range(5):
            day = LONG_AGO + timedelta(days=chance.randrange(80, 180))
            words = CLOSED if chance.random() < 0.15 else {}
            rate(made, chance.choice(["on_track", "at_risk", "off_track"]), day, **words)
        milestone = plan(
            made, "Opens", date(2026, 10, 1), LONG_AGO + timedelta(days=80), **(CLOSED if number == 5 else {})
        )
        for _ in range(3):
            on = LONG_AGO + timedelta(days=chance.randrange(80, 180))
            words = CLOSED if number == 6 else {}
            give_date(
                milestone, "forecast", on + timedelta(days=chance.randrange(-30, 90)), on, reason="moved", **words
            )
        fund(
            made, appropriated=100_00, expended=chance.randrange(10, 90) * 100, forecast=chance.randrange(80, 150) * 100
        )
        risk(made, chance.randrange(1, 6), chance.randrange(1, 6), on=LONG_AGO + timedelta(days=90))
        owe(made, LONG_AGO + timedelta(days=chance.randrange(80, 200)), **(CLOSED if number == 7 else {}))
        ask("Decide", LONG_AGO + timedelta(days=90), due=LONG_AGO + timedelta(days=chance.randrange(95, 200)),
            project_id=made.id, **(CLOSED if number == 8 else {}))  # fmt: skip
    change(projects[1], date(2026, 10, 20), phase=Phase.CLOSED)
    return projects, ita


@pytest.mark.parametrize("role", ["liaison", "deputy_mayor", "observer", "analyst"])
def test_what_is_kept_tells_every_reader_what_the_facts_tell_them(busy, role):
    _, ita = busy
    viewer = make_viewer(role, departments=(ita,) if role == "analyst" else ())
    before = told(viewer)
    store()
    assert len(kept_days()) > WEEKS
    assert told(viewer) == before == from_facts(viewer)
    assert len({pair for week in before.values() for pair in week.values()}) >= 6


def test_who_is_not_on_a_list_of_readers_and_who_is_both_see_what_is_theirs(busy):
    projects, _ = busy
    listed, other = make_viewer("liaison"), make_viewer("deputy_mayor")
    with on_day(date(2026, 10, 2)):
        update = rate(projects[0], "off_track", date(2026, 10, 2), **CLOSED)
    change(projects[9], TODAY, **CLOSED)
    for record in (update, projects[9]):
        readers_of(listed, record)
    store()
    assert told(listed) == from_facts(listed) != from_facts(other) == told(other)


def test_a_record_that_is_closed_or_opened_later_is_told_to_each_as_it_is_now(busy, liaison):
    projects, _ = busy
    observer, update = make_viewer("observer"), rate(projects[0], "off_track", date(2026, 10, 2), **CLOSED)
    readers_of(make_viewer("liaison"), update)
    store()
    change(update, TODAY, marking=Marking.INTERNAL, marking_basis=None, has_readers=False)
    change(projects[2], TODAY, **CLOSED)
    assert told(observer) == from_facts(observer)
    assert told(liaison) == from_facts(liaison)


def test_a_kept_week_is_not_judged_anew(project, liaison):
    rate(project, "on_track", date(2026, 10, 1))
    store()
    row = db.session.get_one(WeeklyStanding, (date(2026, 11, 1), project.id))
    row.reported = "off_track"
    db.session.commit()
    assert told(liaison)[date(2026, 11, 1)][project.id][0] == "off_track"
    store(is_rebuilt=True)
    assert told(liaison) == from_facts(liaison)


@pytest.mark.parametrize("recorded", [date(2026, 10, 7), date(2026, 11, 8)])
def test_a_fact_stored_now_but_recorded_then_ends_what_was_kept_since(project, liaison, recorded):
    rate(project, "on_track", date(2026, 10, 1))
    store()
    rate(project, "off_track", date(2026, 10, 5), recorded=recorded)
    assert told(liaison) == from_facts(liaison)
    db.session.rollback()
    weekly.check()
    db.session.commit()
    assert kept_days() == {day for day in weekly.week_ends(TODAY, 26) if LONG_AGO <= day < recorded}
    store()
    assert told(liaison) == from_facts(liaison)


def test_todays_facts_leave_past_weeks_kept(project, liaison):
    store()
    days = kept_days()
    rate(project, "off_track", TODAY)
    withdraw(plan(project, "Opens", date(2026, 9, 1)))
    change_setting("standing.silence", "3, 4")
    db.session.commit()
    store()
    assert kept_days() == days and told(liaison) == from_facts(liaison)


def test_a_fact_changed_in_place_ends_what_was_kept_since_it_was_recorded(project, liaison):
    with on_day(date(2026, 9, 1)):
        line = fund(project, date(2026, 9, 1), appropriated=100_00, forecast=200_00)
        other = make_project("curb", "Curb sensors", phase=Phase.DELIVERY)
    worry = risk(project, 3, 3, on=date(2026, 10, 7))
    store()
    change(worry, TODAY, project_id=other.id)
    assert max(kept_days()) < date(2026, 10, 7)
    change(line, TODAY, fiscal_year=2025)
    assert max(kept_days()) < date(2026, 9, 1)
    assert told(liaison) == from_facts(liaison)


def test_a_moved_item_leaves_past_weeks_as_they_were(project, liaison):
    with on_day(date(2026, 9, 1)):
        other = make_project("curb", "Curb sensors", phase=Phase.DELIVERY)
    item = owe(project, date(2026, 9, 20), on=date(2026, 9, 7))
    store()
    days = kept_days()
    change(item, TODAY, project_id=other.id)
    assert kept_days() == days and told(liaison) == from_facts(liaison)


def test_an_item_out_of_sight_is_in_nobody_elses_past_after_it_was_moved(project):
    with on_day(date(2026, 9, 1)):
        other = make_project("curb", "Curb sensors", phase=Phase.DELIVERY)
    item = owe(project, date(2026, 9, 20), on=date(2026, 9, 7), marking=Marking.DELIBERATIVE)
    change(item, date(2026, 11, 25), project_id=other.id)
    store()
    observer = make_viewer("observer")
    assert told(observer) == from_facts(observer)


def test_what_other_rules_judged_is_not_shown_and_judged_again(project, liaison):
    rate(project, "on_track", date(2026, 10, 1))
    store()
    for week in db.session.scalars(select(KeptWeek)):
        week.made_by = "older rules"
    for row in db.session.scalars(select(WeeklyStanding)):
        row.reported = "off_track"
    db.session.commit()
    assert told(liaison) == from_facts(liaison)
    assert len(store()) == len(kept_days())
    assert told(liaison) == from_facts(liaison)


def test_the_work_in_the_background_keeps_every_week_and_a_second_turn_nothing_more(project):
    jobs.enqueue("standing.store")
    db.session.commit()
    while jobs.work_once():
        pass
    assert max(kept_days()) == SUNDAY and min(kept_days()) == date(2026, 6, 7)
    assert store() == []


def test_a_week_that_ended_just_now_is_kept_some_minutes_later(project):
    with on_day(date(2026, 11, 30), hour=0):
        store()
        assert SUNDAY not in kept_days()
    assert store() == [SUNDAY]


def test_reading_asks_as_often_whatever_is_kept_and_writes_nothing(busy):
    observer = make_viewer("observer")
    with counting() as before:
        told(observer)
    store()
    rows = db.session.scalar(select(func.count()).select_from(WeeklyStanding))
    with counting() as after:
        told(observer)
    assert len(before) == 9 and len(after) == 10
    assert not [each for each in after if not each.lstrip("(").upper().startswith("SELECT")]
    assert db.session.scalar(select(func.count()).select_from(WeeklyStanding)) == rows


def test_whatever_changes_in_place_is_stored_in_a_table_that_is_watched():
    assert {each.__tablename__ for each in weekly.IN_PLACE} < {each.__tablename__ for each in weekly.queries.FACTS}
