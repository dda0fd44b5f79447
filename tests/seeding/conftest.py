"""Folders of seed data: small ones that a test writes, and the demonstration, loaded once for all that only read it."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mobi_tracker.core.clock import travelling_to
from mobi_tracker.core.database import db, reading
from mobi_tracker.seeding.load import load_folder
from tests.app import make_app

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "seed_data" / "demo"
# A Monday morning, and a Sunday evening at whose dawn the clocks were put forward: 10:00 and 20:00 in Los Angeles.
MOMENTS = {"monday": datetime(2026, 11, 30, 18, 0, tzinfo=UTC), "sunday": datetime(2027, 3, 15, 3, 0, tzinfo=UTC)}

USERS = """when,key,name,email,password,roles,departments
-4 Mon 8:00,lia,Lia Writer,lia@example.org,a long test password,liaison; administrator,
-4 Mon 8:00,eo,Eve Officer,eo@example.org,a long test password,executive_officer,
"""
PROJECTS = """when,by,slug,name,initiative,lead,phase,starts,ends
-4 Mon 10:00,lia,first-step,First step,,ita,delivery,-20 Mon,+20 Fri
"""


class Folder:
    """A folder of seed data in the making."""

    def __init__(self, path):
        self.path = path
        path.mkdir()
        self.write("seed.txt", f"reference: {ROOT / 'seed_data' / 'reference'}\n")
        self.write("users.csv", USERS)
        self.write("projects.csv", PROJECTS)

    def write(self, name, text):
        """Write one file of it."""
        path = self.path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return self

    def load(self, now, demo=False):
        """Load it and commit, as the command does."""
        report = load_folder(self.path, now, demo)
        db.session.commit()
        return report


@pytest.fixture
def folder(tmp_path):
    """A folder with two people and one project."""
    return Folder(tmp_path / "seed")


@pytest.fixture(scope="session", params=list(MOMENTS))
def loaded(request, tmp_path_factory):
    """The demonstration, loaded at one of the moments: (application, moment). Read it only.

    Workers that run tests side by side share what the first of them loaded.
    """
    now = MOMENTS[request.param]
    here = tmp_path_factory.mktemp("demo") / "demo.sqlite3"
    beside = tmp_path_factory.getbasetemp().parent if "PYTEST_XDIST_WORKER" in os.environ else here.parent
    shared = beside / f"demo-{request.param}.sqlite3"
    if not shared.exists():
        load_demo(here, now)
        os.replace(here, shared)
    app = make_app(f"sqlite:///{shared}", demo=True)
    yield app, now
    with app.app_context():
        db.engine.dispose()


def load_demo(path, now):
    """Load the demonstration into a new database file, closed when this returns."""
    app = make_app(f"sqlite:///{path}", demo=True)
    with app.app_context():
        db.create_all()
        load_folder(DEMO, now, demo=True)
        db.session.commit()
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def demo(loaded):
    """Within the loaded demonstration, at its moment, which is the value."""
    app, now = loaded
    with app.app_context(), travelling_to(now), reading():
        yield now
        db.session.remove()
