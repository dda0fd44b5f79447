"""Drafting again: new facts come in, nobody's words are touched, what no longer holds leaves."""

from datetime import date

import pytest

from mobi_tracker.briefings.operations.lines import LineDraft, add_line, edit_line, hide_line
from mobi_tracker.briefings.queries.briefings import lines_of_draft
from mobi_tracker.briefings.rules.drafted import Cited, Drafted
from mobi_tracker.briefings.rules.redraft import Kept, Plan, places, plan
from mobi_tracker.briefings.vocabulary import Origin, Section
from mobi_tracker.core.actor import Actor, acting_as
from mobi_tracker.core.clock import now
from mobi_tracker.core.database import db
from mobi_tracker.core.withdrawals import withdraw
from tests.briefings.factories import PATH, drafted, line_of, make_week, rate, redraft, texts
from tests.factories import make_user
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
        "**Curb sensors**, from at risk to off track: “The award was protested” (per LADOT)."
    )
    assert said[f"status:{new.id}"].startswith("**Curb sensors.** Off track, per LADOT, Nov 29.")
    assert said["bottom:changes"].startswith("Two projects got worse:")
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


def test_a_week_that_has_not_begun_is_not_drafted(visit):
    liaison = visit("liaison")
    assert "begins Mon, Dec 7" in liaison.open("/briefings/2026-12-07").text
    assert "has not begun" in liaison.send("/briefings/2026-12-07/draft").text


def test_any_day_of_a_week_leads_to_its_monday(visit):
    page = visit("liaison").open("/briefings/2026-11-26")
    assert "Nov 23–29" in page.h1
    visit("liaison").open("/briefings/never", 404)
