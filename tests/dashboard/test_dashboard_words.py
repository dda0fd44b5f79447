"""The dashboard's sentence, days and lines, as tables of examples."""

from datetime import UTC, date, datetime, timedelta

import pytest

from mobi_tracker.access.vocabulary import Marking
from mobi_tracker.dashboard.rules.days import Landmarks, a_month_before, choose
from mobi_tracker.dashboard.rules.figures import rating_counts, timeline_row
from mobi_tracker.dashboard.rules.past_days import read_past_day
from mobi_tracker.dashboard.rules.sentence import Told, sentence
from mobi_tracker.paper.charts.description import Tone
from mobi_tracker.projects.vocabulary import Phase, Rating
from mobi_tracker.standing.facts import DateFact, MilestoneStanding, ProjectStanding

TODAY = date(2026, 11, 30)
G, Y, R, N = Rating.ON_TRACK, Rating.AT_RISK, Rating.OFF_TRACK, Rating.NOT_RATED


def told(ratings=(), waiting=0, **values):
    return Told(waiting, values.pop("whom", "you"), rating_counts(ratings), values.pop("since", "last week"), **values)


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        (told([G] * 16, 2, worse=3, better=1), "Two decisions wait for you. Three projects got worse, one got better."),
        (told([G] * 16, 1, worse=1), "One decision waits for you. One project got worse."),
        (told([G] * 16, 0, better=2), "No decision waits for you. Two projects got better, none got worse."),
        (
            told([G] * 16),
            "No decision waits for you. Nothing got worse since last week. All sixteen projects are on track.",
        ),
        (told([R] * 3, 0, worse=3), "No decision waits for you. Three projects got worse."),
        (
            told([R] * 3),
            "No decision waits for you. Nothing got worse since last week. All three projects are off track.",
        ),
        (
            told([G, Y, R, N]),
            "No decision waits for you. Nothing got worse since last week. One of four projects is on track.",
        ),
        (told([Y, R]), "No decision waits for you. Nothing got worse since last week. Neither project is on track."),
        (
            told([Y, R, R]),
            "No decision waits for you. Nothing got worse since last week. None of three projects is on track.",
        ),
        (told([Y, Y]), "No decision waits for you. Nothing got worse since last week. Both projects are at risk."),
        (told([G]), "No decision waits for you. Nothing got worse since last week. The one project is on track."),
        (told([N]), "No decision waits for you. Nothing got worse since last week. The one project is not rated."),
        (told([N, N]), "No decision waits for you. Nothing got worse since last week. Both projects are not rated."),
        (
            told([G, N], slipped=1, moved=1),
            "No decision waits for you. No project got worse since last week, but one milestone moved later. "
            "One of two projects is on track.",
        ),
        (told(gone=1), "No project runs any more."),
        (told(gone=1, ended=1), "No project runs; one is closed or cancelled."),
        (told(gone=2, by="Fri, Nov 27"), "No project ran any more."),
        (
            told([G], is_partial=True),
            "No decision that you may see waits for you. Nothing got worse since last week. "
            "The one project is on track.",
        ),
        (told([G], 1, is_partial=True, worse=1), "One decision waits for you. One project got worse."),
        (told(is_partial=True), "No project is among what you may see."),
        (told(waiting=None, is_partial=True, by="Fri, Nov 27"), "No project was among what you may see."),
        (
            told([G, G], slipped=2),
            "No decision waits for you. No rating changed since last week, but two milestones moved later. "
            "Both projects are on track.",
        ),
        (
            told([G, G], slipped=1, since="Wed, Jul 1"),
            "No decision waits for you. No rating changed since Wed, Jul 1, but one milestone moved later. "
            "Both projects are on track.",
        ),
        (told(), "No project is logged yet."),
        (told(waiting=1), "One decision waits for you. No project is logged yet."),
        (told(ended=1), "No project runs; one is closed or cancelled."),
        (told(ended=12), "No project runs; twelve are closed or cancelled."),
        (told([G], None, worse=1), "One project got worse."),
        (told([G], 1, late=1, worse=1), "One decision waits for you, and it is late. One project got worse."),
        (told([G], 2, late=1, worse=1), "Two decisions wait for you, one of them late. One project got worse."),
        (told([G], 2, late=2, worse=1), "Two decisions wait for you, both late. One project got worse."),
        (told([G], 32, late=32, worse=23, better=26),
         "32 decisions wait for you, all late. 23 projects got worse, 26 got better."),
        (told([G], 2, whom="the Deputy Mayor", worse=1),
         "Two decisions wait for the Deputy Mayor. One project got worse."),
        (told([G, Y], 1, by="Fri, Nov 6", late=1, since="the week before"),
         "One decision waited for you, and it was late. Nothing got worse since the week before. "
         "One of two projects was on track."),
        (told([G] * 16, 2, worse=3, better=1, mismatched=1),
         "Two decisions wait for you. Three projects got worse, one got better. "
         "One project’s dates don’t match its report."),
        (told([G] * 16, 1, worse=1, mismatched=2, explained=1, matters=("dates", "dollars")),
         "One decision waits for you. One project got worse. "
         "Two projects’ dates and dollars don’t match their reports; one more is explained."),
        (told([G] * 16, 1, worse=1, mismatched=12, explained=2, matters=("dates", "dollars", "risks")),
         "One decision waits for you. One project got worse. "
         "Twelve projects’ dates, dollars and risks don’t match their reports; two more are explained."),
        (told([G], 1, worse=1, explained=1, matters=("dollars",)),
         "One decision waits for you. One project got worse. "
         "One project’s dollars don’t match its report, and that is explained."),
        (told([G, G], 1, worse=1, explained=2),
         "One decision waits for you. One project got worse. "
         "Two projects’ dates don’t match their reports, and that is explained."),
        (told([G], mismatched=1),
         "No decision waits for you. Nothing got worse since last week. The one project is on track. "
         "One project’s dates don’t match its report."),
        (told([G], 1, worse=1, mismatched=1, explained=1, by="Fri, Nov 6"),
         "One decision waited for you. One project got worse. "
         "One project’s dates didn’t match its report; one more was explained."),
        (told([G, G], suggested=1),
         "No decision waits for you. No report changed since last week, but dates and dollars suggest worse of one "
         "project. Both projects are on track."),
        (told([G, G], suggested=2, moved=1),
         "No decision waits for you. No report got worse since last week, but dates and dollars suggest worse of two "
         "projects. Both projects are on track."),
        (told([G] * 9, 1, worse=1, better=1, suggested=1),
         "One decision waits for you. One project got worse, one got better; dates and dollars suggest worse of one "
         "more."),
        (told([G] * 9, 1, better=2, suggested=1),
         "One decision waits for you. Two projects got better, but dates and dollars suggest worse of one project."),
        (told([N] * 3, unrated_late=3),
         "No decision waits for you. Nothing got worse since last week. All three projects are not rated. "
         "Dates and dollars suggest that all are off track."),
        (told([N, G, G], unrated_late=1, by="Fri, Nov 6"),
         "No decision waited for you. Nothing got worse since last week. Two of three projects were on track. "
         "Dates and dollars suggested that one project nobody rated was off track."),
        (told(by="Thu, Jan 1"), "No project was logged by Thu, Jan 1."),
        (told(by="Thu, Jan 1", ended=2), "No project ran; two were closed or cancelled."),
    ],
)  # fmt: skip
def test_the_sentence_is_true_and_reads_well_on_any_data(of, expected):
    assert sentence(of) == expected


