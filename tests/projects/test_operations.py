"""Operations of projects: what they refuse, what they add, and that nothing is overwritten."""

from datetime import UTC, date, datetime

import pytest

from mobi_tracker.core.clock import travelling_to
from mobi_tracker.core.database import db
from mobi_tracker.core.errors import RuleBroken, StaleRecord
from mobi_tracker.projects import operations, queries
from mobi_tracker.projects.operations import MilestoneDraft, ProjectDraft, RiskDraft, StatusDraft
from mobi_tracker.projects.queries import AsOf
from mobi_tracker.projects.vocabulary import AmountKind, Phase, Rating, ReadingKind, RiskKind, RiskState
from tests.factories import make_contact, make_department, make_organization, make_project, make_viewer

TODAY = date(2026, 11, 30)


@pytest.fixture
def viewer(app):
    return make_viewer("liaison")


def make_milestone(project, baseline=date(2026, 12, 5)):
    return operations.add_milestone(MilestoneDraft(project.id, "Pilot opens", baseline, date(2026, 10, 1)))


def publish(project, on=TODAY, overall=Rating.ON_TRACK, **values):
    return operations.publish_update(StatusDraft(project.id, on, overall, **values))


def test_a_project_gets_an_address_of_its_own_and_council_files_as_they_are_stored(viewer):
    first = operations.add_project(ProjectDraft("Permit login", council_files="cf 20-1365; 18-0785-s1"))
    second = operations.add_project(ProjectDraft("Permit login"))
    assert (first.slug, second.slug) == ("permit-login", "permit-login-2")
    assert first.council_files == "20-1365, 18-0785-S1"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"council_files": "nonsense"}, "council_files"),
        ({"starts_on": date(2026, 5, 1), "ends_on": date(2026, 4, 1)}, "ends_on"),
    ],
)
def test_a_wrong_project_is_refused_beside_its_field(viewer, values, field):
    with pytest.raises(RuleBroken) as broken:
        operations.add_project(ProjectDraft("Permit login", **values))
    assert broken.value.field == field


def test_a_tie_that_ends_keeps_its_row_and_the_version_goes_up(viewer):
    ita, gsd = make_department("ita"), make_department("gsd")
    project = operations.add_project(ProjectDraft("Permit login", department_ids=(ita.id,)))
    db.session.commit()
    shown = project.version
    operations.edit_project(project, ProjectDraft("Permit login", department_ids=(gsd.id,)), shown)
    db.session.commit()
    assert project.department_ids == {gsd.id} and len(project.departments) == 2
    with pytest.raises(StaleRecord):
        operations.edit_project(project, ProjectDraft("Permit login"), shown)


def test_the_lead_department_is_not_kept_as_a_supporting_one(viewer):
    ita = make_department("ita")
    project = operations.add_project(ProjectDraft("Permit login", lead_department_id=ita.id, department_ids=(ita.id,)))
    assert project.departments == []


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"overall": Rating.ON_TRACK, "budget": Rating.AT_RISK}, "reason"),
        ({"overall": Rating.AT_RISK}, "path_to_green"),
        ({"overall": Rating.ON_TRACK, "on": date(2026, 12, 1)}, "on"),
    ],
)
def test_an_update_that_lacks_what_it_must_say_is_refused(viewer, values, field):
    with pytest.raises(RuleBroken) as broken:
        publish(make_project(), **values)
    assert broken.value.field == field


def test_from_notes_what_is_missing_is_owed_and_can_be_given_later(viewer):
    project = make_project()
    update = publish(project, overall=Rating.AT_RISK, budget=Rating.OFF_TRACK, from_notes=True)
    assert update.is_path_owed and update.is_reason_owed and queries.owed_fields(viewer) == [update]
    completed = operations.complete_update(update, "only in one district", "award by Dec 4")
    assert (completed.on, completed.corrects_id, completed.path_to_green) == (TODAY, update.id, "award by Dec 4")
    assert queries.latest_update(project, viewer) is completed and queries.owed_fields(viewer) == []


def test_the_latest_day_holds_and_of_one_day_the_one_recorded_last(viewer):
    project = make_project()
    publish(project, overall=Rating.ON_TRACK)
    later = publish(project, overall=Rating.NOT_RATED)
    publish(project, on=date(2026, 11, 20), overall=Rating.NOT_RATED)
    assert queries.latest_update(project, viewer) is later


