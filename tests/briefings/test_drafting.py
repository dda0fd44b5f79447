"""Drafting: the records of a week become lines; sections with nothing to say are left out."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from markupsafe import Markup

from mobi_tracker.access.vocabulary import Basis, Marking
from mobi_tracker.briefings.queries.briefings import lines_of_draft
from mobi_tracker.briefings.rules.content import ShownLine, ShownSource
from mobi_tracker.briefings.rules.sheet import SheetLine
from mobi_tracker.briefings.vocabulary import Origin, Section
from mobi_tracker.commitments.models import ActionItem
from mobi_tracker.core.database import db
from mobi_tracker.imports.importers import IMPORTERS
from mobi_tracker.imports.vocabulary import Purpose
from mobi_tracker.paper.tables.read import read_table
from mobi_tracker.projects.models.project import Project
from mobi_tracker.stakeholders.models import Position
from tests.briefings.factories import PATH, drafted, give_date, make_week, on_day, plan, promise, rate, texts
from tests.factories import make_contact, make_organization, make_project, stored


def test_a_section_with_nothing_to_say_is_left_out(app):
    assert lines_of_draft(drafted()) == []


def test_a_long_section_tells_the_worst_and_counts_the_rest(app):
    for number in range(18):
        rate(make_project(), "on_track" if number else "off_track", date(2026, 11, 24))
    lines = [each for each in lines_of_draft(drafted()) if each.section is Section.INITIATIVES]
    assert len(lines) == 13 and lines[-1].text == "And 6 more are logged."
    assert "Off track" in lines[0].text


def test_milestones_met_missed_moved_and_next_have_their_lines(app):
    with on_day(date(2026, 6, 1)):
        project = make_project(name="Curb sensors")
    met, missed = plan(project, "Award", date(2026, 11, 20)), plan(project, "Survey", date(2026, 11, 25))
    moved, coming = plan(project, "Launch", date(2027, 1, 5)), plan(project, "Test", date(2026, 12, 10))
    give_date(met, "actual", date(2026, 11, 24), date(2026, 11, 24))
    give_date(moved, "forecast", date(2027, 1, 15), date(2026, 11, 25), is_reason_owed=True)
    said = texts(drafted())
    assert said[f"met:{met.id}"] == "**Met:** Award (Curb sensors), Nov 24, 4 days after its baseline."
    assert said[f"missed:{missed.id}"].startswith("**Missed:** Survey (Curb sensors), expected Nov 25;")
    assert said[f"moved:{moved.id}"] == (
        "**Moved:** Launch (Curb sensors), from Jan 5, 2027 to Jan 15, 2027, no reason recorded."
    )
    assert said[f"next:{coming.id}"] == "**Next:** Test (Curb sensors), Thu, Dec 10, on its baseline."


def test_every_drafted_line_of_a_week_says_where_it_comes_from(app):
    make_week()
    assert all(each.sources for each in lines_of_draft(drafted()))


def test_what_is_recorded_later_than_the_week_s_end_is_no_part_of_an_old_briefing(app):
    project = make_project()
    rate(project, "at_risk", date(2026, 11, 24))
    said = texts(drafted(week=date(2026, 11, 9)))
    assert not any(key.startswith("status:") for key in said)


def test_nobody_is_named_as_late_only_their_office(app):
    week = make_week()
    person = make_contact("Maria Lopez")
    stored(Position(contact_id=person.id, organization_id=week.finance.organization_id))
    with on_day(date(2026, 11, 2)):
        stored(ActionItem(text="Send the data map", owner_contact_id=person.id, due=date(2026, 11, 20)))
    said = texts(drafted())
    assert "**Finance** owes since Nov 20: Send the data map." in said.values()
    assert not any("Maria" in each for each in said.values())


def test_a_vendor_s_promise_is_not_owed_by_the_department_that_leads_the_project(app):
    week = make_week()
    vendor = make_organization("Palmetto Identity Works")
    sealed = make_organization("Sealed Bidder", marking=Marking.CONFIDENTIAL, marking_basis=Basis.PROCUREMENT)
    people = {"vendor": make_contact(), "sealed": make_contact(), "alone": make_contact()}
    stored(Position(contact_id=people["vendor"].id, organization_id=vendor.id))
    stored(Position(contact_id=people["sealed"].id, organization_id=sealed.id))
    with on_day(date(2026, 11, 24)):
        for name, person in people.items():
            due = date(2026, 11, 25 if name == "vendor" else 30)
            stored(ActionItem(text=f"By {name}", owner_contact_id=person.id, due=due, project_id=week.permit.id))
    said = [each for each in texts(drafted()).values() if "By " in each]
    assert said == ["**Palmetto Identity Works** owes since Nov 25: By vendor."]


def test_the_facts_of_a_week_become_lines_in_every_section(app):
    week = make_week()
    said = texts(drafted())
    assert said["bottom:changes"] == "**Permit login** went from at risk on Nov 22 to off track."
    assert said["bottom:decision"] == (
        "The Deputy Mayor is asked to decide by **Fri, Dec 4**: Approve the interim contract."
    )
    assert said[f"ask:{week.ask.id}"] == "**Deputy Mayor, by Fri, Dec 4.** Approve the interim contract."
    assert said[f"worse:{week.permit.id}"] == (
        "**Permit login**, from at risk on Nov 22 to off track: Pilot opens moved 41 days, to Jan 15, 2027, "
        "“vendor delay” (per ITA)."
    )
    assert said[f"better:{week.curb.id}"] == "**Curb sensors**, from at risk on Nov 22 to on track: “Award signed”."
    assert said[f"status:{week.worse.id}"] == (
        "**Angeleno Connect, Permit login.** Off track, per ITA, Nov 27. Vendor delay on proofing."
    )
    assert said[f"silence:{week.quiet.id}"] == "No update logged since Nov 11 for **Digital ID pilot** (ITA)."
    assert "**ITA** did on Nov 24 what was due Nov 20: Send the van list." in said.values()
    assert "**Finance** owes since Nov 18: Send the fee table." in said.values()
    assert "Met **ITA**: Permit login check-in (Nov 23)." in said.values()
    assert "**Decided Nov 24 by Steering group.** Use one login for all permits." in said.values()
    assert "**City Council**, Wed, Dec 2: Speed study (CF 26-0123)." in said.values()
    assert "**Thu, Dec 3.** Fee workshop, with Finance." in said.values()


def test_a_slip_without_a_reason_does_not_hide_what_the_update_says(app):
    with on_day(date(2026, 6, 1)):
        project = make_project(name="Curb sensors")
    opens = plan(project, "Launch", date(2026, 12, 5))
    rate(project, "on_track", date(2026, 11, 16))
    give_date(opens, "forecast", date(2026, 12, 15), date(2026, 11, 25), is_reason_owed=True)
    rate(project, "off_track", date(2026, 11, 25), narrative="Poles are late.", credited_to="GSD")
    assert texts(drafted())[f"worse:{project.id}"] == (
        "**Curb sensors**, from on track on Nov 22 to off track: Launch moved 10 days, to Dec 15; "
        "“Poles are late” (per GSD)."
    )


def take_in(file: Path) -> None:
    importer = IMPORTERS[Purpose.PROJECTS]
    table = read_table(file.read_bytes(), file.name)
    importer.apply(replace(importer.plan_for(table, {}, lambda _departments: True), source=file.name))
    db.session.commit()


def test_an_import_is_told_in_a_line_a_section_with_links_to_what_it_brought(app):
    federal = Path(__file__).resolve().parents[1] / "cases" / "itdashboard-projects-sample.csv"
    with on_day(date(2026, 11, 25)):
        take_in(federal)
        own = make_project(name="Curb sensors")
    briefing = drafted()
    said = texts(briefing)
    from_file = "imported from itdashboard-projects-sample.csv"
    lines = {each.key: each for each in lines_of_draft(briefing)}
    (told,) = [key for key in said if key.startswith("imported:")]
    running = len(lines[told].sources)
    assert running >= 3 and said[told] == f"**{running} projects imported** from {federal.name}."
    assert [key for key in said if key.startswith("new:")] == [f"new:{own.id}"]
    assert f"No update logged yet for **{running} projects** {from_file}." in said.values()
    assert not [key for key in said if key.startswith(("met:", "missed:"))]
    (missed,) = [key for key in said if key.startswith("missed-before:")]
    assert said[missed].startswith(f"**Missed:** {len(lines[missed].sources)} milestones of imported projects, the ")


def test_a_line_that_cites_hundreds_links_to_the_first_and_counts_the_others(visit, tmp_path):
    heading = "Unique Investment Identifier,Unique Project ID,Project Name,Start Date\n"
    file = tmp_path / "many.csv"
    file.write_text(heading + "".join(f"U-1,P-{at},Project {at},11/2/2026\n" for at in range(300)))
    with on_day(date(2026, 11, 25)):
        take_in(file)
    drafted()
    page = visit("liaison").open(f"{PATH}/edit")
    assert "300 projects imported" in page.text and "and 288 more" in page.text
    assert len(page.html.encode()) < 60 * 1024


def test_a_source_that_changed_is_among_those_that_are_shown():
    sources = tuple(ShownSource("project", at, f"Project {at}", "") for at in range(40))
    line = ShownLine(1, Section.CHANGES, "Many", Origin.DRAFTED, sources=sources)
    shown = SheetLine(line, Markup("Many"), changed=frozenset([("project", 39)]))
    assert [each.record_id for each in shown.shown_sources][:2] == [39, 0] and shown.unshown_sources == 28


def test_one_imported_project_is_told_as_any_other(app):
    with on_day(date(2026, 11, 25)):
        project = make_project(name="Curb sensors")
    assert f"new:{project.id}" in texts(drafted())


def test_an_imported_project_that_not_everybody_may_see_is_not_counted_with_the_others(app):
    federal = Path(__file__).resolve().parents[1] / "cases" / "itdashboard-projects-sample.csv"
    with on_day(date(2026, 11, 25)):
        take_in(federal)
    before = texts(drafted())
    sealed = next(each for each in lines_of_draft(drafted()) if (each.key or "").startswith("imported:")).sources[0]
    db.session.get(Project, sealed.record_id).marking = Marking.DELIBERATIVE
    db.session.commit()
    after = texts(drafted())
    assert f"new:{sealed.record_id}" in after and f"new:{sealed.record_id}" not in before


def test_what_was_met_long_before_the_week_is_gathered_in_one_line_with_its_days(app):
    with on_day(date(2026, 6, 1)):
        project = make_project(name="Curb sensors")
    days = [date(2026, 3, 3), date(2025, 4, 1), date(2026, 2, 1), date(2026, 1, 5)]
    for number, day in enumerate(days):
        give_date(plan(project, f"Step {number}", day), "actual", day, date(2026, 11, 25))
    recent = plan(project, "Award", date(2026, 11, 2))
    give_date(recent, "actual", date(2026, 11, 2), date(2026, 11, 25))
    said = texts(drafted())
    assert [key for key in said if key.startswith("met:")] == [f"met:{recent.id}"]
    assert said["met-before:2026-11-23"] == (
        "**Recorded now, met before:** Step 3 (Curb sensors), Jan 5; Step 2 (Curb sensors), Feb 1; "
        "Step 0 (Curb sensors), Mar 3; and 1 more."
    )


def test_a_rating_that_moved_twice_is_told_from_the_day_that_is_named(app):
    with on_day(date(2026, 6, 1)):
        project = make_project(name="Curb sensors")
    rate(project, "on_track", date(2026, 11, 16))
    rate(project, "at_risk", date(2026, 11, 23))
    rate(project, "off_track", date(2026, 11, 26), narrative="Poles are late.")
    assert "from on track on Nov 22 to off track" in texts(drafted())[f"worse:{project.id}"]


def test_an_old_week_tells_the_day_that_was_due_then(app):
    week = make_week()
    item = promise("Send the memo", week.finance, date(2026, 11, 11), date(2026, 11, 2))
    with on_day(date(2026, 11, 25)):
        item.due = date(2026, 12, 18)
        db.session.commit()
    old, now = texts(drafted(week=date(2026, 11, 9))), texts(drafted())
    assert old[f"owes:{item.id}"] == "**Finance** owes since Nov 11: Send the memo."
    assert f"owes:{item.id}" not in now
