"""Rules of briefings: sentences, figures, differences, the time covered, which version is shown."""

from datetime import UTC, date, datetime

import pytest

from mobi_tracker.briefings.rules import wording
from mobi_tracker.briefings.rules.choosing import Choice, choose, is_told
from mobi_tracker.briefings.rules.difference import line_changes, removed_lines, word_difference
from mobi_tracker.briefings.rules.figures import same_addresses, same_figures
from mobi_tracker.briefings.rules.period import period
from mobi_tracker.briefings.rules.sheet import inline, unmarked
from mobi_tracker.city.week import ReportingWeek
from mobi_tracker.core.errors import RuleBroken
from mobi_tracker.projects.vocabulary import Rating
from mobi_tracker.review.vocabulary import VersionState

TODAY = date(2026, 11, 30)
RISK, OFF, ON = Rating.AT_RISK, Rating.OFF_TRACK, Rating.ON_TRACK


@pytest.mark.parametrize(
    "said, expected",
    [
        (
            wording.decision_needed("Deputy Mayor", date(2026, 12, 4), "Approve it", TODAY, 18_000_000, "approve"),
            "**Deputy Mayor, by Fri, Dec 4.** Approve it ($180,000). Recommended: approve.",
        ),
        (
            wording.decision_needed("Deputy Mayor", date(2026, 11, 29), "Approve it.", TODAY),
            "**Deputy Mayor, needed by Sun, Nov 29, 1 day late.** Approve it.",
        ),
        (
            wording.decision_needed("Executive Officer", None, "Sign", TODAY, 5_050),
            "**Executive Officer, no day set.** Sign ($50.50).",
        ),
        (
            wording.decision_needed("Deputy Mayor", None, "shall we buy it?", TODAY, 500, "Yes!"),
            "**Deputy Mayor, no day set.** Shall we buy it ($5)? Recommended: Yes!",
        ),
        (
            wording.decision_needed("Deputy Mayor", None, "approve it: ", TODAY, 0, "no.."),
            "**Deputy Mayor, no day set.** Approve it ($0). Recommended: no.",
        ),
        (wording.reason_given('He said "no."', "IT"), "“He said ‘no.’” (per IT)"),
        (wording.reason_given("“The vendor's late.”", ""), "“The vendor's late”"),
        (wording.reason_given('the "draft", or “plan”;', ""), "“the ‘draft’, or ‘plan’”"),
        (
            wording.decision_made("“Use it.”", date(2026, 11, 24), "Dr. Lee, Jr.", TODAY),
            "**Decided Nov 24 by Dr. Lee, Jr.** “Use it.”",
        ),
        (
            wording.update_logged("Shuttles etc.", "", OFF, date(2026, 11, 26), TODAY, "", "moved 14 days.."),
            "**Shuttles etc.** Off track, Nov 26. Moved 14 days.",
        ),
        (wording.owes("ITA", "return the “keys”: ", None, TODAY), "**ITA** owes: Return the “keys”."),
        (
            wording.rating_moved("Permit login", RISK, OFF, [], "Nov 22"),
            "**Permit login**, from at risk on Nov 22 to off track.",
        ),
        (
            wording.slipped("Pilot", 1, date(2026, 12, 1), "", "", TODAY),
            "Pilot moved 1 day, to Dec 1, no reason recorded",
        ),
        (wording.reason_given("Vendor delay.", "ITA"), "“Vendor delay” (per ITA)"),
        (wording.reason_given("Vendor delay", ""), "“Vendor delay”"),
        (
            wording.update_logged("Login", "", ON, date(2025, 12, 30), TODAY, "", ""),
            "**Login.** On track, Dec 30, 2025.",
        ),
        (
            wording.update_logged("Login", "Connect", RISK, TODAY, TODAY, "ITA", "it is late", "Hire two people"),
            "**Connect, Login.** At risk, per ITA, Nov 30. It is late. Path to green: Hire two people.",
        ),
        (
            wording.department_did("GSD", "the van list", date(2026, 11, 24), None, TODAY),
            "**GSD** did on Nov 24: The van list.",
        ),
        (
            wording.owes("Finance", "fee table", date(2026, 11, 18), TODAY),
            "**Finance** owes since Nov 18: Fee table.",
        ),
        (wording.owes("We", "fee table", date(2026, 12, 4), TODAY), "**We** owe by Fri, Dec 4: Fee table."),
        (wording.owes("GSD", "fee table", TODAY, TODAY), "**GSD** owes today: Fee table."),
        (wording.owes("GSD", "fee table", None, TODAY), "**GSD** owes: Fee table."),
        (
            wording.milestone_met("Award", "Curb", date(2026, 11, 24), -3, TODAY),
            "**Met:** Award (Curb), Nov 24, 3 days before its baseline.",
        ),
        (
            wording.milestone_met("Award", "Curb", date(2026, 11, 24), 0, TODAY),
            "**Met:** Award (Curb), Nov 24, on its baseline.",
        ),
        (
            wording.milestone_next("Award", "Curb", date(2026, 12, 4), 1, TODAY),
            "**Next:** Award (Curb), Fri, Dec 4, 1 day after its baseline.",
        ),
        (
            wording.milestone_next("Award", "Curb", date(2026, 12, 4), None, TODAY),
            "**Next:** Award (Curb), Fri, Dec 4.",
        ),
        (
            wording.milestone_missed("Award", "Curb", date(2026, 11, 20), TODAY),
            "**Missed:** Award (Curb), expected Nov 20; neither done nor given a new date.",
        ),
        (
            wording.milestone_moved("Award", "Curb", date(2026, 12, 5), date(2027, 1, 15), "rain", "GSD", TODAY),
            "**Moved:** Award (Curb), from Dec 5 to Jan 15, 2027, “rain” (per GSD).",
        ),
        (
            wording.met_with(
                ["ITA", "GSD"], [("Check-in", date(2026, 11, 23)), ("Data", date(2026, 11, 25))], True, TODAY
            ),
            "Met **ITA** and **GSD**: Check-in (Nov 23) and Data (Nov 25).",
        ),
        (
            wording.met_with(["ITA"], [("Call", date(2026, 11, 23))], False, TODAY),
            "In touch with **ITA**: Call (Nov 23).",
        ),
        (
            wording.council_item(
                "City Council", "Transportation Committee", date(2026, 11, 24), "Speed study", "26-0123", "", TODAY
            ),
            "**City Council, Transportation Committee**, Tue, Nov 24: Speed study (CF 26-0123). No outcome logged.",
        ),
        (
            wording.council_item(
                "Council", "", date(2026, 12, 1), "Speed study", "", "", TODAY, "support", date(2026, 12, 15)
            ),
            "**Council**, Tue, Dec 1: Speed study. Our position: Support. Last day for Council action: Tue, Dec 15.",
        ),
        (
            wording.silence("Digital ID", date(2026, 11, 11), "ITA", TODAY),
            "No update logged since Nov 11 for **Digital ID** (ITA).",
        ),
        (wording.silence("Digital ID", None, "", TODAY), "No update logged yet for **Digital ID**."),
        (wording.got_worse([("A", ON, RISK)], 0, "Nov 22"), "**A** went from on track on Nov 22 to at risk."),
        (
            wording.got_worse([("A", ON, RISK), ("B", RISK, OFF)], 1, "Nov 22"),
            "Three projects got worse since Nov 22: **A** (now at risk), **B** (now off track) and one more.",
        ),
        (wording.got_better(1, ["A"], "Nov 22"), "One project got better since Nov 22: **A**; none got worse."),
        (wording.project_new("A", "Planning", "ITA"), "**A** is new: planning, led by ITA."),
        (wording.project_gone("A", "Closed"), "**A** was closed."),
    ],
)
def test_sentences(said, expected):
    assert said == expected


