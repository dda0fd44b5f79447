"""The import commands, as a person at a shell meets them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests" / "cases"


@pytest.fixture
def run(tmp_path):
    """Run a command of the product on a database of its own."""

    def command(*arguments):
        environment = os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path / 'import.sqlite3'}", "MOBI_DEMO": "0"}
        return subprocess.run(
            [sys.executable, "-m", "mobi_tracker", *map(str, arguments)],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
        )

    return command


def test_a_dry_run_says_what_would_be_done_without_a_database(run):
    done = run("import", "projects", CASES / "itdashboard-projects-sample.csv", "--dry-run", "--json")
    told = json.loads(done.stdout)
    assert done.returncode == 0
    assert (told["rows"], told["delimiter"], told["sheet"], told["problems"]) == (14, ",", None, [])


def test_wrong_rows_stop_everything_or_are_skipped(run, tmp_path):
    file = tmp_path / "projects.csv"
    file.write_text("Name,Start\nPermit login,1/5/2026\nCurb sensors,31/31/2026\n")
    assert run("db", "upgrade").returncode == 0
    stopped = run("import", "projects", file)
    assert stopped.returncode == 1 and "Row 3, Start:" in stopped.stdout and "Nothing was imported" in stopped.stdout
    assert "1 row imported" in run("import", "projects", file, "--skip-wrong").stdout
    assert json.loads(run("import", "projects", file, "--dry-run", "--json").stdout)["verdicts"]["same"] == 1


@pytest.mark.parametrize(
    ("name", "says"),
    [("xlsx-truncated.xlsx", "damaged"), ("manifest.csv", "No column is taken for the project's name")],
)
def test_what_cannot_be_read_is_said_in_a_sentence(run, name, says):
    done = run("import", "projects", CASES / name, "--dry-run")
    assert says in done.stdout + done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("url", ["sqlite:////no/such/folder/x.db", "postgresql://nobody@127.0.0.1:1/x", "not a file"])
@pytest.mark.parametrize("command", [("import", "projects", CASES / "csv-latin1.csv"), ("db", "upgrade"), ("serve",)])
def test_a_database_that_cannot_be_used_is_said_in_one_sentence(tmp_path, command, url):
    if url == "not a file":
        (tmp_path / "notes.txt").write_text("These are notes and no database. " * 20)
        url = f"sqlite:///{tmp_path / 'notes.txt'}"
    done = subprocess.run(
        [sys.executable, "-m", "mobi_tracker", *map(str, command)],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": url, "MOBI_DEMO": "1"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "the database of DATABASE_URL cannot be used" in done.stderr.splitlines()[-1]


def test_the_database_s_version_is_told_before_and_after(run):
    first = run("db", "upgrade")
    assert first.stdout.startswith("The database went from no version to ")
    assert run("db", "upgrade").stdout.startswith("The database is already at ")
