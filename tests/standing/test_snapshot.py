"""The portfolio at the end of a day: both times, dated rows, withdrawals, markings, money, commitments."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from sqlalchemy import event

from mobi_tracker.access.marking import Reader
from mobi_tracker.access.models import User
from mobi_tracker.access.vocabulary import Basis, Marking
from mobi_tracker.commitments.vocabulary import ActionState, AskedOf, AskState, Outcome
from mobi_tracker.core.clock import travelling_to
from mobi_tracker.core.database import db
from mobi_tracker.core.withdrawals import bring_back, withdraw
from mobi_tracker.projects.models.funding import FundingAmount
from mobi_tracker.projects.models.project import ProjectDepartment
from mobi_tracker.projects.models.risk import RiskRating
from mobi_tracker.projects.models.status import StatusUpdate
from mobi_tracker.projects.vocabulary import AmountKind, Phase, Rating, RiskState
from mobi_tracker.standing.facts import YearMoney
from mobi_tracker.standing.history import rating_history
from mobi_tracker.standing.snapshot import snapshot, snapshots
from mobi_tracker.standing.vocabulary import Part
from tests.factories import make_department, make_initiative, make_project, make_viewer, stored
from tests.standing.factories import (
    LAST_WEEK,
    LONG_AGO,
    TODAY,
    ask,
    change,
    fund,
    give_date,
    on_day,
    owe,
    plan,
    rate,
    risk,
)


@pytest.fixture
def project(app):
    with on_day(LONG_AGO):
        return make_project("permit-login", "Permit login")


@pytest.fixture
def liaison(app):
    return make_viewer("liaison")


def only(as_of, viewer):
    (found,) = snapshot(as_of, viewer).projects
    return found


def test_the_latest_day_holds_then_the_latest_recorded(project, liaison):
    rate(project, "on_track", date(2026, 11, 20))
    rate(project, "at_risk", date(2026, 11, 16), recorded=date(2026, 11, 22))
    assert only(TODAY, liaison).reported is Rating.ON_TRACK
    rate(project, "off_track", date(2026, 11, 20), hour=15)
    assert only(TODAY, liaison).reported is Rating.OFF_TRACK


def test_what_was_recorded_later_does_not_exist_yet(project, liaison):
    rate(project, "on_track", date(2026, 11, 10))
    rate(project, "off_track", date(2026, 11, 20), recorded=date(2026, 11, 25))
    assert only(LAST_WEEK, liaison).reported is Rating.ON_TRACK
    assert only(date(2026, 11, 25), liaison).reported is Rating.OFF_TRACK


def test_the_day_ends_in_los_angeles(project, liaison):
    with travelling_to(datetime(2026, 11, 24, 7, 59, 59, 999_999, tzinfo=UTC)):  # the last instant of Nov 23
        rate_now(project, "at_risk")
    with travelling_to(datetime(2026, 11, 24, 8, 0, tzinfo=UTC)):  # midnight
        rate_now(project, "off_track")
    assert only(LAST_WEEK, liaison).reported is Rating.AT_RISK


def rate_now(project, overall):
    stored(StatusUpdate(project_id=project.id, on=LAST_WEEK, overall=Rating(overall)))


def test_a_project_not_there_yet_is_not_there(app, liaison):
    with on_day(date(2026, 11, 25)):
        make_project()
    assert snapshot(LAST_WEEK, liaison).projects == ()
    assert len(snapshot(TODAY, liaison).projects) == 1


def test_a_renamed_project_shows_its_old_name_phase_and_places(project, liaison):
    with on_day(LONG_AGO):
        old, new, lead = make_initiative(name="Old"), make_initiative(name="New"), make_department(name="ITA")
        change(project, LONG_AGO, initiative_id=old.id)
    change(project, date(2026, 11, 25), name="One login", phase=Phase.CLOSED, initiative_id=new.id,
           lead_department_id=lead.id, ends_on=TODAY)  # fmt: skip
    before, after = only(LAST_WEEK, liaison), only(TODAY, liaison)
    assert (before.name, before.phase, before.initiative_id) == ("Permit login", Phase.DELIVERY, old.id)
    assert (before.lead_department_id, before.ends_on) == (None, None)
    assert (after.name, after.phase, after.initiative_id) == ("One login", Phase.CLOSED, new.id)
    assert (after.lead_department_id, after.ends_on) == (lead.id, TODAY)


def test_departments_and_initiatives_keep_the_names_they_bore(app, liaison):
    with on_day(LONG_AGO):
        initiative, department = make_initiative(name="Old initiative"), make_department(name="Old department")
    change(initiative, date(2026, 11, 25), name="New initiative")
    change(department, date(2026, 11, 25), name="New department")
    before, after = snapshot(LAST_WEEK, liaison), snapshot(TODAY, liaison)
    assert [place.name for place in (*before.initiatives, *before.departments)] == ["Old initiative", "Old department"]
    assert [place.name for place in (*after.initiatives, *after.departments)] == ["New initiative", "New department"]


def test_supporting_departments_stand_from_their_recording_to_their_end(project, liaison):
    with on_day(LONG_AGO):
        department = make_department()
    with on_day(date(2026, 11, 10)):
        row = stored(ProjectDepartment(project_id=project.id, department_id=department.id))
    with on_day(date(2026, 11, 26)):
        change(row, date(2026, 11, 26), ended_at=datetime(2026, 11, 26, 18, tzinfo=UTC))
    days = (date(2026, 11, 9), date(2026, 11, 10), date(2026, 11, 25), TODAY)
    assert [bool(only(day, liaison).supporting_ids) for day in days] == [False, True, True, False]


def test_a_project_withdrawn_later_still_stood_and_can_come_back(project, liaison):
    with on_day(date(2026, 11, 24)):
        withdraw(project)
        db.session.commit()
    with on_day(date(2026, 11, 28)):
        bring_back(project)
        db.session.commit()
    days = (LAST_WEEK, date(2026, 11, 24), date(2026, 11, 27), date(2026, 11, 28), TODAY)
    assert [len(snapshot(day, liaison).projects) for day in days] == [1, 0, 0, 1, 1]


def test_a_withdrawn_update_holds_only_until_it_was_withdrawn(project, liaison):
    rate(project, "on_track", date(2026, 11, 10))
    wrong = rate(project, "off_track", date(2026, 11, 16))
    with on_day(date(2026, 11, 25)):
        withdraw(wrong)
        db.session.commit()
    assert only(LAST_WEEK, liaison).reported is Rating.OFF_TRACK
    assert only(TODAY, liaison).reported is Rating.ON_TRACK


def test_a_milestone_has_baseline_forecast_slip_and_reason(project, liaison):
    milestone = plan(project, "Pilot opens", date(2026, 12, 5))
    give_date(milestone, "forecast", date(2027, 1, 15), date(2026, 11, 25), reason="vendor delay", credited_to="ITA")
    (before,), (after,) = only(LAST_WEEK, liaison).milestones, only(TODAY, liaison).milestones
    assert (before.forecast, before.slip, before.day) == (None, 0, date(2026, 12, 5))
    assert (after.baseline, after.forecast, after.slip) == (date(2026, 12, 5), date(2027, 1, 15), 41)
    assert (after.holding.reason, after.holding.credited_to) == ("vendor delay", "ITA")


def test_a_re_baselined_milestone_counts_its_slip_from_the_new_baseline_from_that_day_on(project, liaison):
    milestone = plan(project, "Pilot opens", date(2026, 12, 5))
    give_date(milestone, "forecast", date(2027, 1, 15), date(2026, 11, 10))
    give_date(milestone, "baseline", date(2027, 1, 10), date(2026, 11, 25), reason="scope agreed anew")
    assert [only(day, liaison).milestones[0].slip for day in (LAST_WEEK, TODAY)] == [41, 5]
    assert only(TODAY, liaison).milestones[0].baseline_fact.reason == "scope agreed anew"


def test_an_actual_that_was_taken_back_opens_the_milestone_again(project, liaison):
    milestone = plan(project, "Pilot opens", date(2026, 11, 10))
    give_date(milestone, "actual", date(2026, 11, 12), date(2026, 11, 12))
    give_date(milestone, "actual", None, date(2026, 11, 25))
    assert [only(day, liaison).milestones[0].is_open for day in (LAST_WEEK, TODAY)] == [False, True]


def test_milestones_reached_before_the_days_asked_for_are_past(project, liaison):
    long_reached, just_reached = plan(project, "First", date(2026, 9, 1)), plan(project, "Second", date(2026, 11, 20))
    give_date(long_reached, "actual", date(2026, 9, 1), date(2026, 9, 1))
    give_date(just_reached, "actual", date(2026, 11, 26), date(2026, 11, 26))
    after, before = snapshots((TODAY, LAST_WEEK), liaison, Part.NONE)
    assert [[each.name for each in one.projects[0].milestones] for one in (after, before)] == [["Second"], ["Second"]]
    assert [each.name for each in only(TODAY, liaison).milestones] == ["First", "Second"]


def test_of_each_kind_of_amount_the_latest_holds_and_lines_add_up(project, liaison):
    fund(project, appropriated=100_00, expended=10_00)
    fund(project, source="Grant", appropriated=50_00)
    fund(project, on=date(2026, 11, 25), year=2025, appropriated=7_00)
    line = fund(project, source="Late", on=date(2026, 7, 1), appropriated=1_00)
    add_amount(line, 2_00, date(2026, 11, 25))
    assert only(LAST_WEEK, liaison).money == (YearMoney(2026, 151_00, None, 10_00, None),)
    assert only(TODAY, liaison).money == (YearMoney(2025, 7_00), YearMoney(2026, 152_00, None, 10_00, None))


def add_amount(line, cents, on):
    with on_day(on):
        stored(FundingAmount(funding_line_id=line.id, kind=AmountKind.APPROPRIATED, cents=cents, on=on))


def test_an_ask_waits_for_the_deputy_mayor_only_once_it_is_forwarded(app, liaison):
    record = ask("Fund cohort 3", date(2026, 11, 16), state="with_executive_officer")
    change(record, date(2026, 11, 25), state=AskState.OPEN)
    waiting = [snapshot(day, liaison).waiting_for(AskedOf.DEPUTY_MAYOR) for day in (LAST_WEEK, TODAY)]
    assert [len(each) for each in waiting] == [0, 1]


def test_a_decided_ask_was_open_before_and_does_not_tell_its_outcome_then(app, liaison):
    record = ask("Fund cohort 3", date(2026, 11, 16))
    change(record, date(2026, 11, 25), state=AskState.DECIDED, outcome=Outcome.APPROVED, outcome_note="go",
           decided_at=datetime(2026, 11, 25, 18, tzinfo=UTC))  # fmt: skip
    (before,), (after,) = snapshot(LAST_WEEK, liaison).asks, snapshot(TODAY, liaison).asks
    assert (before.state, before.outcome, before.outcome_note) == (AskState.OPEN, None, "")
    assert (after.state, after.outcome, after.outcome_note) == (AskState.DECIDED, Outcome.APPROVED, "go")


def overdue_of(as_of, viewer, parts=Part.EVIDENCE):
    (project,) = snapshots((as_of,), viewer, parts)[0].projects
    return [(each.due, each.others) for each in project.overdue]


def test_an_item_that_was_moved_weighs_on_each_project_while_it_was_there(project, liaison):
    with on_day(LONG_AGO):
        other = make_project("curb", "Curb sensors", phase=Phase.DELIVERY)
    item = owe(project, date(2026, 11, 1))
    change(item, date(2026, 11, 25), project_id=other.id)
    weighs_on = {
        day: [each.slug for each in snapshot(day, liaison).projects if each.overdue] for day in (LAST_WEEK, TODAY)
    }
    assert weighs_on == {LAST_WEEK: [project.slug], TODAY: ["curb"]}


def test_an_item_out_of_sight_is_not_counted_among_the_others(project):
    owe(project, date(2026, 11, 1), marking=Marking.DELIBERATIVE)
    owe(project, date(2026, 11, 2), department_id=make_department(marking=Marking.DELIBERATIVE).id)
    owe(project, date(2026, 11, 3), initiative_id=make_initiative(marking=Marking.DELIBERATIVE).id)
    owe(project, date(2026, 11, 4))
    owe(project, date(2026, 11, 5))
    withdraw(owe(project, date(2026, 10, 1)))
    assert overdue_of(TODAY, make_viewer("observer")) == [(date(2026, 11, 4), 1)]
    assert overdue_of(TODAY, make_viewer("liaison")) == [(date(2026, 11, 1), 4)]


def test_of_items_due_on_one_day_the_first_stored_is_named(project, liaison):
    items = [owe(project, date(2026, 11, 1)) for _ in range(12)]
    ((overdue,),) = (each.overdue for each in snapshots((TODAY,), liaison, Part.EVIDENCE)[0].projects)
    assert (overdue.id, overdue.others) == (items[0].id, 11)


def test_action_items_overdue_are_counted_as_they_stood(project, liaison):
    owe(project, date(2026, 11, 1))
    done = owe(project, date(2026, 11, 10))
    change(done, date(2026, 11, 25), state=ActionState.DONE)
    assert overdue_of(LAST_WEEK, liaison) == [(date(2026, 11, 1), 1)]
    assert overdue_of(TODAY, liaison) == [(date(2026, 11, 1), 0)]
    assert overdue_of(LAST_WEEK, liaison, Part.WHOLE) == [(date(2026, 11, 1), 0), (date(2026, 11, 10), 0)]
    assert overdue_of(date(2026, 11, 8), liaison) == []  # seven days late is no reason yet


def test_risks_carry_the_rating_that_held_heaviest_first(project, liaison):
    light, heavy = risk(project, 2, 2), risk(project, 3, 3)
    with on_day(date(2026, 11, 25)):
        stored(RiskRating(risk_id=light.id, on=date(2026, 11, 25), likelihood=5, impact=4))
        change(heavy, date(2026, 11, 26), state=RiskState.CLOSED)
    assert [each.score for each in only(LAST_WEEK, liaison).risks] == [9, 4]
    assert [each.score for each in only(TODAY, liaison).risks] == [20]


def test_todays_marking_decides_at_any_day_and_the_snapshot_says_what_it_leaves_out(project, app):
    rate(project, "on_track", date(2026, 11, 10))
    observer, liaison = make_viewer("observer"), make_viewer("liaison")
    assert not snapshot(LAST_WEEK, observer).leaves_out
    change(project, TODAY, marking=Marking.CONFIDENTIAL, marking_basis=Basis.LABOR)
    assert snapshot(LAST_WEEK, observer).projects == () and snapshot(LAST_WEEK, observer).leaves_out
    assert len(snapshot(LAST_WEEK, liaison).projects) == 1 and not snapshot(LAST_WEEK, liaison).leaves_out


@pytest.mark.parametrize(("role", "seen"), [("observer", Rating.ON_TRACK), ("deputy_mayor", Rating.OFF_TRACK)])
def test_a_hidden_update_leaves_the_one_before_it(project, role, seen):
    rate(project, "on_track", date(2026, 11, 10))
    rate(project, "off_track", date(2026, 11, 20), marking=Marking.DELIBERATIVE)
    viewer = make_viewer(role)
    assert only(TODAY, viewer).reported is seen
    assert snapshot(TODAY, viewer).leaves_out is (role == "observer")


def test_an_analyst_sees_drafts_of_their_own_departments_alone(app):
    with on_day(LONG_AGO):
        own, other = make_department(), make_department()
        make_project(name="Mine", lead=own, marking=Marking.DELIBERATIVE)
        make_project(name="Not mine", lead=other, marking=Marking.DELIBERATIVE)
    analyst = make_viewer("analyst", departments=(own,))
    assert [each.name for each in snapshot(TODAY, analyst).projects] == ["Mine"]


def test_two_readers_of_the_same_role_do_not_share_what_they_see(project):
    first, second = make_viewer("liaison"), make_viewer("liaison")
    change(project, TODAY, marking=Marking.CONFIDENTIAL, marking_basis=Basis.LABOR, has_readers=True)
    stored(Reader(kind="project", record_id=project.id, user_id=second.user_id))
    assert [len(snapshot(TODAY, each).projects) for each in (first, second)] == [0, 1]


def test_a_hidden_initiative_is_no_initiative(project):
    with on_day(LONG_AGO):
        initiative = make_initiative(marking=Marking.DELIBERATIVE)
        change(project, LONG_AGO, initiative_id=initiative.id)
    assert only(TODAY, make_viewer("observer")).initiative_id is None
    assert only(TODAY, make_viewer("liaison")).initiative_id == initiative.id


@pytest.mark.parametrize("seed", range(4))
def test_today_gives_what_the_general_path_gives(app, liaison, seed):
    """Nothing that is asked of a day is taken from how things stand now."""
    make_some_past(seed)
    now = snapshot(TODAY, liaison)
    with on_day(TODAY + timedelta(days=3)):
        assert snapshot(TODAY, liaison) == now
    assert any(project.overdue for project in now.projects)


def make_some_past(seed):
    chance = Random(seed)
    with on_day(LONG_AGO):
        projects = [make_project() for _ in range(3)]
    for number in range(40):
        project, day = chance.choice(projects), LONG_AGO + timedelta(days=chance.randint(0, 150))
        rate(project, chance.choice(list(Rating)).value, day, recorded=day + timedelta(days=chance.randint(0, 20)))
        item = owe(project, day + timedelta(days=chance.randint(-5, 60)), on=day)
        for _ in range(chance.randint(0, 3)):
            day = min(TODAY, day + timedelta(days=chance.randint(0, 30)))
            reason = {"state_reason": "no longer needed"}
            change(item, day, state=chance.choice([ActionState.OPEN, ActionState.DONE, ActionState.DROPPED]),
                   due=day + timedelta(days=chance.randint(-20, 20)), **reason)  # fmt: skip
        if number % 7 == 0:
            with on_day(day):
                withdraw(item)
                db.session.commit()


def test_several_days_cost_the_queries_of_one(project, liaison):
    rate(project, "on_track", date(2026, 11, 10))
    assert count_queries(lambda: snapshots((TODAY,), liaison)) == count_queries(
        lambda: snapshots((TODAY, LAST_WEEK, date(2026, 10, 1)), liaison)
    )


def test_several_days_give_what_each_alone_gives(project, liaison):
    rate(project, "on_track", date(2026, 11, 10))
    rate(project, "off_track", date(2026, 11, 25))
    give_date(plan(project, "Pilot opens", date(2026, 12, 5)), "forecast", date(2027, 1, 15), date(2026, 11, 25))
    fund(project, appropriated=100_00)
    assert snapshots((TODAY, LAST_WEEK), liaison) == (snapshot(TODAY, liaison), snapshot(LAST_WEEK, liaison))


def test_history_tells_each_day_and_none_before_there_was_a_project(project, liaison):
    rate(project, "on_track", date(2026, 11, 10))
    rate(project, "off_track", date(2026, 11, 20))
    days = (date(2026, 5, 1), date(2026, 10, 1), date(2026, 11, 15), TODAY)
    expected = (None, Rating.NOT_RATED, Rating.ON_TRACK, Rating.OFF_TRACK)
    assert rating_history(days, liaison)[project.id] == expected


def count_queries(act):
    statements = []

    def note(_connection, _cursor, statement, *_rest):
        statements.append(statement)

    db.session.execute(db.select(User.id))  # so that the transaction has begun
    event.listen(db.engine, "before_cursor_execute", note)
    act()
    event.remove(db.engine, "before_cursor_execute", note)
    return len(statements)


@pytest.mark.parametrize("seed", range(6))
def test_two_days_asked_together_give_what_each_gives_among_others(app, seed):
    """Of two days the earlier takes from the later what did not move between them; of three each is asked in full."""
    chance, first = Random(seed), date(2026, 10, 1)
    with on_day(LONG_AGO):
        project = make_project("permit-login", "Permit login", phase=Phase.DELIVERY)
    milestones = [plan(project, f"Step {number}", first, LONG_AGO + timedelta(number)) for number in range(12)]
    dates = []
    for number in range(60):
        milestone, on = chance.choice(milestones), LONG_AGO + timedelta(days=chance.randint(20, 160))
        recorded = min(TODAY, on + timedelta(days=chance.choice([0, 0, 1, 9])))
        marking = {"marking": Marking.DELIBERATIVE} if number % 9 == 0 else {}
        kind, day = chance.choice(["forecast", "forecast", "actual"]), chance.choice([None, first, on])
        day = day or (None if kind == "actual" else first)
        dates.append(give_date(milestone, kind, day, on, recorded, **marking))
    for day in range(20, 170, 5):
        record = chance.choice([*dates, *milestones])
        with on_day(LONG_AGO + timedelta(days=day)):
            (withdraw if record.withdrawn_at is None else bring_back)(record)
            db.session.commit()
    for viewer in (make_viewer("liaison"), make_viewer("observer")):
        for _ in range(8):
            days = tuple(LONG_AGO + timedelta(days=chance.randint(0, 182)) for _ in range(2))
            both, each = (snapshots(some, viewer, Part.EVIDENCE) for some in (days, (*days, days[0])))
            assert both == each[:2]
