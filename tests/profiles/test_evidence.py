"""Evidence on a project's page and beside the form for a status update."""

from __future__ import annotations

import re
from datetime import date

import pytest

from mobi_tracker.core.database import db
from mobi_tracker.projects.models.status import StatusUpdate
from mobi_tracker.projects.vocabulary import Rating
from mobi_tracker.standing.operations import ExplanationDraft, OpinionDraft, explain, give_opinion
from mobi_tracker.standing.snapshot import snapshot
from mobi_tracker.standing.vocabulary import Rule
from tests.factories import make_project, make_viewer
from tests.standing.factories import LONG_AGO, TODAY, fund, give_date, on_day, owe, plan, rate, risk

PAGE = "/projects/permit-login"
NEW = f"{PAGE}/updates/new"


@pytest.fixture(autouse=True)
def today(app):
    with on_day(TODAY):
        yield


@pytest.fixture
def project(app):
    with on_day(LONG_AGO):
        return make_project("permit-login", "Permit login")


@pytest.fixture
def slipping(project):
    milestone = plan(project, "Pilot opens", date(2027, 1, 15))
    give_date(milestone, "forecast", date(2027, 2, 25), on=date(2026, 11, 20))
    rate(project, "on_track", date(2026, 11, 25))
    return milestone


def test_the_page_shows_what_is_reported_beside_the_evidence_with_its_fact(visit, slipping):
    page = visit("liaison").open(PAGE)
    assert re.search("Reported On track ?, and dates and dollars suggest Off track", page.text)
    assert page.link("“Pilot opens” is forecast 41 days after its baseline") == f"/milestones/{slipping.id}"
    assert "A reason for reporting better is owed." in page.text
    assert "explain" in page.text
    assert "explain: " not in visit("observer").open(PAGE).text


def test_a_past_day_shows_the_evidence_of_that_day(visit, slipping):
    text = visit("liaison").open(f"{PAGE}?as_of=2026-11-19").text
    assert "is forecast 41 days after" not in text
    assert "No rule fires." in text or "There is nothing to judge" in text


def test_the_page_agrees_with_the_snapshot(visit, project, slipping):
    owe(project, date(2026, 11, 1))
    risk(project, 4, 4)
    fund(project, appropriated=100_00, expended=90_00)
    (standing,) = snapshot(TODAY, make_viewer("liaison")).projects
    text = visit("liaison").open(PAGE).text
    for words in ("is 29 days late", "is rated 16 of 25", "spending is", "is forecast 41 days after its baseline"):
        assert words in text
    assert len(standing.evidence.reasons) == 4


def test_an_explanation_stands_beside_its_reason_and_can_be_taken_back(visit, project, slipping):
    explain(ExplanationDraft(project.id, Rule.MILESTONE_SLIP, ("milestone", slipping.id), "agreed", date(2026, 12, 20)))
    db.session.commit()
    text = visit("liaison").open(PAGE).text
    assert "explained until Dec 20: agreed" in text and "Take it back" in text


def test_a_second_opinion_is_shown_to_who_may_see_drafts(visit, project, slipping):
    give_opinion(OpinionDraft(project.id, Rating.AT_RISK, "Thin team"))
    db.session.commit()
    assert "Thin team" in visit("deputy_mayor").open(PAGE).text
    assert "Thin team" not in visit("observer").open(PAGE).text
    assert "Set a second opinion" in visit("executive_officer").open(PAGE).text
    assert "Set a second opinion" not in visit("liaison").open(PAGE).text


def test_reporting_better_than_the_evidence_needs_a_reason_and_keeps_what_was_typed(visit, slipping):
    liaison = visit("liaison")
    page = liaison.fill(NEW, overall="on_track", narrative="All is well", evidence_reason="")
    assert "This is better than dates and dollars suggest. Say why." in page.text
    assert page.value_of("narrative") == "All is well"
    liaison.fill(NEW, overall="on_track", narrative="All is well", evidence_reason="The new date is agreed")
    last = db.session.query(StatusUpdate).order_by(StatusUpdate.id.desc()).first()
    assert last.evidence_reason == "The new date is agreed"
    assert "Why it is reported better. The new date is agreed" in liaison.open(PAGE).text


def test_reporting_as_bad_as_the_evidence_needs_none(visit, slipping):
    visit("liaison").fill(NEW, overall="off_track", narrative="The pilot slipped", path_to_green="A new vendor")
    assert db.session.query(StatusUpdate).count() == 2


def test_silence_alone_asks_for_no_reason_since_reporting_ends_it(visit, app):
    with on_day(LONG_AGO):
        make_project("quiet", "Quiet", starts_on=LONG_AGO)
    page = visit("liaison").open("/projects/quiet/updates/new")
    assert "no update logged for 182 days" in page.text
    visit("liaison").fill("/projects/quiet/updates/new", overall="on_track", narrative="It goes on")
    assert db.session.query(StatusUpdate).count() == 1


