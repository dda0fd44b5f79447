"""Reading a meeting's notes for somebody: what is known to them, what was answered before, and what that comes to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.core.numbers import read_id
from mobi_tracker.meetings.models import Capture
from mobi_tracker.meetings.queries.known import known_for
from mobi_tracker.meetings.rules.answers import Answers
from mobi_tracker.meetings.rules.known import Around
from mobi_tracker.meetings.rules.lines import CapturedLine, key_of
from mobi_tracker.meetings.rules.plan.planner import name_key, plan_notes, tag_key
from mobi_tracker.meetings.rules.plan.shapes import Plan
from mobi_tracker.meetings.vocabulary import MATCHED_STATES, ItemKind


def plan_for(
    notes: str,
    on: date,
    viewer: Viewer,
    answers: Answers,
    project_ids: Sequence[int] = (),
    department_ids: Sequence[int] = (),
    initiative_ids: Sequence[int] = (),
    captures: Sequence[Capture] = (),
) -> Plan:
    """What saving these notes would record, for this person. ``captures``: the meeting's, with earlier answers."""
    answers = answers.over(answers_of(captures))
    known = known_for(
        notes, viewer, answers.words("owner", "person", "organization"), answers.words("project"), project_ids,
        [each for each in map(read_id, answers.words("who")) if each is not None],
    )  # fmt: skip
    everywhere = viewer.can_everywhere(Permission.LOG)
    around = Around(
        tuple(project_ids), tuple(department_ids), tuple(initiative_ids), None if everywhere else viewer.department_ids
    )
    return plan_notes(notes, on, known, answers, around)


def answers_of(captures: Sequence[Capture]) -> Answers:
    """What was answered and corrected when these lines were saved."""
    by_key, lines = {}, {}
    for each in captures:
        kind = ItemKind(each.item_kind)
        if each.state not in MATCHED_STATES:
            continue
        if kind is ItemKind.NAME:
            by_key[name_key(each.line_text)] = each.answers
        elif kind is ItemKind.TAG:
            by_key[tag_key(each.line_text)] = each.answers
        else:
            key = key_of("i", each.line_text, each.ordinal)
            by_key[key] = each.answers
            lines[key] = CapturedLine(each.item_kind, each.line_text, each.ordinal, each.line)
    return Answers(by_key, lines)
