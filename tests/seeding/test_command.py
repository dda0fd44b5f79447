"""``seed`` as a person at a shell meets it."""

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from mobi_tracker.cli import commands
from mobi_tracker.core.database import db
from mobi_tracker.projects.models.project import Project
from tests.app import make_app


@pytest.fixture
def seed(tmp_path, monkeypatch):
    """Run the command on a database of its own."""
    url = f"sqlite:///{tmp_path / 'seed.sqlite3'}"
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("MOBI_DEMO", "1")
    app = make_app(url)
    with app.app_context():
        db.create_all()

    def run(*arguments):
        done = CliRunner().invoke(commands, ["seed", *map(str, arguments)])
        with app.app_context():
            projects = db.session.scalar(select(func.count(Project.id)))
        return done.exit_code, done.output, projects

    yield run
    with app.app_context():
        db.engine.dispose()


def test_it_says_what_was_loaded(seed, folder):
    code, said, projects = seed(folder.path)
    assert (code, projects) == (0, 1)
    assert "2 users" in said
    assert "1 project" in said


def test_a_second_time_is_refused_or_said_to_be_there(seed, folder):
    seed(folder.path)
    code, said, _ = seed(folder.path)
    assert code == 1
    assert "has data already" in said
    code, said, projects = seed(folder.path, "--if-empty")
    assert (code, projects) == (0, 1)
    assert "already there" in said


def test_what_is_wrong_is_said_and_nothing_is_loaded(seed, folder):
    folder.write("projects.csv", "when,slug,name,colour\n-4 Mon 10:00,first-step,First step,red\n")
    code, said, projects = seed(folder.path)
    assert (code, projects) == (1, 0)
    assert "Nothing was loaded." in said
    assert "projects.csv, line 1, column colour" in said
    assert "Traceback" not in said


def test_a_database_without_tables_is_said_in_one_sentence(folder, tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    monkeypatch.setenv("MOBI_DEMO", "1")
    done = CliRunner().invoke(commands, ["seed", str(folder.path)])
    assert done.exit_code == 1
    assert "run python -m mobi_tracker db upgrade first" in done.output
