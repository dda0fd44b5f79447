"""What changed between two days, each with the cause somebody recorded."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from mobi_tracker.access.vocabulary import Marking
from mobi_tracker.commitments.vocabulary import AskedOf, AskState, Outcome
from mobi_tracker.core.database import db
from mobi_tracker.core.withdrawals import bring_back, withdraw
from mobi_tracker.projects.models.funding import FundingAmount
from mobi_tracker.projects.vocabulary import AmountKind, Phase, Rating
from mobi_tracker.standing.difference import difference
from mobi_tracker.standing.evidence.judge import Judgement
from mobi_tracker.standing.facts import (
    AskStanding,
    DateFact,
    LineStanding,
    MilestoneStanding,
    ProjectStanding,
    Report,
    Snapshot,
)  # fmt: skip
from mobi_tracker.standing.moves import followed_by, moves, values_of
from mobi_tracker.standing.queries.moments import Moment
from mobi_tracker.standing.rules import direction, evidence_direction
from mobi_tracker.standing.snapshot import snapshots
from mobi_tracker.standing.vocabulary import Ending, Evidence, Part
from tests.factories import make_project, make_viewer, stored
from tests.standing.factories import LAST_WEEK, LONG_AGO, TODAY, ask, change, fund, give_date, on_day, plan, rate


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
    rate(project, "on_track", date(2026, 11, 20))
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


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("on_track", "at_risk", "worse"),
        ("at_risk", "off_track", "worse"),
        ("off_track", "on_track", "better"),
        ("unknown", "off_track", "worse"),
        ("unknown", "on_track", "same"),
        ("off_track", "unknown", "same"),
        ("at_risk", "at_risk", "same"),
    ],
)
def test_what_is_suggested_moves_in_one_direction(before, after, expected):
    assert evidence_direction(Evidence(before), Evidence(after)) == expected


def test_what_dates_suggest_now_is_told_with_the_reasons_of_the_worse_word(project):
    rate(project, "on_track", date(2026, 11, 20))
    milestone = plan(project, "Pilot opens", date(2026, 12, 5))
    give_date(milestone, "forecast", date(2027, 1, 15), date(2026, 11, 25))
    (suggested,) = changes().suggests_worse
    assert (suggested.before, suggested.after) == (Evidence.ON_TRACK, Evidence.OFF_TRACK)
    assert suggested.pointers == (("milestone", milestone.id),)


def test_what_is_mended_is_suggested_better(project):
    rate(project, "on_track", date(2026, 11, 20))
    milestone = plan(project, "Pilot opens", date(2026, 12, 5))
    give_date(milestone, "forecast", date(2027, 1, 15), date(2026, 11, 20))
    give_date(milestone, "forecast", date(2026, 12, 5), date(2026, 11, 25))
    assert [each.after for each in changes().suggests_better] == [Evidence.ON_TRACK]


def test_money_spent_and_granted_in_between_is_told_by_year(project):
    line = fund(project, appropriated=100_00, expended=20_00)
    with on_day(date(2026, 11, 25)):
        for kind, cents in (("expended", 70_00), ("appropriated", 150_00)):
            add_amount(line, kind, cents)
    (spent,) = changes().spent
    assert (spent.fiscal_year, spent.expended, spent.appropriated) == (2026, 50_00, 50_00)
    assert spent.pointers == (("funding_line", line.id),)


def test_an_update_that_leaves_the_rating_is_told_in_its_words(project):
    rate(project, "on_track", date(2026, 11, 10))
    update = rate(project, "on_track", date(2026, 11, 25), narrative="Lease signed", credited_to="GSD")
    (said,) = changes().said
    assert (said.report.narrative, said.report.credited_to) == ("Lease signed", "GSD")
    assert said.pointers == (("status_update", update.id),)


def test_an_update_that_moves_the_rating_is_told_once(project):
    rate(project, "on_track", date(2026, 11, 10))
    rate(project, "at_risk", date(2026, 11, 25))
    found = changes()
    assert (len(found.worse), found.said) == (1, ())


def test_a_look_within_a_day_knows_what_was_recorded_until_then(project):
    rate(project, "on_track", date(2026, 11, 23), hour=9)
    rate(project, "off_track", date(2026, 11, 23), hour=15)
    noon = Moment.at(datetime(2026, 11, 23, 20, tzinfo=UTC))
    before, after = snapshots((noon, TODAY), make_viewer("liaison"))
    assert (before.as_of, before.is_whole) == (LAST_WEEK, False)
    assert [each.after for each in difference(before, after).worse] == [Rating.OFF_TRACK]


def test_what_was_decided_since_a_look_of_the_same_day_is_told(app):
    record = ask("Fund cohort 3", date(2026, 11, 10))
    change(record, TODAY, state=AskState.DECIDED, outcome=Outcome.APPROVED,
           decided_at=datetime(2026, 11, 30, 18, tzinfo=UTC))  # fmt: skip
    looked = Moment.at(datetime(2026, 11, 30, 16, tzinfo=UTC))
    after, before = snapshots((TODAY, looked), make_viewer("deputy_mayor"), parts=Part.EVIDENCE)
    assert [each.text for each in difference(before, after).decided] == ["Fund cohort 3"]


DAYS = some.dates(date(2026, 12, 1), date(2027, 3, 1))
CENTS = some.none() | some.integers(0, 3).map(lambda count: count * 100_00)


@some.composite
def a_project(draw, number):
    """One of a few projects as it may stand on some day."""
    report = draw(some.none() | some.builds(a_report, some.integers(1, 4), some.sampled_from(Rating)))
    facts = draw(some.lists(some.none() | DAYS, min_size=3, max_size=3))
    dates = [DateFact(1, day) if day else None for day in facts]
    milestone = MilestoneStanding(10 + number, number, "Pilot opens", *dates)
    line = LineStanding(20 + number, number, 2026, "General Fund", draw(CENTS), None, draw(CENTS), None)
    return ProjectStanding(
        number, f"project-{number}", f"Project {number}", draw(some.sampled_from(Phase)), Marking.INTERNAL, None, None,
        frozenset(), None, None, None, report, (milestone,), (line,),
        evidence=Judgement(draw(some.sampled_from(Evidence))), recorded_on=date(2026, 1, 1),
    )  # fmt: skip


def a_report(number, overall):
    return Report(number, date(2026, 11, 1), overall, *[Rating.NOT_RATED] * 3, "", "", "")


def an_ask(number, state):
    return AskStanding(number, "Fund it", AskedOf.DEPUTY_MAYOR, state, None, "", None, None, Marking.INTERNAL)


@some.composite
def a_snapshot(draw, day):
    """A portfolio of at most three projects and two asks; any of them may be missing on any day."""
    numbers = draw(some.sets(some.integers(1, 3)))
    asked = draw(some.dictionaries(some.integers(1, 2), some.sampled_from(AskState)))
    projects = tuple(draw(a_project(number)) for number in sorted(numbers))
    return Snapshot(date(2026, 11, day), (), (), projects, tuple(an_ask(*each) for each in sorted(asked.items())))


THREE_DAYS = some.tuples(a_snapshot(1), a_snapshot(2), a_snapshot(3))


@given(a_snapshot(1))
def test_a_day_differs_from_itself_in_nothing(day):
    assert moves(day, day) == {}
    assert difference(day, day).is_empty


@settings(max_examples=200)
@given(THREE_DAYS)
def test_a_difference_is_its_two_halves_in_a_row_with_what_returned_left_out(days):
    first, second, third = days
    assert moves(first, third) == followed_by(moves(first, second), moves(second, third))


@settings(max_examples=200)
@given(THREE_DAYS)
def test_what_is_told_of_two_days_is_what_moved_over_both_halves(days):
    first, second, third = days
    both = followed_by(moves(first, second), moves(second, third))
    found = difference(first, third)
    running = {each.id for each in first.running} & {each.id for each in third.running}

    def moved(kind):
        return {key[1:]: move for key, move in both.items() if key[0] == kind and key[1] in running}

    rated = (*found.worse, *found.better, *found.first_rated, *found.no_longer_rated)
    assert {(each.project.id,): (each.before, each.after) for each in rated} == moved("reported")
    told = {(each.project.id,): (each.before, each.after) for each in (*found.suggests_worse, *found.suggests_better)}
    assert told.items() <= moved("evidence").items()
    later = {each.milestone.id: (each.before, each.after) for each in found.slipped}
    days_moved = {key[1]: move for key, move in both.items() if key[0] == "day"}
    assert later.items() <= days_moved.items()
    money = {key for kind in ("expended", "appropriated") for key in moved(kind)}
    assert {(each.project.id, each.fiscal_year) for each in found.spent} <= money
    reported_anew = {key for key in moved("report") if key not in moved("reported")}
    assert {(each.project.id,) for each in found.said} <= reported_anew
    decided = {key[1] for key, move in both.items() if key[0] == "ask" and move.after is AskState.DECIDED}
    assert {each.id for each in found.decided} == decided


@given(THREE_DAYS)
def test_who_comes_and_goes_is_who_is_there_on_one_of_the_days_only(days):
    first, _second, third = days
    found = difference(first, third)
    before, after = ({each.id for each in day.running} for day in (first, third))
    assert {each.project.id for each in found.gone} == before - after
    come = {each.id for each in (*found.new, *found.brought_back)}
    assert come == after - {each.id for each in first.projects}


def test_a_flat_snapshot_has_what_the_snapshot_has(project):
    rate(project, "at_risk", date(2026, 11, 20))
    milestone = plan(project, "Pilot opens", date(2026, 12, 5))
    (day,) = snapshots((TODAY,), make_viewer("liaison"))
    values = values_of(day)
    assert values["reported", project.id] is Rating.AT_RISK
    assert values["day", milestone.id] == date(2026, 12, 5)


def add_amount(line, kind, cents):
    return stored(FundingAmount(funding_line_id=line.id, kind=AmountKind(kind), cents=cents, on=date(2026, 11, 25)))
