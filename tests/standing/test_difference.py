"""What changed between two days, each with the cause somebody recorded."""

from datetime import UTC, date, datetime

import pytest

from mobi_tracker.commitments.vocabulary import AskState, Outcome
from mobi_tracker.core.database import db
from mobi_tracker.core.withdrawals import bring_back, withdraw
from mobi_tracker.projects.vocabulary import Phase, Rating
from mobi_tracker.standing.difference import difference
from mobi_tracker.standing.rules import direction
from mobi_tracker.standing.snapshot import snapshots
from mobi_tracker.standing.vocabulary import Ending
from tests.factories import make_project, make_viewer
from tests.standing.factories import LAST_WEEK, LONG_AGO, TODAY, ask, change, give_date, on_day, plan, rate


def changes():
    before, after = snapshots((LAST_WEEK, TODAY), make_viewer("liaison"))
    return difference(before, after)


@pytest.fixture
def project(app):
    with on_day(LONG_AGO):
        return make_project("permit-login", "Permit login")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("on_track", "on_track", "same"),
        ("on_track", "at_risk", "worse"),
        ("on_track", "off_track", "worse"),
        ("at_risk", "off_track", "worse"),
        ("off_track", "at_risk", "better"),
        ("at_risk", "on_track", "better"),
        ("not_rated", "off_track", "first_rated"),
        ("not_rated", "on_track", "first_rated"),
        ("off_track", "not_rated", "no_longer_rated"),
        ("not_rated", "not_rated", "same"),
    ],
)
def test_a_rating_moves_in_one_direction(before, after, expected):
    assert direction(Rating(before), Rating(after)) == expected


@pytest.mark.parametrize(
    ("before", "after", "where"),
    [
        ("on_track", "at_risk", "worse"),
        ("off_track", "at_risk", "better"),
        ("at_risk", "not_rated", "no_longer_rated"),
        (None, "at_risk", "first_rated"),
    ],
)
def test_a_move_carries_its_cause_credit_and_record(project, before, after, where):
    if before:
        rate(project, before, date(2026, 11, 10))
    update = rate(project, after, date(2026, 11, 25), narrative="Two host offices withdrew. ", credited_to="Personnel")
    (moved,) = getattr(changes(), where)
    assert (moved.before, moved.after) == (Rating(before or "not_rated"), Rating(after))
    assert (moved.cause, moved.credited_to) == ("Two host offices withdrew.", "Personnel")
    assert moved.pointers == (("status_update", update.id),)


def test_a_cause_nobody_recorded_is_blank(project):
    rate(project, "on_track", date(2026, 11, 10))
    rate(project, "at_risk", date(2026, 11, 25))
    assert changes().worse[0].cause == ""


def test_the_worst_place_to_be_stands_first_then_the_longest_way_there(app):
    with on_day(LONG_AGO):
        projects = {name: make_project(name=name) for name in ("A", "B", "C")}
    moves = (("A", "on_track", "at_risk"), ("B", "at_risk", "off_track"), ("C", "on_track", "off_track"))
    for name, before, after in moves:
        rate(projects[name], before, date(2026, 11, 10))
        rate(projects[name], after, date(2026, 11, 25))
    assert [each.project.name for each in changes().worse] == ["C", "B", "A"]


def test_a_correction_recorded_in_between_is_a_change_though_it_speaks_of_before(project):
    rate(project, "on_track", date(2026, 11, 16))
    rate(project, "off_track", date(2026, 11, 16), recorded=date(2026, 11, 25), narrative="The first was mistaken")
    assert changes().worse[0].cause == "The first was mistaken"


def test_a_slip_has_its_days_reason_and_credit_and_hangs_on_its_projects_move(project):
    rate(project, "on_track", date(2026, 11, 10))
    rate(project, "off_track", date(2026, 11, 25))
    milestone = plan(project, "Pilot opens", date(2026, 12, 5))
    why = {"reason": "vendor delay", "credited_to": "ITA"}
    fact = give_date(milestone, "forecast", date(2027, 1, 15), date(2026, 11, 25), **why)
    found = changes()
    (slip,) = found.slipped
    assert (slip.days, slip.reason, slip.credited_to) == (41, "vendor delay", "ITA")
    assert slip.pointers == (("milestone", milestone.id), ("milestone_date", fact.id))
    assert found.worse[0].slips == (slip,)


