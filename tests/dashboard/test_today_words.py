"""The words of Today and Review, by tables of examples."""

from datetime import date

import pytest

from mobi_tracker.dashboard.rules.review import change_words, review_sentence
from mobi_tracker.dashboard.rules.today import briefing_words, due_words, needed_words, today_sentence
from mobi_tracker.review.vocabulary import VersionState

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("meetings", "late", "more", "sentence"),
    [
        (3, 2, False, "Three meetings today. Two actions are late."),
        (1, 1, False, "One meeting today. One action is late."),
        (0, 0, False, "No meetings today. Nothing is late."),
        (2, 25, True, "Two meetings today. More than 25 actions are late."),
    ],
)
def test_today_in_a_sentence(meetings, late, more, sentence):
    assert today_sentence(meetings, late, more) == sentence


@pytest.mark.parametrize(
    ("due", "words", "needed"),
    [
        (date(2026, 11, 18), "12 days late", "12 days late"),
        (TODAY, "due today", "needed by Mon, Nov 30"),
        (date(2026, 12, 1), "due tomorrow", "needed by Tue, Dec 1"),
        (date(2026, 12, 4), "due Fri, Dec 4", "needed by Fri, Dec 4"),
        (date(2027, 1, 5), "due Tue, Jan 5, 2027", "needed by Tue, Jan 5, 2027"),
        (None, "", ""),
    ],
)
def test_when_something_is_due_or_needed(due, words, needed):
    assert (due_words(due, TODAY), needed_words(due, TODAY)) == (words, needed)


@pytest.mark.parametrize(
    ("lines", "own", "number", "state", "words"),
    [
        (0, 0, None, None, "Nothing is drafted yet."),
        (9, 1, None, None, "9 lines in the draft, 1 written by hand."),
        (1, 0, None, None, "1 line in the draft."),
        (9, 0, 2, VersionState.SUBMITTED, "Version 2 is submitted."),
        (9, 0, 2, VersionState.RETURNED, "Version 2 was returned. 9 lines in the draft."),
        (9, 0, 2, VersionState.APPROVED, "Version 2 is approved."),
    ],
)
def test_how_the_briefing_stands(lines, own, number, state, words):
    assert briefing_words(lines, own, number, state) == words


@pytest.mark.parametrize(
    ("to_review", "to_forward", "to_decide", "sentence"),
    [
        (0, 0, 0, "Nothing waits for you."),
        (1, 0, 0, "One briefing waits for review."),
        (1, 2, 1, "One briefing waits for review. Two asks wait to be forwarded and one ask waits for your decision."),
        (0, 1, 0, "One ask waits to be forwarded."),
        (2, 0, 3, "Two briefings wait for review. Three asks wait for your decision."),
    ],
)
def test_what_waits_in_a_sentence(to_review, to_forward, to_decide, sentence):
    assert review_sentence(to_review, to_forward, to_decide) == sentence


@pytest.mark.parametrize(
    ("new", "changed", "removed", "words"),
    [
        (1, 2, 1, "2 lines changed, 1 new, 1 taken out since version 1"),
        (0, 1, 0, "1 line changed since version 1"),
        (3, 0, 0, "3 new since version 1"),
        (0, 0, 0, "nothing changed since version 1"),
    ],
)
def test_what_changed_in_a_line(new, changed, removed, words):
    assert change_words(new, changed, removed, 1) == words
