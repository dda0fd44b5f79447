"""A cited record in a few words, kind by kind: what a reader wants to check a line against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from mobi_tracker.city.dates import format_day, format_short_day
from mobi_tracker.city.money import format_money


@dataclass(frozen=True)
class Summary:
    """``head`` names the record; ``ratings`` are (part, rating); ``text`` is what it says; ``detail`` who and when."""

    head: str
    text: str = ""
    detail: str = ""
    ratings: tuple[tuple[str, Any], ...] = ()


def summary_of(record: Any, today: date) -> Summary:
    """The record in a few words. A kind without words of its own is said by its text or name."""
    make = _MAKERS.get(type(record).__kind__)
    return make(record, today) if make else Summary(str(getattr(record, "name", "") or getattr(record, "text", "")))


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _per(credited_to: str) -> str:
    return f"per {credited_to}" if credited_to.strip() else ""


def _update(record: Any, today: date) -> Summary:
    ratings = tuple((part, getattr(record, part)) for part in ("overall", "schedule", "budget", "scope"))
    path = f"path to green: {record.path_to_green}" if record.path_to_green else ""
    reason = f"reason: {record.reason}" if record.reason else ""
    return Summary(
        f"Status update, {record.project.name}, {format_day(record.on, today)}",
        record.narrative or record.accomplishments or record.next_steps,
        _joined(_per(record.credited_to), reason, path),
        ratings,
    )


def _milestone_date(record: Any, today: date) -> Summary:
    day = format_day(record.day, today) if record.day else "taken back"
    name = f"{record.kind.label} of {record.milestone.name}, {record.milestone.project.name}: {day}"
    said = f"said {format_day(record.on, today)}"
    return Summary(name, record.reason, _joined(said, _per(record.credited_to)))


def _milestone(record: Any, today: date) -> Summary:
    return Summary(f"Milestone, {record.name}", "", record.project.name)


def _project(record: Any, today: date) -> Summary:
    return Summary(f"Project, {record.name}", record.description, record.phase.label.lower())


def _ask(record: Any, today: date) -> Summary:
    due = f"needed by {format_day(record.due, today)}" if record.due else "no day set"
    cents = format_money(record.amount_cents).removesuffix(".00") if record.amount_cents is not None else ""
    advice = f"recommended: {record.recommended}" if record.recommended else ""
    detail = _joined(due, cents, advice)
    return Summary(f"Asked of the {record.asked_of.label}: {record.text}", record.background, detail)


def _action(record: Any, today: date) -> Summary:
    due = f"due {format_day(record.due, today)}" if record.due else "no due day"
    closed = f"{record.state.label.lower()} {format_short_day(record.closed_on, today)}" if record.closed_on else ""
    return Summary(f"Action item {record.id}: {record.text}", "", _joined(due, closed or record.state.label.lower()))


def _decision(record: Any, today: date) -> Summary:
    by = f"by {record.decided_by}" if record.decided_by else ""
    return Summary(f"Decision, {format_day(record.on, today)}", record.text, _joined(by, record.reason))


def _meeting(record: Any, today: date) -> Summary:
    return Summary(f"{record.kind.label}, {record.title}", "", _joined(format_day(record.on, today), record.place))


def _council(record: Any, today: date) -> Summary:
    meets = format_day(record.meets_on, today) if record.meets_on else "no day set"
    number = f"Council File {record.council_file}" if record.council_file else ""
    return Summary(f"{record.body}: {record.title}", record.outcome or record.action_sought, _joined(meets, number))


_MAKERS = {
    "status_update": _update, "milestone_date": _milestone_date, "milestone": _milestone, "project": _project,
    "ask": _ask, "action_item": _action, "decision": _decision, "meeting": _meeting, "council_item": _council,
}  # fmt: skip