@pytest.mark.parametrize(
    ("as_of", "compare", "shown", "before"),
    [
        ("", "", TODAY, date(2026, 11, 23)),
        ("today", "week", TODAY, date(2026, 11, 23)),
        ("week", "week", date(2026, 11, 23), date(2026, 11, 16)),
        ("month", "month", date(2026, 10, 30), date(2026, 9, 30)),
        ("year", "", date(2026, 7, 1), date(2026, 6, 24)),
        ("", "year", TODAY, date(2026, 7, 1)),
        ("2026-09-15", "2026-08-01", date(2026, 9, 15), date(2026, 8, 1)),
        ("9/15/2026", "8/1/2026", date(2026, 9, 15), date(2026, 8, 1)),
        ("2026-11-30", "", TODAY, date(2026, 11, 23)),
    ],
)
def test_the_address_chooses_the_days(as_of, compare, shown, before):
    days = choose(as_of, compare, TODAY)
    assert (days.as_of, days.before, days.messages) == (shown, before, ())


@pytest.mark.parametrize(
    ("as_of", "compare", "shown", "before", "said"),
    [
        ("soon", "", TODAY, date(2026, 11, 23), "“soon” is not a day"),
        ("2027-01-05", "", TODAY, date(2026, 11, 23), "still to come"),
        ("2026-02-30", "", TODAY, date(2026, 11, 23), "is not a day"),
        ("0001-01-01", "", TODAY, date(2026, 11, 23), "is not a day"),
        ("", "whenever", TODAY, date(2026, 11, 23), "“whenever” is not a day"),
        ("2026-09-15", "2026-09-15", date(2026, 9, 15), date(2026, 9, 8), "must come before"),
        ("2026-09-15", "2026-10-15", date(2026, 9, 15), date(2026, 9, 8), "must come before"),
        ("2026-07-01", "year", date(2026, 7, 1), date(2026, 6, 24), "must come before"),
    ],
)
def test_what_the_address_cannot_mean_falls_back_with_a_message(as_of, compare, shown, before, said):
    days = choose(as_of, compare, TODAY)
    assert (days.as_of, days.before) == (shown, before)
    assert said in days.messages[0]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 3, 31), date(2026, 2, 28)),
        (date(2026, 1, 15), date(2025, 12, 15)),
        (date(2026, 11, 30), date(2026, 10, 30)),
    ],
)
def test_a_month_before_keeps_the_day_where_it_can(day, expected):
    assert a_month_before(day) == expected


