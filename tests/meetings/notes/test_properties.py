"""What holds for any notes whatever: no error, valid lines, nothing changed, and time that grows with length."""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mobi_tracker.meetings.notes.directory import Directory, Person
from mobi_tracker.meetings.notes.lines import split_lines
from mobi_tracker.meetings.notes.parse import parse_notes
from mobi_tracker.meetings.notes.result import ABOUT_ORDER, ParsedNotes

ON = date(2026, 3, 4)
DIRECTORY = Directory.from_json(
    json.loads((Path(__file__).parent / "cases" / "directory.json").read_text(encoding="utf-8"))
)
PIECES = st.sampled_from(
    """TODO ACTION DECISION RISK STATUS MILESTONE ISSUE ASK|ASK DM|AI|[ ]|[x]|☐|☑|Next steps|Present:|Absent:|Attendees
    @Lee|@Maria|@Zed Moran|@me|@gsd|@"|me|I'll|Lee Park|and|&|/|,|;|:|-|–|(|)|[|]|"|“|”|'|to|will|by|due|before|Fri|this
    next|3/14|2/30|2027-03-01|March|14|in 2 weeks|in 99999999999 weeks|EOD|5pm|ASAP|Q3|high|(low)|green|at risk
    #permit-login|#ita|#zzz|#12|\\|>|```|~~~|||#|# |**|_|*|1.|•|    |\t|\u00a0|\u2028|\n|\r|\r\n|\n  |.|!|https://x.example.org/#a|none""".replace(
        "\n    ", "|"
    ).split("|")
)

# Pieces that, over and over, have made readers of text slow; and what may stand before them.
UNITS = [
    '(', '[', '@', '@@Lee ', '@Lee, ', '@Zed ', '#', '#a', '#a ', ' ', '\t', '*', '_', '"', '“', 'by ',
    'by 3/4 ', 'by(', '(low) ', '(3/4 ', 'a.', 'a@', '](', '`', '1', '3/', '- ', 'and ', 'Lee ',
    'Maria Lopez ', "'", 'March ', '\n', '\n  x', '\nTODO @Lee x by Fri', '\n@Lee', 'green ', '"x" ',
    '@"', '2027-03-01 ', 'Fri ', 'in ', 'é', '-', ':', '/', 'me and ',
]  # fmt: skip
STARTS = [
    '', 'TODO @Lee ', 'RISK: ', 'STATUS ', 'MILESTONE #permit-login "x" ', 'Present: ', '@Lee',
]  # fmt: skip


def _check(notes: str, found: ParsedNotes) -> None:
    lines = split_lines(notes)
    assert "".join(line.text + line.ending for line in lines) == notes
    last = 0
    for item in sorted((*found.items, *found.incomplete), key=lambda one: one.line):
        assert last < item.line <= item.end_line <= len(lines)
        last = item.end_line
    for entry in (*found.attendance, *found.mentions, *found.links, *found.questions):
        assert 1 <= entry.line <= len(lines)
    order = [(q.line, ABOUT_ORDER.index(q.about)) for q in found.questions]
    assert order == sorted(order)
    json.dumps(found.to_json())


@given(st.text(), st.dates())
@settings(max_examples=300, deadline=None)
def test_any_text_on_any_day_is_read_without_an_error(notes: str, on: date) -> None:
    _check(notes, parse_notes(notes, on, DIRECTORY))


@given(st.lists(st.tuples(PIECES, st.sampled_from(["", " ", " "])), max_size=30), st.dates())
@settings(max_examples=600, deadline=None)
def test_any_order_of_marks_names_dates_and_brackets_is_read(pieces: list[tuple[str, str]], on: date) -> None:
    notes = "".join(piece + gap for piece, gap in pieces)
    _check(notes, parse_notes(notes, on, DIRECTORY))


@given(st.text(alphabet="\r\n\u2028\x85\x0b\x0c a"))
def test_lines_joined_again_are_the_text(notes: str) -> None:
    lines = split_lines(notes)
    assert "".join(line.text + line.ending for line in lines) == notes
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("start", STARTS)
def test_a_very_long_line_takes_no_long_time(start: str, unit: str) -> None:
    notes = start + unit * (20_000 // len(unit))
    begun = time.perf_counter()
    parse_notes(notes, ON, DIRECTORY)
    assert time.perf_counter() - begun < 1.5


def test_twenty_thousand_people_are_indexed_and_read_against_quickly() -> None:
    people = tuple(Person(f"p{n}", f"Given{n % 400} Family{n}") for n in range(20_000))
    directory = Directory("p1", people, DIRECTORY.slugs, DIRECTORY.holidays)
    notes = "\n".join(f"TODO @Given{n} Family{n}: send the map by Fri #permit-login" for n in range(60))
    begun = time.perf_counter()
    assert directory.names.whole
    indexed = time.perf_counter()
    found = parse_notes(notes, ON, directory)
    read = time.perf_counter()
    assert [item.owner for item in found.items] == [f"p{n}" for n in range(60)]
    # Twice and more what was measured on a slow machine, so that a busy one does not fail.
    assert indexed - begun < 0.5
    assert read - indexed < 0.2
