"""The servers that other tests stand on: PostgreSQL and Chromium as the fixtures give them."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from sqlalchemy import NullPool, create_engine, text

from mobi_tracker.core.database import db
from tests import demands, postgres
from tests.app import make_app


def test_each_database_of_the_fixture_is_empty_and_in_utf8(postgres_url: str, empty_postgres_url: str) -> None:
    assert postgres_url != empty_postgres_url
    # Where the whole suite runs on PostgreSQL, the worker's own database holds the product's tables already.
    may_hold_tables = {postgres_url} if os.environ.get("TEST_ON") == "postgres" else set()
    for url in (postgres_url, empty_postgres_url):
        engine = create_engine(url, poolclass=NullPool)
        with engine.connect() as connection:
            tables = connection.scalar(text("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
            encoding = connection.scalar(text("SHOW server_encoding"))
        assert encoding == "UTF8"
        assert tables == 0 or url in may_hold_tables


def test_a_temporary_server_leaves_no_folder_behind(postgres_server: str) -> None:
    if os.environ.get("TEST_DATABASE_URL"):
        pytest.skip("A server was given by TEST_DATABASE_URL: none is started.")
    programs = postgres.server_programs()
    assert programs is not None
    with postgres.temporary_server(programs) as url:
        folder = Path(url.partition("?host=")[2])
        assert folder.is_dir()
    assert not folder.exists()


def test_chromium_draws_a_page(chromium: Browser) -> None:
    page = chromium.new_page()
    page.set_content("<title>Portfolio</title><h1>Portfolio, Mon Nov 30</h1>")
    assert (page.title(), page.inner_text("h1")) == ("Portfolio", "Portfolio, Mon Nov 30")
    page.close()


@pytest.mark.parametrize(
    ("value", "outcome"),
    [("", pytest.skip.Exception), ("0", pytest.skip.Exception), ("1", pytest.fail.Exception)],
)
def test_what_is_missing_is_skipped_unless_it_is_required(
    monkeypatch: pytest.MonkeyPatch, value: str, outcome: type[BaseException]
) -> None:
    monkeypatch.setenv("REQUIRE_BROWSER", value)
    with pytest.raises(outcome, match="No Chromium here"):
        demands.missing("No Chromium here", "REQUIRE_BROWSER")


def test_postgres_does_not_compile_statements(postgres_url):
    """Compiling the statements of standing would take seconds each; they run in milliseconds."""
    app = make_app(postgres_url)
    with app.app_context():
        assert db.session.scalar(text("SHOW jit")) == "off"
        db.session.remove()
        db.engine.dispose()
