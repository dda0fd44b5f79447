"""Lists and forms of projects, milestones, risks, money and measures, as people use them."""

import re
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from mobi_tracker.access.models import User
from mobi_tracker.core.clock import travelling_to
from mobi_tracker.core.database import db
from mobi_tracker.projects import operations, queries
from mobi_tracker.projects.models.project import Project
from mobi_tracker.projects.vocabulary import Phase, Rating, RiskState
from tests.factories import make_contact, make_department, make_initiative, make_project, make_user, make_viewer
from tests.projects.factories import make_line, make_milestone, make_risk, make_update


def test_a_liaison_adds_a_project_with_all_its_ties(visit):
    ita, gsd = make_department("ita", "Information Technology"), make_department("gsd", "General Services")
    login, manager = make_project("city-login", "City login"), make_contact("Robin Sample")
    initiative = make_initiative("connect", "Connect")
    page = visit("liaison").fill(
        "/projects/new",
        name="Permit login", phase="delivery", initiative_id=str(initiative.id), lead_department_id=str(ita.id),
        supporting_ids=[str(gsd.id)], served_districts=["1", "8"], manager_id="robin sample",
        waits_on_ids="City login", council_files="cf 20-1365", starts_on="7/1/2026", ends_on="6/30/2027",
    )  # fmt: skip
    assert page.h1 == "Permit login"
    for words in ("General Services", "CD 1 and CD 8", manager.name, login.name, "20-1365", "Connect"):
        assert words in page.text


def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(visit):
    page = visit("liaison").fill(
        "/projects/new", name="Permit login", council_files="nonsense", manager_id="Nobody Known"
    )
    assert "no contact" in page.text.lower() or "nobody" in page.text.lower()
    assert page.value_of("council_files") == "nonsense"
    page = visit("liaison").fill("/projects/new", name="Permit login", council_files="nonsense")
    assert "Write a Council File number like 20-1365" in page.text


def test_a_stale_save_of_a_project_shows_both_texts(visit):
    project = make_project(name="Old name")
    liaison, shown = visit("liaison"), project.version
    liaison.fill(f"/projects/{project.slug}/edit", name="Theirs")
    page = liaison.fill(f"/projects/{project.slug}/edit", name="Mine", version=str(shown))
    assert "Theirs" in page.text and page.value_of("name") == "Mine"
    name = db.session.get(User, liaison.user_id).name
    assert re.search(f"{name} saved this on .*2?[0-9]:[0-9]{{2}}.*, while you were typing", page.text)


def test_a_withdrawn_project_leaves_the_list_and_can_be_brought_back(visit):
    project = make_project(name="Short lived")
    liaison = visit("liaison")
    page = liaison.send(f"/projects/{project.slug}/withdraw", reason="typed twice")
    assert "This was withdrawn" in page.text
    assert not [url for url, words in liaison.open("/projects").links if words == "Short lived"]
    liaison.send(f"/projects/{project.slug}/bring-back")
    assert liaison.open("/projects").link("Short lived")


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"Permit login", "Curb sensors"}),
        ("q=curb", {"Curb sensors"}),
        ("initiative=connect", {"Permit login"}),
        ("department=gsd", {"Permit login"}),
        ("phase=planning", {"Curb sensors"}),
        ("rating=at_risk", {"Permit login"}),
        ("rating=not_reported", {"Curb sensors"}),
        ("phase=nonsense&sort=-rating&page=9", {"Permit login", "Curb sensors"}),
        ("sort=updated", {"Permit login", "Curb sensors"}),
    ],
)
def test_the_list_of_projects_filters_and_sorts(visit, query, shown):
    initiative, gsd = make_initiative("connect"), make_department("gsd")
    permit = make_project(name="Permit login", initiative=initiative, lead=gsd)
    make_project(name="Curb sensors", phase=Phase.PLANNING)
    make_update(permit, overall=Rating.AT_RISK, path_to_green="Award.")
    page = visit("liaison").open(f"/projects?{query}")
    assert {row[0].strip() for row in page.tables[0][1:]} == shown


