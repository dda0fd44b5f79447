"""What every command starts from: the application, and who acts."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from mobi_tracker.app import create_app
from mobi_tracker.configuration import from_environment
from mobi_tracker.core import actor


@contextmanager
def application(command: str) -> Iterator[Flask]:
    """The application within its context; what it writes is credited to the command."""
    app = create_app(from_environment(os.environ))
    with app.app_context(), actor.acting_as(actor.Actor(None, f"the command {command}")):
        yield app
