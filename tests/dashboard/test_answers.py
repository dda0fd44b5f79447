"""What the Deputy Mayor will see is answered beside its line: each answer by its own package's verb, with an undo."""

import re
from datetime import date
from html import unescape

import pytest

from mobi_tracker.access.vocabulary import Marking
from mobi_tracker.commitments.models import ActionItem
from mobi_tracker.commitments.vocabulary import ActionState
from mobi_tracker.core.database import db
from mobi_tracker.projects.models.milestone import MilestoneDate
from mobi_tracker.standing.models import Explanation
from tests.factories import make_department, make_project, make_user
from tests.standing.factories import LONG_AGO, TODAY, ask, change, give_date, on_day, owe, plan, rate, risk

SURPRISES = "/today/surprises"
NOTHING = "Nothing the Deputy Mayor will see is unexplained."


@pytest.fixture(autouse=True)
def today(app):
    with on_day(TODAY):
        yield


@pytest.fixture
def project(app):
    with on_day(LONG_AGO):
        project = make_project("permit-login", "Permit login")
    rate(project, "on_track", date(2026, 11, 25))
    return project


@pytest.fixture
def milestone(project):
    return plan(project, "Proofing test", date(2026, 11, 24))


@pytest.fixture
def action(project):
    return owe(project, date(2026, 11, 10))


@pytest.fixture
def asked(project):
    return ask("Approve the lease", LONG_AGO, project_id=project.id, due=date(2026, 11, 10))


def answer(record, way, rule=None, **more):
    kind = type(record).__kind__
    rule = rule or {"milestone": "milestone_overdue", "risk": "risk"}.get(kind, "overdue")
    query = "&".join(f"{name}={value}" for name, value in {"rule": rule, "kind": kind, "id": record.id, **more}.items())
    return f"/projects/permit-login/answers/{way}?{query}"


def undo(visitor):
    """Press the button of the message that is shown."""
    address = re.search(r'action="([^"]+)">\s*<input[^>]*>\s*<input type="hidden" name="next"', visitor.page.html)
    return visitor.send(unescape(address.group(1)), next=SURPRISES)


def dates(milestone):
    rows = db.session.query(MilestoneDate).filter_by(milestone_id=milestone.id, withdrawn_at=None)
    return [(each.kind.value, each.day) for each in rows.order_by(MilestoneDate.id)][1:]


def test_each_line_opens_its_forms_in_place_and_links_to_them_without_script(visit, milestone):
    page = visit("liaison").open(SURPRISES)
    assert page.html.count('<details class="answer"') == 3
    addresses = [url for url, words in page.links if words == "Open the form"]
    assert [re.search("answers/([a-z-]+)", url).group(1) for url in addresses] == ["happened", "new-date", "explain"]
    for address in addresses:
        assert "Permit login" in visit("liaison").open(address).h1


def test_a_form_is_fetched_as_a_part_with_ids_of_its_own(visit, milestone):
    answers = {way: visit("liaison").client.get(answer(milestone, way), headers={"X-Fragment": "1"}).text
               for way in ("happened", "new-date", "explain")}  # fmt: skip
    assert all("<html" not in each and f"milestone-{milestone.id}-" in each for each in answers.values())
    assert 'value="2026-11-30"' in answers["happened"]


def test_a_milestone_happened_on_the_day_given_and_that_is_undone(visit, milestone):
    liaison = visit("liaison")
    page = liaison.fill(answer(milestone, "happened"), day="11/27/2026")
    assert page.h1 == NOTHING and "“Proofing test” is recorded as reached Fri, Nov 27." in page.text
    assert dates(milestone) == [("actual", date(2026, 11, 27))]
    assert undo(liaison).h1.startswith("One thing")
    assert dates(milestone) == []


def test_an_action_happened_on_the_day_given_and_that_is_undone(visit, action):
    liaison = visit("liaison")
    page = liaison.fill(answer(action, "happened"), day="11/27/2026")
    assert page.h1 == NOTHING and "“Send the data map” is recorded as done Fri, Nov 27." in page.text
    assert db.session.get(ActionItem, action.id).closed_on == date(2026, 11, 27)
    assert undo(liaison).h1.startswith("One thing")
    assert db.session.get(ActionItem, action.id).state is ActionState.OPEN


def test_a_milestone_gets_a_new_date_with_its_reason_and_that_is_undone(visit, milestone):
    liaison = visit("liaison")
    page = liaison.fill(answer(milestone, "new-date"), day="12/9/2026", reason="The vendor was late")
    assert "“Proofing test” is expected Wed, Dec 9." in page.text
    assert "“Proofing test” is forecast 15 days after its baseline" in page.text
    given = db.session.query(MilestoneDate).order_by(MilestoneDate.id.desc()).first()
    assert (given.kind.value, given.day, given.reason) == ("forecast", date(2026, 12, 9), "The vendor was late")
    assert "“Proofing test” is 6 days past its date and not reached" in undo(liaison).text
    assert dates(milestone) == []


