"""The dashboard as plain data for one letter page: words only, cut to what a page holds, with how many more there are.

How many rows of each part the page has is settled when it is set: the first of ``LAYOUTS`` that fits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from mobi_tracker.city.clock_zone import to_local
from mobi_tracker.city.dates import (
    format_day,
    format_days,
    format_full_day,
    format_short_day,
    format_time,
    slip_in_words,
)
from mobi_tracker.city.money import format_money_short
from mobi_tracker.city.words import capitalized, counted, plural
from mobi_tracker.dashboard.rules.figures import InitiativeFigures
from mobi_tracker.dashboard.rules.lines import Coming, Line
from mobi_tracker.dashboard.rules.mismatches import Mismatch
from mobi_tracker.dashboard.sheet import Decision, Sheet
from mobi_tracker.paper.charts.timeline import Timeline
from mobi_tracker.paper.pdf.press import Pdf, make_pdf
from mobi_tracker.paper.pdf.words import printable
from mobi_tracker.projects.vocabulary import Rating
from mobi_tracker.standing.vocabulary import Evidence

TEMPLATE = Path(__file__).with_name("one_page.typ")
TITLE, DETAIL, LONG = 90, 150, 600
SOON = 7
CHART_WIDTH = 840

UNCHECKED = (
    "No typeface on this server has every character here, so some may be missing from this copy and it did not pass "
    "the accessibility checks. The page on the web has all of it."
)
LEAVES_OUT = "Figures leave out records you may not see."
ONLY = "Decisions and dates of no such project are left out."
PARTS = ("decisions", "mismatches", "changes", "coming", "initiatives", "timeline")
# From roomy to bare. The worst comes first in every part, so what gives way is what matters least.
LAYOUTS: tuple[dict[str, int | bool], ...] = tuple(
    dict(zip(PARTS, rows, strict=True))
    for rows in (
        (6, 7, 9, 10, 16, True),
        (5, 6, 8, 8, 14, True),
        (4, 5, 7, 7, 12, True),
        (4, 4, 6, 6, 10, True),
        (3, 4, 5, 5, 10, True),
        (3, 4, 4, 5, 8, True),
        (3, 3, 4, 4, 8, True),
        (3, 4, 5, 5, 10, False),
        (3, 3, 4, 4, 8, False),
        (2, 2, 3, 3, 6, False),
        (1, 1, 2, 2, 4, False),
        (1, 1, 1, 1, 2, False),
    )
)
MOST: Mapping[str, int] = LAYOUTS[0]


def dashboard_pdf(sheet: Sheet, notice: str | None, made_at: datetime) -> Pdf:
    """The page as a PDF. Raises PdfNotMade with a sentence where it cannot be made."""
    drawings = {} if sheet.timeline.is_empty else {"timeline.svg": _on_paper(sheet.timeline).svg(CHART_WIDTH)}
    return make_pdf(TEMPLATE, page_data(sheet, notice, made_at), made_at, drawings)


def page_data(sheet: Sheet, notice: str | None, made_at: datetime) -> dict[str, Any]:
    """Everything the page says, as text, numbers and lists. ``made_at`` is told at its foot."""
    days, local = sheet.days, to_local(made_at)
    day, marking = format_full_day(days.as_of), f"Marked {sheet.marking.label.lower()}"
    past = "as it was known at the end of that day, " if days.is_past else ""
    only = f"{sheet.narrowing.sentence}. {ONLY}" if sheet.narrowing.is_set else ""
    aside = (only, LEAVES_OUT if sheet.leaves_out else "")
    made = f"{format_day(local.date(), days.today)}, {format_time(local.time())}"
    return {
        "title": f"Dashboard, {day}",
        "author": "MOBI Tracker",
        "kicker": f"Portfolio, {day}, {past}compared with {format_full_day(days.before)} · {marking.lower()}",
        "notice": notice or "",
        "messages": [printable(each, DETAIL) for each in sheet.messages],
        "unchecked": UNCHECKED,
        "sentence": printable(sheet.sentence, LONG),
        "aside": " ".join(printable(f"{each.rstrip('.')}.", LONG) for each in aside if each),
        "marking": marking,
        "foot": " · ".join(part for part in ("MOBI Tracker", notice or "", f"made {made}") if part),
        "decisions": _decisions(sheet),
        "mismatches": _mismatches(sheet),
        "changes": _changes(sheet),
        "coming": _coming(sheet),
        "initiatives": _initiatives(sheet),
        "timeline": None if sheet.timeline.is_empty else _timeline(sheet.timeline, sheet.timeline_more),
        "layouts": list(LAYOUTS),
    }


def _part(
    name: str, heading: str, found: Sequence[Any], row: Callable[[Any], dict[str, Any]], empty: str, **more: Any
) -> dict[str, Any]:
    """A part of the page: its first rows, how many there are, and for each number of rows how many are left then."""
    shown = [row(each) for each in found[: MOST[name]]]
    left = [f"and {len(found) - count:,} more" for count in range(len(shown) + 1)]
    return {"heading": heading, "rows": shown, "total": len(found), "more": left, "empty": empty, "note": "", **more}


def _decisions(sheet: Sheet) -> dict[str, Any]:
    heading = f"Decisions asked of {'you' if sheet.is_asked else f'the {sheet.asked_of.label}'}"

    def row(each: Decision) -> dict[str, Any]:
        ask, days = each.ask, sheet.days
        near = ask.due is not None and (ask.due - days.as_of).days <= SOON
        detail = (
            printable(each.project.name, TITLE) if each.project else "",
            format_money_short(ask.amount_cents) if ask.amount_cents else "",
            f"recommended: {printable(ask.recommended, TITLE)}" if ask.recommended else "",
        )
        return {
            "title": printable(ask.text, TITLE),
            "due": f"needed by {format_day(ask.due, days.today)}" if ask.due else "no day given",
            "tone": "late" if each.is_late else "soon" if near else "",
            "detail": " · ".join(part for part in detail if part),
        }

    return _part("decisions", heading, sheet.decisions, row, "None waits, of those you may see.")


def _mismatches(sheet: Sheet) -> dict[str, Any]:
    def row(each: Mismatch) -> dict[str, Any]:
        why = f"; reported better because: {each.why}" if each.why else ""
        return {
            "title": printable(each.project.name, TITLE),
            "reported": _rating(each.project.reported),
            "evidence": _rating(each.suggested),
            "why": printable(f"{capitalized(each.summary)}{why}", DETAIL),
        }

    note = f"{capitalized(sheet.explained)}." if sheet.explained else ""
    empty = "Dates and dollars match every report." if not sheet.explained else "Nothing else."
    return _part(
        "mismatches", "Dates and dollars suggest otherwise", sheet.open_mismatches, row, empty,
        note=printable(note, DETAIL),
    )  # fmt: skip


def _changes(sheet: Sheet) -> dict[str, Any]:
    def row(line: Line) -> dict[str, Any]:
        is_moved = line.before is not None and line.after is not None
        good = line.kind in ("better", "suggests_better", "reached")
        bad = line.kind in ("worse", "suggests_worse", "slipped")
        rated = line.kind in ("first_rated", "no_longer_rated")
        shown = line.after if line.kind == "first_rated" else line.before
        what = f"{line.what} {shown.label.lower()}" if rated and shown is not None else line.what
        if line.kind == "no_longer_rated" and shown is not None:
            what = f"was {shown.label.lower()}"
        return {
            "lead": line.group,
            "tone": "worse" if bad else "better" if good else "",
            "title": printable(line.title, TITLE),
            "what": printable("" if is_moved and not rated else what, DETAIL),
            "before": _rating(line.before) if is_moved and not rated else None,
            "after": _rating(line.after) if is_moved and not rated else None,
            "why": printable(capitalized(line.why), DETAIL),
        }

    note = capitalized(f"{sheet.days.compared}.") if sheet.days.compared else ""
    return _part(
        "changes", f"What changed since {sheet.days.since}", sheet.lines, row, "Nothing that you may see.", note=note
    )


def _coming(sheet: Sheet) -> dict[str, Any]:
    def row(each: Coming) -> dict[str, Any]:
        return {
            "day": format_short_day(each.day, sheet.days.today),
            "title": printable(each.title, TITLE),
            "aside": printable(each.aside, TITLE),
            "slip": each.slip,
            "tone": each.tone,
        }

    empty = f"Nothing by {format_short_day(sheet.until, sheet.days.today)}, of what you may see."
    return _part("coming", "Next 30 days", sheet.coming, row, empty)


def _initiatives(sheet: Sheet) -> dict[str, Any]:
    def row(each: InitiativeFigures) -> dict[str, Any]:
        return {
            "name": printable(each.name, 60),
            "projects": f"{len(each.running):,}",
            "reported": _counts(each.counts, {rating.value: rating.label for rating in Rating}),
            "evidence": _counts(each.suggested, {evidence.value: evidence.label for evidence in Evidence}),
            "money": each.money_words if each.has_money else "",
            **_next(each, sheet),
        }

    columns = ["Initiative, projects", "Reported", "Dates and dollars suggest", "Next milestone",
               f"Spent of appropriated, {sheet.fiscal_year.label}"]  # fmt: skip
    part = _part("initiatives", sheet.heading, sheet.initiatives, row, "No initiative is loaded.", columns=columns)
    left = [part["total"] - count for count in range(len(part["rows"]) + 1)]
    return part | {"more": [f"and {count:,} more {plural(count, 'initiative')}" for count in left]}


def _next(each: InitiativeFigures, sheet: Sheet) -> dict[str, str]:
    upcoming, days = each.next, sheet.days
    if upcoming is None or upcoming.day is None:
        return {"next": "", "next-day": "", "slip": "", "tone": ""}
    slip, tone = slip_in_words(upcoming.slip) if upcoming.slip is not None else "", each.next_tone
    if upcoming.day < days.as_of:
        slip, tone = f"{format_days((days.as_of - upcoming.day).days)} past, not reached", "late"
    day = format_short_day(upcoming.day, days.today)
    return {"next": printable(upcoming.name, 60), "next-day": day, "slip": slip, "tone": tone}


def _on_paper(timeline: Timeline) -> Timeline:
    """The chart without links: nothing is pressed on paper."""
    return replace(timeline, milestones=tuple(replace(each, url=None) for each in timeline.milestones))


def _timeline(timeline: Timeline, more: int) -> dict[str, str]:
    """The chart's heading, and all of it in words, for whoever cannot see it."""
    each = "; ".join(printable(one.in_words(), 2 * TITLE) for one in timeline.milestones)
    left = f"; and {counted(more, 'more milestone')}" if more else ""
    return {
        "heading": printable(timeline.title, DETAIL),
        "alt": f"{timeline.description} {each}.".strip(),
        "note": f"Hollow: baseline; solid: forecast{left}.",
    }


def _counts(counts: Mapping[str, int], labels: Mapping[str, str]) -> list[dict[str, str]]:
    return [
        {"tone": tone, "label": labels[tone].lower(), "count": f"{count:,}"} for tone, count in counts.items() if count
    ]


def _rating(rating: Rating | Evidence | None) -> dict[str, str]:
    if rating is None:
        return {"tone": "not_rated", "label": "not reported"}
    return {"tone": rating.value, "label": rating.label.lower()}