def test_a_correction_is_of_the_same_project(viewer):
    update = publish(make_project())
    with pytest.raises(RuleBroken):
        publish(make_project(), corrects_id=update.id)


def test_what_was_recorded_after_a_day_is_not_known_on_it(viewer):
    project = make_project()
    publish(project, on=date(2026, 11, 10))
    assert queries.latest_update(project, viewer, AsOf.past(date(2026, 11, 20))) is None


def test_a_later_forecast_needs_a_reason_and_an_earlier_one_does_not(viewer):
    milestone = make_milestone(make_project())
    with pytest.raises(RuleBroken) as broken:
        operations.forecast_milestone(milestone, date(2027, 1, 15), TODAY)
    assert broken.value.field == "reason"
    operations.forecast_milestone(milestone, date(2026, 12, 1), TODAY)
    assert queries.standing_of_milestone(milestone, viewer).slip == -4


def test_a_forecast_from_notes_owes_its_reason_until_it_is_given(viewer):
    milestone = make_milestone(make_project())
    given = operations.forecast_milestone(milestone, date(2027, 1, 15), TODAY, from_notes=True)
    assert queries.standing_of_milestone(milestone, viewer).is_reason_owed()
    operations.give_reason(given, "vendor delay")
    standing = queries.standing_of_milestone(milestone, viewer)
    assert standing.why.reason == "vendor delay" and not standing.is_reason_owed() and standing.forecasts == 1


def test_another_baseline_needs_a_reason(viewer):
    milestone = make_milestone(make_project())
    with pytest.raises(RuleBroken):
        operations.rebaseline_milestone(milestone, date(2027, 2, 1), TODAY)
    operations.rebaseline_milestone(milestone, date(2027, 2, 1), TODAY, "scope doubled by Council")
    assert queries.standing_of_milestone(milestone, viewer).baselines == 2


def test_a_milestone_is_done_on_no_day_to_come_and_the_actual_can_be_taken_back(viewer):
    milestone = make_milestone(make_project())
    with pytest.raises(RuleBroken):
        operations.complete_milestone(milestone, date(2026, 12, 2), TODAY)
    operations.complete_milestone(milestone, date(2026, 11, 28), TODAY)
    assert queries.standing_of_milestone(milestone, viewer).slip == -7
    operations.take_back_actual(milestone, TODAY, "the door stayed shut")
    assert queries.standing_of_milestone(milestone, viewer).actual is None


def test_a_project_has_one_milestone_of_a_name(viewer):
    project = make_project()
    make_milestone(project)
    with pytest.raises(RuleBroken):
        operations.add_milestone(MilestoneDraft(project.id, "pilot OPENS", None, TODAY))
    assert queries.milestone_by_name(project.id, "Pilot Opens", viewer).name == "Pilot opens"


def make_risk(project, **values):
    return operations.add_risk(RiskDraft(project.id, RiskKind.RISK, "Vendor slips", 3, 4, TODAY, **values))


def test_a_risk_has_one_owner_and_a_rating_from_one_to_five(viewer):
    project, contact, office = make_project(), make_contact(), make_organization()
    with pytest.raises(RuleBroken):
        make_risk(project, owner_contact_id=contact.id, owner_organization_id=office.id)
    with pytest.raises(RuleBroken):
        operations.rate_risk(make_risk(project), 6, 1, TODAY)


def test_a_risk_that_occurred_becomes_a_linked_issue(viewer):
    risk = make_risk(make_project())
    issue = operations.turn_into_issue(risk, TODAY)
    assert (issue.kind, issue.arose_from_id, risk.state) == (RiskKind.ISSUE, risk.id, RiskState.CLOSED)
    assert queries.latest_ratings([issue.id])[issue.id].likelihood == 5


