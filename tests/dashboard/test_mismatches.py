"""Dates and dollars suggest otherwise: on the dashboard, on a page of their own, explained, with a second opinion."""

from datetime import date

import pytest

from mobi_tracker.access.vocabulary import Marking
from mobi_tracker.projects.vocabulary import Rating
from mobi_tracker.standing.models import Explanation, SecondOpinion
from mobi_tracker.standing.vocabulary import Rule
from tests.dashboard.portfolio import JUST_NOW, a_mismatch, a_project, words_of
from tests.factories import make_user, stored
from tests.standing.factories import fund, on_day, rate


def explained(project, milestone, reason="The lease is signed", until=date(2027, 1, 5)):
    with on_day(JUST_NOW):
        return stored(
            Explanation(project_id=project.id, rule=Rule.MILESTONE_SLIP, about_kind="milestone", about_id=milestone.id,
                        on=JUST_NOW, review_on=until, reason=reason)
        )  # fmt: skip


def test_a_project_reported_better_than_its_dates_says_what_why_and_that_no_reason_was_given(visit):
    _project, milestone, _update = a_mismatch()
    page = visit("deputy_mayor").open("/dashboard")
    words = words_of(page, "mismatches")
    assert "Permit login reported On track · suggests Off track" in words
    assert "“Pilot opens” is forecast 41 days after its baseline ; no reason given" in words
    assert page.link("“Pilot opens” is forecast 41 days").endswith(f"/milestones/{milestone.id}")
    assert "One project’s dates don’t match its report." in page.h1


def test_the_reason_given_for_reporting_better_is_shown(visit):
    a_mismatch(evidence_reason="The pilot can begin without the portal")
    deputy = visit("deputy_mayor")
    assert "“The pilot can begin without the portal”" in words_of(deputy.open("/dashboard"), "mismatches")
    assert "because “The pilot can begin without the portal”" in deputy.open("/dashboard/mismatches").text


def test_what_is_explained_is_counted_apart_until_its_day(visit):
    project, milestone, _update = a_mismatch()
    explained(project, milestone)
    page = visit("deputy_mayor").open("/dashboard")
    assert words_of(page, "mismatches").endswith("One is explained until Jan 5, 2027")
    assert "One project’s dates don’t match its report, and that is explained." in page.h1
    all_of_them = visit("deputy_mayor").open("/dashboard/mismatches")
    assert "explained until Jan 5, 2027: The lease is signed" in all_of_them.text
    assert all_of_them.h1 == "One project is reported better than dates and dollars suggest, and that is explained"


def test_others_are_one_press_away_and_the_worst_stands_first(visit):
    for number, days in enumerate((9, 41, 10)):
        a_mismatch(f"project-{number}", f"Project {number}", days)
    deputy = visit("deputy_mayor")
    page = deputy.open("/dashboard")
    words = words_of(page, "mismatches")
    assert "and 1 more" in words and words.index("Project 1") < words.index("Project 0") and "Project 2" not in words
    assert "Project 2" in deputy.open(page.link("and 1 more")).text


@pytest.mark.parametrize(("role", "may"), [("liaison", True), ("executive_officer", True), ("deputy_mayor", False)])
def test_who_may_log_explains_a_reason_from_the_page(visit, role, may):
    project, milestone, _update = a_mismatch()
    page = visit(role).open("/dashboard/mismatches")
    links = [url for url, words in page.links if words.startswith("Explain")]
    wanted = f"/projects/{project.slug}/explanations/new?rule=milestone_slip&kind=milestone&id={milestone.id}"
    assert [url.startswith(wanted) for url in links] == [True] * may
    if may:
        assert "41 days after its baseline" in visit(role).open(links[0]).text


def test_a_day_gone_by_offers_nothing_to_explain(visit):
    a_mismatch()
    page = visit("liaison").open("/dashboard/mismatches?as_of=2026-11-25")
    assert "Permit login" in page.text and "Explain" not in page.text


def test_a_second_opinion_stands_beside_for_who_may_see_it(visit):
    project, _milestone, _update = a_mismatch()
    with on_day(JUST_NOW):
        stored(SecondOpinion(project_id=project.id, on=JUST_NOW, rating=Rating.AT_RISK, reason="The vendor is new",
                             marking=Marking.DELIBERATIVE))  # fmt: skip
    page = visit("deputy_mayor").open("/dashboard/mismatches")
    assert "second opinion of the Executive Officer: At risk , “The vendor is new”" in page.text
    assert "second opinion At risk" in words_of(visit("deputy_mayor").open("/dashboard"), "mismatches")
    assert "second opinion" not in visit("observer").open("/dashboard/mismatches").text


def test_dollars_are_said_to_be_dollars(visit):
    project = a_project()
    rate(project, "on_track", JUST_NOW)
    fund(project, appropriated=100_000_00, forecast=120_000_00)
    assert "One project’s dollars don’t match its report." in visit("deputy_mayor").open("/dashboard").h1


def test_what_the_reader_may_not_see_is_no_mismatch_for_them(visit):
    a_mismatch()
    project, _milestone, _update = a_mismatch("secret", "Secret move")
    project.marking, project.marking_basis = Marking.CONFIDENTIAL, "labor"
    stored(project)
    page = visit("observer").open("/dashboard/mismatches")
    assert page.h1 == "One project is reported better than dates and dollars suggest"
    assert "leave out" in page.text and "Secret move" not in page.text


def test_nothing_that_does_not_match_is_said_and_the_sentence_says_nothing_of_it(visit):
    rate(a_project(), "on_track", JUST_NOW)
    page = visit("deputy_mayor").open("/dashboard")
    assert "Nothing. A project reported better" in words_of(page, "mismatches") and "match" not in page.h1
    assert visit("deputy_mayor").open("/dashboard/mismatches").h1.startswith("No project is reported better")


def test_the_evidence_stands_beside_what_is_reported_in_the_initiatives_table(visit):
    a_mismatch()
    page = visit("deputy_mayor").open("/dashboard")
    heads = next(table[0] for table in page.tables if "Dates and dollars suggest" in table[0])
    assert heads[1:3] == ["Reported", "Dates and dollars suggest"]
    assert "1 on track 1 off track" in words_of(page, "initiatives")


def test_many_mismatches_come_page_by_page(visit):
    for number in range(11):
        a_mismatch(f"project-{number}", f"Project {number}")
    user = make_user("deputy_mayor")
    page = visit(user=user).open("/dashboard/mismatches")
    assert "Page 1 of 2" in page.text
    last = visit(user=user).open("/dashboard/mismatches" + page.link("Later in the list"))
    assert last.text.count("dates and dollars suggest Off track") == 1
