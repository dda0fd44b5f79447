"""The dashboard: each section, as of any day, by role, as CSV, and what it costs."""

from datetime import UTC, date, datetime

import pytest

from mobi_tracker.access.vocabulary import Marking
from mobi_tracker.briefings.models import Briefing
from mobi_tracker.core.database import db
from mobi_tracker.core.withdrawals import withdraw
from mobi_tracker.meetings.models import Attendance, Meeting
from mobi_tracker.meetings.vocabulary import MeetingState
from mobi_tracker.portfolio.models import CouncilItem
from mobi_tracker.projects.models.project import ProjectDepartment
from mobi_tracker.projects.vocabulary import Phase
from mobi_tracker.review.models import Reading, Version
from mobi_tracker.review.vocabulary import VersionState
from tests.counting import counting
from tests.factories import make_department, make_initiative, make_project, make_user, stakeholders_contact_id, stored
from tests.standing.factories import LAST_WEEK, LONG_AGO, TODAY, ask, change, fund, give_date, on_day, plan, rate

JUST_NOW = date(2026, 11, 25)
AT_MOST = 15


@pytest.fixture
def project(app):
    """One project of Angeleno Connect, led by ITA, that went from on track to off track this week."""
    with on_day(LONG_AGO):
        initiative = make_initiative("angeleno-connect", "Angeleno Connect")
        ita = make_department("ita", "Information Technology Agency", abbreviation="ITA")
        made = make_project("permit-login", "Permit login", initiative=initiative, lead=ita)
    rate(made, "on_track", date(2026, 11, 10))
    return made


def worsen(project):
    return rate(project, "off_track", JUST_NOW, narrative="Two host offices withdrew", credited_to="Personnel")


def slip(project):
    milestone = plan(project, "Pilot opens", date(2026, 12, 5))
    give_date(milestone, "forecast", date(2027, 1, 15), JUST_NOW, reason="vendor delay", credited_to="ITA")
    return milestone


def part(page, section):
    """The words of one section of the page."""
    start = page.html.index(f'id="{section}"')
    html = page.html[start : page.html.index("</section>", start)]
    return " ".join(type(page)(html[html.index(">") + 1 :]).text.split())


def test_the_sentence_sums_up_decisions_and_changes(visit, project):
    worsen(project)
    ask("Approve the interim contract", JUST_NOW)
    page = visit("deputy_mayor").open("/dashboard")
    assert page.h1 == "One decision waits for you. One project got worse."


def test_an_empty_portfolio_says_so(visit):
    page = visit("deputy_mayor").open("/dashboard")
    assert page.h1 == "No project is logged yet."
    assert "appear here" in part(page, "changes")


def test_a_decision_is_shown_with_day_project_amount_and_recommendation(visit, project):
    record = ask("Approve the interim contract", JUST_NOW, due=date(2026, 12, 4), project_id=project.id,
                 amount_cents=310_000_00, recommended="approve")  # fmt: skip
    page = visit("deputy_mayor").open("/dashboard")
    words = part(page, "decisions")
    assert "needed by Fri, Dec 4 · Permit login · $310 k · recommended: approve" in words
    assert page.link("Decide on Approve the interim contract").endswith(f"/asks/{record.id}/decide")


def test_an_ask_not_forwarded_yet_is_not_among_the_decisions(visit, project):
    ask("Fund cohort 3", JUST_NOW, state="with_executive_officer")
    page = visit("deputy_mayor").open("/dashboard")
    assert page.h1.startswith("No decision waits for you.")
    assert "Fund cohort 3" not in page.text