@pytest.mark.parametrize("which", ["action", "asked"])
def test_an_action_or_ask_gets_a_new_day_and_keeps_why_and_that_is_undone(visit, request, which):
    record, liaison = request.getfixturevalue(which), visit("liaison")
    page = liaison.fill(answer(record, "new-date"), day="12/9/2026", reason="The vendor was late")
    assert page.h1 == NOTHING and "is expected Wed, Dec 9." in page.text
    db.session.expire_all()
    assert record.due == date(2026, 12, 9)
    kept = db.session.query(Explanation).one()
    assert kept.reason == "Due Wed, Dec 9 instead of Tue, Nov 10: The vendor was late"
    assert kept.effective_marking is record.effective_marking
    assert undo(liaison).h1.startswith("One thing")
    db.session.expire_all()
    assert record.due == date(2026, 11, 10) and kept.is_withdrawn


def test_a_new_day_changes_nothing_else_of_an_action(visit, project):
    marked = owe(project, date(2026, 11, 10), marking=Marking.DELIBERATIVE)
    visit("liaison").fill(answer(marked, "new-date"), day="12/9/2026", reason="Later")
    db.session.expire_all()
    assert (marked.text, marked.marking, marked.state) == ("Send the data map", Marking.DELIBERATIVE, ActionState.OPEN)


def test_still_open_explains_it_for_a_week_and_that_is_undone(visit, milestone):
    liaison = visit("liaison")
    address = answer(milestone, "").replace("answers/", "still-open")
    page = liaison.send(address)
    assert "explained until Dec 7: Still open on Mon, Nov 30." in page.text
    assert "Noted as still open, to be looked at again on Mon, Dec 7: Permit login, “Proofing test”" in page.text
    assert db.session.query(Explanation).one().review_on == date(2026, 12, 7)
    assert undo(liaison).h1.startswith("One thing")


@pytest.mark.parametrize("which", ["milestone", "action", "asked"])
def test_each_kind_is_explained_until_a_day_and_that_is_undone(visit, request, which):
    record, liaison = request.getfixturevalue(which), visit("liaison")
    page = liaison.fill(answer(record, "explain"), reason="The vendor was changed", review_on="12/20/2026")
    assert page.h1 == NOTHING and "explained until Dec 20: The vendor was changed" in page.text
    assert undo(liaison).h1.startswith("One thing")


def test_a_risk_is_explained_beside_its_line_too(visit, project):
    heavy = risk(project, 4, 4)
    page = visit("liaison").fill(answer(heavy, "explain"), reason="The vendor was changed", review_on="12/20/2026")
    assert page.h1 == NOTHING


def test_an_explanation_is_seen_by_nobody_who_may_not_see_its_record(visit, asked):
    change(asked, TODAY, marking=Marking.CONFIDENTIAL, marking_basis="personnel")
    visit("liaison").fill(answer(asked, "explain"), reason="The vendor was changed", review_on="12/20/2026")
    assert db.session.query(Explanation).one().effective_marking is Marking.CONFIDENTIAL


@pytest.mark.parametrize(
    ("way", "values", "words"),
    [
        ("happened", {"day": "12/1/2026"}, "This day has not come yet."),
        ("happened", {"day": ""}, "Give the day on which it happened."),
        ("happened", {"day": "soon"}, "On which day"),
        ("new-date", {"day": "11/29/2026", "reason": "Late"}, "This day has passed."),
        ("new-date", {"day": "", "reason": "Late"}, "Give the day that is expected now."),
        ("new-date", {"day": "12/9/2026", "reason": " "}, "This is later than what was expected. Say why."),
        ("explain", {"reason": "", "review_on": "12/20/2026"}, "Say why this is no surprise."),
        ("explain", {"reason": "Late", "review_on": "11/30/2026"}, "Give a day after today"),
        ("explain", {"reason": "Late", "marking": "confidential"}, "A confidential record needs a basis."),
        ("explain", {"reason": "Late", "review_on": "12/20/2030"}, "Give a day within a year"),
    ],
)
@pytest.mark.parametrize("which", ["milestone", "action"])
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(visit, request, which, way, values, words):
    record = request.getfixturevalue(which)
    page = visit("liaison").fill(answer(record, way), **values)
    assert "This was not saved yet" in page.text and words in page.text
    for name, value in values.items():
        assert page.value_of(name) == value.strip()
    assert visit("liaison").open(SURPRISES).h1.startswith("One thing")


