"""What a screen needs beyond the documented shape: incomplete items, and who or what a question could mean."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from mobi_tracker.meetings.notes.directory import Directory
from mobi_tracker.meetings.notes.parse import parse_notes
from mobi_tracker.meetings.notes.result import ParsedNotes

DIRECTORY = Directory.from_json(
    json.loads((Path(__file__).parent / "cases" / "directory.json").read_text(encoding="utf-8"))
)


def _parse(notes: str) -> ParsedNotes:
    return parse_notes(notes, date(2026, 3, 4), DIRECTORY)


@pytest.mark.parametrize(
    ("notes", "missing", "kept"),
    [
        ("STATUS green: all well", "project", {"rating": "on_track", "text": "all well"}),
        ("STATUS #permit-login: all well", "rating", {"project": "permit-login", "text": "all well"}),
        ('MILESTONE #permit-login "Pilot opens" soon', "forecast", {"name": "Pilot opens"}),
        ("ASK: sign it by 3/14", "of", {"text": "sign it", "due": date(2026, 3, 14)}),
    ],
)
def test_what_is_not_recorded_until_answered_is_kept_as_incomplete(
    notes: str, missing: str, kept: dict[str, object]
) -> None:
    found = _parse(notes)
    (item,) = found.incomplete
    assert found.items == ()
    assert getattr(item, missing) is None
    assert {name: getattr(item, name) for name in kept} == kept


def test_a_shared_name_offers_the_people_it_can_mean() -> None:
    (question,) = _parse("TODO @Maria: send it").questions
    assert (question.candidates, question.name) == (("p1", "p2", "p6"), "Maria")


def test_two_owners_are_both_offered_and_named() -> None:
    (question,) = _parse("TODO @Lee Park and #gsd: send it").questions
    assert question.candidates == ("p4", "general-services")
    assert "Lee Park" in question.text and "gsd" in question.text


def test_an_impossible_day_is_named_in_its_question() -> None:
    (question,) = _parse("TODO me send it by 2/30").questions
    assert "by 2/30" in question.text


def test_a_name_is_written_out_only_where_nobody_is_sure() -> None:
    known, unknown = _parse("Present: Lee Park, Zed Moran").to_json()["attendance"]
    assert known == {"line": 1, "person": "p4", "present": True}
    assert unknown == {"line": 1, "person": None, "name": "Zed Moran", "present": True}


def test_each_kind_has_exactly_its_documented_fields() -> None:
    items = _parse(
        'TODO me a\nDECISION: b\nRISK: c\nSTATUS #permit-login green\nASK DM: d\nMILESTONE #permit-login "e" 2027-03-01'
    ).to_json()["items"]
    assert [set(item) - {"kind", "line", "end_line"} for item in items] == [
        {"text", "owner", "due", "done", "links"},
        {"text", "links"},
        {"text", "level", "links"},
        {"project", "rating", "text"},
        {"of", "text", "due", "links"},
        {"project", "name", "forecast", "reason"},
    ]