def test_the_list_says_rating_last_update_and_next_milestone_with_its_slip(visit):
    project = make_project(name="Permit login")
    make_update(project, on=date(2026, 11, 27), overall=Rating.OFF_TRACK, path_to_green="Award.")
    milestone = make_milestone(project)
    visit("liaison").fill(f"/milestones/{milestone.id}/forecast", day="2027-01-15", reason="vendor delay")
    row = " ".join(visit("observer").open("/projects").tables[0][1])
    assert "Off track" in row and "Nov 27" in row and "Pilot opens, Jan 15, 2027 (+41)" in row


def test_lists_leave_as_csv_and_excel(visit):
    make_milestone(make_project(name="Permit login"))
    liaison = visit("liaison")
    for address in ("/projects", "/milestones", "/risks", "/measures"):
        liaison.open(f"{address}?format=csv")
        liaison.open(f"{address}?format=xlsx")
        assert liaison.response.data[:2] == b"PK"


def test_a_marked_project_is_hidden_with_all_that_hangs_on_it(visit):
    project = make_project(name="Sealed award")
    milestone, risk = make_milestone(project), make_risk(project)
    visit("liaison").fill(f"/projects/{project.slug}/edit", marking="confidential", marking_basis="procurement")
    observer = visit("observer")
    for address in (f"/projects/{project.slug}", f"/milestones/{milestone.id}", f"/risks/{risk.id}"):
        observer.open(address, 404)
    for address in ("/projects", "/milestones", "/risks"):
        assert "Sealed award" not in observer.open(address).text


def test_an_analyst_logs_for_their_own_departments_only(visit):
    ita, gsd = make_department("ita"), make_department("gsd")
    own, other = make_project(name="Own", lead=ita), make_project(name="Other", lead=gsd)
    analyst = visit(user=make_user("analyst", departments=(ita,)))
    analyst.fill(f"/projects/{own.slug}/milestones/new", name="Pilot opens", baseline="2026-12-05")
    for part in ("edit", "updates/new", "milestones/new", "risks/new", "funding/new", "measures/new"):
        analyst.open(f"/projects/{other.slug}/{part}", 403)
    refused = "Choose one of your own departments"
    assert refused in analyst.fill(f"/projects/{own.slug}/edit", lead_department_id=str(gsd.id)).text
    page = analyst.fill("/projects/new", name="Nobody's")
    assert refused in page.text
    assert page.value_of("name") == "Nobody's"
    assert set(db.session.scalars(select(Project.name))) == {"Own", "Other"}
    assert "Edit" not in [words for _, words in analyst.open(f"/projects/{other.slug}").links]


def test_an_observer_reads_only(visit):
    project = make_project()
    observer = visit("observer")
    page = observer.open(f"/projects/{project.slug}")
    assert not [words for _, words in page.links if words.startswith(("Add", "Edit", "Record"))]
    observer.open(f"/projects/{project.slug}/updates/new", 403)


def test_the_status_form_starts_from_the_last_update_and_shows_it_beside(visit):
    project = make_project()
    make_update(project, date(2026, 11, 20), Rating.AT_RISK, narrative="Terms are with legal.", path_to_green="Award.")
    page = visit("liaison").open(f"/projects/{project.slug}/updates/new")
    assert "Terms are with legal." in page.text and page.value_of("path_to_green") == "Award."
    chosen = [field["value"] for field in page.fields if field.get("name") == "overall" and "checked" in field]
    assert chosen == ["at_risk"]
    assert page.text.count("Cannot be resolved without a decision from above.") == 4
    assert "What dates and dollars suggest" in page.text


