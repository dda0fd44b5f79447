"""What every walk uses: the loaded demonstration, an office of one's own, and people who sit down at it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.walks.desk import Desk
from tests.walks.office import Office, loaded_demonstration


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file with the demonstration; all workers of a run share it."""
    folder = tmp_path_factory.getbasetemp()
    return loaded_demonstration(folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder)


@pytest.fixture
def office(demonstration: Path, tmp_path: Path) -> Iterator[Office]:
    """A running server whose data the test may change."""
    opened = Office(demonstration, tmp_path)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def reading_room(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A running server that the tests of a module share, for they only read."""
    opened = Office(demonstration, tmp_path_factory.mktemp("reading"))
    yield opened
    opened.close()


@pytest.fixture
def sit_down(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """``sit_down(office, "liaison")`` gives the page of somebody signed in. Whatever complains fails the test.

    ``may_complain``: its console may, since the test takes the server or the session away.
    """
    desks: list[Desk] = []
    complaints: list[str] = []

    def sit(office: Office, role: str | None, may_complain: bool = False, **options: object) -> Page:
        desk = Desk(chromium, office, role, [] if may_complain else complaints, **options)
        desks.append(desk)
        return desk.page

    yield sit
    for desk in desks:
        desk.leave()
    assert complaints == []
    assert [each for desk in desks for each in desk.strangers] == []