def test_a_slip_is_measured_from_the_day_compared_with_not_from_the_baseline(project):
    milestone = plan(project, "Pilot opens", date(2026, 12, 5))
    give_date(milestone, "forecast", date(2027, 1, 5), date(2026, 11, 10))
    give_date(milestone, "forecast", date(2027, 1, 15), date(2026, 11, 25))
    assert changes().slipped[0].days == 10


@pytest.mark.parametrize("day", [date(2026, 12, 5), date(2026, 12, 1)])
def test_a_forecast_that_stays_or_comes_earlier_is_no_slip(project, day):
    give_date(plan(project, "Pilot opens", date(2026, 12, 5)), "forecast", day, date(2026, 11, 25))
    assert changes().slipped == ()


def test_a_milestone_reached_late_has_slipped_and_was_reached(project):
    milestone = plan(project, "Pilot opens", date(2026, 11, 20))
    give_date(milestone, "actual", date(2026, 11, 26), date(2026, 11, 26))
    found = changes()
    assert [each.days for each in found.slipped] == [6]
    assert [each.milestone.id for each in found.reached] == [milestone.id]


@pytest.mark.parametrize(("reached", "told"), [(date(2012, 4, 30), 0), (date(2026, 11, 24), 1)])
def test_what_a_new_project_had_reached_before_is_not_told_as_reached_since(app, reached, told):
    with on_day(date(2026, 11, 25)):
        project = make_project()
    milestone = plan(project, "Completion", date(2012, 3, 1), date(2026, 11, 25))
    give_date(milestone, "actual", reached, date(2026, 11, 25))
    assert len(changes().reached) == told


def test_a_new_project_is_new_and_nothing_else(app):
    with on_day(date(2026, 11, 25)):
        project = make_project()
    rate(project, "off_track", date(2026, 11, 26))
    found = changes()
    assert [each.id for each in found.new] == [project.id]
    assert not (found.worse or found.first_rated)


@pytest.mark.parametrize(
    ("phase", "ending"), [(Phase.CLOSED, Ending.CLOSED), (Phase.CANCELLED, Ending.CANCELLED), (None, Ending.WITHDRAWN)]
)
def test_a_project_that_is_gone_says_how(project, phase, ending):
    if phase:
        change(project, date(2026, 11, 25), phase=phase)
    else:
        with on_day(date(2026, 11, 25)):
            withdraw(project)
            db.session.commit()
    assert [each.ending for each in changes().gone] == [ending]


def test_a_decision_made_in_between_is_told_and_an_older_one_is_not(app):
    for text, day in (("Old", date(2026, 11, 12)), ("Fund cohort 3", date(2026, 11, 25))):
        record = ask(text, date(2026, 11, 10))
        change(record, day, state=AskState.DECIDED, outcome=Outcome.APPROVED,
               decided_at=datetime(day.year, day.month, day.day, 18, tzinfo=UTC))  # fmt: skip
    assert [each.text for each in changes().decided] == ["Fund cohort 3"]


def test_two_equal_days_differ_in_nothing(project):
    rate(project, "on_track", date(2026, 11, 10))
    assert changes().is_empty


def test_a_project_brought_back_after_a_withdrawal_is_not_new(project):
    with on_day(date(2026, 11, 16)):
        withdraw(project)
        db.session.commit()
    with on_day(date(2026, 11, 25)):
        bring_back(project)
        db.session.commit()
        make_project("curb-sensors", "Curb sensors")
    found = changes()
    assert [each.name for each in found.brought_back] == ["Permit login"]
    assert [each.name for each in found.new] == ["Curb sensors"]


def test_a_project_stored_withdrawn_and_brought_back_in_between_is_new(app):
    with on_day(date(2026, 11, 25)):
        project = make_project()
        withdraw(project)
        bring_back(project)
        db.session.commit()
    found = changes()
    assert (len(found.new), found.brought_back) == (1, ())
