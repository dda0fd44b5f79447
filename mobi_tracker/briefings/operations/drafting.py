"""Drafting a week's briefing from its records, and drafting it again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from mobi_tracker.access.operations import set_marking_floor
from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.queries import readers_of
from mobi_tracker.access.vocabulary import Marking, strictest
from mobi_tracker.briefings.draft.sections import draft_lines
from mobi_tracker.briefings.models import Briefing, BriefingLine, LineSource
from mobi_tracker.briefings.operations.writers import note_writer
from mobi_tracker.briefings.queries import briefings as queries
from mobi_tracker.briefings.queries.cited import cited_records, marking_chain, stamps
from mobi_tracker.briefings.rules.content import Pointer
from mobi_tracker.briefings.rules.drafted import Drafted
from mobi_tracker.briefings.rules.period import covered_until, period
from mobi_tracker.briefings.rules.redraft import Kept, Plan, places, plan
from mobi_tracker.briefings.vocabulary import Origin, Section
from mobi_tracker.city.week import ReportingWeek
from mobi_tracker.core import clock
from mobi_tracker.core.database import db
from mobi_tracker.core.withdrawals import bring_back, withdraw


@dataclass(frozen=True)
class Redrafted:
    """How many lines came in, were written anew, and were retired."""

    added: int
    rewritten: int
    retired: int


def draft_briefing(week: date, viewer: Viewer) -> tuple[Briefing, Redrafted]:
    """Draft the briefing of the week that begins on this Monday, or bring what is new into it.

    Lines that somebody edited or wrote are never touched. It is drafted from the records that ``viewer`` may see; each
    line is marked as strictly as the records it cites. Raises RuleBroken for a week that has not begun.
    """
    here, now = ReportingWeek(week), clock.now()
    covered = period(here, queries.previous_submission(week, covered_until(here, now)), now)
    briefing = queries.briefing_to_change(week) or _new_briefing(week)
    drafted = draft_lines(covered, viewer)
    lines = queries.all_lines(briefing)
    pointers = {each.pointer for line in drafted for each in line.sources} | queries.pointers_of(lines)
    seen = stamps(pointers, viewer)
    todo = plan([_kept(line, seen) for line in lines], drafted)
    _carry_out(briefing, todo, drafted, lines, seen)
    briefing.drafted_at = clock.now()
    note_writer(briefing)
    db.session.flush()
    return briefing, Redrafted(len(todo.add), len(todo.rewrite), len(todo.retire))


def _new_briefing(week: date) -> Briefing:
    briefing = Briefing(week=week)
    db.session.add(briefing)
    db.session.flush()
    return briefing


def _kept(line: BriefingLine, seen: Mapping[Pointer, str]) -> Kept:
    pointers = frozenset((each.kind, each.record_id) for each in line.sources)
    return Kept(
        line.key,
        line.origin,
        line.text,
        pointers,
        any(seen.get((each.kind, each.record_id), each.fingerprint) != each.fingerprint for each in line.sources),
        line.is_withdrawn,
        all(pointer in seen for pointer in pointers),
    )


def _carry_out(
    briefing: Briefing,
    todo: Plan,
    drafted: Sequence[Drafted],
    lines: Iterable[BriefingLine],
    seen: Mapping[Pointer, str],
) -> None:
    stored = {line.key: line for line in lines if line.key is not None}
    now = {line.key: line for line in drafted}
    records = cited_records({each.pointer for key in (*todo.add, *todo.rewrite) for each in now[key].sources})
    positions = _positions(drafted, lines)
    for key in todo.add:
        line = BriefingLine(
            briefing_id=briefing.id, section=now[key].section, position=positions[key], key=key, text="",
            origin=Origin.DRAFTED,
        )  # fmt: skip
        _write(line, now[key], seen, records)
    for key in todo.rewrite:
        if stored[key].is_withdrawn:
            bring_back(stored[key])
        _write(stored[key], now[key], seen, records)
    for key in todo.retire:
        withdraw(stored[key], "The records it was drafted from no longer say so.")


def _positions(drafted: Sequence[Drafted], lines: Iterable[BriefingLine]) -> dict[str, int]:
    lines = list(lines)
    found: dict[str, int] = {}
    for section in Section:
        keys = [line.key for line in drafted if line.section is section]
        taken = {line.key or f"#{line.id}": line.position for line in lines if line.section is section}
        found |= places(keys, taken)
    return found


def _write(line: BriefingLine, now: Drafted, seen: Mapping[Pointer, str], records: Mapping[Pointer, Any]) -> None:
    """Give an untouched line the text, sources, department and floor that its records make now."""
    line.text = line.drafted_text = now.text
    line.department_id = now.department_id
    cite(line, [LineSource(
        kind=each.kind, record_id=each.record_id, label=each.label[:120], fingerprint=seen.get(each.pointer, ""),
    ) for each in now.sources])  # fmt: skip
    db.session.add(line)
    db.session.flush()
    _set_floor(line, [records[each.pointer] for each in now.sources if each.pointer in records])


def cite(line: BriefingLine, sources: Iterable[LineSource]) -> None:
    """Let a line cite exactly these records, each once; what it cites already keeps its row."""
    wanted = {(each.kind, each.record_id): each for each in sources}
    for row in list(line.sources):
        same = wanted.pop((row.kind, row.record_id), None)
        if same is None:
            line.sources.remove(row)
        else:
            row.label, row.fingerprint = same.label, same.fingerprint
    line.sources.extend(wanted.values())


def _set_floor(line: BriefingLine, records: Sequence[Any]) -> None:
    """The line is at least as strictly marked as what it cites; lists of readers are met by all of them."""
    chain = [each for record in records for each in marking_chain(record)]
    floor = strictest(Marking.PUBLIC, *(record.effective_marking for record in records))
    lists = [
        {row.user_id for row in readers_of(type(each).__kind__, each.id, is_floor)}
        for each in chain
        for is_floor, has_list in ((False, each.has_readers), (True, each.has_floor_readers))
        if has_list
    ]
    set_marking_floor(line, floor, set.intersection(*lists) if lists else None)