def test_a_past_day_shows_a_risk_open_that_was_closed_later(viewer):
    with travelling_to(datetime(2026, 11, 2, 20, tzinfo=UTC)):
        project = make_project()
        risk = operations.add_risk(RiskDraft(project.id, RiskKind.RISK, "Vendor slips", 3, 4, date(2026, 11, 2)))
        db.session.commit()
    operations.close_risk(risk)
    db.session.commit()
    (then,) = queries.risks_of(project, viewer, AsOf.past(date(2026, 11, 10)))
    (now,) = queries.risks_of(project, viewer)
    assert (then.state, now.state, then.exposure) == (RiskState.OPEN, RiskState.CLOSED, 12)


def test_amounts_of_a_kind_do_not_add_up_over_time_the_latest_holds(viewer):
    project = make_project()
    line = operations.add_funding_line(project.id, 2026, "General Fund")
    operations.record_amount(line, AmountKind.EXPENDED, 100_00, date(2026, 9, 30))
    operations.record_amounts(line, {AmountKind.EXPENDED: 250_00, AmountKind.APPROPRIATED: 900_00}, TODAY)
    (year,) = queries.money_by_year(project, viewer)
    assert (year.money.expended, year.money.appropriated, year.money.forecast) == (250_00, 900_00, None)
    with pytest.raises(RuleBroken):
        operations.add_funding_line(project.id, 2026, "General Fund")


def test_a_measure_belongs_to_one_owner_and_shows_its_latest_actual(viewer):
    project = make_project()
    with pytest.raises(RuleBroken):
        operations.add_measure(operations.MeasureDraft("Permits on a phone"))
    measure = operations.add_measure(operations.MeasureDraft("Permits on a phone", "%", project_id=project.id))
    operations.add_reading(measure, ReadingKind.ACTUAL, 31, fiscal_year=2025)
    operations.add_reading(measure, ReadingKind.ACTUAL, 46, on_day=date(2026, 11, 1))
    operations.add_reading(measure, ReadingKind.TARGET, 60, fiscal_year=2026)
    (read,) = queries.measures_of(viewer, project_id=project.id)
    assert read.value == 46


def test_updates_are_owed_by_active_projects_only_the_longest_silent_first(viewer):
    quiet, fresh, ended = make_project(name="Quiet"), make_project(name="Fresh"), make_project(phase=Phase.CLOSED)
    never = make_project(name="Never")
    publish(quiet, on=date(2026, 11, 20))
    publish(fresh, on=date(2026, 11, 27))
    owed = queries.updates_owed(viewer, TODAY)
    assert [each.project.name for each in owed] == [never.name, quiet.name] and ended.name not in owed


def test_milestones_due_are_those_expected_in_the_days_asked_for(viewer):
    project = make_project()
    milestone = make_milestone(project)
    due = queries.milestones_due(viewer, TODAY, date(2026, 12, 30))
    assert [each.milestone for each in due] == [milestone]
    operations.forecast_milestone(milestone, date(2027, 1, 15), TODAY, "vendor delay")
    assert queries.milestones_due(viewer, TODAY, date(2026, 12, 30)) == []
    assert queries.next_milestones([project.id], viewer)[project.id].standing.slip == 41


def test_a_project_is_found_by_name_by_slug_and_by_part_of_its_name(viewer):
    project = make_project("permit-login", "Permit login")
    make_project("permit-forms", "Permit forms")
    assert queries.find_project_by_name("PERMIT login", viewer) == project.id
    assert queries.find_project_by_name("#permit-login", viewer) == project.id
    with pytest.raises(ValueError, match="Several projects"):
        queries.find_project_by_name("permit", viewer)
    with pytest.raises(ValueError, match="No project"):
        queries.find_project_by_name("harbor", viewer)


def test_a_project_as_it_was_shows_its_name_and_phase_of_that_day(viewer):
    with travelling_to(datetime(2026, 11, 2, 20, tzinfo=UTC)):
        project = operations.add_project(ProjectDraft("Old name", Phase.PLANNING))
        db.session.commit()
    operations.edit_project(project, ProjectDraft("New name", Phase.DELIVERY))
    db.session.commit()
    _record, then = queries.project_as_it_was(project.slug, viewer, AsOf.past(date(2026, 11, 10)))
    assert (then.name, then.phase) == ("Old name", Phase.PLANNING)
    assert queries.project_as_it_was(project.slug, viewer, AsOf.past(date(2026, 10, 1))) == (project, None)
