"""Drafting again: new facts come in, nobody's words are touched, what no longer holds leaves."""

from datetime import date, time

import pytest

from mobi_tracker.briefings.operations.lines import LineDraft, add_line, edit_line, hide_line
from mobi_tracker.briefings.operations.submitting import submit_briefing
from mobi_tracker.briefings.queries.briefings import lines_of_draft
from mobi_tracker.briefings.rules.drafted import Cited, Drafted
from mobi_tracker.briefings.rules.redraft import Kept, Plan, places, plan
from mobi_tracker.briefings.vocabulary import Origin, Section
from mobi_tracker.city.clock_zone import instant_of
from mobi_tracker.core.actor import Actor, acting_as
from mobi_tracker.core.clock import now
from mobi_tracker.core.database import db
from mobi_tracker.core.withdrawals import withdraw
from mobi_tracker.meetings.models import NotesRevision
from mobi_tracker.meetings.vocabulary import MeetingState
from tests.briefings.factories import (
    PATH,
    drafted,
    give_date,
    line_of,
    make_week,
    meet,
    on_day,
    rate,
    redraft,
    texts,
)  # fmt: skip
from tests.briefings.factories import plan as plan_milestone
from tests.factories import make_user, stored
from tests.visitor import viewer_of

UPDATE = ("status_update", 1)


def fresh(text: str = "said", *pointers: tuple[str, int]) -> Drafted:
    """A line as the records make it now."""
    return Drafted(Section.INITIATIVES, "a", text, tuple(Cited(kind, number, "x") for kind, number in pointers))


@pytest.mark.parametrize(
    "kept, drafted_now, expected",
    [
        ([], [fresh()], Plan(add=("a",))),
        ([Kept("a", Origin.DRAFTED, "said")], [fresh()], Plan()),
        ([Kept("a", Origin.DRAFTED, "said before")], [fresh()], Plan(rewrite=("a",))),
        ([Kept("a", Origin.DRAFTED, "said")], [fresh("said", UPDATE)], Plan(rewrite=("a",))),
        ([Kept("a", Origin.DRAFTED, "said", frozenset({UPDATE}), True)], [fresh("said", UPDATE)], Plan(rewrite=("a",))),
        ([Kept("a", Origin.DRAFTED, "said", is_withdrawn=True)], [fresh()], Plan(rewrite=("a",))),
        ([Kept("a", Origin.EDITED, "my words")], [fresh()], Plan()),
        ([Kept("a", Origin.EDITED, "my words", stamps_changed=True)], [fresh()], Plan()),
        ([Kept(None, Origin.WRITTEN, "mine")], [fresh()], Plan(add=("a",))),
        ([Kept("a", Origin.DRAFTED, "said")], [], Plan(retire=("a",))),
        ([Kept("a", Origin.DRAFTED, "said", is_withdrawn=True)], [], Plan()),
        ([Kept("a", Origin.EDITED, "my words")], [], Plan()),
        ([Kept("a", Origin.DRAFTED, "said", is_seen=False)], [], Plan()),
    ],
)
def test_what_drafting_again_does_to_a_line(kept, drafted_now, expected):
    assert plan(kept, drafted_now) == expected


@pytest.mark.parametrize(
    "keys, taken, expected",
    [
        (["a", "b"], {}, {"a": 10, "b": 20}),
        (["a", "b"], {"a": 10}, {"b": 10}),
        (["new", "a"], {"a": 10, "#5": 20}, {"new": 0}),
        (["new"], {"#5": 20}, {"new": 20}),
    ],
)
def test_new_lines_stand_right_after_the_line_before_them(keys, taken, expected):
    assert places(keys, taken) == expected


def act(user, do):
    """Do something as a user."""
    with acting_as(Actor(user.id, user.name)):
        do()
        db.session.commit()


def test_drafting_twice_without_news_changes_nothing(app):
    make_week()
    liaison = make_user("liaison")
    briefing = drafted(user=liaison)
    before = [(each.id, each.version, each.text) for each in lines_of_draft(briefing)]
    done = redraft(liaison)
    assert (done.added, done.rewritten, done.retired) == (0, 0, 0)
    assert [(each.id, each.version, each.text) for each in lines_of_draft(briefing)] == before


def test_a_new_update_comes_in_and_rewrites_only_untouched_lines(app):
    week, liaison = make_week(), make_user("liaison")
    briefing = drafted(user=liaison)
    edited = line_of(briefing, f"better:{week.curb.id}")
    act(liaison, lambda: edit_line(edited, LineDraft("My words.", edited.section), viewer_of(liaison)))
    act(liaison, lambda: hide_line(line_of(briefing, "bottom:changes")))
    act(liaison, lambda: add_line(briefing, LineDraft("I add this.", Section.COMING_UP)))
    new = rate(week.curb, "off_track", date(2026, 11, 29), narrative="The award was protested.", credited_to="LADOT")
    redraft(liaison)
    said = texts(briefing)
    assert said[f"better:{week.curb.id}"] == "My words." and "I add this." in said.values()
    assert said[f"worse:{week.curb.id}"] == (
        "**Curb sensors**, from at risk on Nov 22 to off track: “The award was protested” (per LADOT)."
    )
    assert said[f"status:{new.id}"].startswith("**Curb sensors.** Off track, per LADOT, Nov 29.")
    assert said["bottom:changes"].startswith("Two projects got worse since Nov 22:")
    assert line_of(briefing, "bottom:changes").is_hidden


