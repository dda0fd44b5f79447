"""The demonstration as it is promised, loaded on a Monday and on a Sunday."""

import re
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from mobi_tracker.access import operations as access
from mobi_tracker.access.marking import Reader
from mobi_tracker.access.models import Link, User
from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import Marking, Role
from mobi_tracker.briefings.models import Briefing, LineSource
from mobi_tracker.city.week import ReportingWeek
from mobi_tracker.commitments.models import ActionItem, Ask, Decision
from mobi_tracker.commitments.vocabulary import ActionState, AskedOf, AskState
from mobi_tracker.core import clock, kinds
from mobi_tracker.core.database import db
from mobi_tracker.core.withdrawals import Withdrawal
from mobi_tracker.demo_people import DEMO_PEOPLE
from mobi_tracker.history.models import Change
from mobi_tracker.meetings import queries as meeting_queries
from mobi_tracker.meetings.models import Capture, Meeting
from mobi_tracker.meetings.vocabulary import CaptureState, MeetingState
from mobi_tracker.portfolio.models import Department, Initiative
from mobi_tracker.projects.models.measure import Measure, MeasureReading
from mobi_tracker.projects.models.milestone import Milestone, MilestoneDate
from mobi_tracker.projects.models.project import Project
from mobi_tracker.projects.models.risk import Risk, RiskRating
from mobi_tracker.projects.models.status import StatusUpdate
from mobi_tracker.projects.vocabulary import DateKind, Rating, RiskState
from mobi_tracker.review.models import Comment, Question, Reading, Version
from mobi_tracker.review.vocabulary import VersionState
from mobi_tracker.stakeholders.models import Contact, ContactWay, Organization
from mobi_tracker.stakeholders.vocabulary import WayKind
from mobi_tracker.standing.snapshot import snapshot

POINTERS = [
    (Capture, "record_kind", "record_id"), (LineSource, "kind", "record_id"), (Reading, "subject_kind", "subject_id"),
    (Question, "subject_kind", "subject_id"), (Comment, "subject_kind", "subject_id"), (Link, "kind", "record_id"),
    (Version, "subject_kind", "subject_id"), (Withdrawal, "kind", "record_id"), (Reader, "kind", "record_id"),
]  # fmt: skip


def rows(*columns):
    return db.session.execute(select(*columns)).all()


def records(model, *conditions):
    return db.session.scalars(select(model).where(*conditions).order_by(model.id)).all()


def count(model, *conditions):
    return db.session.scalar(select(func.count(model.id)).where(*conditions))


def monday_of(now):
    return ReportingWeek.of(clock.today()).start


def a_person(role):
    user = next(each for each in records(User) if role in each.role_set)
    return Viewer(user.id, user.name, user.role_set)


def ratings_of(slug):
    """The overall ratings of a project in the order they were reported, each change once."""
    project = records(Project, Project.slug == slug)[0]
    updates = records(StatusUpdate, StatusUpdate.project_id == project.id)
    return [each.overall for at, each in enumerate(updates) if at == 0 or updates[at - 1].overall != each.overall]


def test_the_demo_people_sign_in_and_the_liaison_administers_too(demo):
    people = [access.check_sign_in(address, password, "here") for _, address, password in DEMO_PEOPLE]
    assert [each.role_set for each in people] == [
        {Role.LIAISON, Role.ADMINISTRATOR}, {Role.EXECUTIVE_OFFICER}, {Role.DEPUTY_MAYOR},
    ]  # fmt: skip
    db.session.rollback()


def test_there_is_as_much_as_promised(demo):
    assert count(Project) == 16
    assert count(Contact) >= 60
    assert count(Organization) >= 25
    assert count(Meeting) >= 100
    assert count(StatusUpdate) >= 280
    assert count(Risk) >= 30
    assert count(Measure) >= 10
    assert count(Decision) >= 25
    assert count(ActionItem, ActionItem.state == ActionState.DONE) >= 80


def test_every_initiative_and_every_department_has_a_project(demo):
    carried = {each for project in records(Project) for each in project.department_ids}
    assert carried == {each.id for each in records(Department)}
    assert {each.initiative_id for each in records(Project)} == {each.id for each in records(Initiative)}


