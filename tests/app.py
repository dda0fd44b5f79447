"""The application under test: one per worker, an empty database for each test, and visitors who open its pages.

``TEST_ON=postgres`` runs the same tests on PostgreSQL.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask, before_render_template, has_request_context, request, request_started, template_rendered
from sqlalchemy import Engine, event, text

from mobi_tracker.app import create_app
from mobi_tracker.configuration import Configuration
from mobi_tracker.core.clock import travelling_to
from mobi_tracker.core.database import db
from tests.visitor import Visitor

# Monday, November 30, 2026, 10:00 in Los Angeles.
NOW = datetime(2026, 11, 30, 18, 0, tzinfo=UTC)
ON_POSTGRES = os.environ.get("TEST_ON") == "postgres"


@pytest.fixture(scope="session")
def database_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of this worker's database."""
    if ON_POSTGRES:
        return str(request.getfixturevalue("postgres_url"))
    path: Path = tmp_path_factory.mktemp("database") / "test.sqlite3"
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def whole_app(database_url: str) -> Iterator[Flask]:
    """The application with its tables made."""
    app = make_app(database_url)
    with app.app_context():
        db.create_all()
        refuse_queries_while_rendering(app, db.engine)
        if not ON_POSTGRES:
            event.listen(db.engine, "connect", _skip_waiting_for_the_disk)
            db.engine.dispose()
    yield app
    with app.app_context():
        db.engine.dispose()


def make_app(database_url: str, demo: bool = False) -> Flask:
    """An application for tests: cheap password hashes, real CSRF, errors shown as a visitor would see them."""
    configuration = Configuration(
        database_url=database_url,
        secret_key="only for tests, nobody else",
        demo=demo,
        host="127.0.0.1",
        port=5000,
        threads=4,
        is_behind_proxy=False,
        is_https=False,
        argon2_time_cost=1,
    )
    return create_app(configuration)


def refuse_queries_while_rendering(app: Flask, engine: Engine) -> None:
    """Templates loop, branch and format, and never query: a page that does fails its test."""
    rendering = {"depth": 0}

    def begin(_sender: Flask, **_extra: object) -> None:
        rendering["depth"] += 1

    def end(_sender: Flask, **_extra: object) -> None:
        rendering["depth"] -= 1

    def reset(_sender: Flask, **_extra: object) -> None:
        rendering["depth"] = 0

    def check(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if rendering["depth"] > 0 and has_request_context() and request.method == "GET":
            raise AssertionError(f"A template of {request.path} asked the database: {statement}")

    request_started.connect(reset, app, weak=False)
    before_render_template.connect(begin, app, weak=False)
    template_rendered.connect(end, app, weak=False)
    event.listen(engine, "before_cursor_execute", check)


def _skip_waiting_for_the_disk(connection: object, _record: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")  # type: ignore[attr-defined]


@pytest.fixture
def app(whole_app: Flask) -> Iterator[Flask]:
    """The application with an empty database, within its context, the clock at NOW."""
    with whole_app.app_context(), travelling_to(NOW):
        yield whole_app
        db.session.remove()
        empty_database()


def empty_database() -> None:
    """Delete every row of every table."""
    with db.engine.begin() as connection:
        names = [f'"{table.name}"' for table in db.metadata.sorted_tables]
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"TRUNCATE {', '.join(names)} RESTART IDENTITY CASCADE"))
            return
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        for name in reversed(names):
            connection.exec_driver_sql(f"DELETE FROM {name}")


@pytest.fixture
def visit(app: Flask) -> Callable[..., Visitor]:
    """Make a visitor: ``visit("liaison")`` signs a user of that role in; ``visit()`` is nobody."""
    return lambda *roles, **options: Visitor.arrive(app, *roles, **options)


@pytest.fixture
def count_queries(app: Flask) -> Iterator[Callable[[Visitor, str], int]]:
    """Count what a page asks the database: ``count_queries(visitor, path)``, its opening and closing left out."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")):
            asked.append(statement)

    def count(visitor: Visitor, path: str) -> int:
        db.session.rollback()
        db.session.expire_all()
        asked.clear()
        visitor.open(path)
        return len(asked)

    event.listen(db.engine, "before_cursor_execute", note)
    yield count
    event.remove(db.engine, "before_cursor_execute", note)