def test_a_withdrawn_source_retires_the_untouched_line_and_keeps_the_edited_one(app):
    week, liaison = make_week(), make_user("liaison")
    briefing = drafted(user=liaison)
    edited = line_of(briefing, f"ask:{week.ask.id}")
    act(liaison, lambda: edit_line(edited, LineDraft("Please decide.", edited.section), viewer_of(liaison)))
    act(liaison, lambda: (withdraw(week.worse), withdraw(week.ask)))
    redraft(liaison)
    assert f"status:{week.worse.id}" not in texts(briefing) and f"worse:{week.permit.id}" not in texts(briefing)
    assert texts(briefing)[f"ask:{week.ask.id}"] == "Please decide."


def test_a_line_that_holds_again_is_the_same_line(app):
    week, liaison = make_week(), make_user("liaison")
    briefing = drafted(user=liaison)
    first = line_of(briefing, f"silence:{week.quiet.id}").id
    update = rate(week.quiet, "on_track", date(2026, 11, 29))
    redraft(liaison)
    assert f"silence:{week.quiet.id}" not in texts(briefing)
    act(liaison, lambda: withdraw(update))
    redraft(liaison)
    assert line_of(briefing, f"silence:{week.quiet.id}").id == first


def test_an_edited_line_whose_source_changed_says_so_until_it_is_edited_again(visit):
    week, liaison = make_week(), make_user("liaison")
    briefing = drafted(user=liaison)
    line = line_of(briefing, f"ask:{week.ask.id}")
    act(liaison, lambda: edit_line(line, LineDraft("Please decide by Friday.", line.section), viewer_of(liaison)))
    page = visit(user=liaison)
    assert "changed since" not in page.open(f"{PATH}?version=draft").text
    act(liaison, lambda: setattr(week.ask, "due", date(2026, 12, 11)))
    cited_twice = page.open(f"{PATH}?version=draft").text.count("changed since")  # here and in the bottom line
    assert cited_twice == page.open(f"{PATH}/edit").text.count("changed since") == 2
    page.fill(f"{PATH}/lines/{line.id}/edit", text="Please decide by December 11.")
    assert page.open(f"{PATH}/edit").text.count("changed since") == 1


def test_the_next_week_covers_what_was_recorded_since_the_last_submission(visit):
    week, liaison = make_week(), make_user("liaison")
    drafted(user=liaison)
    page = visit(user=liaison)
    page.send(f"{PATH}/submit")
    page.send("/briefings/2026-11-30/draft")
    text = page.open("/briefings/2026-11-30/edit").text
    assert "Vendor delay on proofing" not in text and "No update logged since Nov 11" in text
    assert week.worse.recorded_at < now()


def test_a_planned_meeting_held_after_the_submission_of_that_day_is_told_in_the_next_briefing(app):
    week, liaison = make_week(), make_user("liaison")
    held, friday = date(2026, 11, 27), {"state": MeetingState.PLANNED, "recorded": date(2026, 11, 20)}
    afternoon = meet("Afternoon talk", held, week.ita, ends_at=instant_of(held, time(15)), **friday)
    morning, told = meet("Morning talk", held, week.ita, **friday), meet("Old talk", held, week.ita, **friday)
    with on_day(held, 9):
        stored(NotesRevision(meeting_id=told.id, number=1, text="Told already."))
    first = drafted(user=liaison)
    with on_day(held, 12), acting_as(Actor(liaison.id, liaison.name)):
        submit_briefing(first)
        db.session.commit()
    with on_day(held, 16):
        stored(NotesRevision(meeting_id=morning.id, number=1, text="Written up in the afternoon."))
        for meeting in (afternoon, morning, told):
            meeting.state = MeetingState.LOGGED
        db.session.commit()
    said = " ".join(texts(drafted(user=liaison, week=date(2026, 11, 30))).values())
    assert "Afternoon talk" in said and "Morning talk" in said and "Old talk" not in said


def test_an_old_week_stands_on_its_own_sunday_though_the_week_before_was_submitted_later(app):
    make_week()
    liaison = make_user("liaison")
    before = drafted(user=liaison, week=date(2026, 11, 9))
    act(liaison, lambda: add_line(before, LineDraft("Late.", Section.BOTTOM_LINE)))
    act(liaison, lambda: submit_briefing(before))
    said = " ".join(texts(drafted(user=liaison, week=date(2026, 11, 16))).values())
    assert "owes since Nov 18" in said and "At risk, per ITA, Nov 16" in said and "interim contract" not in said


def test_a_date_that_moved_later_is_no_cause_of_getting_better(app):
    week = make_week()
    planned = plan_milestone(week.curb, "Award", date(2026, 12, 5))
    give_date(planned, "forecast", date(2026, 12, 12), date(2026, 11, 24), reason="protest")
    said = texts(drafted())
    assert said[f"better:{week.curb.id}"] == "**Curb sensors**, from at risk on Nov 22 to on track: “Award signed”."
    assert said[f"moved:{planned.id}"].startswith("**Moved:** Award (Curb sensors), from Dec 5 to Dec 12, “protest”")


def test_a_week_that_has_not_begun_is_not_drafted(visit):
    liaison = visit("liaison")
    assert "begins Mon, Dec 7" in liaison.open("/briefings/2026-12-07").text
    assert "has not begun" in liaison.send("/briefings/2026-12-07/draft").text


def test_any_day_of_a_week_leads_to_its_monday(visit):
    page = visit("liaison").open("/briefings/2026-11-26")
    assert "Nov 23–29" in page.h1
    visit("liaison").open("/briefings/never", 404)


@pytest.mark.parametrize("week", ["0001-01-01", "1899-12-25", "9999-12-27", "9999-12-31", "2200-01-06"])
def test_weeks_of_years_that_nobody_means_are_no_pages(visit, week):
    liaison = visit("liaison")
    liaison.open(f"/briefings/{week}", 404)
    liaison.open(f"/briefings/{week}/edit", 404)
    liaison.send(f"/briefings/{week}/draft", 404)
