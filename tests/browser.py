"""Chromium for tests that look at pages: Debian's own, driven by playwright."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.demands import mark_users_of, missing

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that use Chromium carry the mark `browser`."""
    mark_users_of("chromium", "browser", items)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A running Chromium without a window; each test opens contexts of its own in it and closes them."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        missing("No Chromium here: on Debian, apt-get install chromium", "REQUIRE_BROWSER")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path)
        yield browser
        browser.close()