def test_a_reason_owed_can_be_given_later(visit, slipping):
    update = db.session.query(StatusUpdate).one()
    liaison = visit("liaison")
    page = liaison.fill(f"/updates/{update.id}/complete", evidence_reason="")
    assert "Say why." in page.text
    page = liaison.fill(f"/updates/{update.id}/complete", evidence_reason="The new date is agreed")
    assert "Why it is reported better. The new date is agreed" in page.text


def test_who_explained_a_rule_is_named(visit, project, slipping):
    liaison = visit("liaison")
    key = f"rule=milestone_slip&kind=milestone&id={slipping.id}"
    liaison.fill(f"{PAGE}/explanations/new?{key}", reason="A new date is agreed", review_on="2026-12-20")
    assert re.search(r"explained until Dec 20 by \w.*: A new date is agreed", visit("observer").open(PAGE).text)


def test_the_update_that_holds_says_that_its_reason_is_owed_and_what_stands_against_it(visit, slipping):
    update = db.session.query(StatusUpdate).one()
    page = visit("liaison").open(f"/updates/{update.id}")
    assert "A reason for reporting better is owed." in page.text
    assert page.link("“Pilot opens” is forecast 41 days after its baseline") == f"/milestones/{slipping.id}"
    assert page.link("Give what is owed") == f"/updates/{update.id}/complete"


def test_an_update_that_no_longer_holds_owes_no_reason(visit, project, slipping):
    first = db.session.query(StatusUpdate).one()
    rate(project, "off_track", date(2026, 11, 28))
    assert "Dates and dollars suggest" not in visit("liaison").open(f"/updates/{first.id}").text
    page = visit("liaison").open(f"/updates/{first.id}/complete")
    assert "Nothing is owed on this update." in page.text


def test_silence_alone_owes_no_reason(visit, project):
    rate(project, "on_track", date(2026, 10, 1))
    text = visit("liaison").open(PAGE).text
    assert "no update logged for 60 days" in text
    assert "A reason for reporting better is owed." not in text


def test_the_form_leads_to_the_facts_that_it_shows(visit, slipping):
    page = visit("liaison").open(NEW)
    assert page.link("“Pilot opens” is forecast 41 days after its baseline") == f"/milestones/{slipping.id}"


@pytest.mark.parametrize("asked", ["compare=month", "as_of=2026-11-20&compare=2026-10-01"])
def test_two_days_are_compared_at_the_project_s_own_address(visit, project, asked):
    reader = visit("observer")
    page = reader.open(f"{PAGE}?{asked}")
    assert page.h1 == "Permit login" and "Milestones" in page.text
    changes = page.link("Since ")
    assert changes.startswith(f"{PAGE}?") and set(asked.split("&")) <= set(changes.partition("?")[2].split("&"))
    text = reader.open(changes).text
    assert "What changed since" in text and "Week by week" in text
    assert reader.page.link("Everything that hangs on it") == f"{PAGE}?{asked}"


@pytest.mark.parametrize("words", ["", "?as_of=2026-11-20", "?as_of=look", "?as_of=year&compare=budget"])
def test_the_project_s_page_has_the_bar_of_days_of_the_dashboard(visit, project, count_queries, words):
    reader = visit("liaison")
    page = reader.open(f"{PAGE}{words}")
    for label in ("as of today", "before the budget", "start of the fiscal year", "compared with", "a week ago"):
        assert label in page.text
    assert ("Week before" in page.text) == bool(words)
    assert count_queries(reader, f"{PAGE}{words}") <= 15


def test_nothing_is_asked_or_changed_on_a_past_day(visit, slipping):
    deputy = visit("deputy_mayor")
    assert "Ask a question" in deputy.open(PAGE).text
    assert "Ask a question" not in deputy.open(f"{PAGE}?as_of=2026-11-20").text


@pytest.mark.parametrize(
    ("words", "day"),
    [("week", "Mon, Nov 23"), ("11/20/2026", "Fri, Nov 20"), ("Nov 20 2026", "Fri, Nov 20"), ("year", "Wed, Jul 1")],
)
def test_a_day_is_read_as_people_write_it_and_by_its_name(visit, slipping, words, day):
    text = visit("liaison").open(f"{PAGE}?as_of={words}").text
    assert f"as it was known at the end of {day}." in text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("2026-13-45", "“2026-13-45” is not a day"),
        ("someday", "“someday” is not a day"),
        ("2030-01-01", "still to come"),
    ],
)
def test_a_wrong_day_shows_the_page_of_today_and_says_so(visit, slipping, words, said):
    text = visit("liaison").open(f"{PAGE}?as_of={words}").text
    assert "Nothing here can be changed" not in text
    assert said in text and "so this is today" in text


def test_the_form_says_first_what_the_evidence_suggests(visit, project, slipping):
    risk(project, 4, 4)
    text = " ".join(visit("liaison").open(NEW).text.split())
    assert text.index("Dates and dollars suggest Off track") < text.index("Overall")
    assert "and one more reason" in text or "and 1 more reason" in text