@pytest.mark.parametrize(
    ("role", "seen", "can_decide", "heading"),
    [
        ("deputy_mayor", "For the Deputy Mayor", True, "Decisions asked of you"),
        ("executive_officer", "For the Executive Officer", True, "Decisions asked of you"),
        ("liaison", "For the Deputy Mayor", False, "Decisions asked of the Deputy Mayor"),
    ],
)
def test_each_role_sees_its_own_decisions_and_decides_only_what_it_may(visit, project, role, seen, can_decide, heading):
    ask("For the Deputy Mayor", JUST_NOW)
    ask("For the Executive Officer", JUST_NOW, of="executive_officer")
    words = part(visit(role).open("/dashboard"), "decisions")
    assert heading in words and seen in words
    assert (f"Decide on {seen}" in words) is can_decide
    assert all(other == seen for other in ("For the Deputy Mayor", "For the Executive Officer") if other in words)


def test_no_more_decisions_than_there_is_room_for_the_rest_a_press_away(visit, project):
    for number in range(7):
        ask(f"Question {number}", JUST_NOW)
    words = part(visit("deputy_mayor").open("/dashboard"), "decisions")
    assert words.count("Question") == 2 * 3 and "and 4 more" in words  # each stands in its row and on its button


def test_a_worse_rating_is_told_with_its_cause_and_credit(visit, project):
    worsen(project)
    words = part(visit("deputy_mayor").open("/dashboard"), "changes")
    assert "What changed since last week compared with Mon, Nov 23" in words
    assert "worse Permit login On track → became Off track" in words
    assert "Two host offices withdrew (per Personnel)" in words


def test_a_worse_project_whose_milestone_slipped_tells_that_as_the_cause(visit, project):
    worsen(project)
    slip(project)
    words = part(visit("deputy_mayor").open("/dashboard"), "changes")
    assert "Pilot opens moved 41 days to Jan 15, 2027, “vendor delay” (per ITA)" in words


def test_a_slip_without_a_reason_does_not_hide_what_the_update_says(visit, project):
    milestone = plan(project, "Pilot opens", date(2026, 12, 5))
    give_date(milestone, "forecast", date(2027, 1, 15), JUST_NOW, is_reason_owed=True)
    rate(project, "on_track", LONG_AGO)
    rate(project, "off_track", JUST_NOW, narrative="Vendor lost two engineers.", credited_to="ITA")
    text = visit("deputy_mayor").open("/dashboard").text
    assert "Pilot opens moved 41 days to Jan 15, 2027; Vendor lost two engineers (per ITA)" in text
    assert "no reason recorded" not in text


def test_a_cause_that_nobody_recorded_is_said_not_guessed(visit, project):
    rate(project, "at_risk", JUST_NOW)
    assert "no cause recorded" in part(visit("deputy_mayor").open("/dashboard"), "changes")


def test_compare_moves_the_day_before_it(visit, project):
    rate(project, "off_track", date(2026, 11, 18))
    deputy = visit("deputy_mayor")
    assert "Nothing changed" in part(deputy.open("/dashboard"), "changes")
    page = deputy.open("/dashboard?compare=month")
    assert "since last month" in part(page, "changes") and "Permit login" in part(page, "changes")


def test_all_changes_have_a_page_of_their_own(visit, project):
    for number in range(6):
        with on_day(JUST_NOW):
            make_project(name=f"New {number}")
    deputy = visit("deputy_mayor")
    page = deputy.open("/dashboard")
    assert "and 3 more" in part(page, "changes")
    assert deputy.open(page.link("and 3 more")).text.count("new, not rated") == 6


def test_the_next_30_days_hold_milestones_council_items_and_asks(visit, project):
    plan(project, "Lease decision", date(2026, 12, 12))
    plan(project, "Far away", date(2027, 3, 1))
    with on_day(LONG_AGO):
        stored(CouncilItem(title="Data policy", body="Council", council_file="26-0412", meets_on=date(2026, 12, 15),
                           last_day_on=date(2026, 12, 18)))  # fmt: skip
    ask("Sign the letter", JUST_NOW, of="executive_officer", due=date(2026, 12, 18))
    words = part(visit("deputy_mayor").open("/dashboard"), "next")
    assert "Dec 12 Lease decision Permit login, on time" in words
    assert "Dec 15 Council: file 26-0412, Data policy last day Dec 18" in words
    assert "Dec 18 Sign the letter decision of the Executive Officer" in words
    assert "Far away" not in words


