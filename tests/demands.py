"""What to do when a machine lacks what a test needs: skip and say so, or fail where CI demands it."""

import os
from typing import NoReturn

import pytest


def missing(what: str, variable: str) -> NoReturn:
    """Skip the test with `what` as its reason; fail it where the variable of that name says it must run."""
    if os.environ.get(variable, "") not in ("", "0"):
        pytest.fail(f"{what} ({variable} is set, so this is a failure)", pytrace=False)
    pytest.skip(what)


def mark_users_of(fixture: str, mark: str, items: list[pytest.Item]) -> None:
    """Mark the tests that use a fixture, directly or through another, so that `-m` can choose them."""
    for item in items:
        if fixture in getattr(item, "fixturenames", ()):
            item.add_marker(mark)