def test_an_address_says_only_what_does_not_go_without_saying():
    assert choose("", "", TODAY).address() == "?"
    assert choose("", "month", TODAY).address(format="csv") == "?compare=month&format=csv"
    assert choose("2026-09-15", "", TODAY).address() == "?as_of=2026-09-15"


LOOKED = Landmarks(datetime(2026, 11, 25, 20, tzinfo=UTC), {2026: date(2026, 5, 28)})


@pytest.mark.parametrize(
    ("as_of", "compare", "shown", "before"),
    [
        ("", "look", TODAY, date(2026, 11, 25)),
        ("look", "", date(2026, 11, 25), date(2026, 11, 18)),
        ("", "budget", TODAY, date(2026, 5, 27)),
        ("budget", "", date(2026, 5, 27), date(2026, 5, 20)),
        ("2026-05-28", "budget", date(2026, 5, 28), date(2026, 5, 27)),
        ("2026-05-27", "budget", date(2026, 5, 27), date(2025, 5, 31)),
        ("2025-07-01", "budget", date(2025, 7, 1), date(2025, 5, 31)),
        ("2025-01-15", "budget", date(2025, 1, 15), date(2024, 5, 31)),
    ],
)
def test_a_look_and_the_eve_of_the_budget_are_days_too(as_of, compare, shown, before):
    days = choose(as_of, compare, TODAY, LOOKED)
    assert (days.as_of, days.before, days.messages) == (shown, before, ())


def test_a_day_before_the_look_cannot_be_compared_with_it():
    days = choose("2026-11-24", "look", TODAY, LOOKED)
    assert days.before == date(2026, 11, 17)
    assert "must come before" in days.messages[0]


def test_the_menus_offer_every_preset_that_means_a_day():
    words = [each.label for each in choose("", "", TODAY, LOOKED).before_choices()]
    assert words == [
        "compared with last week",
        "compared with last month",
        "compared with Nov 25, when you last looked",
        "compared with Jul 1, start of the fiscal year",
        "compared with May 27, before the budget",
    ]
    assert not any("looked" in each.label for each in choose("", "", TODAY).as_of_choices())