def test_a_row_for_each_initiative_with_count_ratings_next_milestone_and_money(visit, project):
    slip(project)
    fund(project, appropriated=4_000_000_00, expended=3_100_000_00)
    page = visit("deputy_mayor").open("/dashboard")
    words = part(page, "initiatives")
    assert "One initiative, one project: one on track" in words
    assert "Angeleno Connect 1 project 1 on track" in words
    assert "Pilot opens Jan 15, 2027 +41 days" in words
    assert "$3.1 of 4.0 M" in words


def test_a_missed_milestone_is_still_the_next_and_says_so(visit, project):
    plan(project, "Award", date(2026, 11, 20))
    assert "Award Nov 20 10 days past, not reached" in part(visit("deputy_mayor").open("/dashboard"), "initiatives")


def test_projects_of_no_initiative_stand_in_a_row_of_their_own(visit, project):
    with on_day(LONG_AGO):
        imported = make_project(name="Federal system", external_key="1-2")
        make_project(name="Federal system, done", phase=Phase.CLOSED)
    fund(imported, appropriated=5_000_000_00)
    words = part(visit("deputy_mayor").open("/dashboard"), "initiatives")
    assert "No initiative 1 project, 1 ended" in words and "$0 of $5.0 M" in words


def test_the_timeline_states_its_finding_and_has_a_table(visit, project):
    slip(project)
    page = visit("deputy_mayor").open("/dashboard")
    assert "One milestone slipped past 30 days" in part(page, "timeline")
    assert ["Pilot opens, Permit login", "Dec 5, 2026", "Jan 15, 2027", "", "+41 days"] in [
        [cell.strip() for cell in row] for table in page.tables for row in table
    ]


def test_the_matrix_tells_who_carries_nothing_and_is_a_list_too(visit, project):
    with on_day(LONG_AGO):
        gsd = make_department("gsd", "General Services", abbreviation="GSD")
        make_department("lafpp", "Fire and Police Pensions", abbreviation="LAFPP")
        stored(ProjectDepartment(project_id=project.id, department_id=gsd.id))
    words = part(visit("deputy_mayor").open("/dashboard"), "carrying")
    assert "Who carries what: LAFPP carries nothing" in words
    assert "GSD : Angeleno Connect (1)" in words and "LAFPP : nothing" in words


def test_a_past_day_is_shown_as_it_was_known_with_a_notice_and_no_buttons(visit, project):
    ask("Approve the interim contract", date(2026, 11, 16))
    worsen(project)
    change(project, JUST_NOW, name="One login")
    page = visit("deputy_mayor").open("/dashboard?as_of=2026-11-23")
    assert "as it was known at the end of Mon, Nov 23" in page.text
    assert page.h1.startswith("One decision waited for you.")
    assert "One login" not in page.text and "Decide on" not in page.text
    assert "Off track" not in part(page, "initiatives")
    assert page.title.startswith("Dashboard, Mon, Nov 23")


@pytest.mark.parametrize("query", ["as_of=yesteryear", "as_of=2031-01-01", "compare=never", "compare=2026-12-24"])
def test_an_address_that_means_nothing_falls_back_and_says_so(visit, project, query):
    page = visit("deputy_mayor").open(f"/dashboard?{query}")
    assert "is-warning" in page.html
    assert "as of today" in page.text


def test_who_sees_less_is_told_only_where_something_is_left_out(visit, project):
    assert "leave out" not in visit("observer").open("/dashboard").text
    with on_day(LONG_AGO):
        make_project(name="Secret move", marking=Marking.CONFIDENTIAL)
    page = visit("observer").open("/dashboard")
    assert "Figures leave out records you may not see." in page.text
    assert "Secret move" not in page.text and "one project: one on track" in part(page, "initiatives")
    assert "leave out" not in visit("deputy_mayor").open("/dashboard").text