def test_nobody_is_credited_with_a_new_update_and_no_next_step_is_filed_unread(visit):
    project = make_project()
    update = make_update(project, date(2026, 11, 20), credited_to="ITA", next_steps="Sign the terms.")
    liaison = visit("liaison")
    page = liaison.open(f"/projects/{project.slug}/updates/new")
    assert (page.value_of("credited_to"), page.value_of("next_steps")) == ("", "")
    assert "per ITA" in page.text and "Next. Sign the terms." in page.text
    page = liaison.open(f"/projects/{project.slug}/updates/new?corrects={update.id}")
    assert (page.value_of("credited_to"), page.value_of("next_steps")) == ("ITA", "Sign the terms.")


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"overall": "at_risk"}, "Say how the project gets back to green"),
        ({"overall": "on_track", "budget": "off_track"}, "better than its worst part. Say why."),
        ({"overall": "on_track", "on": "2026-12-24"}, "still to come"),
        ({"overall": ""}, "Choose a rating."),
        ({"overall": "on_track", "narrative": ""}, "Say in a line or two how it stands."),
    ],
)
def test_an_update_that_lacks_something_says_what_and_keeps_what_was_typed(visit, values, message):
    project = make_project()
    values = {"narrative": "All fine.", "accomplishments": "Test site is up.", **values}
    page = visit("liaison").fill(f"/projects/{project.slug}/updates/new", **values)
    assert message in page.text and page.value_of("accomplishments") == "Test site is up."
    assert queries.latest_update(project, make_viewer("liaison")) is None


def test_an_update_is_recorded_and_a_correction_says_so(visit):
    project = make_project()
    liaison = visit("liaison")
    page = liaison.fill(
        f"/projects/{project.slug}/updates/new", overall="on_track", narrative="All fine.", credited_to="ITA"
    )
    assert "per ITA" in page.text and "All fine." in page.text
    update = queries.latest_update(project, make_viewer("liaison"))
    page = liaison.fill(f"/projects/{project.slug}/updates/new?corrects={update.id}", narrative="Nearly all fine.")
    assert "corrects an earlier one" in page.text and "Nearly all fine." in page.text
    assert "It was corrected by" in liaison.open(f"/updates/{update.id}").text


def test_what_an_update_from_notes_owes_can_be_given_later(visit):
    project = make_project()
    update = make_update(project, overall=Rating.OFF_TRACK, narrative="Vendor is late.")
    liaison = visit("liaison")
    assert "A path to green is owed." in liaison.open(f"/projects/{project.slug}").text
    assert "how the project gets back to green" in liaison.fill(f"/updates/{update.id}/complete").text
    page = liaison.fill(f"/updates/{update.id}/complete", path_to_green="Interim contract by Dec 4.")
    assert "Interim contract by Dec 4." in page.text and "A path to green is owed" not in page.text


def test_a_withdrawn_update_lets_the_one_before_it_hold_again(visit):
    project = make_project()
    make_update(project, date(2026, 11, 20), narrative="Fine.")
    wrong = make_update(project, narrative="Wrong project.")
    liaison = visit("liaison")
    liaison.send(f"/updates/{wrong.id}/withdraw")
    assert "Wrong project." not in liaison.open(f"/projects/{project.slug}").text
    liaison.send(f"/updates/{wrong.id}/bring-back")
    assert "Wrong project." in liaison.open(f"/projects/{project.slug}").text


def test_a_milestone_moves_is_reached_and_is_taken_back(visit):
    project = make_project()
    liaison = visit("liaison")
    liaison.fill(f"/projects/{project.slug}/milestones/new", name="Pilot opens", baseline="2026-12-05")
    milestone = queries.milestone_by_name(project.id, "Pilot opens", make_viewer("liaison"))
    path = f"/milestones/{milestone.id}"
    assert "Say why." in liaison.fill(f"{path}/forecast", day="2027-01-15").text
    page = liaison.fill(f"{path}/forecast", day="2027-01-15", reason="vendor delay", credited_to="ITA")
    assert "“vendor delay”" in page.text and "is forecast 41 days after its baseline" in page.text
    liaison.fill(f"{path}/complete", day="2026-11-28")
    assert "7 days before its baseline" in liaison.open(path).text
    liaison.fill(f"{path}/take-back", reason="the door stayed shut")
    assert "taken back" in liaison.open(path).text and "Expected" in liaison.page.text
    assert "Say why it was agreed." in liaison.fill(f"{path}/rebaseline", day="2027-02-01").text
    assert "re-baselined" in liaison.fill(f"{path}/rebaseline", day="2027-02-01", reason="scope doubled").text