@pytest.mark.parametrize("way", ["happened", "new-date", "explain"])
@pytest.mark.parametrize("role", ["deputy_mayor", "administrator", "observer"])
def test_who_may_not_log_answers_nothing(visit, milestone, role, way):
    visitor = visit(role)
    visitor.open(answer(milestone, way), 403)
    visitor.send(answer(milestone, way), 403, day="11/27/2026", reason="Late", review_on="12/20/2026")


def test_an_analyst_answers_only_for_their_departments(visit, milestone, action):
    analyst = visit(user=make_user("analyst", departments=(make_department(),)))
    analyst.open(answer(milestone, "happened"), 403)
    analyst.send(answer(action, "").replace("answers/", "still-open"), 403)
    analyst.send(f"/due-days/action_item/{action.id}/undo?was=2026-11-01&version=1", 403)
    reached = give_date(milestone, "actual", TODAY, TODAY)
    analyst.send(f"/milestone-dates/{reached.id}/undo", 403)


def test_what_was_answered_in_the_meantime_is_said_and_not_done_twice(visit, milestone):
    liaison = visit("liaison")
    liaison.open(answer(milestone, "new-date"))
    give_date(milestone, "actual", TODAY, TODAY)
    page = liaison.send(answer(milestone, "new-date"), day="12/9/2026", reason="Late")
    assert "That was answered in the meantime" in page.text
    assert [kind for kind, _day in dates(milestone)] == ["actual"]


def test_what_changed_since_it_was_opened_is_shown_and_asked_again(visit, action):
    liaison = visit("liaison")
    said = liaison.open(answer(action, "new-date")).value_of("said")
    change(action, TODAY, due=date(2026, 11, 5))
    typed = {"said": said, "day": "2026-12-09", "reason": "Late"}
    page = liaison.send(answer(action, "new-date"), **typed)
    assert "This changed after you opened it: now “Send the data map” is 25 days late." in page.text
    assert page.value_of("reason") == "Late" and page.value_of("said") != said
    assert (
        "is expected Wed, Dec 9"
        in liaison.send(answer(action, "new-date"), **typed | {"said": page.value_of("said")}).text
    )


def test_a_new_day_is_not_undone_once_somebody_changed_it_again(visit, action):
    liaison = visit("liaison")
    liaison.fill(answer(action, "new-date"), day="12/9/2026", reason="Late")
    db.session.expire_all()
    change(action, TODAY, due=date(2026, 12, 15))
    assert "Somebody changed this in the meantime." in undo(liaison).text
    db.session.expire_all()
    assert action.due == date(2026, 12, 15)


def test_a_baseline_is_not_undone_this_way(visit, milestone):
    baseline = db.session.query(MilestoneDate).one()
    visit("liaison").send(f"/milestone-dates/{baseline.id}/undo", 404)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("rule=overdue&kind=ask&id=1", 404),
        ("rule=nonsense&kind=milestone&id=1", 400),
        ("rule=overdue&kind=action_item&id=x", 400),
        ("rule=overdue&kind=action_item&id=99999", 404),
    ],
)
def test_what_is_no_line_is_not_answered(visit, project, query, status):
    visit("liaison").open(f"/projects/permit-login/answers/happened?{query}", status)


@pytest.mark.parametrize("query", ["", "was=2026-11-01", "was=soon&version=1"])
def test_an_undo_that_does_not_say_what_held_before_is_refused(visit, action, query):
    visit("liaison").send(f"/due-days/action_item/{action.id}/undo?{query}", 400)


def test_an_answer_leads_back_to_the_page_it_was_given_on(visit, milestone):
    liaison = visit("liaison")
    liaison.fill(answer(milestone, "happened", next="/today"))
    assert liaison.response.request.path == "/today"
    milestone_on_page = f"{SURPRISES}?page=2"
    for number in range(24):
        plan(db.session.get(MilestoneDate, 1).milestone.project, f"Test {number}", date(2026, 11, 20))
    assert "page%3D2" in liaison.open(milestone_on_page).html


@pytest.mark.parametrize("way", ["happened", "new-date", "explain"])
@pytest.mark.parametrize("which", ["milestone", "action"])
def test_a_form_asks_the_database_few_times_whatever_the_project_holds(
    visit, request, count_queries, project, which, way
):
    record, department = request.getfixturevalue(which), make_department()
    change(project, TODAY, lead_department_id=department.id)
    analyst = visit(user=make_user("analyst", departments=(department,)))
    few = count_queries(analyst, answer(record, way))
    for number in range(5):
        owe(project, date(2026, 11, 1))
        plan(project, f"Test {number}", date(2026, 11, 20))
    assert few == count_queries(analyst, answer(record, way)) <= 15