def test_a_retirement_system_is_informed_and_never_leads(demo):
    informed = {each.id for each in records(Department, Department.is_fiduciary.is_(True))}
    assert len(informed) == 2
    assert not [each.slug for each in records(Project) if each.lead_department_id in informed]


def test_every_project_has_updates_milestones_and_an_update_history_over_weeks(demo):
    for project in records(Project):
        updates = records(StatusUpdate, StatusUpdate.project_id == project.id)
        weeks = {ReportingWeek.of(each.on) for each in updates}
        assert len(weeks) >= 12, project.slug
        assert count(Milestone, Milestone.project_id == project.id) >= 3, project.slug


def test_updates_go_back_twenty_six_weeks_and_none_repeats_another(demo):
    updates = records(StatusUpdate)
    assert min(each.on for each in updates) <= monday_of(demo) - timedelta(weeks=25)
    narratives = Counter(each.narrative for each in updates)
    assert [text for text, times in narratives.items() if times > 1] == []


def test_nothing_is_recorded_later_than_now_and_later_rows_are_recorded_later(demo):
    checked = 0
    for mapper in db.Model.registry.mappers:
        model = mapper.class_
        if not hasattr(model, "recorded_at"):
            continue
        moments = [each for (each,) in db.session.execute(select(model.recorded_at).order_by(model.id))]
        assert moments == sorted(moments), model
        assert not moments or moments[-1] <= demo, model
        checked += bool(moments)
    assert checked >= 30


def test_no_fact_speaks_of_a_day_after_it_was_recorded(demo):
    for model in (StatusUpdate, MilestoneDate, RiskRating, Decision):
        late = [each.id for each in records(model) if each.on > each.recorded_at.astimezone(clock.ZONE).date()]
        assert late == [], model


def test_history_is_credited_to_people(demo):
    names = {each.name for each in records(User)}
    by_nobody = {each.kind for each in records(Change) if each.actor not in names}
    assert by_nobody <= {
        "user", "user_role", "contact", "department", "organization", "initiative", "priority", "holiday",
        "budget_date", "department_assignment",
    }  # fmt: skip


@pytest.mark.parametrize(("model", "kind", "record_id"), POINTERS, ids=lambda each: getattr(each, "__name__", None))
def test_no_pointer_dangles(demo, model, kind, record_id):
    for name, number in rows(getattr(model, kind), getattr(model, record_id)):
        if number is not None:
            assert db.session.get(kinds.kind(name).model, number) is not None, (model, name, number)


def test_meetings_made_records_and_only_what_is_meant_stays_open(demo):
    states = Counter(each.state for each in records(Capture))
    assert states[CaptureState.LIVE] >= 150
    assert 1 <= states[CaptureState.PENDING] <= 4
    assert any(each.answers for each in records(Capture))


def test_meetings_to_come_are_planned_and_those_held_are_logged(demo):
    for meeting in records(Meeting):
        is_ahead = meeting.starts_at > demo
        assert (meeting.state is MeetingState.PLANNED) == is_ahead or meeting.on == clock.today(), meeting.title
    assert count(Meeting, Meeting.state == MeetingState.PLANNED) >= 3


