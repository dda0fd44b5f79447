"""Loading a folder: as it was told, or not at all."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from mobi_tracker.access.models import User
from mobi_tracker.commitments.models import ActionItem
from mobi_tracker.core.database import db
from mobi_tracker.history.models import Change
from mobi_tracker.meetings.models import Meeting
from mobi_tracker.meetings.vocabulary import MeetingState
from mobi_tracker.portfolio.models import Department
from mobi_tracker.projects.models.funding import FundingAmount
from mobi_tracker.projects.models.milestone import MilestoneDate
from mobi_tracker.projects.models.project import Project
from mobi_tracker.projects.models.status import StatusUpdate
from mobi_tracker.projects.vocabulary import AmountKind, DateKind, Phase
from mobi_tracker.seeding import cells
from mobi_tracker.seeding.days import Calendar
from mobi_tracker.seeding.load import NotEmpty, load_folder
from mobi_tracker.seeding.wrong import SeedWrong
from tests.app import NOW

SUNDAY = datetime(2026, 12, 7, 3, 0, tzinfo=UTC)  # the evening of December 6
UPDATES = "when,by,project,overall,narrative,path_to_green\n"
AT = UPDATES + "-2 Wed 9:00,"
MEETING = "title: A talk\nstarts: -1 Tue 10:00\nends: -1 Tue 10:30\nby: lia\n"


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


def refusal(folder, now=NOW):
    """What is said about a folder that cannot be loaded; nothing of it may remain."""
    with pytest.raises(SeedWrong) as caught:
        folder.load(now)
    db.session.rollback()
    assert (count(User), count(Project), count(Department)) == (0, 0, 0)
    return caught.value.problems


def test_a_fact_is_stored_at_its_moment_and_by_its_author(app, folder):
    folder.write("updates.csv", UPDATES + "-2 Wed 15:30,eo,first-step,on_track,All is well,\n").load(NOW)
    update = db.session.scalars(select(StatusUpdate)).one()
    change = db.session.scalars(select(Change).where(Change.kind == "status_update")).one()
    assert update.recorded_at == datetime(2026, 11, 18, 23, 30, tzinfo=UTC)
    assert update.on == date(2026, 11, 18)
    assert db.session.get_one(User, update.recorded_by_id).name == "Eve Officer"
    assert (change.actor, change.recorded_at) == ("Eve Officer", update.recorded_at)


def test_what_is_later_than_now_is_left_out(app, folder):
    folder.write(
        "updates.csv", UPDATES + "0 Mon 9:00,,first-step,on_track,Early,\n0 Tue 9:00,,first-step,on_track,Late,\n"
    )
    assert folder.load(NOW).left_out == 1
    assert db.session.scalars(select(StatusUpdate.narrative)).all() == ["Early"]


def test_a_week_gives_the_same_days_on_its_monday_and_on_its_sunday(app, folder):
    folder.write("updates.csv", UPDATES + "-1 Fri 9:00,,first-step,on_track,Due {+1 Fri},\n").load(SUNDAY)
    update = db.session.scalars(select(StatusUpdate)).one()
    assert (update.on, update.narrative) == (date(2026, 11, 27), "Due Dec 11")


def test_a_later_line_of_a_project_changes_only_what_it_fills_in(app, folder):
    folder.write(
        "projects.csv",
        "when,by,slug,name,lead,phase\n-4 Mon 10:00,,first-step,First step,ita,planning\n"
        "-2 Mon 10:00,,first-step,,,delivery\n",
    ).load(NOW)
    project = db.session.scalars(select(Project)).one()
    assert (project.name, project.phase) == ("First step", Phase.DELIVERY)
    assert project.lead_department.abbreviation == "ITA"


def test_notes_make_records_that_later_lines_name(app, folder):
    folder.write(
        "meetings/a.txt", MEETING + "\nPresent: Eve Officer, me\nTODO @Eve Officer send the list by Fri #first-step\n"
    )
    folder.write("action_steps.csv", "when,by,action,step\n-1 Thu 9:00,eo,send the list,done\n").load(NOW)
    action = db.session.scalars(select(ActionItem)).one()
    assert (action.due, action.closed_on) == (date(2026, 11, 27), date(2026, 11, 26))
    assert [each.contact.name for each in db.session.scalars(select(Meeting)).one().attendance] == [
        "Eve Officer",
        "Lia Writer",
    ]


def test_a_planned_meeting_stays_planned_until_it_was_held(app, folder):
    head = "title: Ahead\nstarts: 0 Tue 10:00\nplanned: -1 Fri 9:00\nby: lia\n"
    folder.write("meetings/a.txt", head + "\nTODO me write it up by Fri\n").load(NOW)
    meeting = db.session.scalars(select(Meeting)).one()
    assert (meeting.state, meeting.notes, count(ActionItem)) == (MeetingState.PLANNED, "", 0)


def test_the_same_meeting_is_logged_when_it_was_held(app, folder):
    head = "title: Ahead\nstarts: 0 Tue 10:00\nplanned: -1 Fri 9:00\nby: lia\n"
    folder.write("meetings/a.txt", head + "\nTODO me write it up by Fri\n").load(SUNDAY)
    meeting = db.session.scalars(select(Meeting)).one()
    assert (meeting.state, meeting.notes, count(ActionItem)) == (MeetingState.LOGGED, "TODO me write it up by Fri", 1)


def test_an_answer_is_given_to_the_line_that_asks(app, folder):
    notes = "\nTODO publish the agenda by Fri\n"
    folder.write("meetings/a.txt", MEETING + "line 1: owner = Eve Officer" + "\n" + notes).load(NOW)
    assert db.session.scalars(select(ActionItem)).one().owner_contact.name == "Eve Officer"


def test_spending_keeps_pace_with_the_fiscal_year(app, folder):
    folder.write(
        "funding.csv",
        "when,by,project,fiscal_year,source,kind,amount\n"
        '-4 Mon 11:00,,first-step,FY,General Fund,appropriated,"$365,000"\n'
        "-1 Mon 9:00,,first-step,FY,General Fund,expended,50% of pace\n",
    ).load(NOW)
    spent = db.session.scalars(select(FundingAmount).where(FundingAmount.kind == AmountKind.EXPENDED)).one()
    # November 23 is day 146 of 365: half of 146,000 dollars.
    assert spent.cents == 73_000_00


def test_a_milestone_has_its_baseline_forecast_and_actual(app, folder):
    folder.write(
        "milestones.csv",
        "when,by,project,milestone,kind,date,reason\n-4 Mon 11:00,,first-step,Opens,baseline,-2 Fri,\n"
        "-3 Mon 11:00,,first-step,Opens,forecast,-1 Fri,a late delivery\n"
        "-1 Fri 11:00,,first-step,Opens,actual,-1 Fri,\n",
    ).load(NOW)
    dates = db.session.scalars(select(MilestoneDate).order_by(MilestoneDate.id)).all()
    assert [each.kind for each in dates] == [DateKind.BASELINE, DateKind.FORECAST, DateKind.ACTUAL]
    assert dates[1].day - dates[0].day == timedelta(weeks=1)


def test_a_second_load_is_refused_and_changes_nothing(app, folder):
    folder.load(NOW)
    with pytest.raises(NotEmpty, match="has data already"):
        folder.load(NOW)
    db.session.rollback()
    assert count(Project) == 1


def test_reference_data_alone_may_be_loaded_again(app, tmp_path, folder):
    folder.load(NOW)
    for name in ("users.csv", "projects.csv"):
        (folder.path / name).unlink()
    assert "0 added" in folder.load(NOW).reference


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("updates.csv", AT + ",first-step,fine,,\n", "updates.csv, line 2, column overall: write one of"),
        ("updates.csv", UPDATES + "last week,,first-step,on_track,,\n", "line 2, column when: write a day"),
        ("updates.csv", AT + ",second-step,on_track,,\n", "updates.csv, line 2, column project: no project"),
        ("updates.csv", AT + "zoe,first-step,on_track,,\n", "updates.csv, line 2, column by: nobody"),
        ("updates.csv", AT + ",first-step,at_risk,,\n", "updates.csv, line 2, column path_to_green: Say how"),
        ("updates.csv", AT + ',first-step,on_track,"a\nb",\n-2 Wed 9:00,,,on_track,,\n',
         "updates.csv, line 4, column project: this must not be empty."),
        ("updates.csv", "when,project,overall,mood\n", "updates.csv, line 1, column mood: there is no such column"),
        ("updates.csv", "when,project\n", "updates.csv, line 1: the column overall is missing."),
        ("updates.csv", AT + ",first-step,on_track,a,b,c\n", "updates.csv, line 2: there are 7 cells"),
        ("updats.csv", "when\n", "updats.csv: the format knows no such file."),
        ("action_steps.csv", "when,action,step\n-1 Mon 9:00,call,done\n", "no action item is called “call”"),
        ("meetings/a.txt", MEETING + "mood: fine\n\nnotes\n", "meetings/a.txt, line 5: the head knows"),
        ("meetings/a.txt", "title: A\nby: lia\n\nnotes\n", "a.txt, line 1, column starts: this must not be empty."),
        ("meetings/a.txt", MEETING + "\nTODO publish it by Fri\n", "column open: the notes leave 1 open"),
        ("meetings/a.txt", MEETING + "\nplain words\nline 9\n" + "TODO @Bo Nobody send it by Fri\n", "Bo Nobody"),
        ("meetings/a.txt", MEETING, "meetings/a.txt: it has no notes and is not planned"),
        ("meetings/a.txt", MEETING + "\nplain\x00words\n", "meetings/a.txt, line 6: there is a character"),
        ("links.csv", "when,kind\n-2 Mon 9:00,a\x00b\n", "links.csv, line 2: there is a character"),
        ("seed.txt", "colour: red\n", "seed.txt, line 1: write"),
    ],
)  # fmt: skip
def test_what_is_wrong_names_its_place_and_nothing_remains(app, folder, name, text, said):
    problems = refusal(folder.write(name, text))
    assert any(said in each for each in problems), problems


@pytest.mark.parametrize("name", ["seed.txt", "updates.csv", "meetings/a.txt"])
def test_a_file_in_another_encoding_is_named(app, folder, name):
    folder.write(name, "")
    (folder.path / name).write_bytes("reference: café\n".encode("latin-1"))
    assert any(each.startswith(f"{name} is not UTF-8 text") for each in refusal(folder))


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1e999", "12345678901234567", "1.23456", "٣"])
def test_a_figure_is_one_that_a_person_writes_and_the_database_keeps(value):
    with pytest.raises(ValueError, match="write a figure like"):
        cells.decimal(value, Calendar.around(NOW.date()))
    assert cells.decimal("-1,200.5", Calendar.around(NOW.date())) == Decimal("-1200.5")


def test_every_wrong_cell_is_said_at_once(app, folder):
    folder.write("updates.csv", UPDATES + "soon,,first-step,fine,,\n").write("links.csv", "when,kind\n")
    assert len(refusal(folder)) == 5


def test_an_error_late_in_the_history_leaves_nothing_of_what_came_before(app, folder):
    folder.write(
        "updates.csv", UPDATES + "-3 Wed 9:00,,first-step,on_track,Good,\n0 Mon 9:00,,first-step,off_track,Bad,\n"
    )
    assert "line 3" in refusal(folder)[0]
    assert count(StatusUpdate) == 0
    assert count(Change) == 0


def test_a_demonstration_is_loaded_in_demo_mode_only(app, folder):
    folder.write("seed.txt", "demonstration: yes\n")
    assert "in demo mode only" in refusal(folder)[0]


def test_a_folder_without_seed_data_is_refused(app, tmp_path):
    with pytest.raises(SeedWrong, match="holds no seed data"):
        load_folder(tmp_path, NOW, demo=False)