def test_who_may_not_see_asks_is_told_nothing_of_them(visit, project):
    ask("Approve the interim contract", JUST_NOW, marking=Marking.DELIBERATIVE)
    page = visit("observer").open("/dashboard")
    assert "ecision waits" not in page.h1 and "interim contract" not in page.text


def test_todays_meetings_of_the_deputy_mayor_come_first(visit, project):
    deputy = make_user("deputy_mayor")
    with on_day(LAST_WEEK):
        meeting = stored(Meeting(title="ITA General Manager", on=TODAY, state=MeetingState.PLANNED,
                                 starts_at=datetime(2026, 11, 30, 18, 30, tzinfo=UTC)))  # fmt: skip
        stored(Attendance(meeting_id=meeting.id, contact_id=stakeholders_contact_id(deputy)))
        stored(Meeting(title="Not theirs", on=TODAY, starts_at=datetime(2026, 11, 30, 19, tzinfo=UTC)))
    page = visit(user=deputy).open("/dashboard")
    assert "10:30 am ITA General Manager" in part(page, "meetings") and "Not theirs" not in page.text
    assert page.html.index('id="meetings"') < page.html.index('id="decisions"')
    assert 'id="meetings"' not in visit("liaison").open("/dashboard").html


def test_the_approved_briefing_is_linked_until_it_is_read(visit, project):
    deputy = make_user("deputy_mayor")
    briefing = stored(Briefing(week=date(2026, 11, 23)))
    stored(Version(subject_kind="briefing", subject_id=briefing.id, number=2, state=VersionState.APPROVED, content={},
                   digest="0" * 64, submitted_at=datetime(2026, 11, 29, tzinfo=UTC)))  # fmt: skip
    visitor = visit(user=deputy)
    page = visitor.open("/dashboard")
    assert "Briefing for the week of Nov 23" in part(page, "briefing") and "I’ve read this" in part(page, "briefing")
    assert page.link("Read the briefing").endswith("/briefings/2026-11-23")
    stored(Reading(subject_kind="briefing", subject_id=briefing.id, version_number=2, user_id=deputy.id,
                   read_at=datetime(2026, 11, 30, 18, tzinfo=UTC)))  # fmt: skip
    assert "you have read it" in part(visitor.open("/dashboard"), "briefing")


def test_the_figures_leave_as_csv_with_the_marking(visit, project):
    worsen(project)
    slip(project)
    fund(project, appropriated=4_000_000_00, expended=3_100_000_00)
    ask("Approve the interim contract", JUST_NOW, marking=Marking.DELIBERATIVE)
    deputy = visit("deputy_mayor")
    deputy.open("/dashboard?format=csv")
    text = deputy.response.data.decode("utf-8-sig")
    assert "Decision asked,Approve the interim contract" in text
    assert "Change,Permit login,,Off track,On track" in text
    assert "4000000.00" in text and "Milestone,Pilot opens,Permit login" in text
    last = text.strip().splitlines()[-1]
    assert "Portfolio as of 2026-11-30, compared with 2026-11-23. Marked deliberative draft" in last


def fill_portfolio(times):
    """Everything the dashboard shows, ``times`` over."""
    for number in range(times):
        with on_day(LONG_AGO):
            made = make_project(initiative=make_initiative(), lead=make_department())
        rate(made, "on_track", date(2026, 11, 10))
        worsen(made)
        slip(made)
        fund(made, appropriated=100_00, expended=50_00)
        ask(f"Approve {number}", JUST_NOW, due=date(2026, 12, 4), project_id=made.id)
        with on_day(LONG_AGO):
            stored(CouncilItem(title="Data policy", body="Council", meets_on=date(2026, 12, 15)))


