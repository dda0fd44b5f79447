"""``standing show``: any day from the command line, as the Deputy Mayor sees it."""

from __future__ import annotations

import json
from datetime import date

import pytest
from click.testing import CliRunner

from mobi_tracker.access.vocabulary import Marking
from mobi_tracker.cli import commands
from mobi_tracker.standing.difference import difference
from mobi_tracker.standing.snapshot import snapshots
from mobi_tracker.standing.telling import difference_as_data, snapshot_as_data
from mobi_tracker.standing.telling_lines import difference_lines, snapshot_lines
from tests.factories import make_project, make_viewer
from tests.standing.factories import LAST_WEEK, LONG_AGO, TODAY, ask, fund, give_date, on_day, plan, rate


@pytest.fixture
def two_days(app):
    """The snapshots of a portfolio in which a project got worse, and what changed."""
    with on_day(LONG_AGO):
        project = make_project("permit-login", "Permit login", marking=Marking.CONFIDENTIAL, marking_basis="labor")
    rate(project, "on_track", date(2026, 11, 20))
    milestone = plan(project, "Pilot opens", date(2026, 12, 5))
    give_date(milestone, "forecast", date(2027, 1, 15), date(2026, 11, 25), reason="vendor delay", credited_to="ITA")
    rate(project, "off_track", date(2026, 11, 25), narrative="Vendor is late")
    fund(project, on=date(2026, 11, 25), expended=50_00)
    ask("Approve it", date(2026, 11, 25), due=date(2026, 12, 4), project_id=project.id)
    before, after = snapshots((LAST_WEEK, TODAY), make_viewer("deputy_mayor"))
    return after, difference(before, after)


def test_a_day_as_data_has_what_was_known(two_days):
    data = json.loads(json.dumps(snapshot_as_data(two_days[0])))
    (project,) = data["projects"]
    assert (project["slug"], project["marking"], project["reported"]) == ("permit-login", "confidential", "off_track")
    assert project["milestones"][0] | {"id": 0} == {
        "id": 0, "name": "Pilot opens", "slip": 41, "baseline": "2026-12-05", "forecast": "2027-01-15", "actual": None,
    }  # fmt: skip
    assert project["money"][0]["expended"] == 50_00
    assert [each["words"] for each in project["reasons"]] == ["“Pilot opens” is forecast 41 days after its baseline"]
    assert [each["due"] for each in data["asks"]] == ["2026-12-04"]


def test_a_difference_as_data_has_each_cause(two_days):
    data = json.loads(json.dumps(difference_as_data(two_days[1])))
    (worse,) = data["worse"]
    assert (worse["project"], worse["before"], worse["after"]) == ("permit-login", "on_track", "off_track")
    assert worse["cause"] == "Vendor is late"
    assert [(each["days"], each["reason"], each["credited_to"]) for each in worse["slipped"]] == [
        (41, "vendor delay", "ITA")
    ]
    assert [each["expended_more"] for each in data["spent"]] == [50_00]
    assert [(each["before"], each["after"]) for each in data["suggests_worse"]] == [("on_track", "off_track")]


def test_both_are_lines_to_read(two_days):
    lines = [*snapshot_lines(two_days[0]), *difference_lines(two_days[1])]
    assert lines[0] == "Portfolio as of Mon, Nov 30, 2026: 1 project."
    assert lines[1].startswith("Permit login: reported off track; dates and dollars suggest off track: “Pilot opens”")
    assert "Decision waits: Approve it, needed by Fri, Dec 4, 2026" in lines
    assert "Worse: Permit login, on track to off track, “Vendor is late”" in lines
    assert "Slipped: Permit login, Pilot opens by 41 days, “vendor delay”" in lines


def run(path, *words):
    environment = {"DATABASE_URL": f"sqlite:///{path}", "MOBI_DEMO": "1"}
    return CliRunner().invoke(commands, ["standing", "show", *words], env=environment)


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    path = tmp_path_factory.mktemp("show") / "empty.sqlite3"
    made = CliRunner().invoke(commands, ["db", "upgrade"], env={"DATABASE_URL": f"sqlite:///{path}", "MOBI_DEMO": "1"})
    assert made.exit_code == 0, made.output
    return path


def test_the_command_prints_data_or_lines(empty):
    printed = run(empty, "--as-of", "2026-11-30", "--compare", "11/23/2026", "--json")
    data = json.loads(printed.stdout)
    assert (data["as_of"], data["changes"]["before"], data["projects"]) == ("2026-11-30", "2026-11-23", [])
    assert run(empty, "--as-of", "2026-11-30").stdout == "Portfolio as of Mon, Nov 30, 2026: 0 projects.\n"
    assert "Nothing." in run(empty, "--as-of", "2026-11-30", "--compare", "2026-11-23").stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--as-of", "soon"], "'soon' is not a day. Write it like 2026-11-30."),
        (["--as-of", "2098-01-01"], "Wed, Jan 1, 2098 is still to come."),
        (["--as-of", "2026-02-30"], "is not a day"),
        (["--as-of", "2026-11-01", "--compare", "2026-11-01"], "--compare wants a day before Sun, Nov 1, 2026."),
        (["--as-of", "2026-11-01", "--compare", "x"], "'x' is not a day"),
    ],
)
def test_a_wrong_day_is_said_in_a_sentence(empty, words, said):
    result = run(empty, *words)
    assert result.exit_code == 2
    assert said in result.output


def test_a_database_without_tables_is_said(tmp_path):
    result = run(tmp_path / "none.sqlite3")
    assert "no tables yet" in result.output and result.exit_code == 1