@pytest.mark.parametrize(
    "written, expected",
    [
        ("a * b and [link](x) <b>", r"a \* b and \[link\](x) \<b\>"),
        ("snake_case stays, _so_ does not start emphasis", r"snake_case stays, \_so\_ does not start emphasis"),
        ("two\nlines", "two lines"),
    ],
)
def test_somebody_s_words_are_never_taken_for_markdown(written, expected):
    assert wording.plain(written) == expected
    assert unmarked(wording.plain(written)) == " ".join(written.split())


def test_long_words_are_cut_after_a_sentence_else_after_a_word():
    assert wording.shortened("First one. Second one is long", 20) == "First one. …"
    assert wording.shortened("no sentence ends here at all", 15) == "no sentence…"
    assert wording.shortened("short", 15) == "short"


@pytest.mark.parametrize(
    "before, after, same",
    [
        ("It costs $180,000 by Fri, Dec 4.", "By Fri, Dec 4 we pay $180,000.", True),
        ("It costs $180,000.", "It costs $190,000.", False),
        ("It costs $2.4 M.", "It costs $2.4 k.", False),
        ("It costs $2.4 M.", "It costs $2.4M.", True),
        ("by Dec 4", "by Dec 4 and Dec 5", False),
        ("by Dec 4", "by Nov 4", False),
        ("on Friday", "on Thursday", False),
        ("on Fri, December 4", "on Friday, Dec 4", True),
        ("Two projects slipped", "Three projects slipped", False),
        ("two projects slipped", "Two of the projects slipped", True),
        ("3 projects", "3 projects, 3 offices", False),
        ("12% spent", "12 spent", False),
        ("no figures here", "none here either", True),
        ("that one is late", "this is late", True),
        ("41 days", "-41 days", False),
        ("by Jan 14", "by 14 Jan", True),
        ("by Jan 14, 41 days late", "41 days late, by Jan 14", True),
        ("from Jan 14 to Feb 20", "from Feb 14 to Jan 20", False),
        ("from Jan 14 to Feb 20", "from Feb 20 to Jan 14", False),
        ("paid $5 of $90", "paid $90 of $5", False),
        ("by Jan 14, 2027", "by Jan 14", False),
        ("$180,000", "$18,000", False),
        ("It costs $1.2m", "It costs $1.2b", False),
        ("moved 14 days", "moved 14 weeks", False),
        ("moved 14 days", "moved 14 calendar days", True),
        ("two weeks late", "two days late", False),
        ("$180,000 a year", "$180,000 a month", False),
        ("at 7:30 am", "at 7:30 pm", False),
        ("by May 5", "by Mai 5", False),
        ("by May 5 it may open", "it may open by May 5", True),
        ("due in May", "due then", False),
        ("½ done", "done", False),
        ("half done", "a third done", False),
        ("CF 26-0412", "CF 26-0413", False),
    ],
)
def test_wording_keeps_its_figures(before, after, same):
    assert same_figures(before, after) is same