@pytest.mark.parametrize(("when", "names"), [("upcoming", {"To come"}), ("overdue", {"Past"}), ("done", {"Reached"})])
def test_the_list_of_milestones_shows_those_to_come_those_past_and_those_reached(visit, when, names):
    project = make_project()
    make_milestone(project, "To come")
    make_milestone(project, "Past", date(2026, 11, 1))
    reached = make_milestone(project, "Reached", date(2026, 10, 1))
    visit("liaison").fill(f"/milestones/{reached.id}/complete", day="2026-10-09")
    page = visit("observer").open(f"/milestones?when={when}")
    assert {row[0].strip() for row in page.tables[0][1:]} == names


def test_a_forecast_without_its_reason_shows_that_it_is_owed_until_it_is_given(visit):
    project = make_project()
    given = operations.forecast_milestone(
        make_milestone(project), date(2027, 1, 15), date(2026, 11, 27), from_notes=True
    )
    db.session.commit()
    liaison = visit("liaison")
    assert "a reason is owed" in liaison.open(f"/projects/{project.slug}").text
    page = liaison.fill(f"/milestone-dates/{given.id}/reason", reason="vendor delay")
    assert "a reason is owed" not in page.text and "“vendor delay”" in page.text


def test_a_risk_is_rated_occurs_closes_and_opens_again(visit):
    project = make_project()
    liaison = visit("liaison")
    page = liaison.fill(
        f"/projects/{project.slug}/risks/new", text="Vendor slips to Q3", likelihood="3", impact="4", response="reduce"
    )
    assert "Vendor slips to Q3" in page.text and "likelihood 3 × impact 4 = 12" in page.text
    risk = queries.find_risk(project.id, "Vendor slips to Q3", make_viewer("liaison"))
    page = liaison.fill(f"/risks/{risk.id}/rate", likelihood="4", reason="no bid yet")
    assert "likelihood 4 × impact 4 = 16" in page.text
    assert "Give a whole number from 1 to 5." in liaison.fill(f"/risks/{risk.id}/rate", likelihood="9").text
    assert "It occurred and became an issue" in liaison.send(f"/risks/{risk.id}/occur").text
    (issue,) = queries.issues_from(risk, make_viewer("liaison"))
    assert "This arose from a risk" in liaison.open(f"/risks/{issue.id}").text
    liaison.send(f"/risks/{risk.id}/reopen")
    liaison.send(f"/risks/{risk.id}/reopen")
    assert "This is open." in liaison.page.text
    liaison.fill(f"/risks/{risk.id}/close", reason="award signed")
    assert queries.risk(risk.id, make_viewer("liaison")).state is RiskState.CLOSED


def test_the_list_of_risks_begins_with_the_heaviest_open_one(visit):
    project = make_project()
    make_risk(project, "Light")
    heavy = make_risk(project, "Heavy")
    visit("liaison").fill(f"/risks/{heavy.id}/rate", likelihood="5", impact="5")
    closed = make_risk(project, "Over")
    visit("liaison").fill(f"/risks/{closed.id}/close")
    page = visit("observer").open("/risks")
    assert [row[0].strip() for row in page.tables[0][1:]] == ["Heavy", "Light"]


def test_several_amounts_are_recorded_at_once_and_the_latest_of_each_holds(visit):
    project = make_project()
    liaison = visit("liaison")
    page = liaison.fill(
        f"/projects/{project.slug}/funding/new", source="General Fund", appropriated="1.4 M", expended="310k"
    )
    assert "$310 k of $1.4 M spent" in page.text
    line = queries.funding_lines(project, make_viewer("liaison"))[0].line
    page = liaison.fill(f"/funding/{line.id}/amounts/new", expended="$1,100,000", forecast="1.45 M")
    assert "$1.1 M of $1.4 M spent" in page.text and "+3.6 %" in page.text
    assert "Give at least one amount." in liaison.fill(f"/funding/{line.id}/amounts/new").text
    assert "$310,000.00" in liaison.open(f"/funding/{line.id}").text


def test_a_funding_line_of_the_same_year_and_source_is_refused(visit):
    project = make_project()
    make_line(project)
    page = visit("liaison").fill(f"/projects/{project.slug}/funding/new", source="General Fund", appropriated="5")
    assert "record its amounts" in page.text