@pytest.mark.parametrize("role", ["deputy_mayor", "executive_officer", "liaison", "analyst", "observer"])
@pytest.mark.parametrize(
    "address",
    [
        "/dashboard",
        "/dashboard?as_of=2026-11-20",
        "/dashboard?format=csv",
        "/dashboard?format=json",
        "/dashboard?compare=look&district=4&manager=Maria",
        "/dashboard/changes",
        "/dashboard/mismatches",
        "/dashboard/tables/changes?format=xlsx",
    ],
)
def test_the_queries_stay_the_same_when_the_data_doubles(visit, role, address):
    fill_portfolio(2)
    visitor = visit(role)
    visitor.open(address)
    with counting() as few:
        visitor.open(address)
    fill_portfolio(2)
    with counting() as many:
        visitor.open(address)
    assert len(few) == len(many) <= AT_MOST


def mark(record):
    """Mark a stored record as a deliberative draft."""
    change(record, TODAY, marking=Marking.DELIBERATIVE)


TOLD = [
    ("a report", lambda project: mark(worsen(project))),
    ("a milestone", lambda project: mark(slip(project))),
    ("the date of a milestone", lambda project: mark(slip(project) and give_late_date(project))),
    ("money", lambda project: mark(fund(project, appropriated=100))),
    ("an ask", lambda project: ask("Approve it", JUST_NOW, marking=Marking.DELIBERATIVE)),
    ("a Council item", lambda project: make_council_item(marking=Marking.DELIBERATIVE)),
]


def give_late_date(project):
    return give_date(plan(project, "Pilot closes", date(2026, 12, 5)), "forecast", date(2027, 1, 15), JUST_NOW)


def make_council_item(**values):
    with on_day(LONG_AGO):
        return stored(CouncilItem(title="Contract", body="Council", meets_on=date(2026, 12, 4), **values))


@pytest.mark.parametrize(("what", "make"), TOLD, ids=[what for what, _ in TOLD])
def test_the_page_carries_the_strictest_marking_of_whatever_it_tells(visit, project, what, make):
    make(project)
    page = visit("deputy_mayor").open("/dashboard")
    assert "marked deliberative draft" in page.text


def test_an_ask_is_as_strictly_marked_as_its_project(visit, project):
    ask("Approve it", JUST_NOW, project_id=project.id)
    change(project, TODAY, marking=Marking.CONFIDENTIAL, marking_basis="labor")
    deputy = visit("deputy_mayor")
    deputy.open("/dashboard?format=csv")
    line = next(each for each in deputy.response.text.splitlines() if "Approve it" in each)
    assert "Confidential" in line


def test_a_portfolio_whose_one_project_was_withdrawn_or_is_hidden_is_not_said_to_be_empty(visit, project):
    change(project, TODAY, marking=Marking.CONFIDENTIAL, marking_basis="labor")
    assert visit("observer").open("/dashboard").h1 == "No project is among what you may see."
    with on_day(JUST_NOW):
        withdraw(project)
        db.session.commit()
    deputy = visit("deputy_mayor")
    assert deputy.open("/dashboard").h1 == "No project runs any more."
    assert "one project is on track" in deputy.open("/dashboard?as_of=2026-11-24").h1.replace("was", "is")


def test_where_nothing_is_recorded_the_first_steps_are_offered_to_who_may_take_them(visit):
    for page in ("/dashboard", "/today"):
        links = {words: url for url, words in visit("liaison").open(page).links}
        assert links["Add a project"] == "/projects/new" and "Import projects" in links and "Log a meeting" in links
    assert "Where to begin" not in visit("deputy_mayor").open("/dashboard").text


def test_no_first_steps_once_something_is_recorded(visit, project):
    for page in ("/dashboard", "/today"):
        assert "Where to begin" not in visit("liaison").open(page).text
