"""Every published example of the evidence rules, and the edges of each rule."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from mobi_tracker.cli import commands
from mobi_tracker.standing.evidence.cases import BadCase, run_case, run_cases

EXAMPLES = Path(__file__).parent / "examples.jsonl"


def _set_of(reasons: list[dict[str, Any]]) -> set[str]:
    return {json.dumps(each, sort_keys=True) for each in reasons}


def _examples() -> list[Any]:
    cases = [json.loads(line) for line in EXAMPLES.read_text(encoding="utf-8").splitlines()]
    return [
        pytest.param(case, result, id=case["name"]) for case, result in zip(cases, run_cases(EXAMPLES), strict=True)
    ]


@pytest.mark.parametrize(("case", "result"), _examples())
def test_the_published_examples_come_out_as_written(case: dict[str, Any], result: dict[str, Any]) -> None:
    expected = case["expect"]
    assert _set_of(result.pop("reasons")) == _set_of(expected.pop("reasons"))
    assert result == expected


def _case(as_of: str = "2026-11-30", **project: Any) -> dict[str, Any]:
    return run_case({"as_of": as_of, "project": {"phase": "on_hold", **project}})


def _line(**amounts: Any) -> dict[str, Any]:
    return {"fiscal_year": "2026-27", "source": "Grant", "amounts": [{"on": "2026-07-01", **amounts}]}


def _fired(result: dict[str, Any]) -> list[tuple[str, str, Any]]:
    return [(each["rule"], each["rating"], each["value"]) for each in result["reasons"]]


@pytest.mark.parametrize(
    ("forecast", "fired"),
    [
        ("2027-01-08", []),
        ("2027-01-09", [("milestone_slip", "at_risk", 8)]),
        ("2027-01-31", [("milestone_slip", "at_risk", 30)]),
        ("2027-02-01", [("milestone_slip", "off_track", 31)]),
        ("2026-12-01", []),
    ],
)
def test_a_slip_counts_past_seven_and_past_thirty_days(forecast: str, fired: list[Any]) -> None:
    dates = {
        "baselines": [{"on": "2026-01-01", "date": "2027-01-01"}],
        "forecasts": [{"on": "2026-02-01", "date": forecast}],
    }
    assert _fired(_case(milestones=[{"name": "Pilot", **dates}])) == fired


@pytest.mark.parametrize(
    ("as_of", "fired"),
    [
        ("2026-11-30", []),
        ("2026-12-01", [("milestone_overdue", "at_risk", 1)]),
        ("2026-12-14", [("milestone_overdue", "at_risk", 14)]),
        ("2026-12-15", [("milestone_overdue", "off_track", 15)]),
    ],
)
def test_a_milestone_past_its_day_counts_from_the_next(as_of: str, fired: list[Any]) -> None:
    forecast_only = {"name": "Pilot", "forecasts": [{"on": "2026-01-01", "date": "2026-11-30"}]}
    assert _fired(_case(as_of, milestones=[forecast_only])) == fired


@pytest.mark.parametrize(
    ("appropriated", "forecast", "fired"),
    [
        (100_000, 105_000, []),
        (100_000, 105_001, [("overrun", "at_risk", 5.0)]),
        (100_000, 110_000, [("overrun", "at_risk", 10.0)]),
        (100_000, 110_001, [("overrun", "off_track", 10.0)]),
        (100_000, 0, []),
        (None, 1, [("overrun", "off_track", None)]),
        (0, 0, []),
    ],
)
def test_an_overrun_is_compared_before_it_is_rounded(appropriated: Any, forecast: Any, fired: list[Any]) -> None:
    assert _fired(_case(funding=[_line(appropriated=appropriated, forecast=forecast)])) == fired


@pytest.mark.parametrize(
    ("as_of", "expended", "fired"),
    [
        ("2026-06-30", 0, []),  # the amounts are of July 1: nothing is known yet
        ("2026-07-01", 150, []),  # a day of 365 is gone
        ("2026-07-01", 153, [("burn", "at_risk", 15.0)]),
        ("2027-06-30", 1150, []),
        ("2027-08-30", 1151, [("burn", "at_risk", 15.1)]),
        ("2027-08-30", 1301, [("burn", "off_track", 30.1)]),
    ],
)
def test_spending_is_held_against_the_elapsed_year(as_of: str, expended: int, fired: list[Any]) -> None:
    assert _fired(_case(as_of, funding=[_line(appropriated=1000, expended=expended)])) == fired


def test_money_without_an_appropriation_or_a_forecast_is_nothing_to_judge() -> None:
    assert _case(funding=[_line(expended=5000)])["evidence"] == "unknown"


def test_an_amount_holds_by_its_kind_until_a_later_one_of_that_kind() -> None:
    amounts = [{"on": "2026-07-01", "appropriated": 1000}, {"on": "2026-08-01", "forecast": 1200}]
    line = {"fiscal_year": "2026-27", "source": "Grant", "amounts": amounts}
    assert _fired(_case(funding=[line])) == [("overrun", "off_track", 20.0)]


@pytest.mark.parametrize(
    ("likelihood", "impact", "rating"), [(3, 3, None), (2, 5, "at_risk"), (3, 5, "at_risk"), (4, 4, "off_track")]
)
def test_a_risk_counts_from_ten_and_from_sixteen(likelihood: int, impact: int, rating: str | None) -> None:
    risk = {"name": "Staff", "ratings": [{"on": "2026-11-01", "likelihood": likelihood, "impact": impact}]}
    assert [each["rating"] for each in _case(risks=[risk])["reasons"]] == ([rating] if rating else [])


def test_of_two_ratings_on_one_day_the_later_in_the_list_holds() -> None:
    ratings = [{"on": "2026-11-01", "likelihood": 5, "impact": 5}, {"on": "2026-11-01", "likelihood": 1, "impact": 1}]
    assert _case(risks=[{"name": "Staff", "ratings": ratings}])["evidence"] == "on_track"


@pytest.mark.parametrize(
    ("due", "rating"),
    [("2026-11-23", None), ("2026-11-22", "at_risk"), ("2026-11-09", "at_risk"), ("2026-11-08", "off_track")],
)
def test_what_is_overdue_counts_past_seven_and_past_twenty_one_days(due: str, rating: str | None) -> None:
    found = _case(commitments=[{"text": "Send it", "on": "2026-10-01", "due": due}])
    assert [each["rating"] for each in found["reasons"]] == ([rating] if rating else [])


@pytest.mark.parametrize(
    ("commitment", "evidence"),
    [
        ({"on": "2026-12-01", "due": "2026-11-01"}, "unknown"),
        ({"on": "2026-10-01"}, "unknown"),
        ({"on": "2026-10-01", "due": "2026-11-01", "closed_on": "2026-11-30"}, "unknown"),
        ({"on": "2026-10-01", "due": "2026-11-01", "closed_on": "2026-12-01"}, "off_track"),
    ],
)
def test_a_commitment_is_there_from_its_day_until_it_is_closed(commitment: dict[str, Any], evidence: str) -> None:
    assert _case(commitments=[{"text": "Send it", **commitment}])["evidence"] == evidence


@pytest.mark.parametrize(
    ("phase", "evidence"),
    [("planning", "at_risk"), ("procurement", "at_risk"), ("delivery", "at_risk"), ("proposed", "unknown"),
     ("operating", "unknown"), ("on_hold", "unknown"), ("closed", "unknown"), ("cancelled", "unknown")],
)  # fmt: skip
def test_only_active_projects_owe_a_word(phase: str, evidence: str) -> None:
    assert _case(phase=phase, updates=[{"on": "2026-11-10", "overall": "on_track"}])["evidence"] == evidence


def test_a_milestone_taken_back_to_open_is_judged_again() -> None:
    milestone = {
        "name": "Pilot",
        "baselines": [{"on": "2026-01-01", "date": "2026-11-01"}],
        "actual": {"on": "2026-11-02", "date": None},
    }
    assert _case(milestones=[milestone])["evidence"] == "off_track"


RATED_NINE = {"name": "X", "ratings": [{"on": "2026-01-01", "likelihood": 9, "impact": 1}]}


def _as_line(as_of: str = "2026-11-30", **project: Any) -> str:
    return json.dumps({"as_of": as_of, "project": {"phase": "delivery", **project}})


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "line 1: not JSON"),
        ("[]", "a case is not a JSON object"),
        ('{"project": {}}', "“as_of” is missing"),
        (_as_line("Nov 30"), '“as_of”: "Nov 30" is not a day'),
        (_as_line(phase="asleep"), '“phase”: "asleep" is none of proposed'),
        (_as_line(updates={}), "“updates” is not a list"),
        (_as_line(updates=[3]), "“updates”, item 1 is not a JSON object"),
        (_as_line(risks=[RATED_NINE]), "“likelihood”: 9 is not"),
        (_as_line(funding=[{"source": "X", "fiscal_year": "2026"}]), "“fiscal_year”: Write a fiscal year"),
    ],
)
def test_a_line_that_is_no_case_is_named_with_what_is_wrong(line: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text(line, encoding="utf-8")
    with pytest.raises(BadCase, match="line 1") as wrong:
        list(run_cases(file))
    assert said in str(wrong.value)


def test_the_command_prints_a_result_a_line_and_stops_with_a_sentence_at_a_wrong_one(tmp_path: Path) -> None:
    good = CliRunner().invoke(commands, ["standing", "check", str(EXAMPLES)])
    assert [json.loads(line)["evidence"] for line in good.output.splitlines()][:3] == [
        "on_track",
        "on_track",
        "at_risk",
    ]
    file = tmp_path / "wrong.jsonl"
    file.write_text("nonsense", encoding="utf-8")
    bad = CliRunner().invoke(commands, ["standing", "check", str(file)])
    assert bad.exit_code == 1
    assert "line 1: not JSON" in bad.output
