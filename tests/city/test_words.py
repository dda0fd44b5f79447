"""Numbers, plurals and lists in words."""

import pytest

from mobi_tracker.city.words import (
    as_sentence,
    counted,
    counted_in_words,
    counted_of,
    join_words,
    number_in_words,
    plural,
)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zero"),
        (1, "one"),
        (2, "two"),
        (12, "twelve"),
        (20, "twenty"),
        (21, "21"),
        (1204, "1,204"),
        (-1, "-1"),
    ],
)
def test_numbers_up_to_twenty_are_words(number: int, words: str):
    assert number_in_words(number) == words


@pytest.mark.parametrize(
    ("number", "one", "many", "noun"),
    [
        (1, "project", None, "project"),
        (0, "project", None, "projects"),
        (2, "project", None, "projects"),
        (2, "priority", None, "priorities"),
        (2, "day", None, "days"),
        (2, "business", None, "businesses"),
        (2, "branch", None, "branches"),
        (2, "person", "people", "people"),
        (1, "person", "people", "person"),
    ],
)
def test_a_noun_agrees_with_its_number(number: int, one: str, many: str | None, noun: str):
    assert plural(number, one, many) == noun


@pytest.mark.parametrize(
    ("number", "label", "words"),
    [
        (0, "0 decisions", "no decisions"),
        (1, "1 decision", "one decision"),
        (16, "16 decisions", "sixteen decisions"),
        (1204, "1,204 decisions", "1,204 decisions"),
    ],
)
def test_things_are_counted_in_digits_and_in_words(number: int, label: str, words: str):
    assert counted(number, "decision") == label
    assert counted_in_words(number, "decision") == words


@pytest.mark.parametrize(
    ("items", "joined"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_a_list_is_joined_as_a_sentence_has_it(items: list[str], joined: str):
    assert join_words(items) == joined
    assert join_words(iter(items)) == joined


def test_a_list_may_end_with_another_word():
    assert join_words(["a", "b", "c"], last="or") == "a, b or c"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("two decisions wait for you", "Two decisions wait for you."),
        ("ITA is late.", "ITA is late."),
        ("why?", "Why?"),
        ("3 wait", "3 wait."),
        ("moved 14 days..", "Moved 14 days."),
        ("and so on...", "And so on..."),
        ("finish…", "Finish…"),
        ("the list:", "The list."),
        ("now fine;", "Now fine."),
        ('say "yes."', 'Say "yes."'),
        ("“Use it.”", "“Use it.”"),
        ("return the “keys”:", "Return the “keys”."),
        ("read it (twice)", "Read it (twice)."),
        ("iPhone rollout", "iPhone rollout."),
        ("eBay listing", "eBay listing."),
        ("", ""),
    ],
)
def test_a_sentence_has_a_capital_and_an_end(text: str, sentence: str):
    assert as_sentence(text) == sentence


@pytest.mark.parametrize(
    ("number", "many", "said"),
    [
        (1, "users", "1 user"),
        (0, "users", "No users"),
        (1204, "users", "1,204 users"),
        (1, "people", "1 person"),
        (1, "priorities", "1 priority"),
        (1, "Council items", "1 Council item"),
        (1, "weekly briefings", "1 weekly briefing"),
        (1, "boxes", "1 box"),
        (1, "measures", "1 measure"),
        (1, "risks and issues", "1 risk or issue"),
        (0, "risks and issues", "No risks or issues"),
        (3, "risks and issues", "3 risks and issues"),
    ],
)
def test_a_list_counts_what_it_names_in_plural(number: int, many: str, said: str):
    assert counted_of(number, many) == said