def test_whatever_else_the_address_says_goes_along():
    days = choose("", "", TODAY, others={"department": "ita"})
    assert days.address(compare="month") == "?compare=month&department=ita"
    assert (days.address(), days.address_of_all) == ("?department=ita", "?")


def test_the_strip_has_half_a_year_of_sundays_and_today():
    weeks = choose("", "", TODAY).weeks()
    assert (len(weeks), weeks[0].day, weeks[-2].day, weeks[-1].day) == (
        27, date(2026, 6, 7), date(2026, 11, 29), TODAY,
    )  # fmt: skip
    assert [week.label for week in weeks[:5]] == ["Jun 7", "14", "21", "28", "Jul 5"]
    assert [week.day for week in weeks if week.is_shown] == [TODAY]


def test_the_strip_moves_along_with_a_day_long_gone():
    weeks = choose("2024-03-10", "", TODAY).weeks()
    assert weeks[0].day < date(2024, 3, 10) < weeks[-1].day
    assert [week.day for week in weeks if week.is_shown] == [date(2024, 3, 10)]


@pytest.mark.parametrize(
    ("as_of", "earlier", "later"),
    [
        ("", "?as_of=2026-11-29", None),
        ("2026-11-29", "?as_of=2026-11-22", "?"),
        ("2026-11-22", "?as_of=2026-11-15", "?as_of=2026-11-29"),
        ("2026-11-25", "?as_of=2026-11-22", "?as_of=2026-11-29"),
        ("2026-11-23", "?as_of=2026-11-22", "?as_of=2026-11-29"),
    ],
)
def test_one_walks_from_sunday_to_sunday_and_to_today(as_of, earlier, later):
    days = choose(as_of, "", TODAY)
    assert (days.earlier_url, days.later_url) == (earlier, later)


@pytest.mark.parametrize(
    ("forecast", "actual", "words", "tone"),
    [
        (TODAY - timedelta(days=10), None, "10 days past", Tone.OFF_TRACK),
        (TODAY, None, "+9 days", Tone.AT_RISK),
        (TODAY + timedelta(days=40), None, "+49 days", Tone.OFF_TRACK),
        (TODAY - timedelta(days=9), TODAY - timedelta(days=9), "on time", Tone.ON_TRACK),
    ],
)
def test_a_milestone_is_drawn_by_its_slip_or_by_how_long_it_is_past(forecast, actual, words, tone):
    project = ProjectStanding(
        1, "p", "Permit login", Phase.DELIVERY, Marking.INTERNAL, None, None, frozenset(), *[None] * 3
    )
    facts = [
        DateFact(number, day) if day else None
        for number, day in enumerate((TODAY - timedelta(days=9), forecast, actual))
    ]
    row = timeline_row(project, MilestoneStanding(1, 1, "Award", *facts), TODAY, "/milestones/1")
    assert (row.slip_label, row.tone) == (words, tone)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2026-11-05", date(2026, 11, 5)), ("11/5/2026", date(2026, 11, 5)), ("Nov 5", date(2026, 11, 5)),
        ("11/5", date(2026, 11, 5)), ("5 November", date(2026, 11, 5)), ("Thu, Nov 5", date(2026, 11, 5)),
        ("Dec 5", date(2025, 12, 5)), ("last friday", date(2026, 11, 27)), ("Friday", date(2026, 11, 27)),
        ("mon", date(2026, 11, 23)), ("yesterday", date(2026, 11, 29)), ("12/5/2026", date(2026, 12, 5)),
        ("Feb 30", None), ("next friday", None), ("someday", None), ("", None), ("5", None), ("/", None),
    ],
)  # fmt: skip
def test_a_day_that_has_been_is_read_as_people_say_it(words, day):
    assert read_past_day(words, date(2026, 11, 30)) == day