def test_two_asks_wait_for_the_deputy_mayor_and_one_to_be_forwarded(demo):
    waiting = records(Ask, Ask.asked_of == AskedOf.DEPUTY_MAYOR, Ask.state != AskState.DECIDED)
    monday = monday_of(demo)
    forwarded = sorted(each.due for each in waiting if each.state is AskState.OPEN)
    assert [(each - monday).days // 7 for each in forwarded] == [0, 1]
    assert sum(each.state is AskState.WITH_EXECUTIVE_OFFICER for each in waiting) == 1
    outcomes = Counter(each.outcome.value for each in records(Ask, Ask.state == AskState.DECIDED))
    assert outcomes["approved"] >= 4
    assert outcomes["declined"] >= 1


def test_one_project_slid_off_track_and_recovered(demo):
    assert ratings_of("fleet-telematics") == [
        Rating.ON_TRACK, Rating.AT_RISK, Rating.OFF_TRACK, Rating.AT_RISK, Rating.ON_TRACK,
    ]  # fmt: skip


def test_one_project_is_reported_on_track_while_its_dates_have_passed(demo):
    pilot = records(Project, Project.slug == "digital-id-pilot")[0]
    named = records(Milestone, Milestone.project_id == pilot.id)
    done = {each.milestone_id for each in records(MilestoneDate, MilestoneDate.kind == DateKind.ACTUAL)}
    last = {each.milestone_id: each.day for each in records(MilestoneDate, MilestoneDate.kind != DateKind.ACTUAL)}
    assert ratings_of("digital-id-pilot") == [Rating.ON_TRACK]
    assert len([each for each in named if each.id not in done and last[each.id] < clock.today()]) == 2


def test_one_project_has_been_silent_for_weeks(demo):
    wifi = records(Project, Project.slug == "neighborhood-wifi")[0]
    last = max(each.on for each in records(StatusUpdate, StatusUpdate.project_id == wifi.id))
    assert clock.today() - last >= timedelta(weeks=5)


def test_forecasts_slip_with_reasons_and_come_back(demo):
    forecasts = records(MilestoneDate, MilestoneDate.kind == DateKind.FORECAST)
    by_milestone = {}
    for each in forecasts:
        by_milestone.setdefault(each.milestone_id, []).append(each.day)
    assert any(days != sorted(days) for days in by_milestone.values())
    assert len([each for each in forecasts if each.reason]) >= 20
    assert len([each for each in forecasts if each.is_reason_owed]) == 1


def test_risks_are_rated_again_and_closed(demo):
    ratings = Counter(each.risk_id for each in records(RiskRating))
    assert len([each for each in ratings.values() if each > 1]) >= 10
    assert count(Risk, Risk.state == RiskState.CLOSED) >= 8


def test_measures_have_readings(demo):
    read = {each.measure_id for each in records(MeasureReading)}
    assert read == {each.id for each in records(Measure)}


def test_briefings_of_past_weeks_are_read_last_weeks_waits_and_this_weeks_is_in_draft(demo):
    monday = monday_of(demo)
    newest = {each.subject_id: each.state for each in records(Version, Version.subject_kind == "briefing")}
    states = {each.week: newest.get(each.id) for each in records(Briefing)}
    assert states.pop(monday) is None
    assert states.pop(monday - timedelta(weeks=1)) is VersionState.SUBMITTED
    assert len(states) >= 10
    assert set(states.values()) == {VersionState.DELIVERED}
    assert count(Reading, Reading.is_confirmed.is_(True)) == len(states)


def test_two_questions_are_owed_an_answer(demo):
    assert count(Question, Question.answered_at.is_(None)) == 2
    assert count(Question, Question.answered_at.is_not(None)) >= 3


def test_the_confidential_meeting_is_read_by_its_readers_alone(demo):
    meeting = records(Meeting, Meeting.has_readers.is_(True))[0]
    assert meeting.marking is Marking.CONFIDENTIAL
    may_read = {role for role in Role if meeting_queries.meeting(meeting.id, a_person(role)) is not None}
    assert may_read == {Role.LIAISON, Role.ADMINISTRATOR, Role.EXECUTIVE_OFFICER}


def test_some_records_are_deliberative_and_some_confidential(demo):
    assert count(Risk, Risk.marking == Marking.CONFIDENTIAL) >= 3
    assert count(Meeting, Meeting.marking == Marking.DELIBERATIVE) >= 1
    assert count(ActionItem, ActionItem.marking_floor == Marking.CONFIDENTIAL) >= 1


def test_nobody_can_be_reached_at_a_real_address_or_number(demo):
    for kind, value in rows(ContactWay.kind, ContactWay.value):
        expected = r".+@example\.org" if kind is WayKind.EMAIL else r"\d{3}-555-01\d\d"
        assert re.fullmatch(expected, value), value
    addresses = [each.address for each in records(Link)]
    assert all(".example.org/" in each or each.startswith("https://cityclerk.lacity.org/") for each in addresses)


def test_the_portfolio_of_past_days_can_be_looked_at(demo):
    reader = a_person(Role.DEPUTY_MAYOR)
    reported = {}
    for weeks in (14, 8, 1):
        seen = snapshot(clock.today() - timedelta(weeks=weeks), reader)
        reported[weeks] = {each.slug: each.reported for each in seen.projects}["fleet-telematics"]
    assert reported == {14: Rating.OFF_TRACK, 8: Rating.AT_RISK, 1: Rating.ON_TRACK}
