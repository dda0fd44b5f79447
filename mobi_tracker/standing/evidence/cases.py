"""Cases of the evidence rules as files: one project's dated facts and a day in, a result a line out.

The facts of a case come in the order in which they were recorded. One whose ``on`` is after ``as_of`` does not exist
yet; the latest ``on`` holds, of two on one day the later in the list.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from mobi_tracker.city.fiscal_year import FiscalYear
from mobi_tracker.projects.vocabulary import Phase, Rating
from mobi_tracker.standing.evidence.judge import (
    Facts,
    Judgement,
    Line,
    OpenCommitment,
    OpenMilestone,
    OpenRisk,
    is_gap,
    judge,
)  # fmt: skip


class BadCase(ValueError):
    """A line of a case file that cannot be read; the message names the line, the field and the reason."""


def run_cases(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the documented result of each case of a JSON Lines file, in order; blank lines are left out.

    Raises OSError or UnicodeDecodeError when the file cannot be read, BadCase at the first line that is no case.
    """
    with path.open(encoding="utf-8-sig", newline="\n") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                yield run_case(_object(json.loads(line), "a case"))
            except json.JSONDecodeError as wrong:
                raise BadCase(f"{path}, line {number}: not JSON ({wrong.msg}, column {wrong.colno}).") from None
            except (ValueError, RecursionError) as wrong:
                raise BadCase(f"{path}, line {number}: {wrong}") from None


def run_case(case: dict[str, Any]) -> dict[str, Any]:
    """The result of one case: what was reported, what the evidence says and why, and whether they differ.

    Raises ValueError that names the field that is missing or wrong.
    """
    as_of = _needed(case, "as_of", _day)
    reported, facts = facts_at(_object(case.get("project"), "“project”"), as_of)
    found = judge(facts, as_of)
    return {
        "reported": "not_reported" if reported is Rating.NOT_RATED else reported.value,
        "evidence": found.rating.value,
        "gap": is_gap(reported, found.rating),
        "reasons": _told(found),
    }


def _told(found: Judgement) -> list[dict[str, Any]]:
    return [
        {"rule": each.rule.value, "rating": each.rating.value, "about": each.about, "value": each.shown}
        for each in found.reasons
    ]


def facts_at(project: dict[str, Any], as_of: date) -> tuple[Rating, Facts]:
    """What was reported of a case's project and what can be judged of it, at the end of a day."""
    update = _latest(_list(project, "updates"), as_of)
    milestones = (_milestone(each, as_of) for each in _list(project, "milestones"))
    risks = (_risk(each, as_of) for each in _list(project, "risks"))
    commitments = (_commitment(each, as_of) for each in _list(project, "commitments"))
    facts = Facts(
        phase=_needed(project, "phase", _word(Phase)),
        start=_given(project, "start", _day),
        spoken_on=_needed(update, "on", _day) if update else None,
        milestones=tuple(each for each in milestones if each is not None),
        lines=tuple(_line(each, as_of) for each in _list(project, "funding")),
        risks=tuple(each for each in risks if each is not None),
        commitments=tuple(each for each in commitments if each is not None),
    )
    return (_needed(update, "overall", _word(Rating)) if update else Rating.NOT_RATED), facts


def _milestone(given: dict[str, Any], as_of: date) -> OpenMilestone | None:
    """The milestone, where it is open and has a day by then."""
    actual = given.get("actual")
    if actual is not None:
        reached = _object(actual, "“actual”")
        if _needed(reached, "on", _day) <= as_of and _given(reached, "date", _day) is not None:
            return None
    dates = [_latest(_list(given, name), as_of) for name in ("baselines", "forecasts")]
    baseline, forecast = (_given(each, "date", _day) if each else None for each in dates)
    if baseline is None and forecast is None:
        return None
    return OpenMilestone(_needed(given, "name", _text), baseline, forecast)


def _line(given: dict[str, Any], as_of: date) -> Line:
    amounts = _list(given, "amounts")

    def holding(kind: str) -> int | None:
        of_kind = _latest([each for each in amounts if each.get(kind) is not None], as_of)
        return _needed(of_kind, kind, _cents) if of_kind else None

    return Line(
        _needed(given, "source", _text),
        _needed(given, "fiscal_year", lambda year: FiscalYear.parse(_text(year))),
        holding("appropriated"),
        holding("expended"),
        holding("forecast"),
    )


def _risk(given: dict[str, Any], as_of: date) -> OpenRisk | None:
    """The risk, where it is open and was rated by then."""
    rating = _latest(_list(given, "ratings"), as_of)
    if rating is None or _is_closed(given, as_of):
        return None
    return OpenRisk(
        _needed(given, "name", _text),
        _needed(rating, "likelihood", _one_to_five) * _needed(rating, "impact", _one_to_five),
    )


def _commitment(given: dict[str, Any], as_of: date) -> OpenCommitment | None:
    """The action or ask, where it was there by then, is open and has a due day."""
    due = _given(given, "due", _day)
    on = _given(given, "on", _day)
    if due is None or _is_closed(given, as_of) or (on is not None and on > as_of):
        return None
    return OpenCommitment(_needed(given, "text", _text), due)


def _is_closed(given: dict[str, Any], as_of: date) -> bool:
    closed_on = _given(given, "closed_on", _day)
    return closed_on is not None and closed_on <= as_of


def _latest(dated: list[dict[str, Any]], as_of: date) -> dict[str, Any] | None:
    """The fact with the latest ``on`` by that day; of two on one day the later in the list."""
    latest: dict[str, Any] | None = None
    latest_on = date.min
    for each in dated:
        on = _needed(each, "on", _day)
        if latest_on <= on <= as_of:
            latest, latest_on = each, on
    return latest


Read = TypeVar("Read")


def _needed(given: dict[str, Any], name: str, read: Callable[[Any], Read]) -> Read:
    if name not in given:
        raise ValueError(f"“{name}” is missing.")
    try:
        return read(given[name])
    except ValueError as wrong:
        raise ValueError(f"“{name}”: {wrong}") from None


def _given(given: dict[str, Any], name: str, read: Callable[[Any], Read]) -> Read | None:
    return None if given.get(name) is None else _needed(given, name, read)


def _list(given: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """A list of objects; missing or null is an empty one."""
    found = given.get(name)
    if found is None:
        return []
    if not isinstance(found, list):
        raise ValueError(f"“{name}” is not a list.")
    return [_object(each, f"“{name}”, item {number}") for number, each in enumerate(found, start=1)]


def _object(given: Any, what: str) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise ValueError(f"{what} is not a JSON object.")
    return given


def _day(given: Any) -> date:
    try:
        return date.fromisoformat(_text(given))
    except ValueError:
        raise ValueError(f"{json.dumps(given)} is not a day like 2026-11-30.") from None


def _text(given: Any) -> str:
    if not isinstance(given, str):
        raise ValueError(f"{json.dumps(given)} is not text.")
    return given


def _cents(given: Any) -> int:
    if isinstance(given, bool) or not isinstance(given, int):
        raise ValueError(f"{json.dumps(given)} is not a whole number of cents.")
    return given


def _one_to_five(given: Any) -> int:
    if isinstance(given, bool) or given not in (1, 2, 3, 4, 5):
        raise ValueError(f"{json.dumps(given)} is not a whole number from 1 to 5.")
    return int(given)


Word = TypeVar("Word", bound=StrEnum)


def _word(words: type[Word]) -> Callable[[Any], Word]:
    def read(given: Any) -> Word:
        try:
            return words(given)
        except ValueError:
            raise ValueError(f"{json.dumps(given)} is none of {', '.join(words)}.") from None

    return read
