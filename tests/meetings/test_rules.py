"""Rules of meetings as tables of examples."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobi_tracker.core import clock
from mobi_tracker.meetings.rules.answers import Answers, read_answers
from mobi_tracker.meetings.rules.known import Around, Known
from mobi_tracker.meetings.rules.lines import CapturedLine, line_texts, match_lines, ordinals, same_but_for_line_ends
from mobi_tracker.meetings.rules.merging import merge
from mobi_tracker.meetings.rules.plan.planner import plan_notes
from mobi_tracker.meetings.rules.titles import title_from
from mobi_tracker.meetings.vocabulary import MeetingKind


def lines(*texts):
    """Captured lines of actions, from texts; "risk:…" makes one of a risk."""
    kinds = ["risk" if each.startswith("risk:") else "action" for each in texts]
    return [
        CapturedLine(kind, text, number, at)
        for at, (kind, text, number) in enumerate(zip(kinds, texts, ordinals(texts), strict=True))
    ]


MATCHES = [
    (("send the map",), ("send the map",), {0: 0}),
    (("send the map", "call Lee"), ("call Lee", "send the map"), {0: 1, 1: 0}),
    (("send the map", "send the map"), ("send the map",), {0: 0}),
    (("send the map",), ("send the map", "send the map"), {0: 0}),
    (("send the map by Fri",), ("send the maps by Mon",), {0: 0}),
    (("send the map",), ("order the vans",), {}),
    (("risk:vendor slips",), ("vendor slips, risk",), {}),
    (("send the map", "send the mop"), ("send the mops",), {0: 1}),
]


@pytest.mark.parametrize(("before", "after", "expected"), MATCHES)
def test_lines_are_found_again(before, after, expected):
    assert match_lines(lines(*before), lines(*after)) == expected


def test_many_reworded_lines_are_found_again_without_holding_each_against_all():
    before = lines(*(f"send list number {at} to the team by Fri" for at in range(400)))
    after = lines(*(f"please send list number {at} to the whole team by Fri" for at in range(400)))
    began = time.perf_counter()
    assert match_lines(before, after) == {at: at for at in range(400)}
    assert time.perf_counter() - began < 5  # each against all took some fifteen


MERGES = [
    ({"due": 1}, {"due": 1}, {"due": 5}, {}, ()),
    ({"due": 1}, {"due": 2}, {"due": 1}, {"due": 2}, ()),
    ({"due": 1}, {"due": 2}, {"due": 5}, {}, ("due",)),
    ({"due": 1}, {"due": 2}, {"due": 2}, {}, ()),
    ({"due": 1, "text": "a"}, {"due": 2, "text": "b"}, {"due": 5, "text": "a"}, {"text": "b"}, ("due",)),
]


@pytest.mark.parametrize(("before", "after", "now", "changes", "kept"), MERGES)
def test_a_reworded_line_changes_what_it_changed_and_nobody_edited(before, after, now, changes, kept):
    merged = merge(before, after, now)
    assert (dict(merged.changes), merged.kept) == (changes, kept)


NOVEMBER_27 = date(2026, 11, 27)
TITLES = [
    # kind, notes, who else came, departments, lines taken, title
    ("call", "Present: Maria", ["Maria Lopez"], [], {1}, "Call with Maria Lopez"),
    ("call", "Budget", ["Maria Lopez", "Lee Park"], ["ITA"], (), "Call with Maria Lopez and Lee Park"),
    ("meeting", "", ["Maria Lopez", "Lee Park", "Ann Ode"], [], (), "Meeting with Maria Lopez and two others"),
    ("meeting", "TODO call", [], ["ITA"], {1}, "Check-in with ITA"),
    ("meeting", "", [], ["ITA", "GSD"], (), "Check-in with ITA and GSD"),
    ("site_visit", "", [], ["ITA", "GSD", "BOE"], (), "Site visit with ITA and two others"),
    ("hallway", "ISSUE: staff left", [], [], {1}, "Hallway word, Nov 27"),
    ("text", "", [], [], (), "Text message, Nov 27"),
    ("email", "DECISION: one login\n\n**Budget** memo is late", [], [], {1}, "Email: Budget memo is late"),
    ("meeting", "# Permit login check-in\nTODO call", [], [], {2}, "Permit login check-in"),
    ("meeting", "budget memo. It is late again.", [], [], (), "Budget memo"),
    ("meeting", "Next steps\n- send the map", [], [], {2}, "Meeting, Nov 27"),
    ("meeting", "We walked through all the screens of the pilot with the vendor today", [], [], (), "Meeting, Nov 27"),
    ("meeting", "---\nBudget memo", [], [], (), "Budget memo"),
    ("meeting", "\\@home day", [], [], (), "@home day"),
]


@pytest.mark.parametrize(("kind", "notes", "people", "departments", "taken", "title"), TITLES)
def test_a_title_is_what_a_liaison_would_write(kind, notes, people, departments, taken, title):
    assert title_from(MeetingKind(kind), notes, NOVEMBER_27, people, departments, taken) == title


def test_line_ends_alone_are_no_change():
    assert same_but_for_line_ends("a\nb\n", "a\r\nb\r\n")
    assert not same_but_for_line_ends("a\nb", "a\nb ")


@given(st.text(alphabet=st.sampled_from('TODO @#:[x]-\n\r by Fri"RISKASKDMSTATUS yellow1237'), max_size=200))
def test_any_notes_at_all_come_to_a_plan_whose_items_stand_in_their_lines(notes):
    plan = plan_notes(notes, clock.today(), Known(), Answers(), Around())
    count = len(line_texts(notes))
    assert all(1 <= each.line <= each.end_line <= count for each in plan.items)
    assert len({each.key for each in plan.items}) == len(plan.items)


@given(st.lists(st.tuples(st.text(max_size=30), st.text(max_size=30)), max_size=6))
def test_any_form_at_all_is_read_without_an_error(values):
    assert isinstance(read_answers(values), Answers)


def test_what_was_shown_and_sent_back_is_no_answer():
    shown = '{"due": "2026-12-04", "line": "TODO send it"}'
    sent = [("i0123456789-0.shown", shown), ("i0123456789-0.due", "2026-12-04"), ("i0123456789-0.owner", "Lee")]
    assert read_answers(sent).of("i0123456789-0") == {"owner": "Lee"}
