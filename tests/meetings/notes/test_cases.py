"""Every case of the grammar, those that came with it and those written here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mobi_tracker.meetings.notes.cases import BadCase, run_cases

CASES = Path(__file__).parent / "cases"


def _cases(name: str) -> list[Any]:
    lines = (CASES / name).read_text(encoding="utf-8").split("\n")
    cases = [json.loads(line) for line in lines if line.strip()]
    results = list(run_cases(CASES / name))
    return [pytest.param(c, r, id=c["name"]) for c, r in zip(cases, results, strict=True)]


def _only_expected(actual: Any, expected: Any) -> Any:
    """The actual result with only the keys that the expectation names."""
    if isinstance(expected, dict) and isinstance(actual, dict):
        return {key: _only_expected(actual[key], value) for key, value in expected.items() if key in actual}
    if isinstance(expected, list) and isinstance(actual, list) and len(actual) == len(expected):
        return [_only_expected(a, e) for a, e in zip(actual, expected, strict=True)]
    return actual


@pytest.mark.parametrize(("case", "result"), _cases("examples.jsonl"))
def test_the_examples_of_the_grammar_come_out_as_written(case: dict[str, Any], result: dict[str, Any]) -> None:
    assert _only_expected(result, case["expect"]) == case["expect"]


@pytest.mark.parametrize(("case", "result"), _cases("more.jsonl"))
def test_each_sentence_of_the_grammar_holds(case: dict[str, Any], result: dict[str, Any]) -> None:
    assert _only_expected(result, case["expect"]) == case["expect"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not JSON"),
        ("[]", "a case is a JSON object"),
        ('{"date": "2026-03-04", "directory": {}}', "“notes” is missing"),
        ('{"notes": 3, "date": "2026-03-04", "directory": {}}', "“notes” is not text"),
        ('{"notes": "", "date": "soon", "directory": {}}', "soon"),
        ('{"notes": "", "date": "2026-03-04", "directory": "nowhere.json"}', "nowhere.json"),
        ('{"notes": "", "date": "2026-03-04", "directory": {"people": [{}]}}', "'id' is missing"),
    ],
)
def test_a_bad_case_names_its_line_and_the_reason(tmp_path: Path, line: str, reason: str) -> None:
    good = '{"notes": "", "date": "2026-03-04", "directory": {}}'
    file = tmp_path / "cases.jsonl"
    file.write_text(f"{good}\n{line}\n", encoding="utf-8")
    results = run_cases(file)
    assert next(results)["items"] == []
    with pytest.raises(BadCase, match="line 2") as error:
        next(results)
    assert reason in str(error.value)