def test_wording_keeps_its_addresses():
    before = "Read [the study](https://example.org/a) first."
    assert same_addresses(before, "First read [this study](https://example.org/a).")
    assert not same_addresses(before, "Read [the study](https://example.org/b) first.")
    assert not same_addresses("Read it.", "Read it at www.example.org.")


@pytest.mark.parametrize(
    "before, after, pieces",
    [
        ("award Jan 15; done", "award Jan 29; done",
         [("same", "award Jan "), ("removed", "15;"), ("added", "29;"), ("same", " done")]),
        ("same", "same", [("same", "same")]),
        ("", "new", [("added", "new")]),
        ("gone", "", [("removed", "gone")]),
    ],
)  # fmt: skip
def test_words_that_differ(before, after, pieces):
    assert word_difference(before, after) == pieces


def test_lines_that_differ():
    changes = line_changes({1: "a", 2: "b"}, {1: "a", 2: "c", 3: "d"})
    assert changes[2].before == "b" and changes[3].is_new and 1 not in changes
    assert removed_lines({1: "a", 2: "b"}, [2]) == [1]


def test_a_line_of_markdown_stands_inside_a_paragraph_and_is_sanitized():
    assert inline("**A** & b") == "<strong>A</strong> &amp; b"
    assert "<script" not in inline("<script>alert(1)</script>")


WEEK = ReportingWeek(date(2026, 11, 23))
MONDAY_9 = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)


def test_without_a_previous_briefing_the_week_itself_is_covered():
    found = period(WEEK, None, datetime(2026, 11, 27, 20, 0, tzinfo=UTC))
    assert found.since == datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
    assert (found.day_before, found.day) == (date(2026, 11, 22), date(2026, 11, 27))


def test_what_was_recorded_since_the_last_submission_is_covered_until_now():
    found = period(WEEK, MONDAY_9, datetime(2026, 11, 30, 17, 0, tzinfo=UTC))
    assert found.since == MONDAY_9 and found.day_before == date(2026, 11, 23) and found.day == TODAY


def test_a_briefing_drafted_weeks_later_ends_with_its_week():
    assert period(WEEK, None, datetime(2026, 12, 20, tzinfo=UTC)).day == date(2026, 11, 29)


def test_a_week_to_come_has_nothing_to_draft_from():
    with pytest.raises(RuleBroken):
        period(WEEK, None, datetime(2026, 11, 22, 17, 0, tzinfo=UTC))


S = VersionState


@pytest.mark.parametrize(
    "asked, since, newest, state, has_draft, differs, reviews, read, expected",
    [
        ("", "", 0, None, True, True, False, [], Choice(None, "")),
        ("", "", 0, None, False, False, True, [], None),
        ("", "", 2, S.SUBMITTED, False, False, True, [1], Choice(2, "1")),
        ("", "", 2, S.SUBMITTED, True, True, True, [1, 2], Choice(2, "1")),
        ("", "", 2, S.SUBMITTED, True, True, False, [], Choice(None, "")),
        ("", "", 2, S.APPROVED, True, False, False, [], Choice(2, "")),
        ("", "none", 2, S.SUBMITTED, False, False, True, [1], Choice(2, "")),
        ("2", "1", 3, S.SUBMITTED, False, False, True, [], Choice(2, "1")),
        ("2", "3", 3, S.SUBMITTED, False, False, True, [], Choice(2, "")),
        ("2", "week", 3, S.SUBMITTED, False, False, True, [], Choice(2, "week")),
        ("draft", "3", 3, S.RETURNED, True, True, False, [], Choice(None, "3")),
        ("draft", "", 3, S.RETURNED, False, True, False, [], None),
        ("4", "", 3, S.RETURNED, True, True, False, [], None),
        ("nonsense", "", 3, S.RETURNED, True, True, False, [], None),
    ],
)
def test_which_version_is_shown_and_compared_with(
    asked, since, newest, state, has_draft, differs, reviews, read, expected
):
    assert choose(asked, since, newest, state, has_draft, differs, reviews, read) == expected


@pytest.mark.parametrize(
    "number, is_open, shown, told",
    [(1, False, 1, True), (1, True, 2, True), (1, False, 2, False), (2, True, 1, False), (1, True, None, True)],
)
def test_comments_of_earlier_versions_stand_until_they_are_resolved(number, is_open, shown, told):
    assert is_told(number, is_open, shown) is told