def test_a_measure_shows_its_figures(visit):
    project = make_project()
    liaison = visit("liaison")
    page = liaison.fill(
        f"/projects/{project.slug}/measures/new", name="Permits on a phone", unit="%", baseline="31", target="60"
    )
    (read,) = queries.measures_of(make_viewer("liaison"), project_id=project.id)
    page = liaison.fill(f"/measures/{read.measure.id}/readings/new", value="46%")
    assert "46" in page.text
    assert "31 → 46 %, target 60" in liaison.open(f"/projects/{project.slug}").text
    both = liaison.fill(f"/measures/{read.measure.id}/readings/new", value="46", fiscal_year="2025-26")
    assert "not both" in both.text


def test_a_past_day_shows_the_facts_as_they_were_known_and_no_buttons(visit):
    with travelling_to(datetime(2026, 11, 2, 20, tzinfo=UTC)):
        project = make_project("permit-login", "Old name")
        make_update(project, date(2026, 11, 2), narrative="All fine.")
        milestone = make_milestone(project)
        make_risk_then = make_risk
    liaison = visit("liaison")
    liaison.fill("/projects/permit-login/edit", name="New name")
    liaison.fill(f"/milestones/{milestone.id}/forecast", day="2027-01-15", reason="vendor delay")
    make_update(project, overall=Rating.OFF_TRACK, narrative="Vendor is late.", path_to_green="Award.")
    make_risk_then(project, "Named later")
    page = liaison.open("/projects/permit-login?as_of=2026-11-10")
    assert page.h1 == "Old name" and "as it was known at the end of Tue, Nov 10" in page.text
    assert "All fine." in page.text and "Reported On track" in page.text
    for later in ("Vendor is late.", "vendor delay", "Named later", "Add an update", "Record amounts"):
        assert later not in page.text
    assert "was not in the records" in liaison.open("/projects/permit-login?as_of=2026-10-01").h1
    for odd in ("2027-01-01", "nonsense", "0001-01-01", ""):
        assert liaison.open(f"/projects/permit-login?as_of={odd}").h1 in ("New name",)


def test_parts_of_a_project_have_their_place_on_its_page(visit):
    project = make_project()
    update, milestone = make_update(project), make_milestone(project)
    risk, line = make_risk(project), make_line(project)
    page = visit("liaison").open(f"/projects/{project.slug}")
    for anchor in (
        f"status-update-{update.id}", f"milestone-{milestone.id}", f"risk-{risk.id}", f"funding-line-{line.id}",
    ):  # fmt: skip
        assert anchor in page.ids


def test_what_one_press_takes_away_one_press_brings_back(visit):
    project = make_project()
    risk, liaison = make_risk(project), visit("liaison")
    for path, undo in (
        (f"/risks/{risk.id}/withdraw", f"/risks/{risk.id}/bring-back"),
        (f"/projects/{project.slug}/withdraw", f"/projects/{project.slug}/bring-back"),
    ):
        assert f'action="{undo}"' in liaison.send(path).html.split('id="messages"')[1].split("</form>")[0]
        assert "is back." in liaison.send(undo).text
    assert f'action="/risks/{risk.id}/reopen"' in liaison.fill(f"/risks/{risk.id}/close").html


def test_a_list_says_how_many_it_holds_as_one_would(visit):
    liaison = visit("liaison")
    assert "No risks or issues" in liaison.open("/risks").text
    make_risk(make_project())
    assert "1 risk or issue" in liaison.open("/risks").text and "1–1" not in liaison.page.text
    for _ in range(25):
        make_project()
    assert "1–25 of 26 projects" in liaison.open("/projects").text
    assert "Project 26 of 26" in liaison.open("/projects?page=2").text


def test_what_weighs_a_risk_is_said_in_words(visit):
    project = make_project()
    risk = make_risk(project)
    liaison = visit("liaison")
    page = liaison.open(f"/projects/{project.slug}")
    assert "likelihood 3 × impact 4 = 12" in page.text
    assert "likelihood 3 × impact 4 = 12" in liaison.open(f"/risks/{risk.id}/rate").text
    assert "3 × 4 = 12" in liaison.open("/risks").text and "likelihood 3 × impact 4" in liaison.page.html
