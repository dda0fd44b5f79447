"""Explaining a rule that fires, second opinions, and what stands against a report."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from mobi_tracker.access.vocabulary import Marking
from mobi_tracker.core import settings
from mobi_tracker.core.database import db
from mobi_tracker.core.errors import RuleBroken
from mobi_tracker.projects.vocabulary import Rating
from mobi_tracker.standing.coming import surprises
from mobi_tracker.standing.models import Explanation, SecondOpinion
from mobi_tracker.standing.operations import ExplanationDraft, explain
from mobi_tracker.standing.snapshot import snapshot
from mobi_tracker.standing.vocabulary import Evidence, Rule
from tests.factories import make_project, make_viewer
from tests.standing.factories import LONG_AGO, TODAY, give_date, on_day, owe, plan, rate

YESTERDAY = date(2026, 11, 29)


@pytest.fixture
def project(app):
    with on_day(LONG_AGO):
        return make_project("permit-login", "Permit login")


@pytest.fixture
def slipping(project):
    """Reported on track, while its pilot slipped by 41 days."""
    milestone = plan(project, "Pilot opens", date(2027, 1, 15))
    give_date(milestone, "forecast", date(2027, 2, 25), on=date(2026, 11, 20))
    rate(project, "on_track", date(2026, 11, 25))
    return milestone


def only(day=TODAY, role="liaison"):
    return snapshot(day, make_viewer(role))


def test_what_is_reported_stands_beside_the_evidence(slipping):
    found = only()
    (project,) = found.gaps
    assert (project.reported, project.evidence.rating) == (Rating.ON_TRACK, Evidence.OFF_TRACK)
    assert [(each.rule, each.value, each.pointer) for each in project.against] == [
        (Rule.MILESTONE_SLIP, 41, ("milestone", slipping.id))
    ]


def test_what_is_explained_is_counted_apart_until_the_day_of_review(project, slipping, app):
    with on_day(YESTERDAY):
        explain(
            ExplanationDraft(project.id, Rule.MILESTONE_SLIP, ("milestone", slipping.id), "agreed", date(2026, 12, 5))
        )
        db.session.commit()
    days = (date(2026, 11, 28), YESTERDAY, date(2026, 12, 4), date(2026, 12, 5))
    with on_day(date(2026, 12, 9)):
        found = [only(day) for day in days]
    assert [len(each.gaps) for each in found] == [1, 0, 0, 1]
    assert [len(each.explained) for each in found] == [0, 1, 1, 0]
    assert {each.by_id[project.id].evidence.rating for each in found} == {Evidence.OFF_TRACK}


def test_an_explanation_takes_the_place_of_the_one_before_it(project, slipping):
    about = ("milestone", slipping.id)
    with on_day(YESTERDAY):
        explain(ExplanationDraft(project.id, Rule.MILESTONE_SLIP, about, "first", date(2027, 5, 1)))
        explain(ExplanationDraft(project.id, Rule.MILESTONE_SLIP, about, "second", date(2026, 12, 1)))
        db.session.commit()
    (kept,) = only(YESTERDAY).by_id[project.id].explanations
    assert kept.reason == "second"


@pytest.mark.parametrize(
    ("reason", "review_on", "field"),
    [
        (" ", TODAY + timedelta(days=5), "reason"),
        ("agreed", TODAY, "review_on"),
        ("agreed", TODAY + timedelta(days=400), "review_on"),
    ],
)
def test_an_explanation_needs_a_reason_and_a_day_within_a_year(project, reason, review_on, field):
    with on_day(TODAY), pytest.raises(RuleBroken) as broken:
        explain(ExplanationDraft(project.id, Rule.SILENCE, ("project", project.id), reason, review_on))
    assert broken.value.field == field


def test_a_past_day_is_judged_by_the_thresholds_of_that_day(project, slipping):
    with on_day(YESTERDAY):
        settings.change("standing.milestone_slip", "50, 60")
        db.session.commit()
    assert [only(day).by_id[project.id].evidence.rating for day in (date(2026, 11, 28), YESTERDAY)] == [
        Evidence.OFF_TRACK, Evidence.ON_TRACK,
    ]  # fmt: skip


@pytest.mark.parametrize("typed", ["7", "30, 7", "a, b", "-1, 5", ""])
def test_limits_that_are_no_two_numbers_in_order_are_refused(app, typed):
    with pytest.raises(RuleBroken):
        settings.change("standing.milestone_slip", typed)


def test_an_open_action_is_something_to_judge_where_nothing_else_is(app):
    with on_day(LONG_AGO):
        project = make_project(phase="operating", starts_on=None)
    assert only().by_id[project.id].evidence.rating is Evidence.UNKNOWN
    owe(project, date(2026, 12, 20))
    assert only().by_id[project.id].evidence.rating is Evidence.ON_TRACK


def test_what_will_fire_within_three_working_days_is_told_with_its_day(project):
    with on_day(TODAY):
        rate(project, "on_track", date(2026, 11, 30))
        plan(project, "Pilot opens", date(2026, 12, 2), on=TODAY)
        plan(project, "Team hired", date(2026, 12, 8), on=TODAY)
        owe(project, date(2026, 11, 24), on=TODAY)
        _now, found = surprises(make_viewer("liaison"))
    assert [(each.reason.rule, each.fires_on, each.is_now) for each in found] == [
        (Rule.OVERDUE, date(2026, 12, 2), False),
        (Rule.MILESTONE_OVERDUE, date(2026, 12, 3), False),
    ]


def test_the_liaison_explains_a_rule_on_its_own_page_and_can_take_it_back(visit, project, slipping):
    address = f"/projects/permit-login/explanations/new?rule=milestone_slip&kind=milestone&id={slipping.id}"
    with on_day(TODAY):
        page = visit("liaison").fill(address, reason="The vendor was changed", review_on="12/20/2026")
        assert "It is explained." in page.text
        assert len(only().explained) == 1
        visit("liaison").send(f"/explanations/{db.session.query(Explanation).one().id}/withdraw")
        assert len(only().gaps) == 1


@pytest.mark.parametrize("address", ["", "?rule=silence&kind=project&id=1", "?rule=nonsense&kind=x&id=y"])
def test_what_does_not_fire_cannot_be_explained(visit, project, slipping, address):
    with on_day(TODAY):
        visit("liaison").open(f"/projects/permit-login/explanations/new{address}", 404)


def test_the_executive_officer_sets_a_second_opinion_that_an_observer_does_not_see(visit, project, slipping):
    with on_day(TODAY):
        visit("executive_officer").fill(
            "/projects/permit-login/second-opinions/new", rating="at_risk", reason="Thin team"
        )
        opinion = db.session.query(SecondOpinion).one()
        assert (opinion.rating, opinion.marking) == (Rating.AT_RISK, Marking.DELIBERATIVE)
        assert only(role="deputy_mayor").by_id[project.id].opinion.reason == "Thin team"
        assert only(role="observer").by_id[project.id].opinion is None
        visit("liaison").open("/projects/permit-login/second-opinions/new", 403)
